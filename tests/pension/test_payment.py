"""What is paid from which month: claims, work, revisions and family, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pension.conditions import Conditions, SpellKind, SupposedSpouse, YearlyBonus
from pension.derivation import Figure, round_yen
from pension.payment import Claims, payment_stages
from pension.record import EmployeesPeriod, Facts, NationalPeriod, PayRun, PensionRecord, Sex, Spouse, SpouseCoverage
from pension.status import Status
from tests.pension.documents import NEVER_MARRIED_NOR_STUDENT, TODAY, job, national, person, record, run, ym
from tests.pension.estimates import ahead, claimed, estimated, spell, stage_at, yen

WORK_TO_60 = job("1983-04-01", "2021-06-01")  # born 1961-06-15: 458 months, all from 20 to 59


def paid(first: str, last: str, status: Status = Status.N1_PAID, id: str = "n1") -> NationalPeriod:
    return national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last, status), id=id)


def life(
    *periods: NationalPeriod | EmployeesPeriod, born: str = "1961-06-15", facts: Facts = NEVER_MARRIED_NOR_STUDENT
) -> PensionRecord:
    return record(*periods, person=person(born, sex=Sex.MALE), facts=facts)


# ---- claims ----


def test_at_65_everything_is_paid_from_the_month_after() -> None:
    found = estimated(life(paid("1990-01", "2009-12", Status.N1_PAID_ADD)))
    (stage,) = found.stages
    assert (stage.first_month, stage.last_month) == (ym("2026-07"), None)
    assert yen(stage) == {"basic_pension": 423_650, "additional_pension": 48_000}
    assert (stage.yearly, stage.monthly) == (471_650, 39_304)


def test_an_early_claim_cuts_basic_and_additional_pension_alike() -> None:
    """Born 1966-06-15, claimed at 62: 36 months x 0.4 % = 14.4 %."""
    found = estimated(life(paid("1990-01", "2009-12", Status.N1_PAID_ADD), born="1966-06-15"), claimed(62))
    (stage,) = found.stages
    assert stage.first_month == ym("2028-07")
    assert yen(stage) == {
        "basic_pension": 423_650,
        "early_reduction of basic_pension": -61_006,  # 423,650 x 0.144 = 61,005.6
        "additional_pension": 48_000,
        "early_reduction of additional_pension": -6_912,
    }


def test_waiting_raises_basic_and_additional_pension_alike() -> None:
    """At 70: 60 x 0.7 % = 42 %."""
    found = estimated(life(paid("1990-01", "2009-12", Status.N1_PAID_ADD)), claimed(70))
    (stage,) = found.stages
    assert stage.first_month == ym("2031-07")
    assert yen(stage) == {
        "basic_pension": 423_650,
        "deferred_addition of basic_pension": 177_933,
        "additional_pension": 48_000,
        "deferred_addition of additional_pension": 20_160,
    }


def test_the_two_pensions_can_wait_for_different_times() -> None:
    found = estimated(life(WORK_TO_60), claimed(65, 70))
    assert [(stage.first_month, sorted(yen(stage))) for stage in found.stages] == [
        (ym("2026-07"), ["basic_pension"]),
        (ym("2031-07"), ["basic_pension", "deferred_addition of proportional", "proportional", "transitional"]),
    ]
    parts = yen(found.stages[1])
    base = parts["proportional"] + parts["transitional"]
    assert parts["deferred_addition of proportional"] == round(base * 0.42)


def test_an_early_claim_cuts_both_parts_of_the_employees_pension() -> None:
    """Born 1966-06-15, at 60: 60 x 0.4 % = 24 % of each part."""
    found = estimated(life(job("1988-04-01", "2026-06-01"), born="1966-06-15"), claimed(60))
    (stage,) = found.stages
    parts = yen(stage)
    assert stage.first_month == ym("2026-07")
    assert parts["early_reduction of proportional"] == -round(parts["proportional"] * 0.24)
    assert parts["early_reduction of transitional"] == -round(parts["transitional"] * 0.24)


def test_where_no_pay_is_recorded_only_the_transitional_addition_is_cut() -> None:
    without_pay = life(job("1988-04-01", "2026-06-01", pay=()), born="1966-06-15")
    parts = yen(estimated(without_pay, claimed(60)).stages[0])
    assert "proportional" not in parts
    assert "early_reduction of proportional" not in parts
    assert parts["early_reduction of transitional"] == -round_yen(parts["transitional"] * Fraction("0.24"))


# ---- the special pension ----


def woman(
    *periods: NationalPeriod | EmployeesPeriod, born: str = "1963-01-20", facts: Facts = NEVER_MARRIED_NOR_STUDENT
) -> PensionRecord:
    return record(*periods, person=person(born, sex=Sex.FEMALE), facts=facts)


def test_the_special_pension_is_the_earnings_related_part_alone() -> None:
    """A woman of 1963-01-20: from 63, 2026-01; from 65, 2028-01, everything."""
    found = estimated(woman(job("1985-04-01", "2005-04-01")))
    assert [(stage.first_month, stage.last_month, sorted(yen(stage))) for stage in found.stages] == [
        (ym("2026-02"), ym("2028-01"), ["proportional"]),
        (ym("2028-02"), None, ["basic_pension", "proportional", "transitional"]),
    ]


def test_once_it_has_begun_only_the_basic_pension_is_claimed_early() -> None:
    found = estimated(woman(job("1985-04-01", "2005-04-01")), claimed(64))
    assert found.claims == Claims(ym("2027-01"), ym("2028-01"))
    parts = yen(stage_at(found, "2027-02"))
    # 12 months x 0.4 %
    assert parts["early_reduction of basic_pension"] == -round(parts["basic_pension"] * 0.048)
    assert "early_reduction of proportional" not in parts


def test_an_early_claim_takes_along_what_has_not_begun() -> None:
    """Her special pension began at 63; with the basic pension at 64 her years at a school are claimed early too."""
    school = job("1995-04-01", "2005-04-01", status=Status.E4, id="e2")
    found = estimated(woman(job("1985-04-01", "1995-04-01"), school), claimed(64))
    lines = stage_at(found, "2028-02").lines
    cut = [line.insurer for line in lines if line.of and line.of.figure is Figure.PROPORTIONAL]
    assert cut == ["fourth"]
    first = [line.insurer for line in stage_at(found, "2027-03").lines if line.rule.figure is Figure.PROPORTIONAL]
    assert first == ["first", "fourth"]


def test_before_it_begins_both_are_claimed_and_cut_by_their_own_months() -> None:
    """A woman of 1965-06-15 has it at 64, 2029-06; claimed at 62: 24 months to 64, 36 to 65 (厚年令8条の2の3)."""
    found = estimated(woman(job("1985-04-01", "2005-04-01"), born="1965-06-15"), claimed(62))
    assert found.claims == Claims(ym("2027-06"), ym("2027-06"))
    parts = yen(found.stages[-1])
    assert parts["early_reduction of proportional"] == -round(parts["proportional"] * 0.096)
    assert parts["early_reduction of transitional"] == -round(parts["transitional"] * 0.144)
    assert parts["early_reduction of basic_pension"] == -round(parts["basic_pension"] * 0.144)


def test_between_the_special_pension_and_a_late_claim_nothing_is_paid() -> None:
    found = estimated(woman(job("1985-04-01", "2005-04-01")), claimed(67, 67))
    assert [(str(stage.first_month), str(stage.last_month)) for stage in found.stages] == [
        ("2026-02", "2028-01"),
        ("2030-02", "None"),
    ]


def test_the_fixed_part_and_the_supplement_come_with_44_years() -> None:
    """At work from 1981-04 to 2025-03, 528 months: 1,766 x 480 = 847,680 beside the earnings-related part."""
    husband = Spouse(married_on=date(1990, 5, 1), birth_date=date(1964, 5, 1))
    found = estimated(woman(job("1981-04-01", "2025-04-01"), facts=Facts(spouses=(husband,))))
    early = yen(stage_at(found, "2026-12"))
    assert (early["fixed_amount"], early["spouse_supplement"]) == (847_680, 423_700)
    late = yen(stage_at(found, "2028-02"))
    assert late["transitional"] == 847_680 - 847_300  # all months from 20 to 59 are among them


# ---- work ----


def work(first: str, last: str, **more: object) -> Conditions:
    return Conditions(future=(spell(SpellKind.EMPLOYMENT, first, last, **more),))


def test_pay_above_the_limit_stops_half_of_it() -> None:
    """Born 1961-06-15, 1,200,000 a year: pay of 620,000 with 100,000 a month passes 650,000 by 70,000."""
    found = estimated(life(WORK_TO_60), work("2026-11", "2027-03", monthly_pay=620_000))
    november, december, april = (yen(stage_at(found, month)) for month in ("2026-11", "2026-12", "2027-04"))
    assert "suspended of proportional" not in november  # the month of joining
    assert "suspended of proportional" not in april
    over = 620_000 + Fraction(december["proportional"], 12) - 650_000
    assert december["suspended of proportional"] == -round_yen(over / 2 * 12)


def test_bonuses_of_the_last_twelve_months_count() -> None:
    bonuses = (YearlyBonus(month=12, yen=1_200_000),)
    found = estimated(life(WORK_TO_60), work("2026-11", "2028-03", monthly_pay=500_000, bonuses=bonuses))
    plain = yen(stage_at(found, "2026-11"))
    assert "suspended of proportional" not in plain
    parts = yen(stage_at(found, "2027-06"))
    over = 600_000 + Fraction(parts["proportional"], 12) - 650_000
    assert parts["suspended of proportional"] == -round_yen(over / 2 * 12)


def test_months_worked_after_65_are_added_each_october_and_after_leaving() -> None:
    """Born 1961-06-15, at work 2026-11 to 2028-11: October 2027 (9 months + 1), October 2028, December 2028."""
    found = estimated(life(WORK_TO_60), work("2026-11", "2028-11", monthly_pay=200_000))
    assert [str(stage.first_month) for stage in found.stages] == ["2026-07", "2027-10", "2028-10", "2028-12"]
    amounts = [yen(stage)["proportional"] for stage in found.stages]
    assert amounts == sorted(amounts)
    # 25 months of the grade 200,000 at 0.921 x 5.481 / 1000, or at the former level
    assert 25_000 < amounts[-1] - amounts[0] < 26_500


def test_a_spouse_and_children_are_paid_for_unless_all_is_stopped() -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1))
    conditions = Conditions(
        future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2027-03", monthly_pay=2_000_000),),
        children=(date(2010, 5, 1),),
    )
    found = estimated(life(WORK_TO_60, facts=Facts(spouses=(wife,))), conditions)
    # the grade is 650,000 at most: with 1,200,000 a year half of about 100,000 is stopped, not all
    parts = yen(stage_at(found, "2026-12"))
    assert parts["suspended of proportional"] < 0
    assert (parts["spouse_supplement"], parts["child_supplement"]) == (423_700, 243_800)


def test_wholly_stopped_means_no_supplement() -> None:
    """20 years at 60,000: a small pension beside pay of 650,000 and bonuses of 3,000,000 is stopped wholly."""
    small = job(
        "1985-04-01", "2005-04-01", pay=(PayRun(first_month=ym("1985-04"), standard_monthly_remuneration=60_000),)
    )
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1))
    bonuses = tuple(YearlyBonus(month=month, yen=1_500_000) for month in (11, 12))
    conditions = work("2026-11", "2027-10", monthly_pay=650_000, bonuses=bonuses)
    found = estimated(life(small, facts=Facts(spouses=(wife,))), conditions)
    parts = yen(stage_at(found, "2027-01"))
    assert parts["suspended of proportional"] == -parts["proportional"]
    assert "spouse_supplement" not in parts
    assert "spouse_supplement" in yen(stage_at(found, "2026-11"))


def test_what_would_have_been_stopped_is_not_raised_by_waiting() -> None:
    """At work for 55 of 60 months of waiting, above the limit: only a share of the earnings-related part is raised."""
    idle = yen(estimated(life(WORK_TO_60), claimed(70, 70)).stages[-1])
    conditions = claimed(70, 70, future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2031-05", monthly_pay=650_000),))
    found = estimated(life(WORK_TO_60), conditions)
    busy = yen(found.stages[-1])
    steps = [step for line in found.stages[-1].lines for step in line.amount.steps]
    (base,) = [step for step in steps if step.rule.figure is Figure.DEFERRED_BASE and len(step.inputs) == 3]
    given = {item.rule.figure: item.value for item in base.inputs}
    rate = given[Figure.AVERAGE_PAYMENT_RATE]
    assert 0 < rate < 1
    assert base.value == given[Figure.PROPORTIONAL] * rate + given[Figure.TRANSITIONAL]
    assert busy["deferred_addition of proportional"] == round_yen(base.value * Fraction("0.42"))
    assert given[Figure.PROPORTIONAL] == idle["proportional"]  # the months before 65
    assert busy["proportional"] > idle["proportional"]  # months after 65 are added, unraised


def test_a_low_pay_while_waiting_costs_nothing() -> None:
    idle = yen(estimated(life(WORK_TO_60), claimed(67, 67)).stages[-1])
    conditions = claimed(67, 67, future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2027-05", monthly_pay=100_000),))
    busy = yen(estimated(life(WORK_TO_60), conditions).stages[-1])
    assert busy["deferred_addition of proportional"] == idle["deferred_addition of proportional"]


# ---- family ----


def with_spouse(spouse: Spouse, *periods: NationalPeriod | EmployeesPeriod, born: str = "1961-06-15") -> PensionRecord:
    return life(*periods, born=born, facts=Facts(spouses=(spouse,)))


def test_the_supplement_ends_when_the_spouse_is_65() -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1))  # 65 in 2031-04
    found = estimated(with_spouse(wife, WORK_TO_60))
    assert [(str(stage.first_month), yen(stage).get("spouse_supplement")) for stage in found.stages] == [
        ("2026-07", 423_700),
        ("2031-05", None),
    ]


@pytest.mark.parametrize(
    "spouse",
    [
        Spouse(married_on=date(2026, 7, 1), birth_date=date(1966, 5, 1)),  # after the right arose
        Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1), ended_on=date(2026, 6, 1)),
        Spouse(married_on=date(1990, 5, 1), birth_date=date(1961, 5, 1)),  # 65 already
    ],
)
def test_who_is_no_spouse_under_65_at_the_right_brings_nothing(spouse: Spouse) -> None:
    assert "spouse_supplement" not in yen(estimated(with_spouse(spouse, WORK_TO_60)).stages[0])


def test_a_marriage_that_ends_takes_the_supplement_along() -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1), ended_on=date(2028, 3, 10))
    found = estimated(with_spouse(wife, WORK_TO_60))
    assert [str(stage.first_month) for stage in found.stages] == ["2026-07", "2028-04"]


@pytest.mark.parametrize(("months", "stops"), [(240, True), (239, False)])
def test_a_spouse_s_own_pension_of_20_years_stops_it(months: int, stops: bool) -> None:
    coverage = (SpouseCoverage(enrolled_on=date(1988, 4, 1), disenrolled_on=ym("1988-04").plus(months).first_day),)
    wife = Spouse(
        married_on=date(1990, 5, 1), birth_date=date(1965, 5, 10), old_age_right_on=date(2029, 5, 9), coverage=coverage
    )
    found = estimated(with_spouse(wife, WORK_TO_60))
    assert ("spouse_supplement" in yen(stage_at(found, "2029-06"))) is not stops
    assert "spouse_supplement" in yen(stage_at(found, "2029-05"))


@pytest.mark.parametrize(("months", "due"), [(240, True), (239, False)])
def test_the_supplement_takes_240_months(months: int, due: bool) -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1))
    end = ym("1985-04").plus(months)
    found = estimated(with_spouse(wife, job("1985-04-01", f"{end}-01")))
    assert ("spouse_supplement" in yen(found.stages[0])) is due


def test_240_months_reached_by_work_after_65_bring_it_from_that_revision() -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1970, 5, 1))
    conditions = work("2026-11", "2027-09", monthly_pay=200_000)
    found = estimated(with_spouse(wife, job("1985-04-01", "2004-07-01")), conditions)  # 231 months + 11
    assert [(str(stage.first_month), "spouse_supplement" in yen(stage)) for stage in found.stages][:2] == [
        ("2026-07", False),
        ("2027-10", True),
    ]


@pytest.mark.parametrize(("married", "paid_for"), [("2027-09-30", True), ("2027-10-31", True), ("2027-11-01", False)])
def test_a_family_must_be_there_when_the_240_months_are(married: str, paid_for: bool) -> None:
    """231 months at 65, 240 with the revision of October 2027."""
    wife = Spouse(married_on=date.fromisoformat(married), birth_date=date(1970, 5, 1))
    conditions = work("2026-11", "2027-12", monthly_pay=200_000)
    found = estimated(with_spouse(wife, job("1985-04-01", "2004-07-01")), conditions)
    assert ("spouse_supplement" in yen(stage_at(found, "2028-02"))) is paid_for


def test_a_child_born_after_the_right_is_not_added() -> None:
    conditions = Conditions(future=(), children=(date(2026, 6, 30), date(2026, 7, 1)))
    assert yen(estimated(life(WORK_TO_60), conditions).stages[0])["child_supplement"] == 243_800


def test_the_supplement_is_not_paid_while_waiting_nor_raised() -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1970, 5, 1))
    found = estimated(with_spouse(wife, WORK_TO_60), claimed(65, 67))
    assert "spouse_supplement" not in yen(stage_at(found, "2028-06"))
    assert yen(stage_at(found, "2028-07"))["spouse_supplement"] == 423_700


def test_an_early_claim_brings_the_supplement_at_65_only() -> None:
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1975, 5, 1))
    found = estimated(with_spouse(wife, job("1990-04-01", "2026-06-01"), born="1966-06-15"), claimed(62))
    assert "spouse_supplement" not in yen(stage_at(found, "2031-06"))
    assert yen(stage_at(found, "2031-07"))["spouse_supplement"] == 423_700


def test_children_are_counted_to_the_march_after_18() -> None:
    conditions = Conditions(future=(), children=(date(2009, 5, 1), date(2012, 5, 1), date(2013, 5, 1)))
    found = estimated(life(WORK_TO_60), conditions)
    assert [(str(stage.first_month), yen(stage).get("child_supplement")) for stage in found.stages] == [
        ("2026-07", 568_900),
        ("2028-04", 487_600),
        ("2031-04", 243_800),
        ("2032-04", None),
    ]


def employee(born: date, end: date) -> Spouse:
    """A spouse at work from 1985-04."""
    coverage = (SpouseCoverage(enrolled_on=date(1985, 4, 1), disenrolled_on=end),)
    return Spouse(married_on=date(1990, 5, 1), birth_date=born, coverage=coverage)


@pytest.mark.parametrize(
    ("spouse", "begins"),
    [
        (employee(date(1958, 5, 10), date(2018, 5, 1)), "2026-07"),  # older: from the month after one's own 65
        (employee(date(1964, 5, 10), date(2018, 5, 1)), "2029-06"),  # younger: after the spouse's 65
        (employee(date(1958, 5, 10), date(2005, 4, 1)), "2026-07"),  # 240 months
        (employee(date(1958, 5, 10), date(2005, 3, 1)), None),
    ],
)
def test_what_passes_on_from_the_spouse_s_supplement(spouse: Spouse, begins: str | None) -> None:
    found = estimated(with_spouse(spouse, paid("1990-01", "2009-12")))
    months = [str(stage.first_month) for stage in found.stages if "transfer_supplement" in yen(stage)]
    assert months[:1] == ([begins] if begins else [])


def test_it_passes_to_nobody_with_240_months_of_their_own() -> None:
    spouse = employee(date(1958, 5, 10), date(2018, 5, 1))
    assert "transfer_supplement" not in yen(estimated(with_spouse(spouse, WORK_TO_60)).stages[-1])


def test_it_passes_to_nobody_born_from_1966_04_02() -> None:
    spouse = employee(date(1958, 5, 10), date(2018, 5, 1))
    found = estimated(with_spouse(spouse, paid("1990-01", "2009-12"), born="1966-06-15"))
    assert list(yen(found.stages[-1])) == ["basic_pension"]


def test_a_spouse_whom_the_person_supposes_counts_like_one_of_the_record() -> None:
    wife = SupposedSpouse(birth_date=date(1965, 6, 15))
    supplement = yen(estimated(life(WORK_TO_60), Conditions(future=(), spouse=wife)).stages[0])
    assert supplement["spouse_supplement"] == 423_700
    older = SupposedSpouse(birth_date=date(1958, 6, 15), long_employment=True)
    own_months = life(national("1981-06-14", "2021-06-14", run("1981-06", "2021-05")))
    found = estimated(own_months, Conditions(future=(), spouse=older))
    assert yen(found.stages[0])["transfer_supplement"] == 16_335
    short = Conditions(future=(), spouse=replace(older, long_employment=False))
    assert "transfer_supplement" not in yen(estimated(own_months, short).stages[0])


def test_it_starts_at_65_in_full_after_an_early_claim_and_waits_with_a_late_one() -> None:
    spouse = employee(date(1950, 5, 10), date(2010, 5, 1))
    early = estimated(with_spouse(spouse, paid("1990-01", "2009-12"), born="1965-06-15"), claimed(62))
    assert "transfer_supplement" not in yen(stage_at(early, "2030-06"))
    assert yen(stage_at(early, "2030-07"))["transfer_supplement"] == 16_335
    late = estimated(with_spouse(spouse, paid("1990-01", "2009-12")), claimed(67))
    assert yen(late.stages[0])["transfer_supplement"] == 16_335
    assert late.stages[0].first_month == ym("2028-07")


# ---- kinds of employment ----


def test_each_insurer_s_pension_stands_by_itself() -> None:
    found = estimated(life(job("1985-04-01", "1995-04-01"), job("1995-04-01", "2005-04-01", status=Status.E4, id="e2")))
    assert [line.insurer for line in found.stages[0].lines if line.rule.figure is Figure.PROPORTIONAL] == [
        "first",
        "fourth",
    ]


def test_months_after_an_early_claim_are_added_uncut_at_65() -> None:
    """Born 1966-06-15, claimed at 60 in 2026-06, at work from 2026-11 to 2028-10 (厚年法附則7条の3第5項)."""
    base = life(job("1988-04-01", "2026-06-01"), born="1966-06-15")
    conditions = claimed(60, future=(spell(SpellKind.EMPLOYMENT, "2026-11", "2028-10", monthly_pay=200_000),))
    found = estimated(base, conditions)
    before, after = yen(stage_at(found, "2031-06")), yen(stage_at(found, "2031-07"))
    assert after["proportional"] > before["proportional"]
    assert after["early_reduction of proportional"] == before["early_reduction of proportional"]


def test_only_what_holds_now_or_comes_later_is_shown() -> None:
    prospect = ahead(life(WORK_TO_60))
    claims = Claims(ym("2026-06"), ym("2026-06"))
    assert [str(stage.first_month) for stage in payment_stages(prospect, claims, (), TODAY)] == ["2026-07"]
    child = (date(2009, 5, 1),)
    assert len(payment_stages(prospect, claims, child, date(2028, 3, 31))) == 2
    assert len(payment_stages(prospect, claims, child, date(2028, 4, 1))) == 1


def test_nothing_is_paid_without_a_right() -> None:
    with pytest.raises(ValueError, match="right"):
        payment_stages(ahead(life(paid("1990-01", "1990-12"))), Claims(ym("2026-06"), ym("2026-06")), (), TODAY)
