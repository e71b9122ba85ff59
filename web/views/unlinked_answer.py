"""What a search for records without an owner came to, in the same form for either answer; and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pension.correction_starts import Start, StartKind
from web.views.correction_links import start_link
from web.views.frame import Frame, Link
from web.views.unlinked_questions import SEARCH_CRUMB
from web.views.unlinked_words import (
    DECEASED_TITLE,
    DECEASED_URL,
    OWN_TITLE,
    OWN_URL,
    TITLES,
    answer_words,
)
from web.views.wording import date_words, moment_words, receipt_number


class AnswerFacts(Protocol):
    """An answer."""

    @property
    def number(self) -> str:
        """Eight digits."""
        ...

    @property
    def kind(self) -> str:
        """own or deceased."""
        ...

    @property
    def found(self) -> bool:
        """Whether there may be a record."""
        ...

    @property
    def searched_at(self) -> datetime:
        """In Japan's time."""
        ...


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the answer: sentences, then a list, then links."""

    heading: str
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswerView:
    """The answer, or why there is none today. ``number`` is what to bring along, empty for none."""

    frame: Frame
    heading: str
    lead: str
    number: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One way of searching: for whom, and where it begins."""

    heading: str
    lines: tuple[str, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class PastSearch:
    """An earlier search."""

    number: str
    what: str
    answer: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Where searches begin, and the earlier ones."""

    frame: Frame
    entries: tuple[SearchEntry, ...]
    limit: str
    past: tuple[PastSearch, ...]


_OFFICE = Section(
    "どこへ行けばよいですか",
    (
        "お近くの年金事務所へ、受付番号を持って、おいでください。ほかの方の記録と区別するため、中身は窓口でだけお見せします。",
        "窓口では、番号のほかに、本人を確かめる書類で、ご本人かどうかを確かめます。",
    ),
    (),
    (Link("どこの窓口でたずねるか", "/faq/procedure-which-office"),),
)
_OWN_PAPERS = (
    "この受付番号（この画面を印刷した紙）",
    "ご本人とわかる書類（運転免許証、マイナンバーカードなど）",
    "基礎年金番号がわかるもの（年金手帳など）",
    "あれば、古い年金手帳や、昔のつとめ先がわかるもの（給与明細、辞令など）",
    "名前が変わった方は、それがわかる戸籍の書類",
)
_DECEASED_PAPERS = (
    "この受付番号（この画面を印刷した紙）",
    "ご本人とわかる書類（運転免許証、マイナンバーカードなど）",
    "亡くなった方とあなたの続きがら、亡くなった日がわかる戸籍の書類",
    "あれば、亡くなった方の年金手帳、年金証書、昔のつとめ先がわかるもの",
)


def search_view(answers: Sequence[AnswerFacts], a_day: int) -> SearchView:
    """The page where searches begin."""
    return SearchView(
        frame=Frame(title=SEARCH_CRUMB.label, announce="記録をさがす画面です。"),
        entries=(
            SearchEntry(
                "あなたの記録をさがす",
                (
                    "だれのものか、わかっていない年金記録の中に、あなたの記録がないかを調べます。",
                    "名字が変わった方、名前の読み方がいくつかある方、つとめ先がよく変わった方は、お試しください。",
                ),
                Link(OWN_TITLE, OWN_URL),
            ),
            SearchEntry(
                "亡くなったご家族の記録をさがす",
                (
                    "亡くなった方の記録が見つかると、ご家族が年金を受け取れたり、遺族の年金がふえたりすることがあります。",
                ),
                Link(DECEASED_TITLE, DECEASED_URL),
            ),
        ),
        limit=f"調べられるのは、1日に{a_day}回までです。だれがいつ調べたかは、アクセス記録に残ります。",
        past=tuple(
            PastSearch(
                receipt_number(answer.number),
                TITLES[answer.kind],
                answer_words(found=answer.found),
                moment_words(answer.searched_at),
            )
            for answer in answers
        ),
    )


def answer_view(answer: AnswerFacts, *, acting: bool) -> SearchAnswerView:
    """The answer: both have the same parts, in the same order."""
    heading = answer_words(found=answer.found)
    papers = _OWN_PAPERS if answer.kind == "own" else _DECEASED_PAPERS
    return SearchAnswerView(
        frame=Frame(title=heading, announce=f"{heading}。", breadcrumbs=() if acting else (SEARCH_CRUMB,)),
        heading=heading,
        lead=_FOUND if answer.found else _NOT_FOUND,
        number=receipt_number(answer.number),
        facts=(("調べた日時", moment_words(answer.searched_at)), ("調べたこと", TITLES[answer.kind])),
        sections=(
            Section("持っていくもの", (), papers),
            _OFFICE,
            *_correct(answer, acting=acting),
            Section("受付番号の使える日", ("受付番号は、調べた日から1年のあいだ、年金事務所で使えます。",)),
        ),
    )


def _correct(answer: AnswerFacts, *, acting: bool) -> tuple[Section, ...]:
    """For one's own record, whatever the answer: what is remembered can be written down for the office."""
    if answer.kind != "own" or acting:
        return ()
    says = "おぼえていることを書いて、窓口に持っていく紙を作れます。この受付番号も、いっしょにのります。"
    return (Section("窓口で話すことを準備する", (says,), (), (start_link(Start(StartKind.SEARCH, answer.number)),)),)


_FOUND = "ほかの方の記録のこともあります。年金事務所で確かめると、あなたやご家族の記録とわかることがあります。"
_NOT_FOUND = (
    "ちがう名前や生年月日で書かれていることもあります。心当たりがあれば、年金事務所で、くわしく調べてもらえます。"
)


def limit_view(again_at: datetime, *, acting: bool) -> SearchAnswerView:
    """No more today: when to come back, and where to ask instead."""
    heading = "きょうは、もう調べられません"
    return SearchAnswerView(
        frame=Frame(title=heading, announce=f"{heading}。", breadcrumbs=() if acting else (SEARCH_CRUMB,)),
        heading=heading,
        lead=f"1日に調べられる回数を、使いおわりました。次は、{date_words(again_at.date())}の午前0時から調べられます。",
        number="",
        facts=(),
        sections=(
            Section(
                "急いで調べたいとき",
                ("お近くの年金事務所では、回数にかかわらず、調べてもらえます。",),
                (),
                (Link("どこの窓口でたずねるか", "/faq/procedure-which-office"),),
            ),
        ),
    )
