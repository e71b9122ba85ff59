"""The months of employees' pension with their pay, from the timeline's spans."""

from __future__ import annotations

from fractions import Fraction

from pension.pay_history import BonusMonth, Insurer, PayHistory, add_converted, pay_history
from pension.record import Bonus, EmployeesPeriod, NationalPeriod, PayRun, StatusRun
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, job, national, record, run, ym
from tests.pension.estimates import RULES


def history(*periods: EmployeesPeriod | NationalPeriod, born: str = "1961-06-15") -> PayHistory:
    return pay_history(build_timeline(record(*periods, born=born), TODAY, RULES), RULES)


def pay(first: str, last: str | None, yen: int) -> PayRun:
    return PayRun(first_month=ym(first), last_month=ym(last) if last else None, standard_monthly_remuneration=yen)


def test_months_are_cut_where_the_pay_changes_and_a_month_without_pay_has_none() -> None:
    found = history(
        job("1990-01-10", "1990-10-01", pay=(pay("1990-06", "1990-07", 240_000), pay("1990-02", "1990-04", 220_000)))
    )
    assert [(str(m.months[0]), str(m.months[1]), m.pay) for m in found.months] == [
        ("1990-01", "1990-01", None),
        ("1990-02", "1990-04", 220_000),
        ("1990-05", "1990-05", None),
        ("1990-06", "1990-07", 240_000),
        ("1990-08", "1990-09", None),
    ]


def test_an_open_run_lasts_as_long_as_its_job() -> None:
    found = history(job("2020-01-01", None, pay=(pay("2020-01", None, 200_000),)))
    assert sum(m.months.months for m in found.months) == 82
    assert found.pay_in(ym("2026-10")) == 200_000
    assert found.pay_in(ym("2026-11")) is None
    assert found.pay_in(ym("2019-12")) is None


def test_a_run_outside_the_counted_months_is_left_out() -> None:
    other = job("1990-04-01", "1991-04-01", status=Status.E2, id="e2")
    found = history(job("1990-01-01", "1990-07-01"), other)
    assert found.converted_months(ym("2026-01"), Insurer.FIRST) == 3
    assert found.converted_months(ym("2026-01"), Insurer.SECOND) == 12
    assert found.insurers == (Insurer.FIRST, Insurer.SECOND)


def test_months_convert_and_know_whether_they_are_of_working_age() -> None:
    found = history(job("1979-04-01", "1986-04-01", status=Status.S1))
    assert [(m.months.months, m.working_age, m.converted) for m in found.months] == [
        (26, False, Fraction(4, 3)),
        (58, True, Fraction(4, 3)),
    ]
    assert found.converted_months(ym("1981-06")) == 26 * Fraction(4, 3)
    assert found.converted_months(ym("2026-01"), Insurer.FIRST) == 112
    assert found.converted_months(ym("2026-01"), Insurer.FOURTH) == 0


def test_bonuses_of_a_month_are_added_and_capped() -> None:
    first = job("2020-01-01", "2022-01-01", bonuses=(Bonus(month=ym("2020-06"), standard_bonus=1_000_000),))
    second = job("2020-01-01", "2022-01-01", id="e2", bonuses=(Bonus(month=ym("2020-06"), standard_bonus=800_000),))
    found = history(first, second)
    assert found.bonuses == (BonusMonth(ym("2020-06"), Insurer.FIRST, Status.E1, 1_500_000),)
    assert found.bonuses_of_year_to(ym("2021-05")) == 1_500_000
    assert found.bonuses_of_year_to(ym("2021-06")) == 0
    assert found.bonuses_of_year_to(ym("2020-05")) == 0


def test_bonuses_before_2003_04_count_for_nothing() -> None:
    found = history(job("2002-01-01", "2004-01-01", bonuses=(Bonus(month=ym("2003-03"), standard_bonus=500_000),)))
    assert found.bonuses[0].yen == 0


def test_leave_keeps_its_pay() -> None:
    leave = StatusRun(first_month=ym("2011-01"), last_month=ym("2011-12"), status=Status.E1_LEAVE)
    found = history(job("2010-01-01", "2013-01-01", exceptions=(leave,)))
    assert [(m.month_status, m.pay) for m in found.months] == [
        (Status.E1, 200_000),
        (Status.E1_LEAVE, 200_000),
        (Status.E1, 200_000),
    ]


def test_a_job_of_one_month_counts_beside_the_month_s_last_category() -> None:
    found = history(job("2014-06-03", "2014-06-20"), national("2014-06-20", "2015-06-20", run("2014-06", "2015-05")))
    assert [(str(m.months[0]), m.months.months) for m in found.months] == [("2014-06", 1)]


def test_lapsed_months_are_none() -> None:
    lapsed = StatusRun(first_month=ym("2010-01"), last_month=ym("2010-12"), status=Status.E_LAPSED)
    found = history(job("2010-01-01", "2011-01-01", exceptions=(lapsed,)))
    assert found.months == ()


def test_sums_of_converted_months_are_exact() -> None:
    assert add_converted([(132, Fraction(4, 3)), (60, Fraction(6, 5)), (5, Fraction(1))]) == 253
    assert add_converted([]) == 0
