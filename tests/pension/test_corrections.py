"""Corrections: what forbids one, what it changes, and each rule by which an import keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pension.corrections import (
    Conflict,
    ConflictReason,
    apply_correction,
    carry,
    compare_records,
    find_correction_problems,
    keep_all,
)
from pension.record import Category, ComplementaryPeriod, Correction, PensionRecord
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, record, run, ym

RULES = load_rules()
UNPAID = national("1990-04-01", "1992-04-01", run("1990-04", "1992-03", Status.N1_UNPAID))
PAID = replace(
    UNPAID, id="k1-1", runs=(run("1990-04", "1991-03", Status.N1_PAID), run("1991-04", "1992-03", Status.N1_UNPAID))
)
SHOP = job("1985-04-01", "1986-04-01", id="k1-2", employer="さくら商店")
ABROAD = ComplementaryPeriod(id="k1-3", first_month=ym("1984-04"), last_month=ym("1985-03"), reason="海外")
IMPORTED = record(UNPAID, job("1992-04-01", "2000-04-01"))


def correction(**more: object) -> Correction:
    fields: dict[str, object] = {
        "id": "k1",
        "decided_on": date(2026, 11, 5),
        "office": "みほん年金事務所",
        "reason": "領収書により訂正",
    }
    return Correction(**(fields | more))  # type: ignore[arg-type]  # the fields are those of Correction


RECEIPT = correction(withdraws=("n1",), national=(PAID,))
FOUND_JOB = correction(employees=(SHOP,))


# ---- what forbids a correction ----


def problems(proposed: Correction, before: PensionRecord = IMPORTED) -> list[tuple[str, str]]:
    return [(found.rule, found.field) for found in find_correction_problems(before, proposed, RULES)]


def test_a_good_correction_lies_on_top() -> None:
    assert problems(RECEIPT) == []
    assert apply_correction(IMPORTED, RECEIPT).corrections == (RECEIPT,)
    second = correction(id="k2", withdraws=("k1-1",))
    assert problems(second, apply_correction(IMPORTED, RECEIPT)) == [], "it may take out what an earlier one brought"


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        (correction(), [("nothing-changed", "")]),
        (correction(withdraws=("n1",), national=(replace(UNPAID, id="k1-1"),)), [("nothing-changed", "")]),
        (correction(withdraws=("n7",)), [("unknown-entry", "withdraws[0]")]),
        (correction(withdraws=("n1", "n1")), [("already-withdrawn", "withdraws[1]")]),
        (correction(withdraws=("n1",), employees=(replace(SHOP, id="e1"),)), [("duplicate-id", "employees[0].id")]),
        (correction(id="e1", employees=(SHOP,)), [("duplicate-id", "id")]),
        (correction(national=(PAID,)), [("overlapping-category", "national[0].enrolled_on")]),
        (
            correction(national=(replace(PAID, enrolled_on=date(1989, 4, 1)),)),
            [("overlapping-category", "record.national[0].enrolled_on")],
        ),
        (
            correction(employees=(replace(SHOP, disenrolled_on=date(1985, 3, 1)),)),
            [("end-before-start", "employees[0].disenrolled_on")],
        ),
    ],
)
def test_everything_that_is_wrong_is_named(proposed: Correction, expected: list[tuple[str, str]]) -> None:
    assert problems(proposed) == expected


def test_what_is_taken_out_already_cannot_be_taken_out_again() -> None:
    before = apply_correction(IMPORTED, RECEIPT)
    assert problems(correction(id="k2", withdraws=("n1",)), before) == [("already-withdrawn", "withdraws[0]")]


def test_what_the_record_contradicts_by_itself_is_not_the_corrections_fault() -> None:
    odd = record(UNPAID, replace(UNPAID, id="n2"))
    assert problems(FOUND_JOB, odd) == []


# ---- what changes ----


def changes(before: PensionRecord, after: PensionRecord) -> list[tuple[str, str, Status, Status]]:
    change = compare_records(build_timeline(before, TODAY, RULES), build_timeline(after, TODAY, RULES), RULES)
    return [
        (str(run.months.first_month), str(run.months.last_month), run.before.status, run.after.status)
        for run in change.months
    ]


def test_months_that_change_are_told_as_runs() -> None:
    assert changes(IMPORTED, IMPORTED) == []
    assert changes(IMPORTED, apply_correction(IMPORTED, RECEIPT)) == [
        ("1990-04", "1991-03", Status.N1_UNPAID, Status.N1_PAID)
    ]
    both = correction(withdraws=("n1",), national=(PAID,), employees=(SHOP,), complementary=(ABROAD,))
    assert changes(IMPORTED, apply_correction(IMPORTED, both)) == [
        ("1984-04", "1985-03", Status.NONE_REQ, Status.KARA),
        ("1985-04", "1986-03", Status.NONE_REQ, Status.E1),
        ("1990-04", "1991-03", Status.N1_UNPAID, Status.N1_PAID),
    ]


def test_a_job_before_the_table_began_makes_it_longer() -> None:
    """The table of somebody born in 1961 begins in 1981; a job at 17 begins it earlier."""
    early = correction(employees=(job("1978-10-01", "1979-02-01", id="k1-1"),))
    assert changes(IMPORTED, apply_correction(IMPORTED, early)) == [("1978-10", "1979-01", Status.NONE_OUT, Status.E1)]
    assert changes(apply_correction(IMPORTED, early), IMPORTED) == [("1978-10", "1979-01", Status.E1, Status.NONE_OUT)]


def test_months_in_which_nothing_is_recorded_either_way_are_no_change() -> None:
    """What was still to come as of October is over as of November: of months without a record that says nothing."""
    assert changes(IMPORTED, replace(IMPORTED, as_of=ym("2026-11"))) == []
    paying = record(national("2026-04-01", None, run("2026-04", "2026-10")), born="1980-06-15")
    later = record(national("2026-04-01", None, run("2026-04", "2026-11")), born="1980-06-15", as_of=ym("2026-11"))
    assert changes(paying, later) == [("2026-11", "2026-11", Status.FUTURE, Status.N1_PAID)]


def test_totals_before_and_after() -> None:
    after = apply_correction(IMPORTED, correction(withdraws=("n1",), national=(PAID,), employees=(SHOP,)))
    change = compare_records(build_timeline(IMPORTED, TODAY, RULES), build_timeline(after, TODAY, RULES), RULES)
    assert (change.before.entitlement, change.after.entitlement) == (96, 120)
    assert (change.before.basic, change.after.basic) == (Fraction(96), Fraction(120))
    assert (change.before.employees, change.after.employees) == (96, 108)


# ---- how an import keeps it ----

STORED = apply_correction(IMPORTED, RECEIPT)
NEXT_MONTH = replace(IMPORTED, as_of=ym("2026-11"))


def conflicts(stored: PensionRecord, incoming: PensionRecord) -> list[tuple[ConflictReason, tuple[str, ...]]]:
    laid = carry(stored, incoming, RULES)
    return [(conflict.reason, conflict.entries) for conflict in laid.conflicts]


def test_a_file_that_holds_the_correction_goes_through_as_it_is() -> None:
    incoming = apply_correction(NEXT_MONTH, RECEIPT)
    laid = carry(STORED, incoming, RULES)
    assert (laid.record, laid.carried, laid.conflicts) == (incoming, (), ())


def test_a_correction_that_is_left_out_is_carried_over() -> None:
    laid = carry(STORED, NEXT_MONTH, RULES)
    assert laid.record == apply_correction(NEXT_MONTH, RECEIPT)
    assert (laid.carried, laid.conflicts) == ((RECEIPT,), ())


def test_carried_twice_is_carried_the_same() -> None:
    """The other side's own correction comes first, whichever was decided first."""
    theirs = correction(id="t1", employees=(replace(SHOP, id="t1-1"),))
    incoming = apply_correction(NEXT_MONTH, theirs)
    once = carry(STORED, incoming, RULES).record
    assert once.corrections == (theirs, RECEIPT)
    assert carry(once, incoming, RULES).record == once


