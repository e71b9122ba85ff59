"""What the offices recorded of jobs: the cases too rare to wait for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ops.population import work
from ops.population.dice import Dice, Topic
from ops.population.families import Family
from ops.population.lives import Life, Stage, StageKind, Whose, Work
from ops.population.people import make_identity
from ops.population.sources import load_sources
from pension.calendar import YearMonth
from pension.record import EmployeesPeriod, Sex
from pension.status import Status
from tests.pension.documents import ym

AS_OF = YearMonth.of(2026, 10)


def jobs(
    *stages: Stage, monkeypatch: pytest.MonkeyPatch, yes: tuple[str, ...] = (), family: Family | None = None,
    foreign: bool = False, as_of: YearMonth = AS_OF,
) -> list[EmployeesPeriod]:  # fmt: skip
    """The recorded jobs of a woman with these stages; only the questions named are answered with yes."""
    monkeypatch.setattr(Dice, "yes", lambda _, question: question in yes)
    tables = load_sources().tables
    dice = [Dice(tables, 1, 1, topic).for_whom(Sex.FEMALE, 1926) for topic in (Topic.LIFE, Topic.JOBS, Topic.BONUSES)]
    identity = replace(make_identity(dice[0], 1), birth_date=date(1926, 5, 1), sex=Sex.FEMALE, is_foreign=foreign)
    whose = Whose(identity, family or Family(None, ()), Life(stages, None))
    return work.write_jobs(whose, dice[1], dice[2], as_of, load_sources())


def stage(first: str, end: str, kind: Work = Work.PRIVATE, *, left_to_marry: bool = False) -> Stage:
    """A job."""
    return Stage(StageKind.JOB, date.fromisoformat(first), date.fromisoformat(end), kind, left_to_marry)


def runs(period: EmployeesPeriod) -> list[tuple[str, str, Status]]:
    """What differs in a job."""
    return [(str(run.first_month), str(run.last_month), run.status) for run in period.exceptions]


@pytest.mark.parametrize(("waters", "kind"), [((), "sea_one"), (("sea_was_dangerous",), "sea_two")])
def test_a_seaman_in_the_war_and_after(monkeypatch: pytest.MonkeyPatch, waters: tuple[str, ...], kind: str) -> None:
    before, after = jobs(stage("1941-04-01", "1988-03-01", Work.SEAMAN), monkeypatch=monkeypatch, yes=waters)
    assert [(before.status, str(before.disenrolled_on)), (after.status, str(after.enrolled_on))] == [
        (Status.S1, "1986-04-01"),
        (Status.E1_SEA, "1986-04-01"),
    ]
    assert [(run.kind, str(run.first_month), str(run.last_month)) for run in before.wartime] == [
        ("sea_third", "1941-12", "1943-12"),
        (kind, "1944-01", "1946-03"),
    ]
    assert after.wartime == ()


def test_a_miner_in_the_war(monkeypatch: pytest.MonkeyPatch) -> None:
    (job,) = jobs(stage("1942-04-01", "1945-06-11", Work.MINER), monkeypatch=monkeypatch)
    assert str(job.enrolled_on) == "1942-06-01", "there was no such insurance before"
    assert [(run.kind, str(run.first_month), str(run.last_month)) for run in job.wartime] == [
        ("miner", "1944-01", "1945-05")
    ]


def test_a_job_that_goes_on_has_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    (job,) = jobs(stage("2020-04-01", "2027-04-01"), monkeypatch=monkeypatch, yes=("has_bonus",))
    assert job.disenrolled_on is None
    assert job.pay[-1].last_month is None
    assert [str(bonus.month) for bonus in job.bonuses][-1] == "2026-06"
    assert jobs(stage("2026-11-01", "2027-04-01"), monkeypatch=monkeypatch) == []


def test_pay_is_decided_anew_in_autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    (job,) = jobs(stage("2001-04-01", "2005-04-01"), monkeypatch=monkeypatch, yes=("pay_jumps",))
    assert {run.first_month for run in job.pay} <= {
        ym(month) for month in ("2001-04", "2001-10", "2002-10", "2003-09", "2004-09")
    }
    assert len(job.pay) > 1
    assert str(job.pay[-1].last_month) == "2005-03"


def test_funds_are_of_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    (job,) = jobs(stage("1960-04-01", "2010-04-01"), monkeypatch=monkeypatch, yes=("is_in_a_fund",))
    assert runs(job) == [("1966-10", "2005-03", Status.E1_FUND)]
    (early,) = jobs(stage("1955-04-01", "1966-04-01"), monkeypatch=monkeypatch, yes=("is_in_a_fund",))
    assert runs(early) == []


def test_a_withdrawal_allowance_is_for_those_who_left_to_marry(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("took_withdrawal_allowance",)
    (job,) = jobs(stage("1960-04-01", "1965-04-01", left_to_marry=True), monkeypatch=monkeypatch, yes=words)
    assert runs(job) == [("1960-04", "1965-03", Status.E_LUMP)]
    (other,) = jobs(stage("1960-04-01", "1965-04-01"), monkeypatch=monkeypatch, yes=words)
    assert runs(other) == []


def test_contributions_that_lapsed(monkeypatch: pytest.MonkeyPatch) -> None:
    (job,) = jobs(stage("1980-04-01", "1980-08-01"), monkeypatch=monkeypatch, yes=("premium_lapsed",))
    assert runs(job) == [("1980-04", "1980-07", Status.E_LAPSED)]


def test_leaves_of_a_mother_follow_the_law_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    children = Family(None, (date(1996, 5, 3), date(2015, 5, 3)))
    (job,) = jobs(
        stage("1990-04-01", "2020-04-01"), monkeypatch=monkeypatch, yes=("takes_leave", "is_in_a_fund"), family=children
    )
    assert runs(job) == [("1996-07", "1997-04", Status.E1_LEAVE), ("2015-04", "2016-04", Status.E1_LEAVE)]


def test_a_lump_sum_comes_months_after_going_home(monkeypatch: pytest.MonkeyPatch) -> None:
    stages = (stage("2020-04-01", "2024-04-01"), Stage(StageKind.ABROAD, date(2024, 4, 1), date(2060, 1, 1)))
    for as_of, expected in (("2024-12", []), ("2025-01", [("2020-04", "2024-03", Status.F_LUMP)])):
        (job,) = jobs(*stages, monkeypatch=monkeypatch, yes=("takes_lump_sum_home",), foreign=True, as_of=ym(as_of))
        assert runs(job) == expected


def test_two_employers_at_once_have_one_remuneration(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = jobs(stage("2020-04-01", "2024-04-01"), monkeypatch=monkeypatch, yes=("has_second_employer",))
    assert (one.id, other.id) == ("e1", "e2")
    assert (one.enrolled_on, one.disenrolled_on, one.pay) == (other.enrolled_on, other.disenrolled_on, other.pay)
