"""Setting up one-time codes: a picture for the app, the same key to type, and the first code back."""

from __future__ import annotations

from dataclasses import dataclass

import segno

from web.forms.passwords import CODE
from web.forms.result import FieldError
from web.forms.sign_in import PASSWORD
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame
from web.views.new_password import ACCOUNT

_BORDER = 4  # modules of white that the standard asks for
_GROUP = 4


@dataclass(frozen=True, slots=True)
class QrPicture:
    """The picture as one path of squares, ``size`` modules wide."""

    size: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSetupView:
    """The steps. ``key`` is what the picture says, in groups to type; ``heading`` and ``why`` say why it is asked.

    ``asks_password`` is False in the middle of signing in, where it has just been given.
    """

    frame: Frame
    why: str
    action: str
    errors: tuple[FieldError, ...]
    picture: QrPicture
    key: str
    asks_password: bool
    password_error: str
    code_error: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOnView:
    """One-time codes are on. Staff cannot switch them off: ``can_stop``."""

    frame: Frame
    errors: tuple[FieldError, ...]
    can_stop: bool
    password_error: str
    code_error: str


def code_setup_view(
    *, at_sign_in: bool, secret: str, address: str, next: str = "", errors: tuple[FieldError, ...] = ()
) -> CodeSetupView:
    """The screen as it opens, or with the errors of what was sent. ``address`` is what the picture says."""
    title = "確認コードの用意"
    return CodeSetupView(
        frame=Frame(
            title=title_with(errors, title),
            announce=announcement(errors, f"{title}の画面です。"),
            breadcrumbs=() if at_sign_in else (ACCOUNT,),
        ),
        why="職員の方は、確認コードを用意してから、先に進みます。" if at_sign_in else "",
        action="/sign-in/code-setup" if at_sign_in else "/account/one-time-code",
        errors=errors,
        picture=qr_picture(address),
        key=" ".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP)),
        asks_password=not at_sign_in,
        password_error=message_for(errors, PASSWORD),
        code_error=message_for(errors, CODE),
        next=next,
    )


def code_on_view(*, can_stop: bool, errors: tuple[FieldError, ...] = ()) -> CodeOnView:
    """The screen while codes are on."""
    return CodeOnView(
        frame=Frame(
            title=title_with(errors, "確認コード"),
            announce=announcement(errors, "確認コードを使っています。"),
            breadcrumbs=(ACCOUNT,),
        ),
        errors=errors,
        can_stop=can_stop,
        password_error=message_for(errors, PASSWORD),
        code_error=message_for(errors, CODE),
    )


def qr_picture(text: str) -> QrPicture:
    """A QR code of medium error correction, as squares."""
    rows = list(segno.make_qr(text, error="m").matrix_iter(border=_BORDER))
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return QrPicture(len(rows), "".join(squares))


def wrong_setup_code() -> tuple[FieldError, ...]:
    """The first code did not fit the key."""
    sentence = (
        "確認コードがちがいます。アプリに出ている6けたの数字を、変わらないうちに入力してください。"
        "何度もちがうときは、電話機の時計が合っているか確かめてください。"
    )
    return (FieldError(CODE, sentence),)