def test_a_chain_of_corrections_is_carried_in_its_order() -> None:
    second = correction(id="k2", withdraws=("k1-1",), national=(replace(PAID, id="k2-1"),))
    stored = apply_correction(STORED, second)
    assert carry(stored, NEXT_MONTH, RULES).record == apply_correction(apply_correction(NEXT_MONTH, RECEIPT), second)
    assert carry(stored, apply_correction(NEXT_MONTH, RECEIPT), RULES).carried == (second,)


def test_what_an_import_brought_without_changing_anything_is_carried_too() -> None:
    note = correction()
    assert carry(apply_correction(IMPORTED, note), NEXT_MONTH, RULES).carried == (note,)


def test_the_same_correction_with_other_content() -> None:
    incoming = apply_correction(NEXT_MONTH, replace(RECEIPT, reason="別の理由"))
    assert conflicts(STORED, incoming) == [(ConflictReason.CORRECTION_CHANGED, ())]
    assert keep_all(STORED, incoming, RULES) is None


def test_an_entry_that_is_gone() -> None:
    incoming = replace(NEXT_MONTH, national=())
    assert conflicts(STORED, incoming) == [(ConflictReason.ENTRY_GONE, ("n1",))]
    assert keep_all(STORED, incoming, RULES) is None


def test_an_entry_that_reads_otherwise_where_it_was_mended() -> None:
    changed = replace(UNPAID, runs=(run("1990-04", "1992-03", Status.N1_EXF_APP),))
    incoming = replace(NEXT_MONTH, national=(changed,))
    assert conflicts(STORED, incoming) == [(ConflictReason.ENTRY_CHANGED, ("n1",))]
    assert keep_all(STORED, incoming, RULES) == apply_correction(incoming, RECEIPT)


