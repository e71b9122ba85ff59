"""Choosing a new password: from the account page, or at sign-in before anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.forms.passwords import NEW_PASSWORD, NEW_PASSWORD_AGAIN
from web.forms.result import FieldError
from web.forms.sign_in import PASSWORD
from web.views.form_errors import announcement, message_for, title_with
from web.views.frame import Frame, Link
from web.views.wording import date_words

ACCOUNT = Link("アカウント", "/account")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordView:
    """The form. ``action`` is where it is sent; ``why`` says why it comes before anything else, empty when it does not.

    ``passphrase`` is a suggestion to be typed and ``passphrase_kana`` how it is read; no field of the form holds it.
    """

    frame: Frame
    heading: str
    why: str
    action: str
    errors: tuple[FieldError, ...]
    asks_present: bool
    present_error: str
    new_error: str
    again_error: str
    shortest: int
    passphrase: str
    passphrase_kana: str
    next: str


def new_password_view(
    *,
    at_sign_in: bool,
    shortest: int,
    passphrase: str,
    kana: Sequence[str],
    next: str = "",
    errors: tuple[FieldError, ...] = (),
) -> NewPasswordView:
    """The screen as it opens, or with the errors of what was sent."""
    title = "新しいパスワード" if at_sign_in else "パスワードを変える"
    return NewPasswordView(
        frame=Frame(
            title=title_with(errors, title),
            announce=announcement(errors, f"{title}の画面です。"),
            breadcrumbs=() if at_sign_in else (ACCOUNT,),
        ),
        heading=title,
        why="安全のために、新しいパスワードを決めてから、先に進みます。" if at_sign_in else "",
        action="/sign-in/new-password" if at_sign_in else "/account/password",
        errors=errors,
        asks_present=not at_sign_in,
        present_error=message_for(errors, PASSWORD),
        new_error=message_for(errors, NEW_PASSWORD),
        again_error=message_for(errors, NEW_PASSWORD_AGAIN),
        shortest=shortest,
        passphrase=passphrase,
        passphrase_kana="・".join(kana),
        next=next,
    )


def wrong_present() -> tuple[FieldError, ...]:
    """The present password was not right."""
    return (FieldError(PASSWORD, "いまのパスワードがちがいます。確かめて、もう一度入力してください。"),)


def unfit(problem: str, shortest: int) -> tuple[FieldError, ...]:
    """Why the new password is not taken, and what to do."""
    return (FieldError(NEW_PASSWORD, PROBLEM_WORDS[problem].format(shortest=shortest)),)


_DO = "下の例のように、関係のないことばを、いくつかつなげてみてください。"
# by the names of services.password_rules.Problem
PROBLEM_WORDS = {
    "too-short": "短いため、見やぶられるおそれがあります。{shortest}文字以上にしてください。" + _DO,
    "too-long": "パスワードが長すぎます。128文字までで入力してください。",
    "own-words": "お名前、生年月日、番号、ユーザーIDのどれかが入っています。知っている人に見やぶられます。" + _DO,
    "service-words": "「年金」や「nenkin」は、はじめに試されることばです。使わずに決めてください。" + _DO,
    "repeated": "同じ文字や、順番どおりの並びが続いています。見やぶられやすいため、使えません。" + _DO,
    "keyboard": "キーボードの並びのままの文字が続いています。見やぶられやすいため、使えません。" + _DO,
    "date": "日付や年の数字が多く、見やぶられやすいため、使えません。" + _DO,
    "common": "よく使われることばが多く、見やぶられやすいため、使えません。" + _DO,
    "used-before": "いまか、前に使っていたパスワードと同じです。ちがうものにしてください。",
}


def password_notice(by: date) -> str:
    """What somebody is told in the last days of a password; nothing happens to who lets them pass."""
    return f"パスワードを、{date_words(by)}までに変えてください。すぎたときは、ログインしたあとの画面で変えられます。"
