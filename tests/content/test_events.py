"""What people remember of each year: enough of it, checked, and chosen the same way every time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.events import (
    A_SCREEN,
    FIRST_YEAR,
    LAST_YEAR,
    Category,
    choose_events,
    event_problems,
    events_of,
    load_events,
)
from content.loader import FOLDER

TODAY = date(2026, 11, 30)


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in event_problems(folder, TODAY)]


def spoil(folder: Path, line: int, **cells: str) -> None:
    """Change cells of a line of the list; the heading is line 1."""
    path = folder / "events.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    row = dict(zip(head, lines[line - 1].split("\t"), strict=True)) | cells
    lines[line - 1] = "\t".join(row.values())
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_list_of_this_version_is_in_order() -> None:
    assert problems(FOLDER) == []


def test_every_year_has_something_people_remember() -> None:
    assert len(load_events()) >= 250
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert len({event.category for event in events_of(year)}) >= 2, year


def test_every_year_that_is_over_has_news_and_one_of_them_stands_beside_the_question() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR):
        assert Category.NEWS in {event.category for event in choose_events(year, year)}, year


def test_news_are_not_crowded_out_of_a_longer_time() -> None:
    assert Category.NEWS in {event.category for event in choose_events(1960, 1961)}
    assert Category.NEWS in {event.category for event in choose_events(2007, 2026)}


def test_events_stand_in_the_order_of_time_those_without_a_month_last() -> None:
    months = [event.month or 13 for event in events_of(1964)]
    assert months == sorted(months) and 0 in {event.month for event in events_of(1964)}


@pytest.mark.parametrize("first", range(FIRST_YEAR, LAST_YEAR + 1))
def test_a_year_brings_a_few_events_of_different_kinds(first: int) -> None:
    chosen = choose_events(first, first)
    assert 3 <= len(chosen) <= A_SCREEN
    assert len({event.category for event in chosen}) >= 2
    assert choose_events(first, first) == chosen


def test_a_long_time_is_shown_from_end_to_end() -> None:
    years = [event.year for event in choose_events(1961, 1985)]
    assert years == [1961, 1967, 1973, 1979, 1985]


def test_two_years_share_the_screen() -> None:
    chosen = choose_events(1984, 1985)
    assert {event.year for event in chosen} == {1984, 1985}
    assert len({event.category for event in chosen}) == A_SCREEN


def test_nothing_is_known_beyond_the_list() -> None:
    assert choose_events(1900, 1901) == ()


def test_nothing_that_hurts_is_asked_back() -> None:
    """Disasters and crimes date a life too, but nobody asked to be reminded of them here."""
    hurting = ("空襲", "原子爆弾", "震災", "テロ", "事故", "殺", "亡くな")
    assert [event.text for event in load_events() if any(word in event.text for word in hurting)] == []


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": "x"}, "an id is a year and a name: x"),
        ({"id": "1941-x"}, "the id names another year than 1940-04"),
        ({"month": "1940-13"}, "no month from 1940 until today: 1940-13"),
        ({"id": "2026-x", "month": "2026-12"}, "no month from 1940 until today: 2026-12"),
        ({"category": "war"}, "no such category: war"),
        ({"text": ""}, "text is missing"),
        ({"text": "あ" * 41}, "text has 41 characters, at most 40"),
        ({"remember": "昭和15年のことです"}, "remember names a year, which stands in front of it already"),
        ({"confidence": "unsure", "checked": ""}, "no such confidence: unsure"),
        (
            {"source": ""},
            "what is verified has a source and the day it was checked, and nothing else has that day",
        ),
        ({"checked": "2026-12-01"}, "no day until today: 2026-12-01"),
        ({"checked": "soon"}, "no day until today: soon"),
        ({"text": " 空きがある"}, "a row has as many cells as there are columns"),
    ],
)
def test_a_fault_is_named_with_its_line(folder: Path, cells: dict[str, str], reason: str) -> None:
    spoil(folder, 2, **cells)
    assert problems(folder) == [f"content/events.tsv:2: {reason}"]


def test_what_stands_twice_is_named(folder: Path) -> None:
    first = load_events()[0]
    spoil(folder, 3, id=first.id, text=first.text)
    assert problems(folder) == [
        f"content/events.tsv:3: twice: {first.id}",
        f"content/events.tsv:3: twice: {first.text}",
    ]


def test_a_year_with_too_little_is_named(folder: Path) -> None:
    path = folder / "events.tsv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("1999")), encoding="utf-8")
    named = "content/events.tsv: 1999 has 0 events besides news and laws, at least 2 are needed"
    assert problems(folder) == [named, "content/events.tsv: 1999 has no news"]
    ordinary = [
        line for line in lines if line.startswith("1999") and line.split("\t")[2] not in ("news", "pension_law")
    ]
    path.write_text("".join(line for line in lines if line not in ordinary), encoding="utf-8")
    assert problems(folder) == [named]


def test_a_list_with_other_columns_is_no_list(folder: Path) -> None:
    (folder / "events.tsv").write_text("id\tmonth\n", encoding="utf-8")
    assert "the columns must be" in problems(folder)[0]


def test_every_kind_is_there() -> None:
    assert {event.category for event in load_events()} == set(Category)
