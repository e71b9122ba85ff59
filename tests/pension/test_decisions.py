"""A decision in the making: what it lacks, what it comes to, and entries that are mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.correction_steps import Outcome
from pension.corrections import apply_correction, find_correction_problems
from pension.decisions import (
    QUESTIONS,
    AddedEntry,
    Decision,
    EntryKind,
    EntryQuestion,
    Lack,
    copied_entry,
    correction_id,
    correction_of,
    found_entry,
    lacks_of,
    only_known,
    request_number,
    standing_periods,
)
from pension.periods import Period
from pension.record import Category, ComplementaryPeriod, Wartime, WartimeRun
from pension.status import Scheme, Status
from pension.unlinked import RecordedBirth, UnlinkedRecord
from rules.loader import load_rules
from tests.pension.documents import day, job, national, record, run, ym

TODAY = date(2026, 11, 23)
OFFICE = "さくら年金事務所"
JOB = AddedEntry(
    number=1,
    kind=EntryKind.JOB,
    employer="さくら商店",
    status=Status.E1,
    enrolled_on=date(1985, 4, 1),
    disenrolled_on=date(1986, 4, 1),
)
NATIONAL = AddedEntry(
    number=2,
    kind=EntryKind.NATIONAL,
    category=Category.CATEGORY_1,
    enrolled_on=date(1990, 4, 1),
    goes_on=True,
    runs=(run("1990-04", "1990-06"),),
)
TIME = AddedEntry(number=3, kind=EntryKind.TIME, first_month=ym("1984-04"), last_month=ym("1985-03"), grounds="海外")
GRANTED = Decision(outcome=Outcome.GRANTED, added=(JOB, NATIONAL, TIME), reason="台帳", decided_on=TODAY)


@pytest.mark.parametrize("kind", EntryKind)
def test_an_entry_of_which_nothing_is_known_begins_with_its_first_question(kind: EntryKind) -> None:
    entry = AddedEntry(number=1, kind=kind)
    assert entry.open_question is QUESTIONS[kind][0]
    assert entry.period("x") is None


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        (replace(JOB, employer=""), EntryQuestion.EMPLOYER),
        (replace(JOB, status=None), EntryQuestion.STATUS),
        (replace(JOB, enrolled_on=None), EntryQuestion.ENROLLED),
        (replace(JOB, disenrolled_on=None), EntryQuestion.DISENROLLED),
        (replace(NATIONAL, category=None), EntryQuestion.CATEGORY),
        (replace(NATIONAL, runs=()), EntryQuestion.RUNS),
        (replace(TIME, last_month=None), EntryQuestion.MONTHS),
        (replace(TIME, grounds=""), EntryQuestion.GROUNDS),
    ],
)
def test_an_entry_asks_for_what_it_needs(entry: AddedEntry, question: EntryQuestion) -> None:
    assert entry.open_question is question


def test_pay_and_bonuses_may_stay_unknown_and_a_job_may_go_on() -> None:
    assert JOB.open_question is None
    assert replace(JOB, disenrolled_on=None, goes_on=True).open_question is None


def test_what_is_known_comes_to_a_correction_whose_ids_carry_the_number() -> None:
    correction = correction_of(GRANTED, "12345678", OFFICE, TODAY, load_rules())
    assert correction is not None
    assert correction.id == "request-12345678"
    added: tuple[Period, ...] = (*correction.employees, *correction.national, *correction.complementary)
    ids = [period.id for period in added]
    assert ids == ["request-12345678-1", "request-12345678-2", "request-12345678-3"]
    assert find_correction_problems(record(), correction, load_rules()) == ()


def test_the_finished_part_of_an_unfinished_decision_can_be_looked_at() -> None:
    begun = replace(GRANTED, added=(JOB, AddedEntry(number=2, kind=EntryKind.TIME)), decided_on=None)
    correction = correction_of(begun, "12345678", OFFICE, TODAY, load_rules())
    assert correction is not None
    assert (len(correction.employees), correction.complementary, correction.decided_on) == (1, (), TODAY)


@pytest.mark.parametrize(
    ("status", "enrolled", "left", "added"),
    [
        (Status.E1_MINE, "1944-03-01", "1946-03-01", ("1944-03", "1945-08")),
        (Status.E1_MINE, "1943-04-01", "1944-05-01", ("1944-01", "1944-04")),
        (Status.E1_MINE, "1945-08-01", None, ("1945-08", "1945-08")),
        (Status.E1_MINE, "1945-09-01", "1950-04-01", None),
        (Status.E1_MINE, "1943-04-01", "1944-01-01", None),
        (Status.E1, "1944-03-01", "1946-03-01", None),
        (Status.S1, "1944-03-01", "1946-03-01", None),
    ],
)
def test_months_down_the_mine_in_wartime_are_added_to_without_a_question(
    status: Status, enrolled: str, left: str | None, added: tuple[str, str] | None
) -> None:
    """厚生年金保険法附則24条: every month of a miner from 1944-01 to 1945-08. A seaman's depends on the waters."""
    mine = replace(JOB, status=status, enrolled_on=date.fromisoformat(enrolled), disenrolled_on=day(left), goes_on=True)
    correction = correction_of(replace(GRANTED, added=(mine,)), "12345678", OFFICE, TODAY, load_rules())
    assert correction is not None
    runs = [(str(run.first_month), str(run.last_month)) for run in correction.employees[0].wartime]
    assert runs == ([added] if added else [])
    assert all(run.kind is Wartime.MINER for run in correction.employees[0].wartime)


