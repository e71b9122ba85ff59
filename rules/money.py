"""Reads the tables of money and gives them as one :class:`pension.money_rules.MoneyRules`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from pension.derivation import Confidence, Figure, FigureRule, Reference
from pension.money_rules import (
    AgeGroup,
    AgePart,
    BaseAmountRule,
    BasicAmountRule,
    BirthRange,
    BonusCapRule,
    ClaimKind,
    ClaimRule,
    EmployeesRateRule,
    FormerLevelRule,
    LegalAmount,
    Level,
    MoneyRules,
    MultiplierRule,
    PayKind,
    RateKind,
    RetroactiveRule,
    RevaluationRow,
    RevaluationTable,
    SpecialAgeRule,
    TransferRule,
    WorkingLimitRule,
)
from pension.notes import Note, NoteKind, NoteRule
from rules.tables import Row, month_range, read_table, reference

_PER_CENT = Fraction(1, 100)
_PER_MILLE = Fraction(1, 1000)


def load_money(folder: Path) -> MoneyRules:
    """Every table of money; raises ValueError or KeyError where one is malformed."""
    return MoneyRules(
        figures={figure.figure: figure for figure in map(_figure, read_table("calculation_figures.tsv", folder))},
        notes={note.note: note for note in map(_note, read_table("estimate_notes.tsv", folder))},
        base_amounts=tuple(
            BaseAmountRule(LegalAmount(row["name"]), _born(row), int(row["value"]), reference("base_amounts", row))
            for row in read_table("base_amounts.csv", folder)
        ),
        basic_amounts=tuple(map(_basic_amount, read_table("basic_pension_amounts.csv", folder))),
        multipliers=tuple(map(_multiplier, read_table("employees_multipliers.csv", folder))),
        revaluations=_revaluations(read_table("revaluation_rates.csv", folder)),
        former_levels=tuple(
            FormerLevelRule(
                int(row["fiscal_year"]), _born(row), Fraction(row["rate"]), reference("former_level_rates", row)
            )
            for row in read_table("former_level_rates.csv", folder)
        ),
        claims=tuple(map(_claim, read_table("claim_rates.csv", folder))),
        special_ages=tuple(map(_special_age, read_table("special_pension_ages.csv", folder))),
        working_limits=tuple(
            WorkingLimitRule(month_range(row), int(row["limit_yen"]), reference("working_pension_limits", row))
            for row in read_table("working_pension_limits.csv", folder)
        ),
        employees_rates=tuple(
            EmployeesRateRule(
                RateKind(row["kind"]),
                month_range(row),
                Fraction(row["per_mille"]) * _PER_MILLE,
                reference("employees_contribution_rates", row),
            )
            for row in read_table("employees_contribution_rates.csv", folder)
        ),
        bonus_caps=tuple(
            BonusCapRule(month_range(row), int(row["cap_yen"]), reference("standard_bonus_caps", row))
            for row in read_table("standard_bonus_caps.csv", folder)
        ),
        retroactive=tuple(map(_retroactive, read_table("retroactive_additions.csv", folder))),
        transfers=tuple(
            TransferRule(_born(row), Fraction(row["factor"]), reference("transfer_supplement_factors", row))
            for row in read_table("transfer_supplement_factors.csv", folder)
        ),
    )


def _figure(row: Row) -> FigureRule:
    return FigureRule(Figure(row["figure"]), row["label_ja"], row["unit"], row["formula_ja"], row["source"])


def _note(row: Row) -> NoteRule:
    return NoteRule(Note(row["note"]), NoteKind(row["kind"]), row["text_ja"], row["source"])


def _basic_amount(row: Row) -> BasicAmountRule:
    rate = Fraction(row["revision_rate"]) if row["revision_rate"] else None
    stands = reference("basic_pension_amounts", row)
    return BasicAmountRule(month_range(row), _born(row), int(row["full_yen"]), rate, stands)


def _multiplier(row: Row) -> MultiplierRule:
    def shares(time: str) -> dict[Level, Fraction]:
        return {level: Fraction(row[f"{level}_{time}_per_mille"]) * _PER_MILLE for level in Level}

    return MultiplierRule(
        born=_born(row),
        before_2003=shares("before_2003"),
        from_2003=shares("from_2003"),
        fixed_unit_factor=Fraction(row["fixed_unit_factor"]),
        fixed_month_cap=int(row["fixed_month_cap"]),
        reference=reference("employees_multipliers", row),
    )


def _revaluations(rows: list[Row]) -> tuple[RevaluationTable, ...]:
    """Rows of one level, kind, year and birth date stand together in the file."""

    def key(row: Row) -> tuple[str, ...]:
        return row["level"], row["kind"], row["fiscal_year"], row["born_from"], row["born_to"]

    return tuple(
        RevaluationTable(
            Level(level),
            PayKind(kind),
            int(year) if year else None,
            BirthRange(_day(born_from, date.min), _day(born_to, date.max)),
            tuple(map(_revaluation, group)),
        )
        for (level, kind, year, born_from, born_to), group in groupby(rows, key=key)
    )


def _revaluation(row: Row) -> RevaluationRow:
    rate = Fraction(row["rate"]) * 1000
    if rate.denominator != 1:
        raise ValueError(f"a revaluation rate has three decimals: {row['rate']}")
    months = month_range(row)
    name = " ".join(filter(None, (row["level"], row["kind"], row["fiscal_year"], row["first_month"] or "-")))
    reference = Reference("revaluation_rates", name, row["source"], Confidence(row["confidence"]))
    return RevaluationRow(months, rate.numerator, reference)


def _claim(row: Row) -> ClaimRule:
    return ClaimRule(
        kind=ClaimKind(row["kind"]),
        born=_born(row),
        claim_age=int(row["claim_age"]) if row["claim_age"] else None,
        share=Fraction(row["percent"]) * _PER_CENT,
        most_months=int(row["most_months"]),
        reference=reference("claim_rates", row),
    )


def _special_age(row: Row) -> SpecialAgeRule:
    age = int(row["age"]) if row["age"] else None
    stands = reference("special_pension_ages", row)
    return SpecialAgeRule(AgeGroup(row["group"]), AgePart(row["part"]), _born(row), age, stands)


def _retroactive(row: Row) -> RetroactiveRule:
    return RetroactiveRule(
        paid_fiscal_year=int(row["paid_fiscal_year"]),
        exempt_fiscal_year=int(row["exempt_fiscal_year"]),
        rate=Fraction(row["rate"]),
        full_yen=int(row["full_yen"]),
        three_quarter_yen=int(row["three_quarter_yen"]),
        half_yen=int(row["half_yen"]),
        quarter_yen=int(row["quarter_yen"]),
        reference=reference("retroactive_additions", row),
    )


def _born(row: Row) -> BirthRange:
    return BirthRange(_day(row["born_from"], date.min), _day(row["born_to"], date.max))


def _day(text: str, default: date) -> date:
    return date.fromisoformat(text) if text else default
