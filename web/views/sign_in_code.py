"""The step after the password: the one-time code."""

from __future__ import annotations

from dataclasses import dataclass

from web.forms.passwords import CODE
from web.forms.result import FieldError
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInCodeView:
    """The form, everything wrong with it, and where to go afterwards. What was typed is a secret and is not kept."""

    frame: Frame
    errors: tuple[FieldError, ...]
    code_error: str
    next: str


def sign_in_code_view(*, next: str = "", errors: tuple[FieldError, ...] = ()) -> SignInCodeView:
    """The screen as it opens, or with the errors of what was sent."""
    return SignInCodeView(
        frame=Frame(
            title=title_with(errors, "確認コードの入力"),
            announce=announcement(errors, "確認コードを入力する画面です。"),
        ),
        errors=errors,
        code_error=message_for(errors, CODE),
        next=next,
    )


def wrong_code() -> tuple[FieldError, ...]:
    """One answer for a wrong code, an old one, and one that was used."""
    sentence = (
        "確認コードがちがうか、もう使われています。アプリに新しい6けたの数字が出てから、その数字を入力してください。"
    )
    return (FieldError(CODE, sentence),)