def test_an_addition_for_wartime_that_is_recorded_is_copied_as_it_stands() -> None:
    run = WartimeRun(first_month=ym("1944-01"), last_month=ym("1944-02"), kind=Wartime.MINER)
    mine = job("1943-04-01", "1945-04-01", status=Status.E1_MINE, wartime=(run,))
    granted = replace(GRANTED, added=(copied_entry(mine, 1),))
    correction = correction_of(granted, "12345678", OFFICE, TODAY, load_rules())
    assert correction is not None
    assert correction.employees[0].wartime == (run,)


@pytest.mark.parametrize(
    "decision",
    [Decision(), replace(GRANTED, outcome=Outcome.REFUSED), replace(GRANTED, added=())],
)
def test_nothing_comes_of_a_decision_that_changes_nothing(decision: Decision) -> None:
    assert correction_of(decision, "12345678", OFFICE, TODAY, load_rules()) is None


@pytest.mark.parametrize(
    ("decision", "lacks"),
    [
        (Decision(), (Lack.OUTCOME,)),
        (GRANTED, ()),
        (replace(GRANTED, added=()), (Lack.CHANGE,)),
        (replace(GRANTED, added=(), withdraws=("e1",)), ()),
        (replace(GRANTED, added=(replace(JOB, employer=""),)), (Lack.ENTRY,)),
        (replace(GRANTED, reason="", decided_on=None), (Lack.REASON, Lack.DAY)),
        (Decision(outcome=Outcome.REFUSED, reason="手がかりがない", decided_on=TODAY), ()),
    ],
)
def test_what_a_decision_lacks(decision: Decision, lacks: tuple[Lack, ...]) -> None:
    assert lacks_of(decision) == lacks


def test_a_correction_tells_which_request_it_has_come_of() -> None:
    assert request_number(correction_id("12345678")) == "12345678"
    assert request_number("k1") is None, "it came with a file"


def test_entries_are_numbered_once_and_for_all() -> None:
    decision = GRANTED.without_entry(2)
    assert [entry.number for entry in decision.added] == [1, 3]
    assert decision.next_number == 4
    assert Decision().next_number == 1
    renamed = decision.with_entry(replace(JOB, employer="もみじ商店"))
    assert [entry.employer for entry in renamed.added] == ["もみじ商店", ""]
    assert [entry.number for entry in decision.with_entry(replace(NATIONAL, number=4)).added] == [1, 3, 4]


@pytest.mark.parametrize(
    "period",
    [
        job("1985-04-01", "1986-04-01", handbook_number="4021-1", name="秋山 和子", kana="アキヤマ カズコ"),
        job("1985-04-01", None),
        national("1990-04-01", "1991-04-01", run("1990-04", "1991-03")),
        ComplementaryPeriod(id="k", first_month=ym("1984-04"), last_month=ym("1985-03"), reason="海外"),
    ],
)
def test_a_copy_is_the_entry_until_it_is_mended(period: Period) -> None:
    copied = copied_entry(period, 1)
    assert copied.period(period.id) == period
    assert copied.corrects == period.id


def test_of_what_falls_away_the_rest_can_be_copied() -> None:
    decision = Decision(withdraws=("e1", "n1"), added=(copied_entry(job("1985-04-01", None), 1),))
    assert decision.copyable == ("n1",)


def test_only_entries_that_stand_can_fall_away_in_the_order_of_time() -> None:
    whole = record(
        job("1992-04-01", "2000-04-01"),
        national("1990-04-01", "1991-04-01"),
        complementary=(
            ComplementaryPeriod(id="k", first_month=ym("1984-04"), last_month=ym("1985-03"), reason="海外"),
        ),
    )
    assert [period.id for period in standing_periods(whole)] == ["k", "n1", "e1"]
    assert only_known(("e1", "gone", "k"), whole) == ("k", "e1")
    correction = correction_of(Decision(outcome=Outcome.GRANTED, withdraws=("n1",)), "1", OFFICE, TODAY, load_rules())
    assert correction is not None
    assert [period.id for period in standing_periods(apply_correction(whole, correction))] == ["k", "e1"]


@pytest.mark.parametrize(
    ("scheme", "kind", "status"),
    [
        (Scheme.EMPLOYEES, EntryKind.JOB, Status.E1),
        (Scheme.SEAMENS, EntryKind.JOB, Status.S1),
        (Scheme.MUTUAL_AID, EntryKind.JOB, None),
        (Scheme.NATIONAL, EntryKind.NATIONAL, None),
    ],
)
def test_a_record_without_an_owner_begins_an_entry_whose_days_are_asked(
    scheme: Scheme, kind: EntryKind, status: Status | None
) -> None:
    found = UnlinkedRecord(
        number="4021-183645",
        scheme=scheme,
        kana="アキヤマ カスコ",
        birth=RecordedBirth(1961, 6, 16),
        employer="みほん文具店",
        first_month=ym("1983-04"),
        last_month=ym("1983-07"),
    )
    entry = found_entry(found)
    assert (entry.kind, entry.status, entry.handbook_number) == (kind, status, "4021-183645")
    assert entry.enrolled_on is None
    assert (entry.first_month, entry.last_month) == (ym("1983-04"), ym("1983-07"))
