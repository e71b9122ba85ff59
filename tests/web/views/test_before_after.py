"""訂正の前と後: the months that change and the totals, in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pension.calendar import YearMonth
from pension.corrections import CountedMonths, RecordChange, apply_correction, compare_records
from pension.counts import COUNTS_NOTHING
from pension.record import ComplementaryPeriod, Correction, EmployeesPeriod
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY
from tests.web.views.demo_records import timeline_of
from web.views.before_after import BeforeAfterView, before_after_view, counts_words

FOUND_JOB = EmployeesPeriod(
    id="k1-1",
    status=Status.E1,
    employer="さくら商店",
    enrolled_on=date(1983, 4, 1),
    disenrolled_on=date(1983, 8, 1),
)
STUDENT = ComplementaryPeriod(
    id="k1-2", first_month=YearMonth.of(1985, 4), last_month=YearMonth.of(1985, 6), reason="学生だった期間"
)


def changed(**brings: object) -> BeforeAfterView:
    before = timeline_of("haruno")
    fields = {"id": "k1", "decided_on": date(2026, 11, 5), "office": "みほん年金事務所", "reason": "台帳にあった"}
    correction = Correction(**(fields | brings))  # type: ignore[arg-type]  # the fields are those of Correction
    after = build_timeline(apply_correction(before.record, correction), TODAY, load_rules())
    return before_after_view(compare_records(before, after, load_rules()))


def test_a_run_of_months_says_what_it_was_and_what_it_becomes() -> None:
    view = changed(employees=(FOUND_JOB,))
    assert view.lead == "変わる月は、あわせて4か月です。"
    (row,) = view.rows
    assert row.months == "昭和58年（1983年）4月から7月まで（4か月）"
    assert (row.before.name, row.before.counts) == ("未加入", "年金には数えません。")
    assert row.after.name == "厚生年金"
    assert row.after.counts == "1か月ごとに、受給資格期間に1か月、老齢基礎年金に1か月分、厚生年金に1か月、数えます。"


def test_time_that_adds_nothing_to_the_amount_says_so() -> None:
    (row,) = changed(complementary=(STUDENT,)).rows
    assert row.after.counts == "1か月ごとに、受給資格期間に1か月、数えます。年金の額には入りません（カラ期間）。"


def test_the_totals_say_how_many_months_more() -> None:
    totals = {total.name: total for total in changed(employees=(FOUND_JOB,)).totals}
    assert totals["会社などにつとめた月数（厚生年金・船員保険・共済）"].difference == "4か月、ふえます"


def test_several_runs_are_counted() -> None:
    assert (
        changed(employees=(FOUND_JOB,), complementary=(STUDENT,)).lead == "変わる月は、あわせて7か月（2つの期間）です。"
    )


def test_where_nothing_changes_it_is_said() -> None:
    counted = CountedMonths(120, Fraction(100), 20)
    view = before_after_view(RecordChange((), counted, counted))
    assert view.lead == "どの月も、数えかたは変わりません。"
    assert not view.rows
    assert {total.difference for total in view.totals} == {"変わりません"}


def test_fewer_months_are_called_fewer() -> None:
    view = before_after_view(
        RecordChange((), CountedMonths(120, Fraction(7, 2), 20), CountedMonths(119, Fraction(3), 20))
    )
    assert [total.difference for total in view.totals] == ["1か月、へります", "2分の1か月、へります", "変わりません"]


def test_months_that_count_for_nothing_say_so() -> None:
    assert counts_words(COUNTS_NOTHING) == "年金には数えません。"
