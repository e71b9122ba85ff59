"""What cannot be estimated, or only in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.counting import compute_totals
from pension.limits import STOPS_ALL, STOPS_NOTICE, Limit, find_limits, right_so_far
from pension.pay_history import pay_history
from pension.record import (
    Abroad,
    EmployeesPeriod,
    Facts,
    NationalPeriod,
    PensionRecord,
    Remark,
    RemarkKind,
    StatusRun,
)
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.pension.estimates import RULES

RIGHT = "2055-06"


def limits(life: PensionRecord, right: str | None = RIGHT) -> set[Limit]:
    timeline = build_timeline(life, TODAY, RULES)
    return set(find_limits(timeline, pay_history(timeline, RULES), ym(right) if right else None, TODAY))


def life_of(*periods: NationalPeriod | EmployeesPeriod) -> PensionRecord:
    return record(*periods, born="1990-06-15")


WORK = job("2013-04-01", None)


def test_an_ordinary_life_has_no_limit() -> None:
    assert limits(life_of(WORK)) == set()


@pytest.mark.parametrize(
    ("right", "found"),
    [(None, {Limit.NOT_QUALIFIED}), ("2026-11", {Limit.AT_CLAIM_AGE}), ("2026-12", set())],
)
def test_the_right_must_be_to_come(right: str | None, found: set[Limit]) -> None:
    assert limits(life_of(WORK), right) == found


def test_the_dead_have_no_estimate_to_come() -> None:
    life = record(job("2013-04-01", "2019-08-01"), person=person("1990-06-15", death_date=date(2019, 8, 20)))
    assert limits(life, None) == {Limit.DIED}


def test_from_75_on_nothing_is_left_to_choose() -> None:
    assert limits(record(WORK, born="1951-11-24"), "2016-11") == {Limit.PAST_75}
    assert limits(record(WORK, born="1951-11-25"), "2016-11") == {Limit.AT_CLAIM_AGE}


@pytest.mark.parametrize(
    ("life", "right"),
    [
        (record(job("1990-04-01", "2010-04-01"), born="1961-06-15"), "2026-06"),
        (record(job("2017-04-01", None), born="1990-06-15"), None),
        (record(national("2010-06-14", None, run("2010-06", "2026-10", Status.N1_STUDENT)), born="1990-06-15"), None),
    ],
)
def test_the_right_by_the_months_until_now(life: PensionRecord, right: str | None) -> None:
    timeline = build_timeline(life, TODAY, RULES)
    assert right_so_far(timeline, compute_totals(timeline, RULES)) == (ym(right) if right else None)


def test_without_employees_months_only_the_basic_pension_is_left() -> None:
    assert limits(life_of(national("2010-06-14", None, run("2010-06", "2026-10")))) == {Limit.NO_EMPLOYEES_MONTHS}


def test_mutual_aid_and_foreign_parts_are_said() -> None:
    assert limits(life_of(job("2013-04-01", None, status=Status.E2))) == {Limit.MUTUAL_AID}
    abroad = replace(life_of(WORK), facts=Facts(abroad=(Abroad(first_month=ym("2011-01"), last_month=ym("2012-03")),)))
    assert limits(abroad) == {Limit.FOREIGN}
    lump_sum = StatusRun(first_month=ym("2013-04"), last_month=ym("2014-03"), status=Status.F_LUMP)
    assert limits(life_of(job("2013-04-01", None, exceptions=(lump_sum,)))) == {Limit.FOREIGN}
    remark = Remark(kind=RemarkKind.FOREIGN_LUMP_SUM, text="脱退一時金")
    assert limits(replace(life_of(WORK), remarks=(remark,))) == {Limit.FOREIGN}


def test_some_limits_leave_no_estimate_at_all() -> None:
    assert {Limit.DIED, Limit.PAST_75} == STOPS_ALL
    assert {Limit.NOT_QUALIFIED, Limit.AT_CLAIM_AGE} == STOPS_NOTICE - STOPS_ALL
