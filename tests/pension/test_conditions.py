"""Conditions that cannot be: what is wrong, what is possible, and the article."""

from __future__ import annotations

from datetime import date

import pytest

from pension.calendar import month_age_is_reached
from pension.claim import ClaimAge
from pension.conditions import Conditions, FutureSpell, SpellKind, YearlyBonus, find_condition_problems
from tests.pension.documents import record
from tests.pension.estimates import RULES, spell

WORK = {"monthly_pay": 300_000}


def problems(conditions: Conditions, born: str = "1975-06-15") -> list[tuple[str, str]]:
    found = find_condition_problems(conditions, record(born=born), RULES)
    assert all(problem.article for problem in found)
    return [(problem.field, problem.reason) for problem in found]


def of_spells(*spells: FutureSpell, born: str = "1975-06-15") -> list[tuple[str, str]]:
    return problems(Conditions(future=spells), born)


def test_ordinary_conditions_are_possible() -> None:
    conditions = Conditions(
        future=(
            spell(SpellKind.EMPLOYMENT, "2026-11", "2030-03", bonuses=(YearlyBonus(month=6, yen=500_000),), **WORK),
            spell(SpellKind.SELF_EMPLOYED, "2030-04", "2032-03", additional=True),
            spell(SpellKind.DEPENDENT, "2032-04", "2033-03"),
            spell(SpellKind.UNPAID, "2033-04", "2034-03"),
            spell(SpellKind.ABROAD, "2034-04", "2035-05"),
            spell(SpellKind.VOLUNTARY, "2035-06", "2038-05"),
        ),
        claim_basic=ClaimAge(75),
        claim_employees=ClaimAge(66),
        children=(date(2010, 4, 1),),
    )
    assert problems(conditions) == []


def test_a_month_already_recorded_cannot_be_supposed() -> None:
    assert of_spells(spell(SpellKind.UNPAID, "2026-10", "2027-03")) == [
        ("future[0].first_month", "記録の時点（2026-10）より後の月を書いてください。")
    ]


def test_an_end_before_its_start() -> None:
    assert of_spells(spell(SpellKind.UNPAID, "2027-03", "2027-02")) == [
        ("future[0].last_month", "終わりの月は、始まりの月（2027-03）より前にはなりません。")
    ]


def test_two_spells_at_once() -> None:
    first, second = spell(SpellKind.UNPAID, "2027-01", "2027-06"), spell(SpellKind.UNPAID, "2027-06", "2027-12")
    assert of_spells(first, second) == [
        (
            "future[1].first_month",
            "前の期間（2027-06まで）と重なっています。早い順に、重ならないように書いてください。",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "last", "words"),
    [
        (SpellKind.EMPLOYMENT, "2050-05", "働く期間は15歳から75歳まで（1990-06から2050-05まで）の月だけです。"),
        (
            SpellKind.SELF_EMPLOYED,
            "2035-05",
            "国民年金に加入するのは20歳から59歳まで（1995-06から2035-05まで）の月だけです。",
        ),
        (
            SpellKind.DEPENDENT,
            "2035-05",
            "国民年金に加入するのは20歳から59歳まで（1995-06から2035-05まで）の月だけです。",
        ),
        (SpellKind.UNPAID, "2035-05", "国民年金に加入するのは20歳から59歳まで（1995-06から2035-05まで）の月だけです。"),
        (SpellKind.ABROAD, "2035-05", "海外に住む期間は20歳から59歳まで（1995-06から2035-05まで）の月だけです。"),
        (SpellKind.VOLUNTARY, "2040-05", "任意加入は20歳から64歳まで（1995-06から2040-05まで）の月だけです。"),
    ],
)
def test_each_kind_has_its_ages(kind: SpellKind, last: str, words: str) -> None:
    """Born 1975-06-15: the last month possible, and the one after it."""
    pay = WORK if kind is SpellKind.EMPLOYMENT else {}
    good = spell(kind, "2027-01", last, **pay)
    bad = spell(kind, "2027-01", str(good.last_month.plus(1)), **pay)
    assert of_spells(good) == []
    assert of_spells(bad) == [("future[0].kind", words)]


