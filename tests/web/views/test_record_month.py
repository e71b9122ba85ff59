"""その月の記録 for the hard cases of the demo people, and for every month of every one of them."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from db.documents import parse_document
from pension.calendar import YearMonth
from pension.checks import Finding, find_points
from pension.record import PensionRecord, Remark, RemarkKind
from pension.status import Status
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, record, run
from tests.personas import load_personas
from web.views.month_cell import Mark
from web.views.record_month import RecordMonthView, record_month_view

PERSONAS = {persona.id: persona for persona in load_personas()}


@cache
def timeline_of(person: str) -> Timeline:
    parsed = parse_document(PERSONAS[person].document.read_text(encoding="utf-8"))
    assert isinstance(parsed, PensionRecord)
    return build_timeline(parsed, TODAY, load_rules())


@cache
def points_of(person: str) -> tuple[Finding, ...]:
    return find_points(timeline_of(person), load_rules())


def view_of(person: str, month: str) -> RecordMonthView:
    return view_in(timeline_of(person), month, points_of(person))


def view_in(timeline: Timeline, month: str, points: tuple[Finding, ...] = ()) -> RecordMonthView:
    asked = YearMonth.parse(month)
    span = timeline.span_at(asked)
    assert span is not None
    return record_month_view(timeline, span, asked, points, ())


def timeline_from(document: PensionRecord, today: date = TODAY) -> Timeline:
    return build_timeline(document, today, load_rules())


def fact(view: RecordMonthView, entry: int, name: str) -> tuple[str, ...]:
    return view.entries[entry].lines(name)


def values(view: RecordMonthView) -> tuple[str, str, str]:
    entitlement, basic, employees = (line.value for line in view.counting)
    return entitlement, basic, employees


def whys(view: RecordMonthView) -> str:
    return "".join(why.text for why in view.whys)


@pytest.mark.parametrize("person", PERSONAS)
def test_every_month_of_every_person_has_a_page(person: str) -> None:
    timeline, points = timeline_of(person), points_of(person)
    for span in timeline.spans:
        for month in (span.first_month, span.last_month):
            view = record_month_view(timeline, span, month, points, ())
            assert view.whys
            assert len(view.entries) == len(span.entries)


def test_a_month_says_what_is_recorded() -> None:
    view = view_of("haruno", "2001-08")
    assert view.heading == "平成13年（2001年）8月の記録"
    assert view.says == "会社などにつとめ、厚生年金に入っていた月です。"
    assert view.beside == "同じ月に国民年金（第1号）の記録もあり、重なっています。"
    assert fact(view, 0, "つとめ先") == ("有限会社 あおば印刷",)
    assert fact(view, 0, "加入した日") == ("平成13年（2001年）8月10日",)
    assert fact(view, 0, "給与（標準報酬月額）") == ("180,000円",)
    assert fact(view, 1, "納めた額") == ("13,300円（8月分）",)
    assert view.frame.announce.startswith("平成13年（2001年）8月の記録を開きました。会社などにつとめ")


def test_a_month_leads_on() -> None:
    view = view_of("haruno", "2001-08")
    assert view.compare is not None and view.compare.url == "/records/2001/8/overlap"
    assert view.grid.url == "/records#year-2001"
    assert view.year.url == "/records/fiscal-year/2001"
    assert view.point is not None and view.point.url.startswith("/records/checks#point-5-2001-08")
    assert view.previous is not None and view.previous.link.url == "/records/2001/7" and view.previous.same_year
    assert view.following is not None and view.following.link.label == "次の月（平成13年9月）"


def test_april_and_march_lead_to_another_year() -> None:
    april, march = view_of("haruno", "2001-04"), view_of("haruno", "2002-03")
    assert april.previous is not None and not april.previous.same_year
    assert march.following is not None and not march.following.same_year


def test_the_first_and_the_last_month_have_one_neighbour() -> None:
    timeline = timeline_of("haruno")
    assert view_of("haruno", str(timeline.first_month)).previous is None
    assert view_of("haruno", str(timeline.last_month)).following is None


def test_the_month_of_two_eras_names_both() -> None:
    assert view_of("haruno", "1989-01").heading == "1989年1月（昭和64年・平成元年）の記録"


@pytest.mark.parametrize(
    ("person", "month", "expected"),
    [
        ("haruno", "2001-08", ("1か月と数えます", "1か月分", "1か月と数えます")),
        ("haruno", "1995-06", ("数えません", "入りません", "入りません（厚生年金の月ではありません）")),
        ("haruno", "2025-02", ("いまは数えません", "いまは入りません", "入りません（厚生年金の月ではありません）")),
        ("maeda", "2010-04", ("1か月と数えます", "8分の5か月分", "入りません（厚生年金の月ではありません）")),
        ("maeda", "2008-04", ("1か月と数えます", "2分の1か月分", "入りません（厚生年金の月ではありません）")),
        (
            "hamada",
            "1976-04",
            ("実際の1か月を、1と3分の1か月と数えます", "1か月分", "実際の1か月を、1と3分の1か月と数えます"),
        ),
        (
            "kuroiwa",
            "1944-05",
            (
                "実際の1か月を、1と9分の7か月と数えます（期間だけ。カラ期間）",
                "入りません",
                "実際の1か月を、1と9分の7か月と数えます",
            ),
        ),
        ("higa", "1965-04", ("1か月と数えます", "3分の1か月分", "入りません（厚生年金の月ではありません）")),
        (
            "yoshida",
            "2013-11",
            ("1か月と数えます（期間だけ。カラ期間）", "入りません", "入りません（厚生年金の月ではありません）"),
        ),
        ("murakami", "2015-02", ("数えません", "入りません", "1か月と数えます")),
        ("ishikawa", "2019-10", ("1か月と数えます（期間だけ。カラ期間）", "入りません", "1か月と数えます")),
    ],
)
def test_what_a_month_counts_for(person: str, month: str, expected: tuple[str, str, str]) -> None:
    assert values(view_of(person, month)) == expected


def test_a_void_job_is_shown_with_its_reason() -> None:
    view = view_of("murakami", "2020-06")
    assert view.entries[1].cell.status is Status.E_VOID
    assert view.entries[1].label == "算入しない記録（同月得喪）"
    assert view.beside == "同じ月に厚生年金に入ってやめた記録もありますが、算入しません（同月得喪）。"
    assert "同月得喪：この月は厚生年金に算入しません。" in whys(view)


def test_a_void_job_without_anything_after_it_is_still_told() -> None:
    view = view_of("nakagawa", "2026-03")
    assert view.cell.status is Status.NONE_REQ
    assert "算入しません（同月得喪）" in view.beside


def test_an_unpaid_month_is_not_called_counted() -> None:
    view = view_of("haruno", "1995-06")
    assert view.entries[0].label == "いまの記録"
    assert "ほかに数える記録" not in whys(view)


def test_a_job_that_ended_within_the_month_explains_the_gap() -> None:
    assert "10月の最後の日までつとめていたのなら、10月分も入ります。" in whys(view_of("haruno", "2012-10"))


def test_a_job_that_ended_with_the_month_before_does_not() -> None:
    assert "最後の日まで" not in whys(view_of("haruno", "1983-04"))


def test_one_day_decides_the_last_month() -> None:
    """H2c: left on 30 September, so September belongs to the job."""
    view = view_in(timeline_from(record(job("2010-04-01", "2018-10-01"), job("2018-10-01", None, id="e2"))), "2018-09")
    assert "9月30日（月の最後の日）までつとめたので、9月分まで入ります。" in whys(view)


def test_what_wartime_service_adds_has_its_reason() -> None:
    """H6."""
    assert "戦時中に坑内ではたらいた月として、3分の1を足して数えます。" in whys(view_of("kuroiwa", "1944-05"))


def test_one_record_is_first_told_what_it_counts_for() -> None:
    assert view_of("haruno", "1990-05").whys[0].text.startswith("保険料を納めた月と同じに")


def test_of_several_records_first_which_one_counts() -> None:
    assert "第2号被保険者になります" in view_of("haruno", "2001-08").whys[0].text


@pytest.mark.parametrize(
    ("person", "month", "answer"),
    [
        ("haruno", "2001-08", "年金を受け取るための期間にも、年金の額にも数えています。"),
        ("ishikawa", "2019-10", "年金を受け取るための期間と、厚生年金の額に数えています。"),
        ("kono", "1994-05", "年金を受け取るための期間にだけ数えています。年金の額には入りません。"),
        ("murakami", "2015-02", "厚生年金の額にだけ数えています。"),
        ("haruno", "1995-06", "いまは、年金に数えていません。"),
        ("haruno", "2026-11", ""),
    ],
)
def test_the_answer_comes_first(person: str, month: str, answer: str) -> None:
    assert view_of(person, month).answer == answer


def test_a_payable_month_gives_its_last_day() -> None:
    document = record(national("2020-04-01", None, run("2020-04", "2026-10", Status.N1_UNPAID)), born="1980-06-15")
    view = view_in(timeline_from(document), "2024-11")
    assert view.answer == "いまは、年金に数えていません。令和8年（2026年）12月31日まで納められます。"
    assert view.advice.lines[0].startswith("納めるときは、令和8年（2026年）12月31日までに、16,980円を納めてください。")
    assert "免除や猶予" in view.advice.lines[1]


def test_nobody_is_asked_about_the_months_after_a_death() -> None:
    """He died on 20 August 2019, employed: the day of leaving is no question."""
    for month in ("2019-08", "2020-01"):
        view = view_of("miura", month)
        assert view.advice.lines == ("することはありません。",)
        assert not [why for why in view.whys if "やめた日を、お確かめください" in why.text]


def test_time_only_months_have_no_day_of_enrollment_to_explain() -> None:
    assert not [why for why in view_of("takeda", "1988-06").whys if "加入した日" in why.text]


def test_a_correction_names_time_only_months_once() -> None:
    (correction,) = view_of("takeda", "1988-06").corrections
    assert correction.after == ("合算対象期間（カラ期間）",)


def test_a_voluntary_payable_month_does_not_offer_an_exemption() -> None:
    view = view_of("haruno", "2025-02")
    assert view.advice.lines[0].startswith("納めるときは、令和9年（2027年）3月31日までに、16,980円を納めてください。")
    assert not [line for line in view.advice.lines if "免除" in line]


def test_an_exempt_month_says_until_when_it_can_be_paid_back() -> None:
    """国年法94条1項: approved within ten years."""
    document = record(national("2010-04-01", None, run("2010-04", "2026-10", Status.N1_STUDENT)), born="1990-04-15")
    assert "令和8年（2026年）11月のうちに" in view_in(timeline_from(document), "2016-11").advice.lines[0]
    assert "追納" not in view_in(timeline_from(document), "2016-10").advice.lines[0]


def test_nobody_pays_back_from_65_on() -> None:
    document = record(national("2010-04-01", "2021-06-14", run("2010-04", "2021-05", Status.N1_EXF_APP)))
    assert "追納" not in view_in(timeline_from(document), "2020-05").advice.lines[0]


def test_candidates_say_what_would_prove_them() -> None:
    view = view_of("matsui", str(_first(timeline_of("matsui"), Status.KARA_MAYBE)))
    assert "学生だった場合" in [candidate.case for candidate in view.candidates]
    assert all(candidate.proof for candidate in view.candidates)


def _first(timeline: Timeline, status: Status) -> YearMonth:
    return next(span.first_month for span in timeline.spans if span.status is status)


def test_a_corrected_month_keeps_its_history() -> None:
    view = view_of("kono", "1994-05")
    assert [correction.decided for correction in view.corrections] == [
        "平成24年（2012年）6月11日に、見本年金事務所で訂正されました。",
        "平成25年（2013年）9月2日に、見本年金事務所で訂正されました。",
    ]
    assert view.corrections[1].reason == "特定期間該当届を受け付けました。"
    assert "未納" in view.corrections[1].before[0] and "特定期間" in view.corrections[1].after[0]
    assert view.beside == ""


def test_a_prepaid_month_says_so() -> None:
    view = view_of("sasaki", "2026-12")
    assert view.cell.status is Status.FUTURE
    assert view.beside == "国民年金の保険料は、前もって納めてあります。"
    assert "（前もって納めた月です）" in fact(view, 0, "納付の状況")[0]


def test_points_that_the_status_does_not_say_are_told() -> None:
    view = view_of("yamaguchi", "1994-05")
    assert view.cell.mark is Mark.CONFIRM
    assert [point.tag for point in view.points] == ["配偶者の記録とのちがい"]


def test_a_checked_point_is_marked_as_done() -> None:
    timeline, points = timeline_of("yamaguchi"), points_of("yamaguchi")
    asked = YearMonth.of(1994, 5)
    span = timeline.span_at(asked)
    assert span is not None
    view = record_month_view(timeline, span, asked, points, {point.key for point in points})
    assert view.cell.mark is Mark.DONE


def test_the_menu_counts_open_points() -> None:
    points = points_of("haruno")
    assert view_of("haruno", "1984-05").frame.points == len(points)


def test_a_month_that_can_gain_is_marked_so() -> None:
    assert view_of("haruno", "1984-05").cell.mark is Mark.ACT


def test_remarks_of_these_months_are_shown() -> None:
    remarks = (
        Remark(kind=RemarkKind.OTHER, text="この月の備考", first_month=YearMonth.of(2001, 1)),
        Remark(kind=RemarkKind.OTHER, text="もっと前まで", last_month=YearMonth.of(2000, 12)),
        Remark(kind=RemarkKind.OTHER, text="記録全体について"),
    )
    view = view_in(timeline_from(record(job("1990-04-01", None), remarks=remarks)), "2001-02")
    assert view.remarks == ("この月の備考",)
