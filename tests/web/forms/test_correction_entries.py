"""What an officer types of an entry to add, question by question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.decisions import MOST_RUNS, AddedEntry, EntryKind, EntryQuestion
from pension.record import Bonus, Category, PayRun
from pension.status import Status
from tests.pension.documents import record, run, ym
from web.forms.correction_entries import Context, employment_kinds, one_line, parse_entry, run_statuses

TODAY = date(2026, 11, 23)
CONTEXT = Context(record=record(), received=date(2026, 11, 20), today=TODAY)
JOB = AddedEntry(number=1, kind=EntryKind.JOB, enrolled_on=date(1985, 4, 1))
NATIONAL = AddedEntry(number=2, kind=EntryKind.NATIONAL, category=Category.CATEGORY_1)


def said(question: EntryQuestion, entry: AddedEntry = JOB, **fields: str) -> tuple[AddedEntry, tuple[str, ...]]:
    """The entry after an answer, and what is wrong with it."""
    answered = parse_entry(question, fields, entry, CONTEXT)
    return answered.entry, tuple(error.message for error in answered.errors)


def test_a_name_is_one_line_without_blanks_around_it() -> None:
    entry, errors = said(EntryQuestion.EMPLOYER, answer="  さくら\r\n商店　")
    assert (entry.employer, errors) == ("さくら 商店", ())
    assert one_line("か\u3099いしゃ") == "がいしゃ"


def test_the_day_of_disenrollment_is_never_before_that_of_enrollment_nor_far_ahead() -> None:
    assert said(EntryQuestion.DISENROLLED, answer="2026/11/24")[0].disenrolled_on == date(2026, 11, 24)
    assert "あす（" in said(EntryQuestion.DISENROLLED, answer="2026/11/25")[1][0]
    assert (
        "加入した日（昭和60年（1985年）4月1日）より前です。"
        in said(EntryQuestion.DISENROLLED, answer="1985/3/31")[1][0]
    )


def test_an_entry_that_goes_on_has_no_such_day() -> None:
    entry = replace(JOB, disenrolled_on=date(1986, 4, 1))
    assert said(EntryQuestion.DISENROLLED, entry, step="goes-on", answer="")[0].goes_on
    mended, _ = said(EntryQuestion.DISENROLLED, replace(JOB, goes_on=True), answer="1986/4/1")
    assert (mended.disenrolled_on, mended.goes_on) == (date(1986, 4, 1), False)


def test_pay_that_goes_on_ends_where_the_next_begins() -> None:
    first, _ = said(EntryQuestion.PAY, first="1985/4", amount="98,000円", step="add")
    both, errors = said(EntryQuestion.PAY, first, first="1985/10", amount="10万4000", step="add")
    assert errors == ()
    assert both.pay == (
        PayRun(first_month=ym("1985-04"), last_month=ym("1985-09"), standard_monthly_remuneration=98_000),
        PayRun(first_month=ym("1985-10"), standard_monthly_remuneration=104_000),
    )


def test_what_is_typed_and_sent_on_is_not_lost() -> None:
    entry, _ = said(EntryQuestion.BONUSES, first="1985/12", amount="100000", step="next")
    assert entry.bonuses == (Bonus(month=ym("1985-12"), standard_bonus=100_000),)


def test_a_line_is_taken_away_again() -> None:
    entry = replace(
        JOB, bonuses=(Bonus(month=ym("1985-07"), standard_bonus=1), Bonus(month=ym("1985-12"), standard_bonus=2))
    )
    assert [bonus.standard_bonus for bonus in said(EntryQuestion.BONUSES, entry, step="remove-0")[0].bonuses] == [2]
    paid = replace(JOB, pay=(PayRun(first_month=ym("1985-04"), standard_monthly_remuneration=1),))
    assert said(EntryQuestion.PAY, paid, step="remove-0")[0].pay == ()
    assert said(EntryQuestion.PAY, paid, step="remove-7")[0].pay == paid.pay


def test_months_have_a_status_of_their_category() -> None:
    entry, _ = said(EntryQuestion.RUNS, NATIONAL, first="1985/4", last="1985/6", status="N1_PAID", step="add")
    assert entry.runs == (run("1985-04", "1985-06"),)
    assert said(EntryQuestion.RUNS, NATIONAL, first="1985/4", last="1985/6", status="N3")[1] == (
        "納付の状況をえらんでください。",
    )


def test_only_what_may_be_stored_can_be_chosen() -> None:
    assert Status.N1_PAYABLE not in run_statuses(Category.CATEGORY_1)
    assert Status.N3 in run_statuses(Category.CATEGORY_3)
    assert Status.N3 not in run_statuses(Category.CATEGORY_1)
    assert run_statuses(None) == ()
    assert Status.E_VOID not in employment_kinds()


@pytest.mark.parametrize(
    ("question", "fields", "why"),
    [
        (EntryQuestion.MONTHS, {"first": "1985/4", "last": "1985/3"}, "終わりの月が、始まりの月より前です。"),
        (EntryQuestion.MONTHS, {"first": "", "last": "1985/3"}, "始まりの月を書いてください。"),
        (EntryQuestion.GROUNDS, {"answer": ""}, "合算対象期間と認めるわけを書いてください。"),
        (EntryQuestion.CATEGORY, {"answer": "category_9"}, "種別を、ひとつえらんでください。"),
        (EntryQuestion.PAY, {"first": "1985/4", "amount": "", "step": "add"}, "標準報酬月額を入力してください。"),
        (EntryQuestion.PAY, {"first": "1985/4", "amount": "3000000", "step": "add"}, "1円から2,000,000円まで"),
        (EntryQuestion.RUNS, {"step": "next"}, "月と納付の状況を、ひとつは加えてください。"),
    ],
)
def test_what_cannot_be_says_why(question: EntryQuestion, fields: dict[str, str], why: str) -> None:
    assert why in said(question, NATIONAL, **fields)[1][0]


def test_nobody_needs_more_lines_than_there_is_room_for() -> None:
    full = replace(JOB, bonuses=(Bonus(month=ym("1985-07"), standard_bonus=1),) * MOST_RUNS)
    assert said(EntryQuestion.BONUSES, full, first="1985/12", amount="1", step="add")[1] == ("100件までです。",)
