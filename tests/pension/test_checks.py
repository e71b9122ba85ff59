"""The rules that call for a look, each with what it must and must not find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pension.approximate import ApproximateDate
from pension.checks import Call, Finding, Rule, find_points, memory_key_prefix
from pension.life_events import Category as Kind
from pension.life_events import LifeEvent
from pension.record import (
    Category,
    Correction,
    Facts,
    HandbookNumber,
    PayRun,
    PensionRecord,
    Spouse,
    SpouseCoverage,
    StatusRun,
)
from pension.status import Status
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, person, record, run, ym

RULES = load_rules()


def points(document: PensionRecord, today: date = TODAY) -> tuple[Finding, ...]:
    return find_points(build_timeline(document, today, RULES), RULES)


def of(rule: Rule, document: PensionRecord) -> list[tuple[str, str]]:
    return [(str(point.first_month), str(point.last_month)) for point in points(document) if point.rule is rule]


def test_rule_1_a_gap_is_confirmed_and_a_chance_is_an_act() -> None:
    document = record(job("1980-04-01", "1983-04-01"), job("1990-04-01", None, id="e2"), facts=Facts())
    found = [
        (str(p.first_month), str(p.last_month), p.call, p.status)
        for p in points(document)
        if p.rule is Rule.NOT_ENROLLED
    ]
    assert found == [("1983-04", "1990-03", Call.CAN_ACT, Status.KARA_MAYBE)]
    married = record(job("1980-04-01", "1983-04-01"), job("1990-04-01", None, id="e2"))
    assert [(p.call, p.status) for p in points(married)] == [(Call.CONFIRM, Status.NONE_REQ)]


def test_rule_2_and_4_unpaid_and_still_payable() -> None:
    document = record(
        job("2010-01-09", "2023-04-01"),
        national("2023-04-01", "2025-04-01", run("2023-04", "2025-03", Status.N1_UNPAID)),
        job("2025-04-01", None, id="e2"),
        born="1990-01-10",
    )
    payable, unpaid = points(document)
    assert (payable.rule, str(payable.first_month), payable.last_pay_date) == (
        Rule.PAYABLE,
        "2024-10",
        date(2026, 11, 30),
    )
    assert (payable.call, unpaid.call, unpaid.rule, unpaid.months) == (Call.CAN_ACT, Call.CONFIRM, Rule.UNPAID, 18)


def test_rule_4_reaches_to_the_end_of_the_table() -> None:
    document = record(
        job("2010-01-09", "2026-04-01"),
        national("2026-04-01", None, run("2026-04", "2027-03", Status.N1_UNPAID)),
        born="1990-01-10",
        as_of=ym("2027-03"),
    )
    (point,) = points(document, date(2027, 3, 31))
    assert (point.rule, str(point.last_month)) == (Rule.PAYABLE, "2027-03")


def test_rule_2_months_recorded_as_not_counting() -> None:
    lapsed = StatusRun(first_month=ym("2012-04"), last_month=ym("2012-09"), status=Status.E_LAPSED)
    document = record(job("2010-01-09", None, exceptions=(lapsed,)), born="1990-01-10")
    assert of(Rule.UNPAID, document) == [("2012-04", "2012-09")]
    assert of(Rule.NO_REMUNERATION, document) == []


def test_rule_3_partly_exempt_with_the_rest_unpaid_names_the_first_day_that_still_helps() -> None:
    def half(first: str, last: str) -> PensionRecord:
        return record(
            job("2010-01-09", f"{first}-01"),
            national(f"{first}-01", f"{ym(last).plus(1)}-01", run(first, last, Status.N1_EX12_UNP)),
            job(f"{ym(last).plus(1)}-01", None, id="e2"),
            born="1990-01-10",
        )

    old, mixed = points(half("2014-07", "2015-06"))[0], points(half("2024-07", "2025-06"))[0]
    assert (old.rule, old.call, old.last_pay_date) == (Rule.PART_UNPAID, Call.CONFIRM, None)
    assert mixed.last_pay_date == date(2026, 11, 30)


def test_rule_5_an_overlap_names_its_employer() -> None:
    document = record(
        job("1981-06-14", "2001-04-01"),
        national("2001-04-01", "2002-01-01", run("2001-04", "2001-12")),
        job("2001-08-10", None, id="e2", employer="ひかり商店"),
    )
    (point,) = [point for point in points(document) if point.rule is Rule.OVERLAP]
    assert (str(point.first_month), point.months, point.employers) == ("2001-08", 5, ("ひかり商店",))


def test_rule_6_one_uncounted_month_between_two_jobs() -> None:
    def gap(months: str) -> PensionRecord:
        return record(
            job("2010-01-09", "2018-09-16"), job(months, None, id="e2", employer="ひかり商店"), born="1990-01-10"
        )

    (point,) = points(gap("2018-10-01"))
    assert (point.rule, str(point.first_month), point.employers) == (
        Rule.ONE_MONTH_GAP,
        "2018-09",
        ("あおば印刷", "ひかり商店"),
    )
    assert [point.rule for point in points(gap("2018-11-01"))] == [Rule.NOT_ENROLLED]
    assert points(gap("2018-09-20")) == ()


def test_rule_6_needs_a_job_on_both_sides() -> None:
    document = record(
        job("2010-01-09", "2018-09-16"), national("2018-10-01", None, run("2018-10", "2026-10")), born="1990-01-10"
    )
    assert [point.rule for point in points(document)] == [Rule.NOT_ENROLLED]


def test_rule_6_takes_its_month_out_of_a_run_of_unpaid_months_only_where_it_stands_alone() -> None:
    document = record(
        job("2010-01-09", "2018-09-16"),
        national("2018-09-16", "2018-10-01", run("2018-09", "2018-09", Status.N1_UNPAID)),
        job("2018-10-01", None, id="e2"),
        born="1990-01-10",
    )
    assert [point.rule for point in points(document)] == [Rule.ONE_MONTH_GAP]


def test_a_gap_is_what_lies_open_between_what_is_recorded() -> None:
    document = record(
        job("2010-01-09", "2018-09-16"),
        job("2018-10-01", "2020-04-01", employer="ひかり商店", id="e2"),
        national("2020-04-01", "2021-04-01", run("2020-04", "2021-03", Status.N1_UNPAID)),
        job("2022-04-01", None, id="e3"),
        born="1990-01-10",
    )
    found = {point.rule: point.is_gap for point in points(document)}
    assert found == {Rule.ONE_MONTH_GAP: True, Rule.NOT_ENROLLED: True, Rule.UNPAID: False}


def test_rule_7_a_big_change_of_pay_by_share_and_by_grades() -> None:
    def pays(when: str, before: int, after: int) -> PensionRecord:
        first = PayRun(first_month=ym("2010-01"), last_month=ym(when).plus(-1), standard_monthly_remuneration=before)
        second = PayRun(first_month=ym(when), standard_monthly_remuneration=after)
        return record(job("2010-01-09", None, pay=(first, second)), born="1990-01-10")

    assert of(Rule.PAY_JUMP, pays("2014-09", 300_000, 210_000)) == [("2014-09", "2014-09")]
    assert of(Rule.PAY_JUMP, pays("2014-09", 300_000, 220_000)) == []
    assert of(Rule.PAY_JUMP, pays("2018-09", 200_000, 300_000)) == [("2018-09", "2018-09")]  # 14 to 19
    assert of(Rule.PAY_JUMP, pays("2018-09", 200_000, 280_000)) == []  # 14 to 18
    (jump,) = [point for point in points(pays("2018-09", 200_000, 300_000)) if point.rule is Rule.PAY_JUMP]
    assert (jump.pay_before, jump.pay_after, jump.call) == (200_000, 300_000, Call.CONFIRM)


def test_rule_7_pay_with_a_hole_between_or_of_a_withdrawn_job_is_no_jump() -> None:
    first = PayRun(first_month=ym("2010-01"), last_month=ym("2012-03"), standard_monthly_remuneration=100_000)
    second = PayRun(first_month=ym("2013-04"), standard_monthly_remuneration=500_000)
    holed = record(job("2010-01-09", None, pay=(first, second)), born="1990-01-10")
    assert of(Rule.PAY_JUMP, holed) == []
    joined = job("2010-01-09", None, pay=(replace(first, last_month=None), second))
    correction = Correction(
        id="c1", decided_on=date(2020, 1, 1), office="港年金事務所", reason="別の人の記録", withdraws=("e1",)
    )
    assert of(Rule.PAY_JUMP, record(joined, born="1990-01-10")) == [("2013-04", "2013-04")]
    assert of(Rule.PAY_JUMP, record(joined, born="1990-01-10", corrections=(correction,))) == []


def spouse(**more: object) -> Facts:
    fields: dict[str, object] = {
        "married_on": date(1986, 4, 1),
        "birth_date": date(1950, 7, 10),
        "coverage": (
            SpouseCoverage(enrolled_on=date(1975, 4, 1), disenrolled_on=date(1994, 5, 16)),
            SpouseCoverage(enrolled_on=date(1994, 6, 1)),
        ),
    }
    return Facts(spouses=(Spouse(**(fields | more)),))  # type: ignore[arg-type]  # the fields are those of Spouse


def category_3(first: str, end: str, born: str = "1960-01-10") -> PensionRecord:
    period = national(
        f"{first}-01", f"{end}-01", run(first, str(ym(end).plus(-1)), Status.N3), category=Category.CATEGORY_3
    )
    return record(period, born=born)


def test_rule_8_h7_the_month_between_the_husbands_jobs() -> None:
    document = replace(category_3("1986-04", "2000-04"), facts=spouse())
    assert of(Rule.SPOUSE_MISMATCH, document) == [("1994-05", "1994-05")]


def test_rule_8_h7b_from_65_with_a_right_the_husband_is_no_longer_category_2() -> None:
    document = replace(category_3("2010-04", "2016-04"), facts=spouse(old_age_right_on=date(2010, 7, 9)))
    assert of(Rule.SPOUSE_MISMATCH, document) == [("2015-07", "2016-03")]
    later = replace(category_3("2010-04", "2016-04"), facts=spouse(old_age_right_on=date(2016, 1, 5)))
    assert of(Rule.SPOUSE_MISMATCH, later) == [("2016-01", "2016-03")]


def test_rule_8_marriage_bounds_the_spouses_months() -> None:
    document = replace(
        category_3("1986-04", "1990-04"), facts=spouse(married_on=date(1986, 6, 1), ended_on=date(1989, 12, 10))
    )
    assert of(Rule.SPOUSE_MISMATCH, document) == [("1986-04", "1986-05"), ("1989-12", "1990-03")]


def test_rule_8_needs_facts_about_a_spouse() -> None:
    assert of(Rule.SPOUSE_MISMATCH, category_3("1986-04", "1990-04")) == []
    assert of(Rule.SPOUSE_MISMATCH, replace(category_3("1986-04", "1990-04"), facts=spouse())) == []


def test_rule_9_a_withdrawal_allowance() -> None:
    lump = StatusRun(first_month=ym("1980-04"), last_month=ym("1983-03"), status=Status.E_LUMP)
    document = record(job("1980-04-01", "1983-04-01", exceptions=(lump,)))
    assert of(Rule.WITHDRAWAL_ALLOWANCE, document) == [("1980-04", "1983-03")]


def test_rule_10_another_name_before_1997() -> None:
    married = record(job("1980-04-01", "1983-04-01", kana="アオキ カズコ", name="青木 和子"))
    (point,) = [point for point in points(married) if point.rule is Rule.OTHER_NAME]
    assert (point.names, point.frames_cells, point.employers) == (
        ("青木 和子", "アオキ カズコ"),
        False,
        ("あおば印刷",),
    )
    assert of(Rule.OTHER_NAME, record(job("1998-04-01", "2003-04-01", kana="アオキ カズコ"))) == []
    assert of(Rule.OTHER_NAME, record(job("1980-04-01", "1983-04-01", kana="ハルノ カズコ"))) == []


def test_rule_10_reads_the_name_of_the_handbook_number() -> None:
    handbook = HandbookNumber(scheme="national_pension", number="3101-123456", kana="ハルノ ワコ")  # type: ignore[arg-type]  # as decoded
    old = replace(national("1981-06-14", "1990-04-01", run("1981-06", "1990-03")), handbook_number="3101-123456")
    document = record(old, person=person("1961-06-15", handbook_numbers=(handbook,)))
    assert of(Rule.OTHER_NAME, document) == [("1981-06", "1990-03")]


def test_rule_10_leaves_withdrawn_entries_and_early_table_ends_alone() -> None:
    correction = Correction(
        id="c1", decided_on=date(2020, 1, 1), office="港年金事務所", reason="別の人の記録", withdraws=("e1",)
    )
    document = record(job("1980-04-01", "1983-04-01", kana="アオキ カズコ"), corrections=(correction,))
    assert of(Rule.OTHER_NAME, document) == []


def test_rule_11_a_job_without_remuneration() -> None:
    pay = PayRun(first_month=ym("1982-04"), standard_monthly_remuneration=100_000)
    assert of(Rule.NO_REMUNERATION, record(job("1980-04-01", "1983-04-01", pay=(pay,)))) == [("1980-04", "1982-03")]
    assert of(Rule.NO_REMUNERATION, record(job("1980-04-01", "1983-04-01", pay=()))) == [("1980-04", "1983-03")]
    assert of(Rule.NO_REMUNERATION, record(job("1980-04-01", "1983-04-01", pay=(), status=Status.E3))) == []
    open_pay = PayRun(first_month=ym("1980-04"), standard_monthly_remuneration=100_000)
    two = record(job("1980-04-01", "1983-04-01", pay=(open_pay,)), job("1983-04-01", "1984-04-01", id="e2", pay=()))
    assert of(Rule.NO_REMUNERATION, two) == [("1983-04", "1984-03")]


def test_rule_11_reaches_to_the_end_of_the_table() -> None:
    document = record(job("2010-01-09", None, pay=()), born="1990-01-10", as_of=ym("2027-03"))
    (point,) = points(document, date(2027, 3, 31))
    assert (point.rule, str(point.last_month)) == (Rule.NO_REMUNERATION, "2027-03")


def remembered(**more: object) -> LifeEvent:
    """A job of 1984 to 1986 that no record knows."""
    said = {"began": ApproximateDate(year=1984, month=4), "ended": ApproximateDate(year=1986, about=True)}
    return LifeEvent(**{"number": 3, "category": Kind.JOB, "name": "喫茶こまどり", **said, **more})  # type: ignore[arg-type]  # as the test says


def of_memory(*events: LifeEvent, document: PensionRecord | None = None) -> list[Finding]:
    timeline = build_timeline(document or record(job("1990-04-01", None)), TODAY, RULES)
    return [point for point in find_points(timeline, RULES, events) if point.rule is Rule.REMEMBERED_ONLY]


def test_rule_12_a_remembered_job_without_a_record() -> None:
    (point,) = of_memory(remembered())
    assert (str(point.first_month), str(point.last_month), point.call) == ("1984-04", "1986-12", Call.CONFIRM)
    assert (point.frames_cells, point.memory, point.employers) == (False, remembered(), ())
    assert of_memory(remembered(name="あおば印刷", began=ApproximateDate(year=1990), ended=None, goes_on=True)) == []
    assert of_memory(remembered(category=Kind.SCHOOL)) == []
    assert of_memory(remembered(began=None, ended=None), document=record()) == []  # nobody knows of which time


def test_rule_12_names_what_is_recorded_beside_it() -> None:
    document = record(job("1980-04-01", "1990-04-01"), job("1990-04-01", None, id="e2"))
    (point,) = of_memory(remembered(ended=ApproximateDate(year=1986)), document=document)
    assert (point.employers, point.status) == (("あおば印刷",), Status.E1)


def test_rule_12_takes_the_ends_that_are_known() -> None:
    def months(**said: object) -> tuple[str, str]:
        (point,) = of_memory(remembered(**said), document=record(job("2020-04-01", None)))
        return str(point.first_month), str(point.last_month)

    assert months(ended=None) == ("1984-04", "1984-04")
    assert months(began=None) == ("1986-01", "1986-12")
    assert months(ended=ApproximateDate(year=1980, month=1)) == ("1980-01", "1984-04")  # the wrong way round
    assert months(ended=None, goes_on=True) == ("1984-04", str(record(job("2020-04-01", None)).as_of))


def test_rule_12_a_mark_falls_away_when_the_memory_changes_and_says_nothing_of_it() -> None:
    (first,) = of_memory(remembered())
    (noted,) = of_memory(remembered(note="森さん"))
    (changed,) = of_memory(remembered(place="見本駅の前"))
    (elsewhere,) = of_memory(remembered(point="not-enrolled-1984-04"))
    assert first.key == noted.key == elsewhere.key != changed.key
    assert first.key == "12-3-1351024847c8"  # marks are kept by it: it stays when entries get new fields
    assert first.key.startswith(memory_key_prefix(3)) and memory_key_prefix(3).startswith(memory_key_prefix())
    assert "198" not in first.key.removesuffix(first.key.rpartition("-")[2])


def test_deadlines_come_first_then_doubts_then_chances() -> None:
    document = record(
        job("1980-04-01", "1983-04-01"),
        national("2023-04-01", "2025-04-01", run("2023-04", "2025-03", Status.N1_UNPAID)),
        born="1966-01-10",
        facts=Facts(),
    )
    order = [(point.rule, point.call) for point in points(document)]
    assert order[0] == (Rule.PAYABLE, Call.CAN_ACT)
    assert order[-1][1] is Call.CAN_ACT
    assert {call for _, call in order[1:-1]} == {Call.CONFIRM}


def test_a_key_changes_when_the_record_of_its_months_does() -> None:
    def key(status: Status) -> str:
        document = record(
            job("1981-06-14", "2018-09-16"),
            national("2018-09-16", "2018-12-01", run("2018-09", "2018-11", status)),
            job("2018-12-01", None, id="e2"),
        )
        return next(point.key for point in points(document) if point.rule is Rule.UNPAID)

    assert key(Status.N1_UNPAID) == key(Status.N1_UNPAID)
    before = points(record(job("1990-04-01", None), born="1961-06-15"))[0]
    after = points(record(job("1991-04-01", None), born="1961-06-15"))[0]
    assert before.key != after.key
    assert before.range.months == before.months
