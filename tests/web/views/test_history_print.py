"""The paper asks what is to be confirmed at the office, in order of time, and names the papers for that."""

from __future__ import annotations

from typing import Any

import pytest

from content.recall import load_recall
from pension.calendar import MonthRange
from pension.history_asks import LANDMARKS, PointToAsk
from pension.history_differences import Rule, compare
from pension.life_events import Category
from pension.record import PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, record, ym
from tests.pension.test_history_differences import event_of
from tests.web.views.demo_records import points_of, timeline_of
from web.views.history_print import HistoryPrintView, ToAsk, history_print_view, papers_for

OF = record(job("1980-04-01", "1983-04-01"), job("1990-04-01", "1991-04-01", employer="日本繊維工業", id="e2"))
UNRECORDED = {"name": "東洋食品", "began": "1985-04", "ended": "1986-03"}
JOBS, NAMES = "つとめたことがわかるもの", "前のお名前がわかるもの"


def paper(*entries: dict[str, Any], points: tuple[PointToAsk, ...] = (), of: PensionRecord = OF) -> HistoryPrintView:
    events = [event_of(number, fields) for number, fields in enumerate(entries, 1)]
    return history_print_view(build_timeline(of, TODAY, load_rules()), events, compare(events, of), points, TODAY)


def point(first: str, last: str, result: str = "student") -> PointToAsk:
    return PointToAsk(key=first, months=MonthRange(ym(first), ym(last)), finding=None, result=result)


def test_jobs_that_only_the_record_has_stand_in_the_table_and_are_no_question() -> None:
    view = paper()
    assert [row.kind for row in view.rows] == ["act", "act"]
    assert view.asks == () and view.nothing == "窓口でたずねることは、まだありません。"
    assert "おぼえがないつとめ先は、窓口でお話しください" in view.only_recorded
    assert not any(JOBS in each for each in view.papers)


def test_what_is_written_down_of_one_job_leaves_the_others_out_of_the_questions() -> None:
    view = paper(UNRECORDED)
    assert [(ask.what, ask.when) for ask in view.asks] == [
        ("東洋食品につとめた", "昭和60年（1985年）4月から昭和61年（1986年）3月まで")
    ]
    assert view.lead[-1] == "窓口でたずねることは、1件です。" and view.nothing == ""
    assert any(JOBS in each for each in view.papers)


def test_where_every_job_is_written_down_nothing_is_said_of_jobs_only_recorded() -> None:
    assert paper({"name": "あおば印刷"}, {"name": "日本繊維工業"}).only_recorded == ""


def test_differences_and_months_in_doubt_stand_in_order_of_time() -> None:
    view = paper(UNRECORDED, points=(point("1986-05", "1987-03"), point("1984-08", "1984-09")))
    assert [ask.when for ask in view.asks] == [
        "昭和59年（1984年）8月から9月まで（2か月）",
        "昭和60年（1985年）4月から昭和61年（1986年）3月まで",
        "昭和61年（1986年）5月から昭和62年（1987年）3月まで（11か月）",
    ]


def test_an_entry_made_from_answers_is_asked_once_with_what_they_came_to() -> None:
    [ask] = paper({**UNRECORDED, "point": "1985-04"}, points=(point("1985-04", "1986-03", "no-record"),)).asks
    words = load_recall().results["no-record"]
    assert ask.what == "東洋食品につとめた"
    assert ask.says[-1] == f"{words.title}。" and len(ask.says) == 2
    assert ask.proofs == words.proof


def test_a_time_of_several_years_is_asked_as_it_was_said() -> None:
    view = paper({"name": "東洋食品", "began": "1985+5"})
    assert [(ask.when, ask.what) for ask in view.asks] == [("昭和60年代（1985年から1989年）", "東洋食品につとめた")]
    [line] = [row for row in view.rows if row.memory]
    assert (line.year, line.age) == ("昭和60年代（1985年から1989年）", "")


def test_who_may_not_see_the_answers_is_told_that_they_are_left_out() -> None:
    timeline = build_timeline(OF, TODAY, load_rules())
    view = history_print_view(timeline, (), compare((), OF), (), TODAY, with_answers=False)
    assert "代理の方の紙にはのりません" in view.nothing


def test_what_answers_come_to_is_said_with_what_would_prove_it() -> None:
    [ask] = paper(points=(point("1984-08", "1987-03"),)).asks
    words = load_recall().results["student"]
    assert (ask.says, ask.proofs) == ((f"{words.title}。",), words.proof)


@pytest.mark.parametrize(
    ("category", "proof"),
    [(Category.SCHOOL, "卒業証明書"), (Category.MARRIAGE, "戸籍謄本"), (Category.MOVE, "パスポート")],
)
def test_before_anything_is_answered_the_record_speaks_and_the_entry_names_its_papers(
    category: Category, proof: str
) -> None:
    timeline = timeline_of("kuroda")
    finding = next(each for each in points_of("kuroda") if each.range.months == 32)
    doubted = PointToAsk(key="point", months=finding.range, finding=finding, told=(category,))
    view = history_print_view(timeline, (), compare((), timeline.record), (doubted,), TODAY)
    [ask] = view.asks
    assert ask.kind == "act" and [mark.word for mark in ask.tags] == ["月数がふえるかも"]
    assert ask.when == "昭和59年（1984年）8月から昭和62年（1987年）3月まで（32か月）"
    assert "申し出ると、受け取るための月数に入ることがあります。" in ask.says
    assert any(proof in each for each in ask.proofs)
    assert "手がかりになるもの" in view.papers[-1]


def test_every_entry_that_asks_has_its_papers() -> None:
    for category in LANDMARKS:
        asked = PointToAsk(key="point", months=MonthRange(ym("1984-08"), ym("1984-09")), finding=None, told=(category,))
        assert paper(points=(asked,)).asks[0].proofs


def test_the_table_says_what_no_question_says() -> None:
    """A row that is asked about is told above; what memories say against each other stands beside them."""
    view = paper(
        {"name": "東洋食品", "began": "1985-04", "ended": "1986-03"},
        {"name": "あおば印刷", "began": "1980-04", "ended": "1983-03"},
        {"name": "日本繊維工業", "began": "1980-06", "ended": "1982-03"},
        {"category": "school", "name": "見本高校", "began": "1979-04", "ended": "1976-03"},
    )
    said = {row.memory.title: row.says for row in view.rows if row.memory}
    assert said["東洋食品につとめた"] == ()
    assert said["見本高校に通った"] == ("終わりが、はじまりより前になっています。年をお確かめください。",)
    assert "「日本繊維工業」と、時期が重なっています。" in said["あおば印刷につとめた"][0]
    assert all(row.says == () for row in view.rows if row.kind != "quiet")


def test_papers_follow_the_differences() -> None:
    assert len(papers_for(set(), ())) == 3
    assert JOBS in papers_for({Rule.NO_RECORD}, ())[-1]
    assert NAMES in papers_for({Rule.FORMER_NAME}, ())[-1]
    assert len(papers_for(set(Rule), ())) == 5
    assert papers_for({Rule.RECORD_ONLY, Rule.OVERLAP, Rule.REVERSED}, ()) == papers_for(set(), ())
    asked = ToAsk(kind="act", when="", what="", tags=(), says=())
    assert papers_for(set(), (asked,)) == papers_for(set(), ())
