"""What a population is made from: the tables of this package and the law's, ready for looking up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from ops.population.tables import Tables, load_tables
from pension.calendar import YearMonth
from pension.rulebook import ContributionRule, RuleBook
from rules.loader import load_rules

_YEARS = range(1961, 2101)
_PAY_MONTHS = range(YearMonth.of(1940, 1), YearMonth.of(2101, 1))
_TURNS = (4, 7)  # amounts change in April, exemptions are decided in July
_RUNGS = (
    *range(10, 100, 10), *range(100, 1000, 100), *range(1000, 10_000, 1000), *range(10_000, 30_000, 2000), 30_000,
    33_000, 36_000, 39_000, 42_000, 45_000, 48_000, 52_000, 56_000, 60_000, 64_000, 68_000, 72_000, 76_000, 80_000,
    86_000, 92_000, 98_000, 104_000, 110_000, 118_000, 126_000, 134_000, 142_000, 150_000, 160_000, 170_000, 180_000,
    190_000, 200_000, 220_000, 240_000, 260_000, 280_000, 300_000, 320_000, 340_000, 360_000, 380_000, 410_000,
    440_000, 470_000, 500_000, 530_000, 560_000, 590_000, 620_000,
)  # fmt: skip
"""Standard amounts of all the times before the tables of ``rules/`` begin, taken together (assumed)."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The tables, and of each month what the law lets it be.

    ``rungs`` are the standard monthly remunerations of a month (yen, lowest first), ``amounts`` its contribution where
    that is known; ``cuts`` are the months from which what is paid may be another than before.
    """

    tables: Tables
    rules: RuleBook
    rungs: Mapping[int, tuple[int, ...]]
    amounts: Mapping[int, ContributionRule]
    cuts: tuple[YearMonth, ...]


@cache
def load_sources() -> Sources:
    """All of it, read once."""
    rules, tables = load_rules(), load_tables()
    turns = {YearMonth.of(year, month) for year in _YEARS for month in _TURNS}
    return Sources(
        tables=tables,
        rules=rules,
        rungs={month: _rungs(YearMonth(month), tables, rules) for month in _PAY_MONTHS},
        amounts={int(month): rule for rule in rules.contributions for month in rule.months.each()},
        cuts=tuple(sorted(turns | {rule.months.first_month for rule in rules.contributions})),
    )


def _rungs(month: YearMonth, tables: Tables, rules: RuleBook) -> tuple[int, ...]:
    table = rules.grade_table(month)
    if table is not None:
        return table.standard_yen
    lowest, highest = tables.lowest_pay[month.year], tables.highest_pay[month.year]
    inside = [yen for yen in _RUNGS if lowest <= yen <= highest]
    return tuple(sorted({lowest, *inside, highest}))


@cache
def last_day(month: YearMonth) -> date:
    """The last day of a month: asked a dozen times for every person."""
    return month.last_day
