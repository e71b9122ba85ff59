"""そのころの出来事: what people remember of the years a question is about, beside it and on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from content.events import FIRST_YEAR, LAST_YEAR, Event, choose_events, events_of
from pension.calendar import YearMonth, age_on
from pension.recall import Subject
from web.views.frame import Frame, Link, Tab
from web.views.recall_links import RECALL_URL
from web.views.wording import era_year, short_month_words

APPROXIMATE = "（時期は、おおよそです）"
FEW_YET = "この年の出来事は、まだ少ししかのせていません。"


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: when, what, a word that helps to remember, and a note where its time is not sure."""

    when: str
    text: str
    remember: str
    note: str


@dataclass(frozen=True, slots=True)
class EventsColumn:
    """A few events of the years of a point, and the ways to all of them."""

    years: str
    lines: tuple[EventLine, ...]
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEventsView:
    """Everything known of one year, with the years beside it and the way back to the question.

    ``note`` says of the last year of the list that there is little yet, and is empty for all others.
    """

    frame: Frame
    heading: str
    age: str
    note: str
    lines: tuple[EventLine, ...]
    neighbours: tuple[Link, ...]
    back: Link


def events_column(subject: Subject) -> EventsColumn:
    """The events beside a question."""
    first, last = subject.first_month.year, subject.last_month.year
    ends = dict.fromkeys((max(first, FIRST_YEAR), min(last, LAST_YEAR)))
    return EventsColumn(
        years=_years(first, last),
        lines=tuple(map(_line, choose_events(first, last))),
        more=tuple(Link(f"{year_words(year)}のほかの出来事", events_url(subject.key, year)) for year in ends),
    )


def year_events_view(year: int, subject: Subject, birth_date: date, back: Link, points: int) -> YearEventsView:
    """The page of a year between :data:`content.events.FIRST_YEAR` and ``LAST_YEAR``."""
    title = f"{full_year_words(year)}の出来事"
    beside = [each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= LAST_YEAR]
    return YearEventsView(
        frame=Frame(
            title=title,
            announce=f"{title}です。",
            tab=Tab.HISTORY,
            breadcrumbs=(Link("マイページ", "/home"), Link("思い出すお手伝い", RECALL_URL)),
            points=points,
        ),
        heading=title,
        age=_age(birth_date, year),
        note=FEW_YET if year == LAST_YEAR else "",
        lines=tuple(map(_line, events_of(year))),
        neighbours=tuple(Link(f"{full_year_words(each)}の出来事", events_url(subject.key, each)) for each in beside),
        back=back,
    )


def events_url(point: str, year: int) -> str:
    """The address of a year."""
    return f"{RECALL_URL}/{point}/events/{year}"


def year_words(year: int) -> str:
    """A year by the era of its last day: ``昭和59年``."""
    return era_year(date(year, 12, 31))


def full_year_words(year: int) -> str:
    """A year in both calendars: ``昭和59年（1984年）``."""
    return f"{year_words(year)}（{year}年）"


def _years(first: int, last: int) -> str:
    if first == last:
        return full_year_words(first)
    return f"{full_year_words(first)}から{full_year_words(last)}まで"


def _age(birth_date: date, year: int) -> str:
    age = age_on(birth_date, date(year, 12, 31))
    if age < 0:
        return ""
    return f"あなたが{age}歳になった年です。" if age else "あなたが生まれた年です。"


def _line(event: Event) -> EventLine:
    when = short_month_words(YearMonth.of(event.year, event.month)) if event.month else year_words(event.year)
    return EventLine(when, event.text, event.remember, "" if event.is_sure else APPROXIMATE)
