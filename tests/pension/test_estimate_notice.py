"""The estimate of a notice: to whom, on what, and what it says."""

from __future__ import annotations

from datetime import date

import pytest

from pension.estimate_notice import NoticeEstimate, is_notice_month, make_notice
from pension.limits import Limit
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.pension.estimates import RULES


@pytest.mark.parametrize(
    ("born", "month", "told"),
    [
        ("1990-11-15", "2026-11", True),
        ("1990-11-15", "2026-10", False),
        ("1990-11-01", "2026-10", True),  # the age is reached on 31 October
        ("1990-11-01", "2026-11", False),
        ("1988-02-29", "2026-02", True),
        ("1990-01-01", "2026-12", True),
    ],
)
def test_the_notice_comes_in_the_month_in_which_an_age_is_reached(born: str, month: str, told: bool) -> None:
    assert is_notice_month(date.fromisoformat(born), ym(month)) is told


def notice(*periods: object, born: str) -> NoticeEstimate:
    made = make_notice(record(*periods, born=born), ym("2026-11"), TODAY, RULES)  # type: ignore[arg-type]  # periods of a record
    assert made is not None
    return made


def test_under_50_the_record_so_far() -> None:
    """Born 1990-06-15: 196 months paid from 2010-06 to 2026-09; 847,300 x 196 / 480 = 345,980.8."""
    made = notice(national("2010-06-14", None, run("2010-06", "2026-09")), born="1990-06-15")
    assert not made.to_60
    assert (made.as_of, made.fiscal_year, made.right_month) == (ym("2026-10"), 2026, ym("2055-06"))
    assert [stage.yearly for stage in made.stages] == [345_981]
    assert made.limits == (Limit.NO_EMPLOYEES_MONTHS,)


def test_from_50_as_if_all_went_on_to_60() -> None:
    """Born 1970-06-15: in work since 2000-04, as if until 2030-05: 362 months; 847,300 x 362 / 480 = 639,005.4."""
    made = notice(job("2000-04-01", None), born="1970-06-15")
    assert made.to_60
    basic = next(line for line in made.stages[-1].lines if line.rule.figure == "basic_pension")
    assert basic.yen == 639_005


def test_where_nothing_can_be_estimated_nothing_is_said_of_rates() -> None:
    made = notice(job("2025-04-01", "2026-04-01"), born="1998-06-15")
    assert made.limits == (Limit.NOT_QUALIFIED,)
    assert (made.qualifying_months, made.required_months) == (12, 120)
    assert (made.stages, made.notes, made.doubts) == ((), (), ())


def test_no_notice_goes_to_the_dead() -> None:
    whose = person("1968-06-15", death_date=date(2019, 8, 20))
    assert make_notice(record(job("2000-04-01", "2019-08-21"), person=whose), ym("2026-11"), TODAY, RULES) is None
