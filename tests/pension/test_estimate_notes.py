"""What an estimate says beside its figures."""

from __future__ import annotations

from datetime import date

import pytest

from pension.conditions import Conditions, SpellKind
from pension.notes import Note, NoteKind
from pension.record import (
    EmployeesPeriod,
    Facts,
    NationalPeriod,
    PensionRecord,
    Spouse,
    SpouseCoverage,
    StatusRun,
    Wartime,
    WartimeRun,
)
from pension.status import Status
from tests.pension.documents import TODAY, job, national, record, run, ym
from tests.pension.estimates import NOTHING_MORE, claimed, estimated, spell


def notes(life: PensionRecord, conditions: Conditions = NOTHING_MORE, today: date = TODAY) -> set[Note]:
    return {rule.note for rule in estimated(life, conditions, today).notes}


def paid(first: str, last: str) -> NationalPeriod:
    return national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last))


def of(*periods: EmployeesPeriod | NationalPeriod, born: str = "1961-06-15", facts: Facts | None = None) -> set[Note]:
    return notes(record(*periods, born=born, facts=facts or Facts()))


def test_what_is_always_said() -> None:
    assert of(paid("1990-01", "2009-12")) == {
        Note.RATES_STAY,
        Note.RECORD_SO_FAR,
        Note.CLAIMED_AT_THE_AGE,
        Note.NO_OTHER_PENSION,
        Note.DISABILITY_AND_SURVIVORS,
        Note.TREATIES,
        Note.UNEMPLOYMENT_BENEFIT,
        Note.TAX_AND_INSURANCE,
    }


def test_notes_come_in_the_order_of_the_table_with_their_kinds() -> None:
    rules = estimated(record(paid("1990-01", "2009-12"))).notes
    kinds = [rule.kind for rule in rules]
    assert kinds == sorted(kinds, key=list(NoteKind).index)


def test_claims_that_are_named_are_not_assumed() -> None:
    assert Note.CLAIMED_AT_THE_AGE not in notes(record(paid("1990-01", "2009-12")), claimed(65, 65))
    assert Note.CLAIMED_AT_THE_AGE in notes(record(paid("1990-01", "2009-12")), claimed(65))


def test_rates_of_an_earlier_year() -> None:
    life = record(paid("1990-01", "2009-12"))
    assert Note.RATES_OF_EARLIER_YEAR in notes(life, today=date(2027, 4, 1))
    assert Note.RATES_OF_EARLIER_YEAR not in notes(life, today=date(2027, 3, 31))


def test_work_brings_the_notes_on_averages_and_child_care() -> None:
    assert {Note.AVERAGE_ROUNDED, Note.CHILD_CARE_PAY} <= of(job("1990-04-01", "2000-04-01"))


def test_months_without_pay() -> None:
    assert Note.PAY_MISSING in of(job("1990-04-01", "2000-04-01", pay=()))
    assert Note.PAY_MISSING not in of(job("1990-04-01", "2000-04-01"))


def test_months_of_a_fund() -> None:
    assert Note.FUND_PAYS_A_PART in of(job("1990-04-01", "2000-04-01", status=Status.E1_FUND))
    part = StatusRun(first_month=ym("1995-01"), last_month=ym("1995-12"), status=Status.E1_FUND)
    assert Note.FUND_PAYS_A_PART in of(job("1990-04-01", "2000-04-01", exceptions=(part,)))


def test_wartime_months() -> None:
    war = WartimeRun(first_month=ym("1944-01"), last_month=ym("1944-12"), kind=Wartime.SEA_ONE)
    at_sea = job("1943-01-01", "1955-01-01", status=Status.S1, wartime=(war,))
    assert Note.WARTIME_MONTHS in of(at_sea, born="1926-06-15")
    assert Note.WARTIME_MONTHS not in of(job("1975-04-01", "1986-04-01", status=Status.S1), born="1950-06-15")


@pytest.mark.parametrize(("start", "said"), [("1990-04-01", True), ("1988-04-01", False), ("1995-05-01", False)])
def test_the_rule_for_the_middle_aged_is_not_applied(start: str, said: bool) -> None:
    """Born 1950-06-15: 180 to 239 months of employees' pension."""
    assert (Note.MIDDLE_AGED_RULE in of(job(start, "2008-04-01"), born="1950-06-15")) is said
    assert Note.MIDDLE_AGED_RULE not in of(job(start, "2008-04-01"), born="1951-04-02")


def test_mutual_aid() -> None:
    old = of(job("1984-04-01", "2000-04-01", status=Status.E3), born="1960-06-15")
    assert {
        Note.MUTUAL_AID_EXTRAS,
        Note.MUTUAL_AID_PAY,
        Note.MUTUAL_AID_BEFORE_1986,
        Note.SPECIAL_POLICE,
    } <= old
    assert Note.TWO_KINDS_OF_EMPLOYMENT not in old
    recent = of(job("2015-10-01", None, status=Status.E2), job("2000-04-01", "2015-10-01", id="e2"), born="1975-06-15")
    assert {Note.MUTUAL_AID_EXTRAS, Note.TWO_KINDS_OF_EMPLOYMENT} <= recent
    assert recent.isdisjoint({Note.MUTUAL_AID_PAY, Note.MUTUAL_AID_BEFORE_1986, Note.SPECIAL_POLICE})


def spouse(months: int, right: date | None = None) -> Facts:
    end = ym("1988-04").plus(months).first_day
    coverage = (SpouseCoverage(enrolled_on=date(1988, 4, 1), disenrolled_on=end),)
    wife = Spouse(married_on=date(1990, 5, 1), birth_date=date(1966, 5, 1), old_age_right_on=right, coverage=coverage)
    return Facts(spouses=(wife,))


def test_a_spouse_and_children_are_taken_to_be_supported() -> None:
    work = job("1983-04-01", "2021-06-01")
    assert Note.SPOUSE_IS_SUPPORTED in of(work, facts=spouse(100))
    assert Note.SPOUSE_IS_SUPPORTED not in of(work)
    child = notes(record(work), Conditions(future=(), children=(date(2012, 5, 1),)))
    assert Note.CHILDREN_ARE_SUPPORTED in child


def test_a_spouse_with_20_years_of_their_own_may_end_the_supplement() -> None:
    work = job("1983-04-01", "2021-06-01")
    assert Note.SPOUSE_MAY_HAVE_A_PENSION in of(work, facts=spouse(240))
    assert Note.SPOUSE_MAY_HAVE_A_PENSION not in of(work, facts=spouse(239))
    assert Note.SPOUSE_MAY_HAVE_A_PENSION not in of(work, facts=spouse(240, date(2030, 4, 30)))


def test_the_conditions_name_themselves() -> None:
    future = (spell(SpellKind.EMPLOYMENT, "2026-11", "2028-10", monthly_pay=200_000, raise_per_mille=10),)
    found = notes(record(paid("1990-01", "2009-12")), Conditions(future=future))
    assert {Note.AS_THE_CONDITIONS_SAY, Note.RAISES_IN_APRIL} <= found
    assert Note.RECORD_SO_FAR not in found
