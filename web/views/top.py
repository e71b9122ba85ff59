"""The first page: a front door for people who are not sure that they are in the right place."""

from __future__ import annotations

from dataclasses import dataclass

from pension.calendar import YearMonth
from web.views.frame import Frame, Link
from web.views.help_index import TITLES, Shelf
from web.views.wording import date_words


@dataclass(frozen=True, slots=True)
class Situation:
    """Why somebody comes, in their own words, and the one way on from there."""

    words: str
    link: Link


@dataclass(frozen=True, slots=True)
class HelpShelf:
    """Help that needs no account: where it stands and what it is."""

    link: Link
    short: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopView:
    """What the service is, and the way in. ``notice`` is a sentence that answers the last act (signed out), or empty.

    ``as_of`` is the date of the data, empty while there is none; ``entry`` is the one primary way on.
    ``how_to_start`` says how to register, and ``start`` leads there.
    """

    frame: Frame
    notice: str
    as_of: str
    entry: Link
    how_to_start: str
    start: Link
    situations: tuple[Situation, ...]
    shelves: tuple[HelpShelf, ...]


_SIGN_IN = Link("ログイン", "/sign-in")
_HOME = Link("マイページへ進む", "/home")
_START_IN_DEMO = (
    "これは見本なので、ほんとうの番号は使えません。"
    "見本の人のユーザーIDとパスワードは、サービスを起動した画面に表示されます。"
)
_START = (
    "お知らせの手紙のアクセスキーで、その場で登録できます。"
    "お持ちでない方は、郵便で登録できます。どちらも、夜間や土曜日、日曜日も受け付けています。"
)
_REGISTER = Link("ご利用登録へ進む", "/register")
_SITUATIONS = (
    Situation(
        "ねんきん定期便を見て、おかしいと思った",
        Link("定期便と月数がちがうときの説明を読む", "/faq/numbers-differ-from-paper"),
    ),
    Situation(
        "年金がいくらになるか、登録しないで試したい",
        Link("ねんきん定期便から試算する", "/estimate/try"),
    ),
    Situation("年金のことばがわからない", Link("年金のはじめて案内を読む", "/guide")),
    Situation(
        "登録していない。パソコンやスマートフォンが使えない",
        Link("窓口で記録を受け取る説明を読む", "/faq/can-i-see-it-without-a-computer"),
    ),
)
_SHELVES = (
    HelpShelf(
        Link(TITLES[Shelf.GUIDE], Shelf.GUIDE.url),
        "年金とは何か、記録のどこを見ればよいかを、順にお話しします。",
        "book",
    ),
    HelpShelf(
        Link(TITLES[Shelf.QUESTIONS], Shelf.QUESTIONS.url),
        "「記録がない月がある」「納めたのに未納になっている」など、よくたずねられることに答えます。",
        "speech",
    ),
    HelpShelf(
        Link(TITLES[Shelf.TERMS], Shelf.TERMS.url),
        "むずかしい年金のことばを、やさしく説明します。",
        "magnifier",
    ),
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
        start=_REGISTER,
        situations=(Situation("自分の年金がどうなっているか知りたい", _own_record(signed_in=signed_in)), *_SITUATIONS),
        shelves=_SHELVES,
    )


def _own_record(*, signed_in: bool) -> Link:
    return Link("年金記録を見る", "/records") if signed_in else Link("ログインして年金記録を見る", "/sign-in")
