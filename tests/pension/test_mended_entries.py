"""A mended copy goes on with its entry: what the file has changed and what was mended, told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.mended_entries import go_on, is_copy
from pension.periods import Period
from pension.record import Bonus, Category, ComplementaryPeriod, PayRun, StatusRun
from pension.status import Status
from tests.pension.documents import job, national, run, ym

THEN = national("1990-04-01", None, run("1990-04", "2026-10"))
JOB = job("2000-04-01", None)
TIME = ComplementaryPeriod(id="c1", first_month=ym("1984-04"), last_month=ym("1985-03"), reason="海外")


def pay(first: str, yen: int, last: str | None = None) -> PayRun:
    return PayRun(first_month=ym(first), last_month=ym(last) if last else None, standard_monthly_remuneration=yen)


def bonus(month: str, yen: int) -> Bonus:
    return Bonus(month=ym(month), standard_bonus=yen)


@pytest.mark.parametrize(
    ("added", "entry", "expected"),
    [
        (replace(THEN, id="x"), THEN, True),
        (replace(THEN, category=Category.VOLUNTARY), THEN, False),
        (national("1980-04-01", "1990-04-01"), THEN, False),
        (replace(JOB, employer="別の会社"), JOB, True),
        (replace(JOB, enrolled_on=date(2001, 4, 1), employer="株式会社あおば印刷"), JOB, True),
        (replace(JOB, enrolled_on=date(2001, 4, 1), employer="別の会社"), JOB, False),
        (replace(JOB, status=Status.E2), JOB, False),
        (replace(TIME, reason="学生"), TIME, True),
        (TIME, national("1984-04-01", None), False),
        (JOB, THEN, False),
    ],
)
def test_which_entry_may_be_a_copy_of_which(added: Period, entry: Period, expected: bool) -> None:
    assert is_copy(added, entry) is expected


def test_each_side_keeps_what_it_alone_has_changed() -> None:
    mended = replace(THEN, id="k1-1", enrolled_on=date(1989, 4, 1), runs=(run("1989-04", "2026-10"),))
    now = replace(THEN, disenrolled_on=date(2026, 12, 1), runs=(run("1990-04", "2026-11"),))
    assert go_on(mended, THEN, now) == replace(
        mended, disenrolled_on=date(2026, 12, 1), runs=(run("1989-04", "2026-11"),)
    )


def test_months_that_were_mended_are_kept_and_others_follow() -> None:
    mended = replace(THEN, id="k1-1", runs=(run("1990-04", "1990-12", Status.N1_EXF_APP), run("1991-01", "2026-10")))
    now = replace(THEN, runs=(run("1990-04", "2026-08"), run("2026-09", "2026-11", Status.N1_UNPAID)))
    gone_on = go_on(mended, THEN, now)
    assert gone_on == replace(
        mended,
        runs=(
            run("1990-04", "1990-12", Status.N1_EXF_APP),
            run("1991-01", "2026-08"),
            run("2026-09", "2026-11", Status.N1_UNPAID),
        ),
    )


def test_months_that_the_file_takes_away_are_gone_from_the_copy() -> None:
    mended = replace(THEN, id="k1-1", name="夏野 和子")
    now = replace(THEN, runs=(run("1990-04", "1999-03"), run("2000-04", "2026-10")))
    assert go_on(mended, THEN, now) == replace(mended, runs=now.runs)


def test_pay_without_an_end_stays_without_one() -> None:
    then = replace(JOB, pay=(pay("2000-04", 200_000),))
    mended = replace(then, id="k1-1", pay=(pay("2000-04", 220_000, "2001-03"), pay("2001-04", 200_000)))
    raised = replace(then, pay=(pay("2000-04", 200_000, "2026-08"), pay("2026-09", 240_000)))
    assert go_on(mended, then, raised) == replace(
        mended, pay=(pay("2000-04", 220_000, "2001-03"), pay("2001-04", 200_000, "2026-08"), pay("2026-09", 240_000))
    )
    ended = replace(then, disenrolled_on=date(2026, 11, 1), pay=(pay("2000-04", 200_000, "2026-10"),))
    assert go_on(mended, then, ended) == replace(
        mended,
        disenrolled_on=date(2026, 11, 1),
        pay=(pay("2000-04", 220_000, "2001-03"), pay("2001-04", 200_000, "2026-10")),
    )


def test_bonuses_and_exceptions_follow_too() -> None:
    then = replace(JOB, bonuses=(bonus("2003-06", 300_000), bonus("2003-06", 10_000)))
    mended = replace(then, id="k1-1", bonuses=(*then.bonuses, bonus("2003-12", 400_000)))
    leave = (StatusRun(first_month=ym("2026-09"), last_month=ym("2026-10"), status=Status.E1_LEAVE),)
    now = replace(then, bonuses=(*then.bonuses, bonus("2026-06", 500_000)), exceptions=leave)
    assert go_on(mended, then, now) == replace(
        mended,
        bonuses=(*then.bonuses, bonus("2003-12", 400_000), bonus("2026-06", 500_000)),
        exceptions=leave,
    )


@pytest.mark.parametrize(
    ("mended", "then", "now"),
    [
        (replace(THEN, runs=()), THEN, replace(THEN, runs=(run("1990-04", "2026-10", Status.N1_UNPAID),))),
        (replace(JOB, employer="あおば"), JOB, replace(JOB, employer="もみじ")),
        (replace(JOB, bonuses=(bonus("2003-06", 1),)), JOB, replace(JOB, bonuses=(bonus("2003-06", 2),))),
        (replace(TIME, reason="学生"), TIME, replace(TIME, reason="海外在住")),
    ],
)
def test_what_both_have_changed_is_not_decided_here(mended: Period, then: Period, now: Period) -> None:
    assert go_on(mended, then, now) is None


def test_what_the_file_has_mended_itself_needs_no_copy() -> None:
    mended = replace(THEN, id="k1-1", runs=(run("1990-04", "2000-03"), run("2000-04", "2026-10", Status.N1_BACKPAID)))
    now = replace(THEN, runs=(run("1990-04", "2000-03"), run("2000-04", "2026-11", Status.N1_BACKPAID)))
    assert go_on(mended, THEN, now) is None


def test_an_id_under_which_something_else_stands_now() -> None:
    assert go_on(replace(THEN, id="k1-1", name="夏野 和子"), THEN, replace(JOB, id="n1")) is None
