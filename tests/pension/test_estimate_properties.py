"""What holds for every life: more paid never pays less, waiting adds, and how a life is written changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pension.calendar import YearMonth
from pension.conditions import Conditions, SpellKind
from pension.contributions import compute_paid
from pension.estimate import ClaimOption, Estimate, compare_claims, compute_estimate
from pension.record import ContributionRun, EmployeesPeriod, NationalPeriod, PayRun, PensionRecord, Sex
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.pension.estimates import NOTHING_MORE, RULES, claimed, estimated, months, spell, yen
from tests.pension.strategies import records

_QUICK = settings(max_examples=40, deadline=None)
_PAYS = st.sampled_from([98_000, 200_000, 300_000, 620_000])
_STATUSES = st.sampled_from(
    [Status.N1_PAID, Status.N1_UNPAID, Status.N1_EXF_APP, Status.N1_EX12, Status.N1_STUDENT, Status.N1_DEFER]
)


@st.composite
def lives(draw: st.DrawFn) -> PensionRecord:
    """Somebody of 40 to 64 with a few jobs and a few years of category 1, one after another."""
    born = draw(st.dates(date(1962, 1, 1), date(1986, 12, 31)))
    month = YearMonth.of(2006, 7)
    periods: list[NationalPeriod | EmployeesPeriod] = []
    for number in range(draw(st.integers(2, 4))):
        length = draw(st.integers(30, 60))
        first, last = month, month.plus(length - 1)
        if draw(st.booleans()):
            pay = (PayRun(first_month=first, standard_monthly_remuneration=draw(_PAYS)),)
            ends = str(last.plus(1).first_day)
            periods.append(job(str(first.first_day), ends, pay=pay, id=f"e{number}"))
        else:
            status = draw(_STATUSES)
            ends = str(last.plus(1).first_day)
            periods.append(national(str(first.first_day), ends, run(str(first), str(last), status), id=f"n{number}"))
        month = last.plus(1)
    return record(*periods, person=person(str(born), sex=draw(st.sampled_from(list(Sex)))))


def best(life: PensionRecord) -> int:
    stages = estimated(life).stages
    return stages[-1].yearly if stages else 0


def paid_up(life: PensionRecord) -> PensionRecord:
    """The same life with every month of category 1 paid."""

    def pay(found: ContributionRun) -> ContributionRun:
        return replace(found, status=Status.N1_PAID)

    national_paid = tuple(replace(period, runs=tuple(map(pay, period.runs))) for period in life.national)
    return replace(life, national=national_paid)


@_QUICK
@given(lives())
def test_more_paid_never_pays_less(life: PensionRecord) -> None:
    assert best(paid_up(life)) >= best(life)


@_QUICK
@given(lives(), st.integers(1, 100_000))
def test_more_pay_never_pays_less(life: PensionRecord, more: int) -> None:
    def raised(period: EmployeesPeriod) -> EmployeesPeriod:
        runs = tuple(
            replace(found, standard_monthly_remuneration=found.standard_monthly_remuneration + more)
            for found in period.pay
        )
        return replace(period, pay=runs)

    assert best(replace(life, employees=tuple(map(raised, life.employees)))) >= best(life)


@_QUICK
@given(lives())
def test_each_month_of_waiting_adds(life: PensionRecord) -> None:
    options = compare_claims(life, TODAY, RULES, NOTHING_MORE)
    assert all(_adds(before, after) for before, after in pairwise(options))


def _adds(before: ClaimOption, after: ClaimOption) -> bool:
    return before.yearly < after.yearly or before.yearly == 0


@_QUICK
@given(lives(), st.data())
def test_cutting_a_spell_in_two_changes_nothing(life: PensionRecord, data: st.DataObject) -> None:
    """One job written as two with the same pay, one period as two with the same status."""
    employees = tuple(part for period in life.employees for part in _cut_job(period, data))
    national_parts = tuple(part for period in life.national for part in _cut_period(period, data))
    cut = replace(life, employees=employees, national=national_parts)
    whole = compute_estimate(life, TODAY, RULES, NOTHING_MORE)
    parts = compute_estimate(cut, TODAY, RULES, NOTHING_MORE)
    assert isinstance(whole, Estimate)
    assert isinstance(parts, Estimate)
    assert [yen(stage) for stage in parts.stages] == [yen(stage) for stage in whole.stages]
    assert _sums(cut) == _sums(life)


def _sums(life: PensionRecord) -> tuple[int, int, int]:
    paid = compute_paid(build_timeline(life, TODAY, RULES), RULES)
    return paid.yen, paid.unsure_yen, paid.unknown_months


def _cut_job(period: EmployeesPeriod, data: st.DataObject) -> tuple[EmployeesPeriod, EmployeesPeriod]:
    assert period.disenrolled_on is not None
    middle = _middle(period.enrolled_on, period.disenrolled_on, data)
    pay = (replace(period.pay[0], first_month=YearMonth.of_date(middle)),)
    later = replace(period, id=f"{period.id}b", enrolled_on=middle, pay=pay)
    return replace(period, disenrolled_on=middle), later


def _cut_period(period: NationalPeriod, data: st.DataObject) -> tuple[NationalPeriod, NationalPeriod]:
    assert period.disenrolled_on is not None
    middle = _middle(period.enrolled_on, period.disenrolled_on, data)
    month = YearMonth.of_date(middle)
    (whole,) = period.runs
    first = replace(period, disenrolled_on=middle, runs=(replace(whole, last_month=month.plus(-1)),))
    return first, replace(period, id=f"{period.id}b", enrolled_on=middle, runs=(replace(whole, first_month=month),))


def _middle(start: date, end: date, data: st.DataObject) -> date:
    number = data.draw(st.integers(YearMonth.of_date(start) + 1, YearMonth.of_date(end) - 1))
    return YearMonth(number).first_day


@_QUICK
@given(lives())
def test_every_amount_is_the_last_step_of_its_derivation(life: PensionRecord) -> None:
    for stage in estimated(life).stages:
        assert stage.yearly == sum(line.yen for line in stage.lines)
        for line in stage.lines:
            assert line.amount.steps
            assert abs(line.yen) == line.amount.steps[-1].value
            assert all(step.rule.article for step in line.amount.steps)


@_QUICK
@given(lives())
def test_what_a_payable_month_promises_is_what_it_brings(life: PensionRecord) -> None:
    """All payable months paid: the basic pension grows by the sum told, or by a yen of rounding more or less."""
    found = estimated(life)
    if not found.stages:
        return
    chosen = tuple(month.month for month in found.payable.months)
    paid = estimated(life, Conditions(future=(), pay_back=chosen))
    grown = yen(paid.stages[-1])["basic_pension"] - yen(found.stages[-1]).get("basic_pension", 0)
    assert abs(grown - found.payable.yearly_gain) <= 1


@settings(max_examples=60, deadline=None)
@given(records())
def test_the_strangest_record_has_an_estimate(life: PensionRecord) -> None:
    found = compute_estimate(life, TODAY, RULES)
    assert isinstance(found, Estimate)
    assert all(stage.yearly >= 0 for stage in found.stages)
    assert [stage.first_month for stage in found.stages] == sorted(stage.first_month for stage in found.stages)
    compare_claims(life, TODAY, RULES)
    compute_paid(build_timeline(life, TODAY, RULES), RULES)


# ---- the edges of birth dates ----


def _basic_at(born: str, **claims: int) -> int:
    life = record(national("1990-01-01", "2010-01-01", run("1990-01", "2009-12")), born=born)
    return estimated(life, claimed(**claims)).stages[-1].yearly


@pytest.mark.parametrize(
    ("last", "claims", "before", "after"),
    [
        # paid 240 months; amounts by the older and the younger full pension, rates and limits
        ("1956-04-01", {}, 422_450, 423_650),
        ("1962-04-01", {"basic": 60}, 296_555, 321_974),  # 30 % and 24 %
        ("1952-04-01", {"basic": 70}, 599_879, 599_879),
    ],
)
def test_a_day_decides(last: str, claims: dict[str, int], before: int, after: int) -> None:
    day = date.fromisoformat(last)
    assert _basic_at(str(day), **claims) == before
    assert _basic_at(str(day + timedelta(days=1)), **claims) == after


@pytest.mark.parametrize(("paid", "full"), [(479, False), (480, True), (481, True)])
def test_month_480_fills_the_pension(paid: int, full: bool) -> None:
    first = ym("1981-07")
    last = first.plus(paid - 1)
    life = record(
        national(str(first.first_day), str(last.plus(1).first_day), run(str(first), str(last))), born="1961-07-15"
    )
    assert (estimated(life).stages[-1].yearly == 847_300) is full


def test_months_outside_20_to_59_move_from_basic_to_transitional() -> None:
    """The same 480 months, two years earlier: 24 fewer for the basic pension, 24 more for the transitional addition."""
    early = record(job("1979-06-01", "2019-06-01"), person=person("1961-06-15", sex=Sex.MALE))
    timely = record(job("1981-06-01", "2021-06-01"), person=person("1961-06-15", sex=Sex.MALE))
    first, second = yen(estimated(early).stages[-1]), yen(estimated(timely).stages[-1])
    moved = 42_365  # 847,300 x 24 / 480
    assert second["basic_pension"] - first["basic_pension"] == moved
    assert first["transitional"] - second["transitional"] == moved


def test_supposed_months_are_worth_what_recorded_months_are() -> None:
    """A year of work written into the record or supposed before it comes: the same amount at the same rates."""
    supposed = record(job("2005-06-01", None), born="1985-06-15")
    conditions = Conditions(future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2027-10", monthly_pay=200_000),))
    recorded = record(job("2005-06-01", "2027-11-01"), born="1985-06-15", as_of=ym("2027-10"))
    assert [yen(stage) for stage in estimated(supposed, conditions).stages] == [
        yen(stage) for stage in estimated(recorded).stages
    ]
    assert len(months("2026-11", "2027-10")) == 12
