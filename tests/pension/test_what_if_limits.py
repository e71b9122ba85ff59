"""What is known to be missing from an estimate before anything is asked."""

from __future__ import annotations

from datetime import date

from pension.record import PensionRecord, Remark, RemarkKind
from pension.status import Status
from pension.timeline import build_timeline
from pension.what_if_limits import Limit, find_limits
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, person, record, run

RULES = load_rules()
LONG_JOB = job("1990-04-01", "2010-04-01")


def limits(life: PensionRecord) -> list[Limit]:
    return list(find_limits(build_timeline(life, TODAY, RULES), TODAY, RULES))


def test_an_ordinary_record_has_no_limit() -> None:
    assert limits(record(LONG_JOB, born="1965-06-15")) == []


def test_who_has_died_or_is_75_has_nothing_to_choose() -> None:
    assert limits(record(LONG_JOB, person=person(death_date=date(2020, 1, 1)))) == [Limit.DIED]
    assert limits(record(LONG_JOB, born="1950-01-01")) == [Limit.PAST_75]


def test_from_65_on_a_pension_may_be_drawn_already() -> None:
    assert limits(record(LONG_JOB, born="1961-06-15")) == [Limit.MAYBE_RECEIVES]


def test_too_few_months_and_no_work() -> None:
    life = record(national("2020-04-01", None, run("2020-04", "2021-03")), born="1990-06-15")
    assert limits(life) == [Limit.NO_RIGHT_YET, Limit.NO_EMPLOYEES_MONTHS]


def test_parts_that_are_not_counted_here() -> None:
    assert limits(record(job("1990-04-01", "2010-04-01", status=Status.E2), born="1970-06-15")) == [Limit.MUTUAL_AID]
    remark = Remark(kind=RemarkKind.FOREIGN_LUMP_SUM, text="脱退一時金")
    assert limits(record(LONG_JOB, born="1970-06-15", remarks=(remark,))) == [Limit.FOREIGN_LUMP_SUM]
