"""The tables of money: looked up by year and birth date, and true to the law's own arithmetic."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pension.calendar import YearMonth
from pension.derivation import Confidence, Figure, Reference, round_hundred_yen, round_ten_yen
from pension.money_rules import AgeGroup, AgePart, ClaimKind, LegalAmount, Level, PayKind, RateKind
from pension.notes import Note
from rules.loader import load_rules
from rules.money import load_money
from tests.rules.folders import copied_tables, replace_line

MONEY = load_rules().money
BORN = date(1961, 5, 10)


def test_full_amounts_are_the_law_s_amount_times_the_revision_rate() -> None:
    base = MONEY.base(LegalAmount.FULL_BASIC_PENSION, BORN).value
    rated = [rule for rule in MONEY.basic_amounts if rule.revision_rate]
    assert len(rated) == 16
    assert [rule for rule in rated if rule.full_yen != round_hundred_yen(base * (rule.revision_rate or 0))] == []


def test_prices_of_retroactive_months_follow_from_contribution_and_rate() -> None:
    rules = load_rules()
    for row in MONEY.retroactive:
        contribution = rules.contribution(YearMonth.of(row.exempt_fiscal_year, 4))
        assert contribution is not None
        full = contribution.from_35
        paid = (0, contribution.three_quarter_exempt, contribution.half_exempt, contribution.quarter_exempt)
        bases = [full - (yen or 0) for yen in paid]
        prices = [base + round_ten_yen(base * row.rate) for base in bases]
        assert prices == [row.full_yen, row.three_quarter_yen, row.half_yen, row.quarter_yen], row


def test_what_remains_of_a_contribution_is_a_share_of_it_to_ten_yen() -> None:
    rules = load_rules()
    for rule in rules.contributions:
        for paid, share in (
            (rule.quarter_exempt, Fraction(3, 4)),
            (rule.half_exempt, Fraction(1, 2)),
            (rule.three_quarter_exempt, Fraction(1, 4)),
        ):
            assert paid in (None, round_ten_yen(rule.from_35 * share)), rule


def test_every_figure_and_every_note_has_its_words_and_its_article() -> None:
    assert set(MONEY.figures) == set(Figure)
    assert set(MONEY.notes) == set(Note)
    assert all(rule.label and rule.article for rule in MONEY.figures.values())
    assert all(rule.text.endswith("。") and rule.article for rule in MONEY.notes.values())


def test_an_estimate_uses_the_year_it_is_made_in_or_the_last_one_known() -> None:
    assert MONEY.estimate_years == (2025, 2026)
    assert MONEY.estimate_year(2025) == 2025
    assert MONEY.estimate_year(2031) == 2026
    with pytest.raises(LookupError):
        MONEY.estimate_year(2024)


@pytest.mark.parametrize(("born", "full"), [("1956-04-01", 844_900), ("1956-04-02", 847_300)])
def test_the_full_amount_differs_by_birth_date_from_2023(born: str, full: int) -> None:
    assert MONEY.basic_amount(2026, date.fromisoformat(born)).full_yen == full
    assert MONEY.basic_amount(2022, date.fromisoformat(born)).full_yen == 777_800


@pytest.mark.parametrize(
    ("kind", "born", "age", "share"),
    [
        (ClaimKind.EARLY, "1962-04-02", 60, Fraction(4, 1000)),
        (ClaimKind.EARLY, "1962-04-01", 60, Fraction(5, 1000)),
        (ClaimKind.EARLY, "1941-04-02", 60, Fraction(5, 1000)),
        (ClaimKind.EARLY, "1941-04-01", 60, Fraction(42, 100)),
        (ClaimKind.EARLY, "1941-04-01", 64, Fraction(11, 100)),
        (ClaimKind.DEFERRED, "1941-04-02", 70, Fraction(7, 1000)),
        (ClaimKind.DEFERRED, "1941-04-01", 70, Fraction(88, 100)),
    ],
)
def test_claim_rates_change_at_birth_dates(kind: ClaimKind, born: str, age: int, share: Fraction) -> None:
    assert MONEY.claim(kind, date.fromisoformat(born), age).share == share


@pytest.mark.parametrize(("born", "most"), [("1952-04-01", 60), ("1952-04-02", 120)])
def test_waiting_counts_to_75_for_births_from_1952_04_02(born: str, most: int) -> None:
    assert MONEY.claim(ClaimKind.DEFERRED, date.fromisoformat(born), 70).most_months == most


@pytest.mark.parametrize(
    ("group", "part", "born", "age"),
    [
        (AgeGroup.MEN, AgePart.PROPORTIONAL, "1953-04-01", 60),
        (AgeGroup.MEN, AgePart.PROPORTIONAL, "1953-04-02", 61),
        (AgeGroup.MEN, AgePart.PROPORTIONAL, "1961-04-01", 64),
        (AgeGroup.MEN, AgePart.PROPORTIONAL, "1961-04-02", None),
        (AgeGroup.WOMEN, AgePart.PROPORTIONAL, "1958-04-01", 60),
        (AgeGroup.WOMEN, AgePart.PROPORTIONAL, "1958-04-02", 61),
        (AgeGroup.WOMEN, AgePart.PROPORTIONAL, "1966-04-01", 64),
        (AgeGroup.WOMEN, AgePart.PROPORTIONAL, "1966-04-02", None),
        (AgeGroup.MEN, AgePart.FIXED, "1949-04-01", 64),
        (AgeGroup.MEN, AgePart.FIXED, "1949-04-02", None),
        (AgeGroup.MINERS_AND_SEAMEN, AgePart.FIXED, "1966-04-01", 64),
    ],
)
def test_special_ages_change_at_birth_dates(group: AgeGroup, part: AgePart, born: str, age: int | None) -> None:
    assert MONEY.special_age(group, part, date.fromisoformat(born)).age == age


def test_revaluation_of_a_year_and_a_kind_of_pay() -> None:
    general = MONEY.revaluation(Level.CURRENT, PayKind.GENERAL, 2026, BORN)
    assert general.rows[-1].thousandths == 921
    assert general.rows[-1].reference == Reference(
        "revaluation_rates", "current general 2026 2026-04", general.rows[-1].reference.source, Confidence.DERIVED
    )
    former = MONEY.revaluation(Level.FORMER, PayKind.SEAMENS, 2026, BORN)
    assert former.fiscal_year is None
    with pytest.raises(LookupError):
        MONEY.revaluation(Level.CURRENT, PayKind.GENERAL, 2020, BORN)


def test_a_rate_with_more_than_three_decimals_is_refused(tmp_path: Path) -> None:
    folder = copied_tables(tmp_path)
    replace_line(folder, "revaluation_rates.csv", 2, "current,general,2025,,1930-04-01,,1958-03,14.8401,政令,law-text")
    with pytest.raises(ValueError, match="three decimals"):
        load_money(folder)


def test_rates_before_they_began_are_not_there() -> None:
    assert MONEY.employees_rate(RateKind.WOMEN, YearMonth.of(1943, 1)) is None
    assert MONEY.bonus_cap(YearMonth.of(2003, 3)) == 0
    assert MONEY.bonus_cap(YearMonth.of(2003, 4)) == 1_500_000
    assert MONEY.retroactive_rule(2026, 2020) is None
    assert MONEY.transfer(date(1926, 4, 1)) is None


def test_supplements_use_the_revision_rate_of_people_under_68() -> None:
    assert MONEY.revision(2026).revision_rate == Fraction("1.085")
