"""Supplements for a spouse and children, and what passes to the younger spouse."""

from __future__ import annotations

from datetime import date

import pytest

from pension.family import (
    child_supplement,
    is_married,
    last_month_of_child,
    month_spouse_is_65,
    months_of_spouse,
    spouse_supplement,
    transfer_supplement,
)
from pension.record import Spouse, SpouseCoverage
from tests.pension.documents import ym
from tests.pension.estimates import RULES


@pytest.mark.parametrize(
    ("born", "yen"),
    [
        # 243,800 + base x 1.085 to 100 yen
        ("1934-04-01", 243_800),
        ("1934-04-02", 279_800),
        ("1940-04-01", 279_800),
        ("1940-04-02", 315_700),
        ("1941-04-02", 351_800),
        ("1942-04-02", 387_700),
        ("1943-04-01", 387_700),
        ("1943-04-02", 423_700),
    ],
)
def test_the_special_addition_goes_by_the_pensioner_s_birth_date(born: str, yen: int) -> None:
    assert spouse_supplement(date.fromisoformat(born), 2026, RULES).yen == yen


@pytest.mark.parametrize(("children", "yen"), [(1, 243_800), (2, 487_600), (3, 568_900), (4, 650_200)])
def test_from_the_third_child_on_it_is_less(children: int, yen: int) -> None:
    assert child_supplement(children, 2026, RULES).yen == yen


@pytest.mark.parametrize(
    ("born", "yen"),
    [("1926-04-01", 0), ("1926-04-02", 243_800), ("1961-04-01", 22_673), ("1961-04-02", 16_335), ("1966-04-02", 0)],
)
def test_what_passes_on_goes_by_the_younger_spouse_s_birth_date(born: str, yen: int) -> None:
    assert transfer_supplement(date.fromisoformat(born), 2026, RULES).yen == yen


@pytest.mark.parametrize(
    ("born", "last"), [("2010-04-01", "2028-03"), ("2010-04-02", "2029-03"), ("2010-12-31", "2029-03")]
)
def test_a_child_counts_to_the_march_after_18(born: str, last: str) -> None:
    assert last_month_of_child(date.fromisoformat(born)) == ym(last)


def test_marriage_and_the_spouse_s_age() -> None:
    spouse = Spouse(married_on=date(1990, 5, 20), birth_date=date(1966, 4, 1), ended_on=date(2020, 7, 1))
    held = [is_married(spouse, ym(month)) for month in ("1990-04", "1990-05", "2020-07", "2020-08")]
    assert held == [False, True, True, False]
    assert month_spouse_is_65(spouse) == ym("2031-03")


def test_months_of_two_jobs_at_once_count_once() -> None:
    coverage = (
        SpouseCoverage(enrolled_on=date(1990, 4, 1), disenrolled_on=date(2000, 4, 1)),
        SpouseCoverage(enrolled_on=date(1999, 4, 1), disenrolled_on=date(2001, 4, 1)),
        SpouseCoverage(enrolled_on=date(2010, 4, 1)),
    )
    spouse = Spouse(married_on=date(1990, 5, 20), birth_date=date(1966, 4, 1), coverage=coverage)
    assert months_of_spouse(spouse, ym("2011-04")) == 132 + 12
    assert months_of_spouse(spouse, ym("1990-04")) == 0


def test_a_year_without_a_revision_rate_is_not_guessed() -> None:
    with pytest.raises(LookupError, match="2014"):
        spouse_supplement(date(1945, 1, 1), 2014, RULES)
