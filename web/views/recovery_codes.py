"""Recovery codes: to be shown once and printed, and made anew."""

from __future__ import annotations

from dataclasses import dataclass

from web.forms.result import FieldError
from web.forms.sign_in import PASSWORD
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.new_password import ACCOUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesView:
    """The codes, or how many are left and the form for new ones.

    ``onward`` leads on where codes are shown; ``replaces`` says that they came in place of earlier ones.
    """

    frame: Frame
    codes: tuple[str, ...]
    left: str
    errors: tuple[FieldError, ...]
    password_error: str
    onward: Link
    replaces: bool = False


def recovery_codes_view(*, left: int, errors: tuple[FieldError, ...] = ()) -> RecoveryCodesView:
    """How many are left, and the form."""
    return RecoveryCodesView(
        frame=Frame(
            title=title_with(errors, "予備のコード"),
            announce=announcement(errors, "予備のコードの画面です。"),
            breadcrumbs=(ACCOUNT,),
        ),
        codes=(),
        left=f"使っていない予備のコードは、あと{left}個です。" if left else "使える予備のコードは、もうありません。",
        errors=errors,
        password_error=message_for(errors, PASSWORD),
        onward=ACCOUNT,
    )


def shown_codes_view(codes: tuple[str, ...], onward: Link, *, replaces: bool = False) -> RecoveryCodesView:
    """The codes, this once."""
    return RecoveryCodesView(
        frame=Frame(title="予備のコード", announce=f"新しい予備のコードが{len(codes)}個できました。"),
        codes=codes,
        left="",
        errors=(),
        password_error="",
        onward=onward,
        replaces=replaces,
    )