@pytest.mark.parametrize(("born", "age"), [("1975-04-01", 70), ("1975-04-02", 65)])
def test_births_until_1975_04_01_may_be_voluntarily_insured_to_70(born: str, age: int) -> None:
    last = month_age_is_reached(date.fromisoformat(born), age).plus(-1)
    assert of_spells(spell(SpellKind.VOLUNTARY, "2035-06", str(last)), born=born) == []
    assert of_spells(spell(SpellKind.VOLUNTARY, "2035-06", str(last.plus(1))), born=born) != []


def test_a_child_of_fourteen_does_not_work_yet() -> None:
    assert of_spells(spell(SpellKind.EMPLOYMENT, "2026-11", "2027-10", **WORK), born="2012-01-10")[0][0] == (
        "future[0].kind"
    )


@pytest.mark.parametrize("pay", [0, -1, 10_000_001])
def test_pay_out_of_range(pay: int) -> None:
    assert of_spells(spell(SpellKind.EMPLOYMENT, "2027-01", "2027-12", monthly_pay=pay)) == [
        ("future[0].monthly_pay", "1か月の報酬は、1円から10,000,000円までで書いてください。")
    ]


@pytest.mark.parametrize(
    "more", [{"monthly_pay": 1}, {"bonuses": (YearlyBonus(month=6, yen=1),)}, {"raise_per_mille": 20}]
)
def test_pay_where_there_is_no_employment(more: dict[str, object]) -> None:
    assert of_spells(spell(SpellKind.SELF_EMPLOYED, "2027-01", "2027-12", **more)) == [
        ("future[0].monthly_pay", "報酬・賞与・昇給は、働く期間（employment）だけに書けます。")
    ]


def test_additional_contributions_of_a_dependent() -> None:
    assert of_spells(spell(SpellKind.DEPENDENT, "2027-01", "2027-12", additional=True)) == [
        ("future[0].additional", "付加保険料は、第1号被保険者と任意加入の方だけが納められます。")
    ]


@pytest.mark.parametrize(
    ("age", "born", "possible"),
    [
        (ClaimAge(60), "1961-05-10", True),
        (ClaimAge(59, 11), "1961-05-10", False),
        (ClaimAge(75), "1961-05-10", True),
        (ClaimAge(75, 1), "1961-05-10", False),
        (ClaimAge(75), "1952-04-02", True),
        (ClaimAge(70), "1952-04-01", True),
        (ClaimAge(70, 1), "1952-04-01", False),
    ],
)
def test_claims_are_possible_from_60_to_75(age: ClaimAge, born: str, possible: bool) -> None:
    found = problems(Conditions(claim_basic=age), born)
    assert (found == []) is possible
    if not possible:
        last = 70 if born == "1952-04-01" else 75
        assert found == [("claim_basic", f"受けとり始める年齢は、60歳から{last}歳までです。")]


@pytest.mark.parametrize(("months", "possible"), [(0, True), (1, False), (11, False), (12, True)])
def test_after_65_the_next_age_is_66(months: int, possible: bool) -> None:
    age = ClaimAge(65 + months // 12, months % 12)
    found = problems(Conditions(claim_employees=age))
    assert (found == []) is possible
    if not possible:
        assert found[0][1] == "65歳の次は66歳からです。65歳1か月から65歳11か月までは選べません。"


def test_nobody_is_voluntarily_insured_after_an_early_claim() -> None:
    """Born 1975-06-15: 62 in 2037-06."""
    until = spell(SpellKind.VOLUNTARY, "2035-06", "2037-05")
    beyond = spell(SpellKind.VOLUNTARY, "2035-06", "2037-06")
    assert problems(Conditions(future=(until,), claim_basic=ClaimAge(62))) == []
    assert problems(Conditions(future=(beyond,), claim_basic=ClaimAge(62))) == [
        ("future[0].last_month", "繰上げ請求をした月（2037-06）からは、任意加入できません。")
    ]
    assert problems(Conditions(future=(beyond,), claim_basic=ClaimAge(65))) == []


def test_a_child_is_younger_than_the_parent() -> None:
    assert problems(Conditions(children=(date(1975, 6, 15),))) == [
        ("children[0]", "子の生年月日は、ご本人の生年月日（1975-06-15）より後です。")
    ]
