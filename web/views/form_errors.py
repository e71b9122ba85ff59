"""What every form's view says of its errors."""

from __future__ import annotations

from collections.abc import Sequence

from web.forms.result import FieldError


def message_for(errors: Sequence[FieldError], field: str) -> str:
    """What is wrong with a field, empty for nothing."""
    return next((error.message for error in errors if error.field == field), "")


def title_with(errors: Sequence[FieldError], title: str) -> str:
    """The title of a page; エラー： in front tells the ear first that something is wrong."""
    return f"エラー：{title}" if errors else title


def announcement(errors: Sequence[FieldError], otherwise: str) -> str:
    """What the live region says when the form arrives as a partial."""
    if any(error.may_mend for error in errors):
        return f"入力に誤りが{len(errors)}件あります。"
    return "いまは、受け付けられません。" if errors else otherwise
