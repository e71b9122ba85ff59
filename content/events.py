"""What ordinary people remember of each year (そのころの出来事): read, held together, and chosen for a screen.

``events.tsv`` holds a row for each event, with where it was found and how sure its date is. Nothing of a person is in
it, and nothing is drawn by lot: the same months always bring the same events.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from content.problems import Problem

FILE = "events.tsv"
FIRST_YEAR, LAST_YEAR = 1940, 2026
LEAST_A_YEAR = 2
"""How many things of ordinary life (neither news nor a law) each year has, at least."""
LONGEST_TEXT, LONGEST_HINT = 40, 30
A_SCREEN = 5
"""How many events stand beside a question, at most."""

_COLUMNS = ("id", "month", "category", "text", "remember", "source", "checked", "confidence")
_ID = re.compile(r"([0-9]{4})-[a-z0-9-]+")
_MONTH = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_DATED = re.compile(r"(昭和|平成|令和|大正)[元0-9]|[12][0-9]{3}年")


class Category(StrEnum):
    """What kind of thing is remembered."""

    NEWS = "news"
    SPORT = "sport"
    PRICE = "price"
    SONG = "song"
    FILM_TV = "film_tv"
    THING = "thing"
    SCHOOL = "school"
    WORK_LIFE = "work_life"
    PENSION_LAW = "pension_law"


_NOT_ORDINARY = frozenset({Category.NEWS, Category.PENSION_LAW})


class Confidence(StrEnum):
    """How sure an event's date is."""

    VERIFIED = "verified"  # a source says it
    GENERAL = "general"  # commonly known, no source was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened: in a year, and in a month where that is known (1 to 12, else 0).

    ``remember`` is a word that helps to connect it with one's own life, or empty.
    """

    id: str
    year: int
    month: int
    category: Category
    text: str
    remember: str
    source: str
    checked_on: date | None
    confidence: Confidence

    @property
    def is_sure(self) -> bool:
        """Whether a source says when it was."""
        return self.confidence is Confidence.VERIFIED


@cache
def load_events(folder: Path = Path(__file__).parent) -> tuple[Event, ...]:
    """Every event, by year and month; raises ValueError for a row that cannot be read."""
    events = (_event(row) for row in _rows(folder))
    return tuple(sorted(events, key=lambda event: (event.year, event.month or 13)))


def events_of(year: int) -> tuple[Event, ...]:
    """Everything known of one year."""
    return tuple(event for event in load_events() if event.year == year)


def choose_events(first_year: int, last_year: int, most: int = A_SCREEN) -> tuple[Event, ...]:
    """A few events of a run of years: spread over them, of as many kinds as can be, news among them where there is."""
    left = [list(events_of(year)) for year in _spread(first_year, last_year, most)]
    chosen: list[Event] = []
    kinds: Counter[Category] = Counter()
    while len(chosen) < most and any(left):
        for of_year in filter(None, left):
            best = min(of_year, key=lambda event: (kinds[event.category], *_rank(event)))
            of_year.remove(best)
            chosen.append(best)
            kinds[best.category] += 1
    return tuple(sorted(chosen[:most], key=lambda event: (event.year, event.month or 13)))


def _rank(event: Event) -> tuple[bool, bool, bool]:
    """What comes first of events whose kinds are shown equally often: news, which everybody heard of."""
    return event.category is not Category.NEWS, not event.is_sure, not event.remember


def _spread(first: int, last: int, most: int) -> Sequence[int]:
    """Years from first to last, as many as wanted, evenly apart."""
    years = last - first + 1
    if years <= most:
        return range(first, last + 1)
    return [first + step * (years - 1) // (most - 1) for step in range(most)]


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _event(row: dict[str, str]) -> Event:
    year, _, month = row["month"].partition("-")
    return Event(
        id=row["id"],
        year=int(year),
        month=int(month or 0),
        category=Category(row["category"]),
        text=row["text"],
        remember=row["remember"],
        source=row["source"],
        checked_on=date.fromisoformat(row["checked"]) if row["checked"] else None,
        confidence=Confidence(row["confidence"]),
    )


def event_problems(folder: Path, today: date) -> Iterator[Problem]:
    """Everything that is wrong with ``events.tsv``, line by line; years with too little last."""
    rows = list(_rows(folder))
    if not rows or tuple(rows[0]) != _COLUMNS:
        yield Problem(FILE, 1, f"the columns must be {' '.join(_COLUMNS)}")
        return
    seen: Counter[str] = Counter()
    right: list[dict[str, str]] = []
    for line, row in enumerate(rows, 2):
        reasons = [] if _is_whole(row) else ["a row has as many cells as there are columns"]
        reasons = reasons or [*_date_faults(row, today), *_text_faults(row), *_source_faults(row, today)]
        reasons += [f"twice: {row[name]}" for name in ("id", "text") if seen[f"{name} {row[name]}"]]
        seen.update(f"{name} {row[name]}" for name in ("id", "text"))
        right += [] if reasons else [row]
        yield from (Problem(FILE, line, reason) for reason in reasons)
    yield from (Problem(FILE, 0, reason) for reason in _year_faults(right))


def _year_faults(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """What a year lacks: things of ordinary life, or news; those of the last year come late."""
    ordinary = Counter(int(row["month"][:4]) for row in rows if row["category"] not in _NOT_ORDINARY)
    with_news = {int(row["month"][:4]) for row in rows if row["category"] == Category.NEWS}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        if ordinary[year] < LEAST_A_YEAR:
            yield f"{year} has {ordinary[year]} events besides news and laws, at least {LEAST_A_YEAR} are needed"
        if year < LAST_YEAR and year not in with_news:
            yield f"{year} has no news"


def _is_whole(row: dict[str, Any]) -> bool:
    return len(row) == len(_COLUMNS) and all(isinstance(cell, str) and cell == cell.strip() for cell in row.values())


def _date_faults(row: dict[str, str], today: date) -> Iterator[str]:
    named, month = _ID.fullmatch(row["id"]), _MONTH.fullmatch(row["month"])
    if named is None:
        yield f"an id is a year and a name: {row['id']}"
    if month is None or not FIRST_YEAR <= int(month[1]) <= LAST_YEAR or row["month"] > f"{today:%Y-%m}":
        yield f"no month from {FIRST_YEAR} until today: {row['month']}"
    elif named is not None and named[1] != month[1]:
        yield f"the id names another year than {row['month']}"


def _text_faults(row: dict[str, str]) -> Iterator[str]:
    for name, most in (("text", LONGEST_TEXT), ("remember", LONGEST_HINT)):
        if len(row[name]) > most:
            yield f"{name} has {len(row[name])} characters, at most {most}"
        if _DATED.search(row[name]):
            yield f"{name} names a year, which stands in front of it already"
    if not row["text"]:
        yield "text is missing"
    if row["category"] not in set(Category):
        yield f"no such category: {row['category']}"


def _source_faults(row: dict[str, str], today: date) -> Iterator[str]:
    if row["confidence"] not in set(Confidence):
        yield f"no such confidence: {row['confidence']}"
    verified = row["confidence"] == Confidence.VERIFIED
    if verified != bool(row["checked"]) or (verified and not row["source"]):
        yield "what is verified has a source and the day it was checked, and nothing else has that day"
    if row["checked"] and not _is_past_day(row["checked"], today):
        yield f"no day until today: {row['checked']}"


def _is_past_day(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) <= today
    except ValueError:
        return False
