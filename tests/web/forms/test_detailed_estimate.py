"""Every condition of a form becomes conditions of an estimate."""

from __future__ import annotations

from datetime import date

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import ConditionProblem, Conditions, FutureSpell, SpellKind, YearlyBonus
from tests.pension.documents import TODAY, record
from web.forms.detailed_estimate import parse, problem_errors, read_conditions, values_of

LIFE = record(born="1980-06-15")
"""As of October 2026 at 46."""


def spells(**typed: str) -> tuple[FutureSpell, ...]:
    form = parse({name.replace("_", "-"): text for name, text in typed.items()}, (), TODAY)
    assert form.ok
    future = read_conditions(form.values, LIFE, TODAY).future
    assert future is not None
    return future


def test_each_spell_begins_where_the_one_before_ends() -> None:
    work, own = spells(
        kind_1="employment", until_1="55", until_months_1="6", pay_1="40万円", bonus_1="1000000", raise_1="2",
        kind_3="self_employed", until_3="60", additional_3="1",
    )  # fmt: skip
    assert work == FutureSpell(
        kind=SpellKind.EMPLOYMENT,
        first_month=YearMonth.of(2026, 11),
        last_month=YearMonth.of(2035, 11),
        monthly_pay=400_000,
        raise_per_mille=20,
        bonuses=(YearlyBonus(month=6, yen=500_000), YearlyBonus(month=12, yen=500_000)),
    )
    assert (own.first_month, own.last_month, own.additional) == (
        YearMonth.of(2035, 12),
        YearMonth.of(2040, 5),
        True,
    )


def test_pay_is_left_out_of_other_spells() -> None:
    (abroad,) = spells(kind_1="abroad", until_1="50", pay_1="400000", additional_1="1")
    assert (abroad.monthly_pay, abroad.additional) == (0, False)


def test_who_is_not_20_yet_is_insured_without_pay_from_20_on() -> None:
    young = record(born="2007-06-15")  # 19

    def spell(until: str) -> FutureSpell:
        form = parse({"kind-1": "self_employed", "until-1": until}, (), TODAY)
        (found,) = read_conditions(form.values, young, TODAY).future or ()
        return found

    assert (spell("60").first_month, spell("60").last_month) == (YearMonth.of(2027, 6), YearMonth.of(2067, 5))
    kept = Conditions(future=(spell("60"),))
    assert read_conditions(values_of(kept, young.person.birth_date), young, TODAY) == kept
    before_20 = spell("20")
    assert before_20.first_month == before_20.last_month == YearMonth.of(2027, 5)  # which the law then refuses


def test_claims_and_months_to_pay_back() -> None:
    month = YearMonth.of(2025, 9)
    typed = {"claim-basic": "70", "claim-basic-months": "3", "back-2025-09": "1", "back-2000-01": "1"}
    conditions = read_conditions(parse(typed, [month], TODAY).values, LIFE, TODAY)
    assert conditions.claim_basic == ClaimAge(70, 3)
    assert conditions.claim_employees is None
    assert conditions.pay_back == (month,)
    assert conditions.future == ()


def test_what_is_wrong_in_a_box() -> None:
    form = parse({"kind-1": "luck", "kind-2": "employment", "until-2": "99", "claim-employees": "x"}, (), TODAY)
    assert [error.field for error in form.errors] == ["kind-1", "until-2", "pay-2", "claim-employees"]


def test_what_the_law_does_not_allow_stands_at_its_box() -> None:
    fields = ("future[0].kind", "future[1].monthly_pay", "pay_back[0]", "claim_basic", "claim_employees", "claim_basic")
    problems = [ConditionProblem(field, "", "2026-11からです。", "国年法7条") for field in fields]
    errors = problem_errors(problems, {"kind-2": "abroad", "kind-4": "employment"})
    assert [error.field for error in errors] == ["until-2", "pay-4", "back", "claim-basic", "claim-employees"]
    assert errors[0].message == "令和8年11月からです。（国年法7条）"


def test_children_are_born_by_today_and_may_be_left_out() -> None:
    boxes = {
        "child-1-era": "昭和",
        "child-2-era": "令和",
        "child-2-year": "2",
        "child-2-month": "5",
        "child-2-day": "5",
    }
    form = parse(boxes, (), TODAY)
    assert form.ok
    assert read_conditions(form.values, LIFE, TODAY).children == (date(2020, 5, 5),)
    (error,) = parse({**boxes, "child-2-year": "20"}, (), TODAY).errors
    assert (error.field, "まだ来ていない日" in error.message) == ("child-2-year", True)
    problem = ConditionProblem("children[0]", "1970-01-01", "ご本人より後です。", "厚年法44条1項")
    assert [error.field for error in problem_errors([problem], form.values)] == ["child-2-year"]
