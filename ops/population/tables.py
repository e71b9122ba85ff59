"""The tables a population is drawn from: every row says where it comes from, or that it is assumed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TypeVar

from pension.record import Sex

FOLDER = Path(__file__).parent
BORN = "born"
_YEARS = range(1926, 2101)
_OLDEST = 120
_AGES_OF_PAY = (15, 25, 35, 50, 60, 65, 70)

Row = dict[str, str]
_Year = tuple[Sex, int]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers to a question with their running sums of shares; what is left to 1 is the answer ``no``."""

    answers: tuple[str, ...]
    bounds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or part of one, as it is written and in kana."""

    written: str
    kana: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything a population is drawn from, ready for looking up.

    ``born`` answers with years, such as ``1946-1950``. ``choices`` holds every question for each sex and year, whether
    the year is one of birth or of the calendar; years outside those of a question take the nearest. ``pay`` is the
    average of each year (standard monthly remuneration, yen), ``lowest_pay`` and ``highest_pay`` its limits,
    ``pay_at_age`` how many times the average somebody of an age has; ``names`` are by year of birth and part.
    """

    born: Choice
    choices: Mapping[_Year, Mapping[str, Choice]]
    figures: Mapping[_Year, Mapping[str, float]]
    pay: Mapping[Sex, Mapping[int, int]]
    lowest_pay: Mapping[int, int]
    highest_pay: Mapping[int, int]
    pay_at_age: tuple[float, ...]
    names: Mapping[int, Mapping[str, tuple[Name, ...]]]


def read_rows(name: str) -> list[Row]:
    """The rows of one table, column name to text."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def load_tables() -> Tables:
    """All tables. Raises ValueError or KeyError where one is malformed."""
    proportions = read_rows("proportions.csv")
    questions = [row for row in proportions if row["question"] != BORN]
    levels = read_rows("pay_levels.csv")
    figures = _for_everybody(read_rows("figures.csv"), "figure", _figure)
    return Tables(
        born=_choice([row for row in proportions if row["question"] == BORN]),
        choices=_for_everybody(questions, "question", _choice),
        figures=figures,
        pay={Sex.MALE: _pay(levels, "men_yen"), Sex.FEMALE: _pay(levels, "women_yen")},
        lowest_pay=_pay(levels, "lowest_yen"),
        highest_pay=_pay(levels, "highest_yen"),
        pay_at_age=_curve([(age, figures[Sex.FEMALE, _YEARS[0]][f"pay_at_age_{age}"]) for age in _AGES_OF_PAY]),
        names=_names(read_rows("names.csv")),
    )


def _for_everybody(
    rows: Sequence[Row], column: str, value: Callable[[Sequence[Row]], Value]
) -> dict[_Year, dict[str, Value]]:
    """Every question answered for each sex and year; a row without a sex holds for both."""
    known: dict[_Year, dict[str, Value]] = {(sex, year): {} for sex in Sex for year in _YEARS}
    for question in dict.fromkeys(row[column] for row in rows):
        for sex in Sex:
            asked = [row for row in rows if row[column] == question and row["sex"] in ("", sex)]
            for year, found in _by_year(asked, value).items():
                known[sex, year][question] = found
    return known


def _by_year(rows: Sequence[Row], value: Callable[[Sequence[Row]], Value]) -> dict[int, Value]:
    """The value of every year there is; years before the first row and after the last take the nearest."""
    first, last = min(int(row["first_year"]) for row in rows), max(int(row["last_year"]) for row in rows)
    values = {year: value(_holding(rows, year)) for year in range(first, last + 1)}
    return {year: values[min(max(year, first), last)] for year in _YEARS}


def _holding(rows: Sequence[Row], year: int) -> list[Row]:
    return [row for row in rows if int(row["first_year"]) <= year <= int(row["last_year"])]


def _choice(rows: Sequence[Row]) -> Choice:
    shares = accumulate(float(row["share"]) for row in rows)
    return Choice(tuple(row["answer"] for row in rows), tuple(round(share, 9) for share in shares))


def _figure(rows: Sequence[Row]) -> float:
    return float(rows[0]["value"])


def _pay(rows: Sequence[Row], column: str) -> dict[int, int]:
    """A column by year; years after the last row take the last."""
    known = {int(row["year"]): int(row[column]) for row in rows}
    return known | {year: known[max(known)] for year in range(max(known), _YEARS.stop)}


def _curve(points: Sequence[tuple[int, float]]) -> tuple[float, ...]:
    """A value for every year of age, in straight lines from point to point."""
    ages = range(_OLDEST + 1)
    return tuple(_on_the_line(points, min(max(age, points[0][0]), points[-1][0])) for age in ages)


def _on_the_line(points: Sequence[tuple[int, float]], age: int) -> float:
    (first, before), (last, after) = next(pair for pair in pairwise(points) if pair[0][0] <= age <= pair[1][0])
    return before + (after - before) * (age - first) / (last - first)


def _names(rows: Sequence[Row]) -> dict[int, dict[str, tuple[Name, ...]]]:
    """The names of each part, by year of birth; parts without years are the same for everybody."""
    known: dict[int, dict[str, tuple[Name, ...]]] = {year: {} for year in _YEARS}
    for row in rows:
        years = range(int(row["first_year"]), int(row["last_year"]) + 1) if row["first_year"] else _YEARS
        for year in years:
            known[year][row["part"]] = (*known[year].get(row["part"], ()), Name(row["written"], row["kana"]))
    return known
