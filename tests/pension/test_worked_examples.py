"""The cases with known answers (``tests/cases/worked_examples.toml``), to the yen."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pension.basic_pension import additional_pension, basic_pension
from pension.calendar import MonthRange, YearMonth, month_age_is_reached
from pension.claim import deferred_addition, early_reduction, special_ages
from pension.conditions import Conditions
from pension.contributions import compute_paid
from pension.counting import compute_basic, compute_totals
from pension.derivation import Derivation, Figure, monthly_yen, round_own_share, round_yen
from pension.employees_pension import EmployeesParts, employees_parts, fixed_part, fixed_unit, transitional_addition
from pension.estimate import Estimate, compute_estimate
from pension.family import spouse_supplement, transfer_supplement
from pension.money_rules import Level, PayKind, RateKind
from pension.pay_history import Insurer, PayHistory, pay_history
from pension.payable import find_payable
from pension.periods import covered_months
from pension.record import ComplementaryPeriod, ContributionRun, NationalPeriod, PayRun, PensionRecord, Sex
from pension.rulebook import Band, StepKind
from pension.status import Status
from pension.timeline import build_timeline
from pension.working import suspended
from rules.loader import load_rules
from rules.tables import read_table
from tests.pension.documents import TODAY, job, national, person, record, run, ym

RULES = load_rules()
FILE = Path(__file__).parents[1] / "cases" / "worked_examples.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
Inputs = Mapping[str, Any]


def _basic(given: Inputs) -> int:
    months = {(StepKind.PAID, Band.ANY): given["paid"]}
    if "full_before_2009_04" in given:
        months[StepKind.FULL, Band.BEFORE_2009_04] = given["full_before_2009_04"]
    total = compute_basic(months, RULES, RULES.full_term(given["birth"]))
    return basic_pension(total, given["birth"], given["fiscal_year"], RULES).yen


def _life(given: Inputs) -> PensionRecord:
    """A record of category 1 months, with exempt and postponed ones and time only."""
    kinds = {"paid": Status.N1_PAID, "student": Status.N1_STUDENT, "exempt": Status.N1_EXF_APP}
    runs = sorted(
        (run(first, last, status) for name, status in kinds.items() for first, last in given.get(name, ())),
        key=lambda found: found.first_month,
    )
    periods = [_period(number, found) for number, found in enumerate(runs)]
    time_only = tuple(
        ComplementaryPeriod(id=f"k{number}", first_month=ym(first), last_month=ym(last), reason="海外在住")
        for number, (first, last) in enumerate(given.get("time_only", ()))
    )
    return record(*periods, born=str(given["birth"]), complementary=time_only)


def _period(number: int, found: ContributionRun) -> NationalPeriod:
    ends = found.last_month.plus(1).first_day
    return national(str(found.first_month.first_day), str(ends), found, id=f"n{number}")


def _estimate(found: PensionRecord) -> Estimate:
    estimate = compute_estimate(found, TODAY, RULES, Conditions(future=()))
    assert isinstance(estimate, Estimate)
    return estimate


def _life_yen(given: Inputs) -> int:
    stages = _estimate(_life(given)).stages
    return stages[-1].yearly if stages else 0


def _worker(given: Inputs, sex: Sex = Sex.MALE) -> PensionRecord:
    first, last = given["months"]
    pay = (PayRun(first_month=ym(first), standard_monthly_remuneration=given["pay"]),)
    work = job(str(ym(first).first_day), str(ym(last).plus(1).first_day), pay=pay)
    born = str(given["birth"])
    return record(work, person=person(born, sex=sex))


def _parts(given: Inputs) -> EmployeesParts:
    timeline = build_timeline(_worker(given), TODAY, RULES)
    history = pay_history(timeline, RULES)
    until = ym(given["months"][1]).plus(1)
    return employees_parts(history, Insurer.FIRST, until, given["birth"], given["fiscal_year"], RULES)


def _current_level(given: Inputs) -> int:
    steps = _parts(given).proportional.steps
    return round_yen(next(step.value for step in steps if step.rule.figure is Figure.CURRENT_AMOUNT))


def _current_level_and_basic(given: Inputs) -> int:
    return _current_level(given) + _basic({**given, "paid": 12})


def _model_couple(given: Inputs) -> int:
    """The ministry's model: one average over 480 months, both halves of the couple with a full basic pension."""
    average = given["average"] * Fraction(given["model_revaluation"])
    share = RULES.money.multiplier(given["birth"]).from_2003[Level.CURRENT]
    full = RULES.money.basic_amount(given["fiscal_year"], given["birth"]).full_yen
    return monthly_yen(round_yen(average * share * given["months"])) + 2 * monthly_yen(full)


