"""Reads every table of ``rules/`` once and gives it as one :class:`pension.rulebook.RuleBook`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from itertools import groupby
from pathlib import Path

from pension.calendar import YearMonth
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
from rules.checks import find_faults
from rules.money import load_money
from rules.tables import FOLDER, Row, month_range, read_table, reference


class BrokenRules(ValueError):
    """The tables are not whole; the text names every fault with file and line."""


@cache
def load_rules(folder: Path = FOLDER) -> RuleBook:
    """The whole rule book, checked and read once. Raises BrokenRules, ValueError or KeyError where a table is wrong."""
    faults = find_faults(folder)
    if faults:
        raise BrokenRules("\n".join(f"{fault.table}:{fault.line}: {fault.reason}" for fault in faults))
    settings = {row["name"]: row["value"] for row in read_table("check_settings.csv", folder)}
    return RuleBook(
        statuses={Status(row["code"]): _status(row) for row in read_table("month_statuses.tsv", folder)},
        conversions=tuple(
            ConversionRule(Status(row["status"]), month_range(row), Fraction(row["factor"]))
            for row in read_table("conversion_factors.csv", folder)
        ),
        wartime=tuple(_wartime(row) for row in read_table("wartime_additions.csv", folder)),
        full_terms=tuple(
            FullTermRule(_day(row["born_from"], date.min), _day(row["born_to"], date.max), int(row["full_term_months"]))
            for row in read_table("basic_pension_full_term.csv", folder)
        ),
        steps=tuple(
            StepRule(
                StepKind(row["kind"]), Band(row["band"]), Fraction(row["share"]), Fraction(row["share_over_the_cap"])
            )
            for row in read_table("basic_pension_steps.csv", folder)
        ),
        contributions=tuple(_contribution(row) for row in read_table("national_pension_contribution.csv", folder)),
        grades=_grades(read_table("standard_remuneration_grades.csv", folder)),
        pay_jump_grades=int(settings["pay_jump_grades"]),
        pay_jump_share=Fraction(settings["pay_jump_share"]),
        qualifying_months=int(settings["qualifying_months"]),
        other_name_before=YearMonth.parse(settings["other_name_before"]),
        money=load_money(folder),
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
        month_range(row),
        Fraction(row["share_of_converted"]),
        Fraction(row["months_added"]),
    )


def _contribution(row: Row) -> ContributionRule:
    return ContributionRule(
        months=month_range(row),
        under_35=int(row["monthly_yen_under_35"]),
        from_35=int(row["monthly_yen_from_35"]),
        additional=_yen(row["additional_yen"]),
        half_exempt=_yen(row["half_exempt_yen"]),
        three_quarter_exempt=_yen(row["three_quarter_exempt_yen"]),
        quarter_exempt=_yen(row["quarter_exempt_yen"]),
        reference=reference("national_pension_contribution", row),
    )


def _grades(rows: list[Row]) -> tuple[GradeTable, ...]:
    return tuple(
        GradeTable(
            month_range(table[0]),
            tuple(int(row["standard_yen"]) for row in table),
            tuple(int(row["from_yen"]) for row in table),
        )
        for table in (list(group) for _, group in groupby(rows, key=lambda row: row["first_month"]))
    )


def _month(text: str) -> YearMonth | None:
    return YearMonth.parse(text) if text else None


def _day(text: str, default: date) -> date:
    return date.fromisoformat(text) if text else default


def _yen(text: str) -> int | None:
    return int(text) if text else None
