"""The first page for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from pension.calendar import YearMonth
from web.views.frame import Frame, Link
from web.views.wording import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TopView:
    """What the service is, and the way in. ``notice`` is a sentence that answers the last act (signed out), or empty.

    ``as_of`` is the date of the data, empty while there is none; ``entry`` is the one primary way on.
    ``how_to_start`` says honestly how to get in while there is no registration on the screen.
    """

    frame: Frame
    notice: str
    as_of: str
    entry: Link
    how_to_start: str


_SIGN_IN = Link("ログイン", "/sign-in")
_HOME = Link("マイページへ進む", "/home")
_START_IN_DEMO = (
    "これは見本なので、新しく登録することはできません。"
    "見本の人のユーザーIDとパスワードは、サービスを起動した画面に表示されます。"
)
_START = (
    "画面からのご利用登録は、ただいま準備しています。"
    "ユーザーIDをお持ちでない方は、年金事務所の窓口か、お電話でおたずねください。"
)


def top_view(*, signed_in: bool, signed_out_just_now: bool, demo: bool, as_of: YearMonth | None) -> TopView:
    """The first page, as a visitor or a signed-in person sees it."""
    notice = "ログアウトしました。" if signed_out_just_now and not signed_in else ""
    return TopView(
        frame=Frame(title="トップ", announce=notice or "トップページです。"),
        notice=notice,
        as_of=date_words(as_of.last_day) if as_of else "",
        entry=_HOME if signed_in else _SIGN_IN,
        how_to_start=_START_IN_DEMO if demo else _START,
    )
