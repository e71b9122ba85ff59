"""The words of every point: all rules, all forms, and nothing promised."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from pension.checks import Call, Finding, Rule, find_points
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, record, ym
from tests.web.views.test_record_month import PERSONAS, points_of, timeline_of
from web.views.point_texts import PointText, call_kind, point_text, point_url

EVERY_POINT = [(person, finding) for person in PERSONAS for finding in points_of(person)]


def text_of(person: str, rule: Rule, which: int = 0) -> PointText:
    found = [finding for finding in points_of(person) if finding.rule is rule]
    return point_text(found[which], timeline_of(person))


def statuses_in(person: str, finding: Finding) -> set[Status]:
    months = finding.range
    return {
        span.status
        for span in timeline_of(person).spans
        if span.first_month <= months.last_month and months.first_month <= span.last_month
    }


def text_where(rule: Rule, status: Status) -> PointText:
    """The words of the first point of a rule whose months all have one status."""
    person, finding = next(
        (person, finding)
        for person, finding in EVERY_POINT
        if finding.rule is rule and statuses_in(person, finding) == {status}
    )
    return point_text(finding, timeline_of(person))


def test_the_demo_people_have_every_rule() -> None:
    assert {finding.rule for _, finding in EVERY_POINT} == set(Rule)


@pytest.mark.parametrize("person", PERSONAS)
def test_every_point_answers_every_question_politely(person: str) -> None:
    for finding in points_of(person):
        tag, *sentences = astuple(point_text(finding, timeline_of(person)))
        assert tag and not tag.endswith("。")
        for sentence in sentences:
            assert sentence.endswith("。")
            assert not any(word in sentence for word in ("異常", "警告", "不備", "必ずもどります", "None", "！"))


def test_the_two_forms_of_a_month_without_record() -> None:
    missing = text_of("haruno", Rule.NOT_ENROLLED)
    assert missing.tag == "抜けている月"
    assert missing.what == "仕事をやめたあと、国民年金に入った記録がありません。"
    maybe = text_of("haruno", Rule.NOT_ENROLLED, -1)
    assert maybe.tag == "手続きでふえるかも"
    assert "年金の額には入りません。" in maybe.why


def test_what_can_still_be_paid_names_its_last_day() -> None:
    text = text_of("haruno", Rule.PAYABLE)
    assert text.summary == "令和9年（2027年）3月31日に、1か月目の期限が来ます。"
    assert text.next_step.startswith("令和9年（2027年）3月31日までに、1か月目の分を納めてください。")
    assert "任意加入" in text.what and "免除" not in text.next_step


def test_money_paid_twice_is_not_promised_back() -> None:
    text = text_of("haruno", Rule.OVERLAP)
    assert text.what == "厚生年金と国民年金の両方に、記録があります。"
    assert "お返しの対象になることがあります（2年の期限があります）。" in text.next_step


def test_a_gap_between_two_jobs_names_both() -> None:
    finding = next(finding for finding in points_of("haruno") if finding.rule is Rule.ONE_MONTH_GAP)
    what = point_text(finding, timeline_of("haruno")).what
    assert finding.employers[0] in what and finding.employers[1] in what


def test_a_pay_jump_says_from_what_to_what() -> None:
    text = text_of("haruno", Rule.PAY_JUMP)
    assert "220,000円から300,000円に上がっています。" in text.what


def test_neighbours_of_several_kinds_are_listed() -> None:
    text = text_of("haruno", Rule.UNPAID)
    assert text.what == (
        "第3号の届け出がおくれて数えられていない月と、国民年金の保険料を納めた記録がない月が、つづいています。"
    )


def test_months_without_record_can_be_declared_for_two_years() -> None:
    """2026-08 is open until 2028-09-30; 1983-04 is long past."""
    timeline = build_timeline(record(job("2024-04-01", "2026-08-01"), born="1990-01-01"), TODAY, load_rules())
    finding = next(each for each in find_points(timeline, load_rules()) if each.first_month == ym("2026-08"))
    hint = "いまから国民年金の届け出をして、納められることがあります。"
    assert hint in point_text(finding, timeline).next_step
    assert hint not in text_of("haruno", Rule.NOT_ENROLLED).next_step


@pytest.mark.parametrize(
    ("rule", "status", "tag"),
    [
        (Rule.UNPAID, Status.N1_UNPAID, "納めていない月"),
        (Rule.UNPAID, Status.NV_UNPAID, "納めていない月"),
        (Rule.UNPAID, Status.N3_NC, "数えられていない第3号"),
        (Rule.UNPAID, Status.E_LAPSED, "会社が納めていない月"),
        (Rule.PART_UNPAID, Status.N1_EX12_UNP, "半額免除の残りが未納"),
        (Rule.WITHDRAWAL_ALLOWANCE, Status.E_LUMP, "脱退手当金の記録"),
        (Rule.SPOUSE_MISMATCH, Status.N3, "配偶者の記録とのちがい"),
    ],
)
def test_tags(rule: Rule, status: Status, tag: str) -> None:
    assert text_where(rule, status).tag == tag


def test_calls_and_addresses() -> None:
    kinds = {finding.call: call_kind(finding) for _, finding in EVERY_POINT}
    assert kinds == {Call.CONFIRM: "confirm", Call.CAN_ACT: "act"}
    assert point_url("4-2025-02-x") == "/records/checks#point-4-2025-02-x"