def test_an_entry_that_reads_by_now_as_it_was_mended() -> None:
    incoming = replace(NEXT_MONTH, national=(replace(PAID, id="n1"),))
    assert conflicts(STORED, incoming) == [(ConflictReason.ENTRY_CHANGED, ("n1",))]
    assert keep_all(STORED, incoming, RULES) == apply_correction(incoming, RECEIPT)


def test_a_mended_copy_goes_on_with_its_entry() -> None:
    """Unpaid months of 2010 were corrected; this month is one longer, and the month before was paid late."""
    paid, unpaid = run("2010-04", "2026-08"), run("2026-09", "2026-10", Status.N1_UNPAID)
    lost = (run("2010-04", "2010-09", Status.N1_UNPAID), run("2010-10", "2026-08"), unpaid)
    then = national("2010-04-01", None, *lost)
    mended = correction(withdraws=("n1",), national=(replace(then, id="k1-1", runs=(paid, unpaid)),))
    stored = apply_correction(record(then), mended)
    later = (*lost[:1], run("2010-10", "2026-09"), run("2026-10", "2026-11", Status.N1_UNPAID))
    laid = carry(stored, record(replace(then, runs=later), as_of=ym("2026-11")), RULES)
    assert laid.conflicts == ()
    (carried,) = laid.record.corrections
    assert carried.national[0].runs == (run("2010-04", "2026-09"), run("2026-10", "2026-11", Status.N1_UNPAID))
    assert replace(carried, national=mended.national) == mended
    again = carry(laid.record, record(replace(then, runs=later), as_of=ym("2026-11")), RULES)
    assert again.record == laid.record


def test_a_file_in_which_the_copy_has_gone_on_by_itself_goes_through_as_it_is() -> None:
    then = national("2010-04-01", None, run("2010-04", "2026-10", Status.N1_UNPAID))
    copy = replace(then, id="k1-1", runs=(run("2010-04", "2010-09"), run("2010-10", "2026-10", Status.N1_UNPAID)))
    mended = correction(withdraws=("n1",), national=(copy,))
    longer = replace(then, runs=(run("2010-04", "2026-11", Status.N1_UNPAID),))
    longer_copy = replace(copy, runs=(run("2010-04", "2010-09"), run("2010-10", "2026-11", Status.N1_UNPAID)))
    stored = apply_correction(record(then), mended)
    incoming = apply_correction(record(longer, as_of=ym("2026-11")), replace(mended, national=(longer_copy,)))
    laid = carry(stored, incoming, RULES)
    assert (laid.record, laid.carried, laid.conflicts) == (incoming, (), ())
    assert keep_all(stored, incoming, RULES) == incoming


def test_a_later_correction_of_the_copy_goes_on_with_it() -> None:
    then = national("2010-04-01", None, run("2010-04", "2026-10", Status.N1_UNPAID))
    first = replace(then, id="k1-1", runs=(run("2010-04", "2010-09"), run("2010-10", "2026-10", Status.N1_UNPAID)))
    second = replace(first, id="k2-1", runs=(run("2010-04", "2011-03"), run("2011-04", "2026-10", Status.N1_UNPAID)))
    stored = apply_correction(record(then), correction(withdraws=("n1",), national=(first,)))
    stored = apply_correction(stored, correction(id="k2", withdraws=("k1-1",), national=(second,)))
    longer = replace(then, runs=(run("2010-04", "2026-11", Status.N1_UNPAID),))
    laid = carry(stored, record(longer, as_of=ym("2026-11")), RULES)
    assert [str(taken.national[0].runs[-1].last_month) for taken in laid.carried] == ["2026-11", "2026-11"]


