"""Claiming early and late: months counted by calendar month, rates by birth date, starting ages by sex and work."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pension.calendar import month_age_is_reached
from pension.claim import (
    ClaimAge,
    claim_age,
    deferred_addition,
    early_reduction,
    most_deferred_months,
    special_ages,
)
from pension.pay_history import Insurer, PayHistory, pay_history
from pension.record import Sex
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, job, record, ym
from tests.pension.estimates import RULES

NOTHING = PayHistory((), ())


@pytest.mark.parametrize(
    ("born", "age", "month"),
    [
        ("1961-05-10", ClaimAge(67, 3), "2028-08"),
        ("1961-05-01", ClaimAge(67), "2028-04"),  # reached on 30 April
        ("1961-05-02", ClaimAge(67), "2028-05"),
        ("1961-01-01", ClaimAge(60, 1), "2021-01"),
    ],
)
def test_an_age_is_a_calendar_month(born: str, age: ClaimAge, month: str) -> None:
    birth_date = date.fromisoformat(born)
    assert age.month(birth_date) == ym(month)
    assert claim_age(birth_date, ym(month)) == age


@pytest.mark.parametrize(
    ("born", "months", "reduction"),
    [
        ("1962-04-02", 1, 4_000),
        ("1962-04-01", 1, 5_000),
        ("1962-04-02", 60, 240_000),
        ("1962-04-01", 60, 300_000),
        ("1941-04-01", 60, 420_000),
        ("1941-04-01", 59, 420_000),  # still 60 years old
        ("1941-04-01", 48, 350_000),
        ("1941-04-01", 1, 110_000),
    ],
)
def test_what_an_early_claim_costs_of_a_million(born: str, months: int, reduction: int) -> None:
    birth_date = date.fromisoformat(born)
    month_65 = month_age_is_reached(birth_date, 65)
    assert early_reduction(1_000_000, birth_date, month_65.plus(-months), month_65, RULES).yen == reduction


@pytest.mark.parametrize(
    ("born", "months", "addition"),
    [
        ("1952-04-02", 12, 84_000),
        ("1952-04-02", 13, 91_000),
        ("1952-04-02", 120, 840_000),
        ("1952-04-02", 121, 840_000),
        ("1952-04-01", 60, 420_000),
        ("1952-04-01", 120, 420_000),
        ("1941-04-01", 12, 120_000),
        ("1941-04-01", 23, 120_000),
        ("1941-04-01", 24, 260_000),
        ("1941-04-01", 36, 430_000),
        ("1941-04-01", 48, 640_000),
        ("1941-04-01", 60, 880_000),
        ("1941-04-01", 72, 880_000),
    ],
)
def test_what_waiting_adds_to_a_million(born: str, months: int, addition: int) -> None:
    assert deferred_addition(1_000_000, date.fromisoformat(born), months, RULES).yen == addition


def test_the_addition_to_an_exact_base_is_rounded_once() -> None:
    assert deferred_addition(Fraction(1_000_001, 2), date(1961, 5, 10), 12, RULES).yen == 42_000


def test_how_long_waiting_pays() -> None:
    assert [most_deferred_months(date(1952, 4, day), RULES) for day in (1, 2)] == [60, 120]


@pytest.mark.parametrize(
    ("insurer", "sex", "born", "proportional", "fixed"),
    [
        (Insurer.FIRST, Sex.MALE, "1958-10-10", "2021-10", None),  # 63
        (Insurer.FIRST, Sex.FEMALE, "1962-06-01", "2025-05", None),  # 63
        (Insurer.FOURTH, Sex.FEMALE, "1962-06-01", None, None),  # women's ages are for 第1号 only
        (Insurer.FIRST, Sex.FEMALE, "1966-04-01", "2030-03", None),  # 64
        (Insurer.FIRST, Sex.FEMALE, "1966-04-02", None, None),
        (Insurer.FIRST, Sex.MALE, "1949-04-01", "2009-03", "2013-03"),  # 60 and 64
        (Insurer.FIRST, Sex.FEMALE, "1932-04-01", "1987-03", "1987-03"),  # 55
    ],
)
def test_special_ages_by_sex_and_birth_date(
    insurer: Insurer, sex: Sex, born: str, proportional: str | None, fixed: str | None
) -> None:
    found = special_ages(insurer, date.fromisoformat(born), sex, NOTHING, RULES)
    assert found.proportional == (ym(proportional) if proportional else None)
    assert found.fixed == (ym(fixed) if fixed else None)


@pytest.mark.parametrize(("end", "month"), [("1995-04-01", "2023-05"), ("1995-03-01", None)])
def test_fifteen_real_years_at_sea_have_ages_of_their_own(end: str, month: str | None) -> None:
    """Born 1961-05-10: a man has no special age, a seaman of 180 real months has 62."""
    sea = (job("1980-04-01", "1986-04-01", status=Status.S1), job("1986-04-01", end, status=Status.E1_SEA, id="e2"))
    life = record(*sea, born="1961-05-10")
    history = pay_history(build_timeline(life, TODAY, RULES), RULES)
    found = special_ages(Insurer.FIRST, date(1961, 5, 10), Sex.MALE, history, RULES)
    assert found.proportional == found.fixed == (ym(month) if month else None)