def _transitional(given: Inputs) -> int:
    fixed = fixed_part(Fraction(given["months"]), given["birth"], given["fiscal_year"], RULES)
    return transitional_addition(fixed, given["working_age"], given["birth"], given["fiscal_year"], RULES).yen


def _average_times_multiplier(given: Inputs) -> int:
    share = RULES.money.multiplier(given["birth"]).before_2003[Level.CURRENT]
    return round_yen(given["average"] * share * given["months"])


def _special_age(given: Inputs) -> list[int]:
    nothing = PayHistory((), ())
    found = []
    for sex, born in given["people"]:
        month = special_ages(Insurer.FIRST, born, Sex(sex), nothing, RULES).proportional
        found.append((int(month) - int(month_age_is_reached(born, 0))) // 12 if month else 0)
    return found


def _fixed_units(given: Inputs) -> list[int]:
    return [fixed_unit(born, given["fiscal_year"], RULES, Derivation(RULES.money.figures)) for born in given["births"]]


def _early(given: Inputs) -> int:
    month_65 = month_age_is_reached(given["birth"], 65)
    claim = month_65.plus(-given["months"])
    yearly: int = given["yearly"]
    return yearly - early_reduction(given["yearly"], given["birth"], claim, month_65, RULES).yen


def _deferred(given: Inputs) -> int:
    yearly: int = given["yearly"]
    return yearly + deferred_addition(given["yearly"], given["birth"], given["months"], RULES).yen


def _stopped(given: Inputs) -> int:
    return suspended(given["proportional"], given["monthly_pay"], given["bonuses"], given["fiscal_year"], RULES).yen


def _working(given: Inputs) -> int:
    return monthly_yen(given["proportional"] - _stopped(given))


def _contributions(given: Inputs) -> list[int]:
    month = given["month"]
    found = []
    for born in given["births"]:
        life = record(national(f"{month}-01", f"{ym(month).plus(1)}-01", run(month, month)), born=str(born))
        found.append(compute_paid(build_timeline(life, TODAY, RULES), RULES).yen)
    return found


def _paid_national(given: Inputs) -> int:
    first, last = given["months"]
    life = _life({"birth": given["birth"], "paid": [[first, last]]})
    return compute_paid(build_timeline(life, TODAY, RULES), RULES).yen


def _paid_employees(given: Inputs) -> int:
    life = _worker(given, Sex(given["sex"]))
    return compute_paid(build_timeline(life, TODAY, RULES), RULES).yen


def _prepayments(given: Inputs) -> dict[str, dict[str, str]]:
    rows = read_table("prepayment_amounts.csv")
    return {row["method"]: row for row in rows if int(row["fiscal_year"]) == given["fiscal_year"]}


def _monthly_contributions(fiscal_year: int, months: int) -> list[int]:
    first = YearMonth.of(fiscal_year, 4)
    rules = [RULES.contribution(month) for month in MonthRange(first, first.plus(months - 1)).each()]
    return [rule.from_35 for rule in rules if rule]


def _prepayment_discount(given: Inputs) -> int:
    row = _prepayments(given)[given["method"]]
    return sum(_monthly_contributions(given["fiscal_year"], int(row["months"]))) - int(row["amount_yen"])


def _prepayment(given: Inputs) -> list[int]:
    """What the table says; it must be the present value at 4 % a year, to 10 yen (国年令8条)."""
    found = []
    for method in given["methods"]:
        row = _prepayments(given)[method]
        monthly = _monthly_contributions(given["fiscal_year"], int(row["months"]))
        a_month = Decimal("1.04") ** (Decimal(1) / 12)
        value = sum(yen / a_month ** (number + given["months_early"]) for number, yen in enumerate(monthly))
        assert abs(value - int(row["amount_yen"])) <= 5
        found.append(int(row["amount_yen"]))
    return found


def _own_share(given: Inputs) -> int:
    rule = RULES.money.employees_rate(RateKind.MEN, ym(given["month"]))
    assert rule
    return round_own_share(given["pay"] * rule.rate / 2)


def _grades(given: Inputs) -> list[int]:
    tables = [(RULES.grade_table(ym(month)), pay) for month, pay in given["pays"]]
    return [table.standard_of(pay) for table, pay in tables if table]


def _retroactive(given: Inputs) -> int | None:
    month = given["month"]
    life = record(
        national(f"{month}-01", f"{ym(month).plus(1)}-01", run(month, month, Status.N1_EXF_APP)), born="1990-01-10"
    )
    timeline = build_timeline(life, given["day"], RULES)
    (found,) = find_payable(timeline, compute_totals(timeline, RULES), 2025, RULES).months
    return found.price.yen if found.price else None


def _additional_contributions(given: Inputs) -> int:
    first, last = given["months"]
    plain = _life({"birth": date(1940, 5, 10), "paid": [[first, last]]})
    added = record(
        national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last, Status.N1_PAID_ADD)), born="1940-05-10"
    )
    return _yen_paid(added) - _yen_paid(plain)