def test_of_two_entries_one_may_go_on_and_the_other_not() -> None:
    job_then = IMPORTED.employees[0]
    mended = correction(withdraws=("n1", "e1"), national=(PAID,), employees=(replace(job_then, id="k1-2"),))
    incoming = replace(NEXT_MONTH, employees=(replace(job_then, kana="アオバ"),))
    stored = apply_correction(IMPORTED, mended)
    assert conflicts(stored, incoming) == [(ConflictReason.ENTRY_CHANGED, ("e1",))], "its copy mends nothing"
    renamed = apply_correction(
        IMPORTED, replace(mended, employees=(replace(job_then, id="k1-2", employer="あおば印刷所"),))
    )
    (carried,) = carry(renamed, incoming, RULES).carried
    assert (carried.employees[0].employer, carried.employees[0].kana) == ("あおば印刷所", "アオバ")


def test_an_entry_mended_by_two_copies_does_not_go_on() -> None:
    halves = (
        replace(UNPAID, id="k1-1", disenrolled_on=date(1991, 4, 1), runs=(run("1990-04", "1991-03"),)),
        replace(UNPAID, id="k1-2", enrolled_on=date(1991, 4, 1), runs=(run("1991-04", "1992-03"),)),
    )
    stored = apply_correction(IMPORTED, correction(withdraws=("n1",), national=halves))
    incoming = replace(NEXT_MONTH, national=(replace(UNPAID, kana="ハル"),))
    assert conflicts(stored, incoming) == [(ConflictReason.ENTRY_CHANGED, ("n1",))]


def test_an_entry_that_another_correction_in_the_file_takes_out() -> None:
    incoming = apply_correction(NEXT_MONTH, correction(id="t1", withdraws=("n1",)))
    assert conflicts(STORED, incoming) == [(ConflictReason.ENTRY_WITHDRAWN, ("n1",))]
    assert keep_all(STORED, incoming, RULES) is None


def test_of_several_entries_the_first_kind_of_trouble_is_told() -> None:
    stored = apply_correction(IMPORTED, correction(withdraws=("n1", "e1")))
    incoming = replace(NEXT_MONTH, national=(), employees=(replace(IMPORTED.employees[0], employer="別の会社"),))
    assert conflicts(stored, incoming) == [(ConflictReason.ENTRY_GONE, ("n1",))]


WITH_JOB = apply_correction(IMPORTED, FOUND_JOB)


@pytest.mark.parametrize(
    ("twin", "same"),
    [
        (replace(SHOP, id="e9"), True),
        (job("1985-06-01", "1986-06-01", id="e9", employer="株式会社さくら商店"), True),
        (job("1985-04-01", "1986-05-01", id="e9", employer="もみじ屋"), True),
        (job("1985-05-01", "1986-04-01", id="e9", employer="もみじ屋"), True),
        (job("1985-05-01", "1986-05-01", id="e9", employer="もみじ屋"), False),
        (job("1985-04-01", "1986-04-01", id="e9", status=Status.E2, employer="さくら商店"), False),
        (job("1987-04-01", "1988-04-01", id="e9", employer="さくら商店"), False),
        (job("1983-04-01", "1984-04-01", id="e9", employer="さくら商店"), False),
    ],
)
def test_an_added_job_that_stands_in_the_file_too(twin: object, same: bool) -> None:
    incoming = replace(NEXT_MONTH, employees=(*NEXT_MONTH.employees, twin))  # type: ignore[arg-type]  # a job
    assert conflicts(WITH_JOB, incoming) == ([(ConflictReason.ADDED_STANDS, ("e9",))] if same else [])


def test_an_added_job_may_be_kept_beside_its_twin() -> None:
    twin = replace(SHOP, id="e9")
    incoming = replace(NEXT_MONTH, employees=(*NEXT_MONTH.employees, twin))
    kept = keep_all(WITH_JOB, incoming, RULES)
    assert kept == apply_correction(incoming, FOUND_JOB)
    assert kept is not None
    assert conflicts(kept, replace(incoming, as_of=ym("2026-12"))) == [], "what was decided is not asked again"


