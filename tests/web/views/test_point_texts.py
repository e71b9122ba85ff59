"""The words of every point: all rules, all forms, and nothing promised."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

import pytest

from pension.approximate import ApproximateDate, Part
from pension.checks import Call, Finding, Rule, find_points
from pension.life_events import Category as EventCategory
from pension.life_events import LifeEvent
from pension.record import Category, Facts, FormerName, Spouse
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, person, record, run, ym
from tests.web.views.test_record_month import PERSONAS, points_of, timeline_of
from web.views.point_texts import PointText, call_kind, point_text, point_url, point_when

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
    assert {finding.rule for _, finding in EVERY_POINT} == set(Rule) - {Rule.REMEMBERED_ONLY}


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
    assert maybe.tag == "月数がふえるかも"
    assert "年金の額には入りません。" in maybe.why


def test_what_can_still_be_paid_names_its_last_day() -> None:
    text = text_of("haruno", Rule.PAYABLE)
    assert text.summary == "令和9年（2027年）3月31日に、1か月目の期限が来ます。"
    assert text.next_step.startswith(
        "納めるときは、令和9年（2027年）3月31日までに、1か月目の分（16,980円）を納めてください。"
    )
    assert "任意加入" in text.what and "免除" not in text.next_step


def test_money_paid_twice_is_not_promised_back() -> None:
    text = text_of("haruno", Rule.OVERLAP)
    assert text.what == "厚生年金と国民年金の両方に、記録があります。"
    assert "戻ることがあります（2年の期限があります）。" in text.next_step


def test_a_month_as_dependent_spouse_was_never_paid_for() -> None:
    """第3号 beside employment: nothing was paid twice, so nothing can come back."""
    text = text_of("endo", Rule.OVERLAP, 1)
    assert "二重" not in text.why and "お返し" not in text.next_step


def test_overlaps_name_what_overlaps_and_who_knows() -> None:
    assert text_of("endo", Rule.OVERLAP).what == "共済組合と厚生年金の両方に、記録があります。"
    assert text_of("endo", Rule.OVERLAP).ask.startswith("入っていた共済組合")
    assert text_of("endo", Rule.OVERLAP, 2).what == "国民年金（第3号）と国民年金（第1号）の両方に、記録があります。"
    assert "厚生年金の分は、厚生年金の額に入ります。" in text_of("murakami", Rule.OVERLAP).why


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("yamaguchi", "配偶者の厚生年金などの加入は、平成6年（1994年）5月16日に終わった記録です。"),
        (
            "nishimura",
            "配偶者は、65歳以上で年金を受け取る権利があり、平成27年（2015年）7月9日からは第2号ではありません。",
        ),
        ("kudo", "配偶者との結婚は、平成21年（2009年）5月20日に終わった記録です。"),
    ],
)
def test_a_spouse_mismatch_says_what_ended_and_when(person: str, sentence: str) -> None:
    assert text_of(person, Rule.SPOUSE_MISMATCH).what.endswith(sentence)


def test_time_after_a_correction_is_offered_for_its_months_only() -> None:
    """特定期間, 国年法附則9条の4の2: months until June 2013."""
    later = "訂正したあとで届け出ると、受け取るための月数に入ることもあります。"
    assert later in text_of("yamaguchi", Rule.SPOUSE_MISMATCH).next_step
    assert later not in text_of("nishimura", Rule.SPOUSE_MISMATCH).next_step


def test_a_spouse_of_whom_nothing_ended_is_not_blamed() -> None:
    facts = Facts(spouses=(Spouse(married_on=date(2000, 5, 1), birth_date=date(1970, 1, 1)),))
    third = national("2000-03-01", None, run("2000-03", "2026-10", Status.N3), category=Category.CATEGORY_3)
    timeline = build_timeline(record(third, born="1972-01-01", facts=facts), TODAY, load_rules())
    finding = next(each for each in find_points(timeline, load_rules()) if each.rule is Rule.SPOUSE_MISMATCH)
    assert point_text(finding, timeline).what.endswith("（第2号）だった記録がありません。")


def test_a_late_notice_needs_no_reason_before_april_2005() -> None:
    """平成16年改正法附則20条, 21条1項."""
    assert "わけを問わず" in text_of("sakai", Rule.UNPAID).next_step


def test_the_rest_of_a_part_exempt_month_has_its_amount_and_day() -> None:
    some_too_late = text_of("matsuo", Rule.PART_UNPAID).next_step
    assert some_too_late.startswith(
        "令和6年（2024年）10月分からは、まだ納められます。"
        "納めるときは、令和8年（2026年）11月30日までに、1か月目の分（8,490円）を納めてください。"
    )
    one_month = text_of("matsuo", Rule.PART_UNPAID, 2).next_step
    assert one_month.startswith("納めるときは、令和10年（2028年）10月31日までに、13,440円を納めてください。")
    assert text_of("maeda", Rule.PART_UNPAID).what.endswith("納められる期限は過ぎています。")


@pytest.mark.parametrize(
    ("then", "what"),
    [
        (("青木 和子", "アオキ カズコ"), "前のお名前「青木 和子（アオキ カズコ）」のまま、残っている記録です。"),
        (
            ("春野 和子", "ハルノ ワコ"),
            "お名前の読みが、「ハルノ ワコ」となっている記録です。いまの読みは、「ハルノ カズコ」です。",
        ),
        (
            ("秋野 和子", "アキノ カズコ"),
            "いまとちがう、「秋野 和子（アキノ カズコ）」というお名前で残っている記録です。",
        ),
    ],
)
def test_a_name_then_is_a_former_one_another_reading_or_unknown(then: tuple[str, str], what: str) -> None:
    former = (FormerName(name="青木 和子", kana="アオキ カズコ"),)
    document = record(job("1980-04-01", "1983-04-01", name=then[0], kana=then[1]), person=person(former_names=former))
    timeline = build_timeline(document, TODAY, load_rules())
    finding = next(each for each in find_points(timeline, load_rules()) if each.rule is Rule.OTHER_NAME)
    assert point_text(finding, timeline).what == what


def test_a_withdrawal_allowance_says_how_many_months_count_as_time() -> None:
    assert "そのうち72か月は、受け取るための月数に入っています。" in text_of("nakajima", Rule.WITHDRAWAL_ALLOWANCE).why


def remembered(**said: ApproximateDate) -> tuple[Finding, PointText]:
    """A point of the worksheet, beside a record of one job from 1980 to 1990."""
    event = LifeEvent(number=2, category=EventCategory.JOB, name="喫茶こまどり", **said)  # type: ignore[arg-type]  # as given
    timeline = build_timeline(record(job("1980-04-01", "1990-04-01")), TODAY, load_rules())
    (finding,) = [point for point in find_points(timeline, load_rules(), [event]) if point.memory]
    return finding, point_text(finding, timeline)


def test_a_remembered_job_without_a_record_is_told_with_what_is_recorded_beside_it() -> None:
    finding, text = remembered(began=ApproximateDate(year=1984), ended=ApproximateDate(year=1986, part=Part.SPRING))
    assert text.what == (
        "履歴整理表にあるつとめ先「喫茶こまどり」の記録が、見あたりません。同じころに「あおば印刷」の記録があります。"
    )
    assert text.summary == "履歴整理表にあるつとめ先「喫茶こまどり」の記録が、見あたりません。"
    assert text.tag == "記録がないつとめ先" and all(part.endswith("。") for part in astuple(text)[1:])
    assert point_when(finding) == "昭和59年（1984年）から昭和61年（1986年）の春まで"
    alone = remembered(began=ApproximateDate(year=1995))[1]
    assert alone.what == alone.summary


def test_when_a_point_is_about_is_told_shortly_or_in_full() -> None:
    finding = points_of("haruno")[1]
    assert point_when(finding) == "昭和58年（1983年）4月から7月まで（4か月）"
    assert point_when(finding, short=True) != point_when(finding)


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
        "第3号の届け出がおくれたなどのため数えられていない月と、国民年金の保険料を納めた記録がない月が、つづいています。"
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