def _yen_paid(life: PensionRecord) -> int:
    return compute_paid(build_timeline(life, TODAY, RULES), RULES).yen


def _revaluation(given: Inputs) -> list[str]:
    table = RULES.money.revaluation(Level.CURRENT, PayKind.GENERAL, given["fiscal_year"], given["birth"])
    rates = [next(row for row in table.rows if ym(month) in row.months).thousandths for month in given["months"]]
    return [f"{rate / 1000:.3f}" for rate in rates]


ANSWERS: Mapping[str, Callable[[Inputs], Any]] = {
    "basic": _basic,
    "monthly": lambda given: monthly_yen(given["yearly"]),
    "life": _life_yen,
    "additional": lambda given: additional_pension(given["months"], RULES).yen,
    "current_level_and_basic": _current_level_and_basic,
    "model_couple": _model_couple,
    "proportional": lambda given: _parts(given).proportional.yen,
    "transitional": _transitional,
    "average_times_multiplier": _average_times_multiplier,
    "special_age": _special_age,
    "fixed_unit": _fixed_units,
    "early": _early,
    "deferred": _deferred,
    "working": _working,
    "stopped": _stopped,
    "spouse_supplement": lambda given: spouse_supplement(given["birth"], given["fiscal_year"], RULES).yen,
    "transfer_supplement": lambda given: transfer_supplement(given["birth"], given["fiscal_year"], RULES).yen,
    "contribution": _contributions,
    "paid_national": _paid_national,
    "paid_employees": _paid_employees,
    "prepayment_discount": _prepayment_discount,
    "prepayment": _prepayment,
    "own_share": _own_share,
    "grade": _grades,
    "retroactive": _retroactive,
    "additional_contributions": _additional_contributions,
    "qualifies": lambda given: _estimate(_life(given)).right_month is not None,
    "covered": lambda given: covered_months(given["enrolled_on"], given["disenrolled_on"]).months,
    "revaluation": _revaluation,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_answer_is_right_to_the_yen(case: dict[str, Any]) -> None:
    assert ANSWERS[case["kind"]](case["inputs"]) == case["expected"]


def test_all_given_cases_are_there_with_their_sources() -> None:
    assert len(CASES) == 41
    assert sum(case["check"] == "published value" for case in CASES) == 23
    assert all(case["source"] and case["arithmetic"] for case in CASES)
    assert set(ANSWERS) == {case["kind"] for case in CASES}
