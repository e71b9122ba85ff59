"""Reads every table of ``rules/`` once and gives it as one :class:`pension.rulebook.RuleBook`."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import groupby
from pathlib import Path

from pension.calendar import MonthRange, YearMonth
from pension.record import Wartime
from pension.rulebook import (
    Band,
    ContributionRule,
    ConversionRule,
    FullTermRule,
    GradeTable,
    RuleBook,
    StepKind,
    StepRule,
    WartimeRule,
)
from pension.status import BasicShare, Entitlement, Status, StatusRule

FOLDER = Path(__file__).parent
_FIRST = YearMonth.of(1900, 1)
_LAST = YearMonth.of(2999, 12)

Row = dict[str, str]


def read_table(name: str) -> list[Row]:
    """The rows of one table, column name to text; raises FileNotFoundError for a name that does not exist."""
    path = FOLDER / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


@cache
def load_rules() -> RuleBook:
    """The whole rule book. Raises ValueError or KeyError where a table is malformed."""
    settings = {row["name"]: row["value"] for row in read_table("check_settings.csv")}
    return RuleBook(
        statuses={Status(row["code"]): _status(row) for row in read_table("month_statuses.tsv")},
        conversions=tuple(
            ConversionRule(Status(row["status"]), _range(row), Fraction(row["factor"]))
            for row in read_table("conversion_factors.csv")
        ),
        wartime=tuple(_wartime(row) for row in read_table("wartime_additions.csv")),
        full_terms=tuple(
            FullTermRule(_day(row["born_from"], date.min), _day(row["born_to"], date.max), int(row["full_term_months"]))
            for row in read_table("basic_pension_full_term.csv")
        ),
        steps=tuple(
            StepRule(
                StepKind(row["kind"]), Band(row["band"]), Fraction(row["share"]), Fraction(row["share_over_the_cap"])
            )
            for row in read_table("basic_pension_steps.csv")
        ),
        contributions=tuple(_contribution(row) for row in read_table("national_pension_contribution.csv")),
        grades=_grades(read_table("standard_remuneration_grades.csv")),
        pay_jump_grades=int(settings["pay_jump_grades"]),
        pay_jump_share=Fraction(settings["pay_jump_share"]),
        qualifying_months=int(settings["qualifying_months"]),
        other_name_before=YearMonth.parse(settings["other_name_before"]),
    )


def _status(row: Row) -> StatusRule:
    return StatusRule(
        status=Status(row["code"]),
        entitlement=Entitlement(row["entitlement"]),
        basic_when=BasicShare(row["basic_when"]),
        basic_before_2009_04=Fraction(row["basic_before_2009_04"]),
        basic_from_2009_04=Fraction(row["basic_from_2009_04"]),
        counts_for_employees=row["counts_for_employees"] == "yes",
        stored=row["stored"] == "yes",
        first_month=_month(row["first_month"]),
        last_month=_month(row["last_month"]),
    )


def _wartime(row: Row) -> WartimeRule:
    return WartimeRule(
        Wartime(row["kind"]),
        Status(row["status"]),
        _range(row),
        Fraction(row["share_of_converted"]),
        Fraction(row["months_added"]),
    )


def _contribution(row: Row) -> ContributionRule:
    return ContributionRule(
        months=_range(row),
        under_35=int(row["monthly_yen_under_35"]),
        from_35=int(row["monthly_yen_from_35"]),
        additional=_yen(row["additional_yen"]),
        half_exempt=_yen(row["half_exempt_yen"]),
        three_quarter_exempt=_yen(row["three_quarter_exempt_yen"]),
        quarter_exempt=_yen(row["quarter_exempt_yen"]),
    )


def _grades(rows: list[Row]) -> tuple[GradeTable, ...]:
    return tuple(
        GradeTable(_range(table[0]), tuple(int(row["standard_yen"]) for row in table))
        for table in (list(group) for _, group in groupby(rows, key=lambda row: row["first_month"]))
    )


def _range(row: Row) -> MonthRange:
    return MonthRange(_month(row["first_month"]) or _FIRST, _month(row["last_month"]) or _LAST)


def _month(text: str) -> YearMonth | None:
    return YearMonth.parse(text) if text else None


def _day(text: str, default: date) -> date:
    return date.fromisoformat(text) if text else default


def _yen(text: str) -> int | None:
    return int(text) if text else None
