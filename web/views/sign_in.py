"""The sign-in screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from web.forms.result import FieldError
from web.forms.sign_in import PASSWORD, USER_ID
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame
from web.views.wording import time_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInView:
    """The form with what was typed (never the password), everything wrong with it, and where to go afterwards.

    ``is_shared``: the box for shared computers is ticked. ``notice`` is a sentence above the form, empty when there is
    nothing to say; ``next`` is a checked address of this site, empty for the usual one.
    """

    frame: Frame
    errors: tuple[FieldError, ...]
    user_id: str
    user_id_error: str
    password_error: str
    is_shared: bool
    notice: str
    next: str


_TIMED_OUT = (
    "しばらく操作がなかったか、ほかの機器から操作されたため、ログアウトしました。"
    "もう一度ログインすると、続きをご覧いただけます。"
)
_CODES_OVER = "確認コードのまちがいが続いたため、はじめからやりなおします。もう一度、ログインしてください。"
_SIGN_IN_FIRST = "先ほどのページは、ログインするとご覧いただけます。"
_REASONS = {"time-out": _TIMED_OUT, "codes": _CODES_OVER}


def sign_in_view(
    *,
    next: str = "",
    because: str = "",
    user_id: str = "",
    is_shared: bool = False,
    errors: tuple[FieldError, ...] = (),
) -> SignInView:
    """The screen as it opens, or with the errors of what was sent.

    ``because`` says why somebody is led here: ``time-out`` or ``codes``, empty for an own wish.
    """
    title = title_with(errors, "ログイン")
    return SignInView(
        frame=Frame(title=title, announce=announcement(errors, "ログインの画面です。")),
        errors=errors,
        user_id=user_id,
        user_id_error=message_for(errors, USER_ID),
        password_error=message_for(errors, PASSWORD),
        is_shared=is_shared,
        notice="" if errors else _REASONS.get(because, _SIGN_IN_FIRST if next else ""),
        next=next,
    )


def wrong_credentials() -> tuple[FieldError, ...]:
    """The one answer for an unknown user id and for a wrong password: it does not tell which."""
    return (FieldError(USER_ID, "ユーザーIDかパスワードがちがいます。両方を確かめて、もう一度入力してください。"),)


def locked(until: datetime) -> tuple[FieldError, ...]:
    """The one answer after too many failures, for user ids that nobody has as well."""
    sentence = (
        f"まちがいが続いたため、安全のために、{time_words(until)}まで、このユーザーIDではログインできません。"
        "そのあと、もう一度お試しください。お急ぎのときは、お近くの年金事務所の窓口か、お電話でおたずねください。"
    )
    return (FieldError(USER_ID, sentence, may_mend=False),)


def needs_unlock() -> tuple[FieldError, ...]:
    """The password is right, but after so many failures somebody must open the account."""
    sentence = (
        "まちがいがとても多く続いたため、安全のために、このユーザーIDを止めています。"
        "お近くの年金事務所の窓口で、もう一度使えるようにできます。職員の方は、管理者にお知らせください。"
    )
    return (FieldError(USER_ID, sentence, may_mend=False),)
