"""What is paid from when, in words."""

from __future__ import annotations

from datetime import date

from pension.estimate import Estimate, compute_estimate
from pension.payment import Stage
from rules.loader import load_rules
from tests.pension.documents import TODAY
from tests.web.views.demo_records import timeline_of
from web.views.stages import line_name, stage_heading, stage_views


def stages_of(person: str) -> tuple[Stage, ...]:
    estimate = compute_estimate(timeline_of(person).record, TODAY, load_rules())
    assert isinstance(estimate, Estimate)
    return estimate.stages


def test_a_stage_says_from_when_at_which_age_and_until_when() -> None:
    first, last = stages_of("yamaguchi")
    born = date(1962, 9, 10)
    assert stage_heading(first, born) == "令和7年（2025年）10月（63歳）から令和9年（2027年）9月まで"
    assert stage_heading(last, born) == "令和9年（2027年）10月（65歳）から"


def test_parts_of_the_employees_pension_are_named_as_people_know_them() -> None:
    last = stages_of("yamaguchi")[-1]
    assert [line_name(line) for line in last.lines] == [
        "老齢基礎年金",
        "振替加算",
        "老齢厚生年金（給与と月数で決まる分）",
        "老齢厚生年金（経過的加算）",
    ]


def test_what_was_counted_before_is_not_counted_again() -> None:
    first, last = stage_views(stages_of("yamaguchi"), date(1962, 9, 10))
    assert [counting.heading for counting in first.counting] == ["老齢厚生年金（給与と月数で決まる分）"]
    assert [counting.heading for counting in last.counting] == [
        "老齢基礎年金",
        "振替加算",
        "老齢厚生年金（経過的加算）",
    ]


def test_two_insurers_are_told_apart() -> None:
    (*_, last) = stage_views(stages_of("endo"), date(1970, 6, 20))
    names = [row.name for row in last.table.rows]
    assert any(name.endswith("〔会社など〕") for name in names)
    assert any("の共済〕" in name for name in names)