def test_a_job_that_goes_on_has_no_day_of_disenrollment_in_common() -> None:
    stored = apply_correction(IMPORTED, correction(employees=(job("2010-04-01", None, id="k1-1"),)))
    other = job("2012-04-01", None, id="e9", employer="もみじ屋")
    assert conflicts(stored, replace(NEXT_MONTH, employees=(*NEXT_MONTH.employees, other))) == []


def test_an_added_job_that_stood_beside_its_twin_when_it_was_decided() -> None:
    """Two periods at one employer with months in common: the officer had both in view."""
    twin = replace(SHOP, id="e9", disenrolled_on=date(1986, 6, 1))
    stored = apply_correction(replace(IMPORTED, employees=(twin,)), FOUND_JOB)
    assert conflicts(stored, replace(stored, as_of=ym("2026-11"), corrections=())) == []


def test_added_national_months_and_added_time() -> None:
    stored = apply_correction(IMPORTED, correction(national=(national("1985-04-01", "1986-04-01", id="k1-1"),)))
    twin = national("1985-10-01", "1986-10-01", id="n9")
    assert conflicts(stored, replace(NEXT_MONTH, national=(*NEXT_MONTH.national, twin))) == [
        (ConflictReason.ADDED_STANDS, ("n9",))
    ]
    spouse = national("1986-04-01", "1986-10-01", id="n9", category=Category.CATEGORY_3)
    assert conflicts(stored, replace(NEXT_MONTH, national=(*NEXT_MONTH.national, spouse))) == []
    stored = apply_correction(IMPORTED, correction(complementary=(ABROAD,)))
    twin_time = replace(ABROAD, id="c9", reason="海外在住")
    assert conflicts(stored, replace(NEXT_MONTH, complementary=(twin_time,))) == [
        (ConflictReason.ADDED_STANDS, ("c9",))
    ]
    assert conflicts(stored, replace(NEXT_MONTH, employees=(job("1984-04-01", "1985-04-01", id="e9"),))) == []


def test_an_added_entry_that_the_files_own_correction_adds() -> None:
    theirs = correction(id="t1", employees=(replace(SHOP, id="t1-1"),))
    assert conflicts(WITH_JOB, apply_correction(NEXT_MONTH, theirs)) == [(ConflictReason.ADDED_STANDS, ("t1-1",))]


def test_an_added_entry_that_the_file_has_taken_out_again() -> None:
    incoming = replace(NEXT_MONTH, employees=(*NEXT_MONTH.employees, replace(SHOP, id="e9")))
    incoming = apply_correction(incoming, correction(id="t1", withdraws=("e9",)))
    assert conflicts(WITH_JOB, incoming) == []


@pytest.mark.parametrize(("recorded", "compared"), [(100, True), (101, False)])
def test_what_would_take_too_long_to_compare_is_left_to_an_officer(recorded: int, compared: bool) -> None:
    """A hundred added entries and a hundred recorded ones are compared, and no more."""
    added = tuple(job("1985-04-01", "1986-04-01", id=f"k1-{index}", employer="さくら商店") for index in range(100))
    others = tuple(job("1992-04-02", "1993-04-02", id=f"e{index}", employer="もみじ屋") for index in range(recorded))
    mended, alone = correction(employees=added), replace(IMPORTED, national=(), employees=())
    incoming = replace(alone, employees=(*others[1:], replace(added[0], id="e0")))
    expected = (ConflictReason.ADDED_STANDS, ("e0",)) if compared else (ConflictReason.TOO_MUCH, ())
    assert conflicts(apply_correction(alone, mended), incoming) == [expected]


def test_a_record_that_would_contradict_itself() -> None:
    incoming = replace(NEXT_MONTH, employees=(*NEXT_MONTH.employees, job("2001-04-01", "2002-04-01", id="k1-2")))
    laid = carry(WITH_JOB, incoming, RULES)
    assert laid.record == incoming
    (conflict,) = laid.conflicts
    assert isinstance(conflict, Conflict)
    assert conflict.reason is ConflictReason.CONTRADICTION
    assert [found.rule for found in conflict.problems] == ["duplicate-id"]
    assert keep_all(WITH_JOB, incoming, RULES) is None


def test_one_conflict_does_not_hold_back_the_others() -> None:
    stored = apply_correction(STORED, correction(id="k2", employees=(replace(SHOP, id="k2-1"),)))
    laid = carry(stored, replace(NEXT_MONTH, national=()), RULES)
    assert [taken.id for taken in laid.carried] == ["k2"]
    assert [conflict.correction.id for conflict in laid.conflicts] == ["k1"]
