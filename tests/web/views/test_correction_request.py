"""The page of a request: what is said at every step, and what the amounts come to before and after."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pytest

from pension.calendar import MonthRange, YearMonth
from pension.correction_requests import Evidence, Request
from pension.correction_steps import Outcome, Step
from pension.corrections import compare_records
from pension.estimate import Estimate, compute_estimate
from pension.limits import Limit
from pension.status import Status
from rules.loader import load_rules
from services.clock import JST
from services.what_if import AS_NOW
from tests.pension.documents import TODAY
from tests.web.views.demo_records import timeline_of
from web.views.correction_request import Amounts, correction_request_view
from web.views.month_strip import month_strip
from web.views.record_lines import recorded_lines

SEEN = timeline_of("haruno")
ASKED = Request(
    start="nothing",
    claim="paid-unpaid",
    first_month=YearMonth.of(1983, 3),
    last_month=YearMonth.of(1983, 8),
    told="納めました。",
    evidence=Evidence(),
)


@dataclass(frozen=True)
class Taken:
    """A step as the page gets it."""

    step: Step
    happened_at: datetime = datetime(2026, 11, 20, 10, 0, tzinfo=JST)
    office: str = "さくら年金事務所"
    outcome: Outcome | None = None
    note: str = ""
    until_day: date | None = None


@dataclass(frozen=True)
class Asking:
    """A request as the page gets it."""

    steps: tuple[Taken, ...]
    number: str = "12345678"
    request: Request = field(default=ASKED)
    changed_at: datetime = datetime(2026, 11, 20, 10, 0, tzinfo=JST)

    @property
    def step(self) -> Step:
        return self.steps[-1].step

    @property
    def outcome(self) -> Outcome | None:
        return next((taken.outcome for taken in self.steps if taken.outcome), None)


def asking(*steps: Step, outcome: Outcome = Outcome.GRANTED) -> Asking:
    return Asking(tuple(Taken(step, outcome=outcome if step is Step.DECIDED else None) for step in steps))


WAY = (Step.PREPARED, Step.RECEIVED, Step.UNDER_REVIEW, Step.DECIDED, Step.RECORD_UPDATED, Step.NOTIFIED)


@pytest.mark.parametrize("length", range(1, 7))
def test_every_step_says_what_was_and_what_comes(length: int) -> None:
    view = correction_request_view(asking(*WAY[:length]), SEEN, None, None, points=0)
    assert [step.state for step in view.steps] == ["done"] * (length - 1) + ["now"] + ["ahead"] * (6 - length)
    assert view.happened and view.next
    assert bool(view.decision) is (length >= 4)


def test_a_step_that_another_has_followed_is_told_as_past() -> None:
    steps = correction_request_view(asking(*WAY[:3]), SEEN, None, None, points=0).steps
    assert [step.name for step in steps[:3]] == ["準備をしました", "窓口で受け付けました", "調べています"]
    assert not steps[0].lines
    assert steps[2].lines


@pytest.mark.parametrize(
    ("steps", "ahead"),
    [
        (WAY[:2], 4),
        ((*WAY[:2], Step.PAPERS_ASKED), 4),
        ((*WAY[:2], Step.WITHDRAWN), 0),
    ],
)
def test_what_is_still_to_come(steps: tuple[Step, ...], ahead: int) -> None:
    view = correction_request_view(asking(*steps), SEEN, None, None, points=0)
    assert sum(step.state == "ahead" for step in view.steps) == ahead


def test_of_what_is_refused_no_record_is_changed() -> None:
    view = correction_request_view(asking(*WAY[:4], outcome=Outcome.REFUSED), SEEN, None, None, points=0)
    assert [step.name for step in view.steps if step.state == "ahead"] == ["結果をお知らせします"]
    assert view.decision is not None and "行政不服審査法第18条第1項" in view.decision.law


@pytest.mark.parametrize(
    ("outcome", "following", "until"),
    [
        (Outcome.GRANTED, "年金事務所が、決まったとおりに記録を直します。", "記録が直るまで、数週間"),
        (Outcome.PARTLY, "年金事務所が、訂正すると決まったところを直します。そのほか", "記録が直るまで、数週間"),
        (
            Outcome.REFUSED,
            "決定を知らせる紙が届きます。記録は、いまのままです。",
            "お知らせまで、数日から2週間",
        ),
    ],
)
def test_what_comes_next_is_said_by_what_was_decided(outcome: Outcome, following: str, until: str) -> None:
    said = dict(correction_request_view(asking(*WAY[:4], outcome=outcome), SEEN, None, None, points=0).next)
    assert said["次にすること"].startswith(following)
    assert said["日にちのこと"].startswith(until)
    assert said["あなたにできること"].startswith("決まったわけを")


def test_once_it_is_over_no_time_is_said() -> None:
    over = correction_request_view(asking(*WAY[:4], Step.NOTIFIED, outcome=Outcome.REFUSED), SEEN, None, None, points=0)
    assert [name for name, _ in over.next] == ["次にすること", "あなたにできること"]


@pytest.mark.parametrize("outcome", Outcome)
def test_a_refusal_of_time_only_says_who_weighs_it_and_how_one_appeals(outcome: Outcome) -> None:
    decided = asking(*WAY[:4], outcome=outcome)
    student = replace(decided, request=replace(ASKED, claim="student-abroad"))
    gone = replace(decided, request=replace(ASKED, claim="of an older version"))
    said = [correction_request_view(each, SEEN, None, None, points=0).decision for each in (student, decided, gone)]
    told = ["年金を請求したときに決まります" in "".join(each.says) for each in said if each]
    assert told == [outcome is not Outcome.GRANTED, False, False]


@pytest.mark.parametrize(
    ("length", "labels"),
    [
        (1, ["内容を書きなおす", "この相談を消す"]),
        (2, ["この相談を取り下げる"]),
        (3, ["この相談を取り下げる"]),
        (4, []),
    ],
)
def test_what_can_be_done_at_each_step(length: int, labels: list[str]) -> None:
    view = correction_request_view(asking(*WAY[:length]), SEEN, None, None, points=0)
    assert [link.label for link in view.links] == labels
    assert bool(view.paper) is bool(labels)


def estimate_of(persona: str) -> Estimate:
    found = compute_estimate(timeline_of(persona).record, TODAY, load_rules(), AS_NOW)
    assert isinstance(found, Estimate)
    return found


def money_rows(amounts: Amounts) -> list[str]:
    change = compare_records(SEEN, SEEN, load_rules())
    view = correction_request_view(asking(*WAY[:5]), SEEN, change, amounts, points=0)
    assert view.money is not None
    return [str(row.cells[0]) for row in view.money.table.rows] if view.money.table else [view.money.lead]


def test_the_amount_of_before_and_after() -> None:
    more, less = estimate_of("haruno"), estimate_of("nakagawa")
    yen = [f"{found.stages[-1].yearly:,}円" for found in (less, more)]
    up, down = money_rows(Amounts((), less, more)), money_rows(Amounts((), more, less))
    assert (up[:2], down[:2]) == (yen, yen[::-1])
    assert {up[2].endswith("ふえる見込みです"), down[2].endswith("へる見込みです")} == {True}
    assert money_rows(Amounts((), more, more))[2] == "変わりません"


def test_no_amount_is_promised_where_none_can_be_said() -> None:
    assert money_rows(Amounts((Limit.PAST_75,), None, None)) == [
        "年金の額は、ここでは計算できません。お近くの年金事務所で、おたずねください。"
    ]


def test_a_record_without_a_right_before_says_so() -> None:
    found, without = estimate_of("haruno"), estimate_of("fukuda")
    rows = money_rows(Amounts((), without, found))
    assert rows == ["月数が足りず、計算できません", f"{found.stages[-1].yearly:,}円", "わかりません"]


def test_recorded_runs_name_what_is_recorded_and_the_firm() -> None:
    lines = recorded_lines(MonthRange(YearMonth.of(1983, 3), YearMonth.of(1983, 8)), SEEN)
    assert [line.months.partition("（1983年）")[2] for line in lines] == [
        "3月（1か月）",
        "4月から7月まで（4か月）",
        "8月（1か月）",
    ]
    assert lines[1].what == "未加入"
    assert "、" in lines[0].what


def test_months_before_the_record_begins_are_said_to_have_none() -> None:
    first = SEEN.first_month
    before, *rest = recorded_lines(MonthRange(first.plus(-12), first), SEEN)
    assert ("（12か月）" in before.months, before.what, len(rest)) == (True, "対象外", 1)
    assert recorded_lines(MonthRange(first.plus(-12), first.plus(-2)), SEEN)[0].months.endswith("（11か月）")


def test_a_strip_keeps_the_ends_of_a_long_run() -> None:
    strip = month_strip(MonthRange(YearMonth.of(1990, 1), YearMonth.of(1999, 12)), SEEN)
    assert [month.spoken for month in strip if month.cell is None] == ["あいだの114か月"]
    beyond = month_strip(MonthRange(SEEN.first_month, SEEN.first_month), SEEN)[0]
    assert beyond.cell is not None and beyond.cell.status is Status.NONE_OUT
