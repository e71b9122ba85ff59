"""The worksheet in words: every rule has its sentence, its tag and its ways on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from content.loader import load_library
from pension.checks import Finding, find_points
from pension.history_differences import Rule, compare
from pension.life_events import Category
from pension.record import PensionRecord
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, record, run
from tests.pension.test_history_differences import CASES, event_of, record_of
from web.views.history import HistoryRow, HistoryView, history_rows, history_view
from web.views.history_entry import entry_view
from web.views.history_print import history_print_view
from web.views.history_questions import CATEGORY_HINTS, CATEGORY_NAMES, QUESTIONS
from web.views.history_words import TAGS, headline, next_steps

Fields = dict[str, object]


def timeline_of(of: PensionRecord) -> Timeline:
    return build_timeline(of, TODAY, load_rules())


def view_of(of: PensionRecord, *entries: Fields) -> HistoryView:
    events = [event_of(number, fields) for number, fields in enumerate(entries, 1)]
    return history_view(timeline_of(of), events, compare(events, of), points=0)


def case_rows(name: str) -> Sequence[HistoryRow]:
    case = next(case for case in CASES if case["id"] == name)
    of = record_of(case)
    events = [event_of(number, fields) for number, fields in enumerate(case["events"], 1)]
    return history_rows(compare(events, of), timeline_of(of))


@pytest.mark.parametrize(
    ("case", "kind", "tag", "sentence"),
    [
        ("no-record-about", "confirm", "記録がない", "このつとめ先の記録が、見あたりません。"),
        ("record-only", "act", "国の記録だけ", "まだ書いていません"),
        (
            "trial-months",
            "confirm",
            "日付が違う",
            "つとめはじめが、2か月ちがいます。あなたの記憶では昭和55年（1980年）4月、国の記録では昭和55年（1980年）6月1日です。",
        ),
        (
            "still-there",
            "confirm",
            "日付が違う",
            "いまも続いています。国の記録では、令和8年（2026年）3月31日までです。",
        ),
        ("left-but-recorded", "confirm", "日付が違う", "国の記録では、まだ続いています。"),
        ("merged-employer", "confirm", "名前が違う", "国の記録では「日本繊維工業」とあります。"),
        ("name-then", "confirm", "名前が違う", "「アキヤマ カズコ」ですが、国の記録では「アキヤマ ワコ」です。"),
        ("former-name", "confirm", "前の名前がない", "前のお名前「秋山」が、国の記録にありません。"),
        ("two-jobs-at-once", "quiet", "時期が重なる", "「あおば印刷」と、時期が重なっています。"),
        ("reversed", "quiet", "前後が逆", "終わりが、はじまりより前になっています。"),
    ],
)
def test_every_difference_is_said(case: str, kind: str, tag: str, sentence: str) -> None:
    found = [row for row in case_rows(case) if any(sentence in said for said in row.says)]
    assert len(found) == 1
    assert found[0].kind == kind
    assert tag in [mark.word for mark in found[0].tags]


def test_every_rule_has_a_tag_and_every_tag_a_word() -> None:
    assert set(TAGS) == set(Rule)
    assert {kind for kind, _ in TAGS.values()} == {"confirm", "act", "quiet"}


def test_every_tag_is_explained_by_the_question_about_differences() -> None:
    explained = load_library().questions["worksheet-differences"].body
    assert [word for _, word in TAGS.values() if f"| {word} |" not in explained] == []


def test_a_memory_without_a_record_names_the_job_beside_it() -> None:
    rows = view_of(
        record(job("1980-04-01", "1983-04-01")), {"name": "東洋食品", "began": "1980-04", "ended": "1981-03"}
    ).rows
    assert "同じころに「あおば印刷」の記録があります。" in rows[0].says[0]


def test_agreement_and_what_cannot_be_compared_yet() -> None:
    of = record(job("1980-04-01", "1983-04-01"))
    assert [mark.word for mark in view_of(of, {"name": "あおば印刷"}).rows[0].tags] == ["同じ"]
    undecided = view_of(of, {"name": "東洋食品"}).rows
    assert {mark.word for row in undecided for mark in row.tags} == {"まだ、くらべられません"}
    school = view_of(of, {"category": "school", "name": "見本高校", "began": "1977-04"}).rows[0]
    assert (school.kind, school.tags) == ("", ())


def test_ways_on_lead_to_the_month_or_the_year_and_to_questions() -> None:
    def urls(case: str) -> list[str]:
        return [link.url for row in case_rows(case) for link in row.links]

    def correct(rule: str) -> str:
        return f"/corrections/new?from=worksheet.1.{rule}"

    recorded = ["/history/new/job?month=2001-08", "/records/2001/8"]
    assert urls("record-only") == [*recorded, "/corrections/new?from=worksheet.2001-08.2003-03.record-only"]
    searched = ["/records/1983/4", "/search/unlinked", "/corrections/new?from=worksheet.2.no-record"]
    assert urls("no-record") == [*searched, "/faq/no-record-for-my-job"]
    assert urls("still-there") == ["/records/2026/3", "/search/unlinked", correct("end-differs")]
    assert urls("trial-months")[1] == "/search/unlinked"
    assert "/search/unlinked" in urls("merged-employer")
    former = ["/records/1984/5", "/search/unlinked", correct("former-name")]
    assert urls("former-name") == [*former, "/faq/spouse-records-under-maiden-name"]
    assert urls("unnamed-none-of-its-time")[-4::3] == ["/records/fiscal-year/1989", "/faq/no-record-for-my-job"]


def test_no_way_leads_outside_of_the_table() -> None:
    of = record(job("1980-04-01", "1983-04-01"))
    events = [
        event_of(1, {"name": "東洋食品", "began": "1970-04", "ended": "1971-03"}),
        event_of(2, {"name": "丸山酒店"}),
    ]
    found = [said for row in compare(events, of) for said in row.differences if said.event]
    links = [link.url for said in found for link in next_steps(said, timeline_of(of), date(1961, 6, 15))]
    correct = "/corrections/new?from=worksheet.1.no-record"
    assert set(links) == {"/search/unlinked", "/faq/no-record-for-my-job"} | {correct}


def test_the_record_of_the_time_stands_beside_other_memories() -> None:
    of = record(national("1981-06-14", "1990-04-01", run("1981-06", "1990-03")))
    beside = [
        row.record
        for row in view_of(
            of,
            {"category": "marriage", "name": "結婚", "began": "1984-05"},
            {"category": "move", "place": "川崎市", "began": "1970-05"},
            {"category": "child", "name": "出産", "began": "1986~"},
            {"category": "school", "name": "見本大学", "began": "school-university"},
            {"category": "other", "name": "入院"},
            {"category": "other", "name": "還暦", "began": "2021-06"},
        ).rows
    ]
    titles = {part.title for part in beside if part}
    assert titles == {"このころの記録：国民年金 納付済み", "このころの年金の記録はありません"}
    assert beside.count(None) == 2


def test_rows_say_year_and_age_and_the_unknown_stands_last() -> None:
    view = view_of(
        record(), {"category": "other", "name": "入院"}, {"category": "move", "place": "川崎市", "began": "age-20"}
    )
    assert [(row.year, row.age) for row in view.rows] == [
        ("昭和56年（1981年）", "20歳"),
        ("いつか、わかりません", ""),
    ]


def test_the_lead_holds_the_answer() -> None:
    of = record(job("1980-04-01", "1983-04-01"), job("1990-04-01", "1991-04-01", employer="日本繊維工業", id="e2"))
    assert view_of(of).lead[0].startswith("おぼえていることを")
    assert view_of(of, {"name": "あおば印刷", "began": "1979"}).lead[1] == (
        "違うところが 1か所 あります。国の記録だけにあるつとめ先が 1つ あります。"
    )
    one = record(job("1980-04-01", "1983-04-01"))
    assert view_of(one, {"name": "あおば印刷"}).lead[1] == "違うところは、見つかっていません。"


GAPS = record(
    job("1980-04-01", "1983-04-01"),
    national("1983-07-01", "1990-04-01", run("1983-07", "1990-03")),
    job("1990-04-01", "1991-04-10", id="e2"),
    job("1991-05-01", None, employer="日本繊維工業", id="e3"),
)


def gaps_in(of: PensionRecord) -> list[Finding]:
    return [finding for finding in find_points(timeline_of(of), load_rules()) if finding.is_gap]


def test_a_gap_in_the_record_stands_in_its_place_in_time_and_leads_to_the_help_to_remember() -> None:
    rows = history_rows(compare((), GAPS), timeline_of(GAPS), gaps_in(GAPS))
    assert [row.record.title for row in rows if row.record] == [
        "あおば印刷",
        "昭和58年（1983年）4月から6月まで（3か月）",
        "あおば印刷",
        "平成3年（1991年）4月（1か月）",
        "日本繊維工業",
    ]
    gap = rows[1]
    assert (gap.year, gap.age, gap.memory, gap.unwritten) == (
        "昭和58年（1983年）",
        "21歳",
        None,
        "このころ、どうしていましたか",
    )
    assert [mark.word for mark in gap.tags] == ["抜けている月"]
    assert gap.says == ("仕事をやめたあと、国民年金に入った記録がありません。",)
    assert [link.url for link in gap.links] == [
        "/recall/not-enrolled-1983-04",
        "/history/new?month=1983-04&until=1983-06",
    ]
    assert [link.url for link in rows[3].links] == ["/recall/one-month-gap-1991-04", "/history/new?month=1991-04"]


def test_a_gap_is_no_difference_and_counts_as_none() -> None:
    events = [event_of(1, {"name": "あおば印刷", "began": "1979", "ended": "1983-03"})]
    rows, timeline = compare(events, GAPS), timeline_of(GAPS)
    without = history_view(timeline, events, rows, points=0)
    view = history_view(timeline, events, rows, gaps=gaps_in(GAPS), points=0)
    assert view.lead == without.lead
    assert len(view.rows) == len(without.rows) + 2
    paper = history_print_view(timeline, events, rows, (), TODAY, gaps_in(GAPS))
    assert [row.record for row in paper.rows] == [row.record for row in view.rows]
    assert paper.asks == history_print_view(timeline, events, rows, (), TODAY).asks


def test_a_memory_of_no_known_time_stands_below_every_gap() -> None:
    events = [event_of(1, {"category": "other", "name": "入院"})]
    rows = history_rows(compare(events, GAPS), timeline_of(GAPS), gaps_in(GAPS))
    assert rows[-1].memory is not None


def test_entries_are_listed_by_category() -> None:
    view = view_of(record(), {"name": "あおば印刷"}, {"category": "school", "name": "見本高校"}, {"name": "東洋食品"})
    assert [(part.name, len(part.entries)) for part in view.categories] == [("入学・卒業", 1), ("入社・退職", 2)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "あおば印刷"}, "あおば印刷につとめた"),
        ({}, "入社・退職（名前は、わかりません）"),
        ({"category": "school", "name": "見本高校"}, "見本高校に通った"),
        ({"category": "move", "place": "川崎市"}, "川崎市に住んだ"),
        ({"category": "marriage", "name": "結婚"}, "結婚"),
    ],
)
def test_an_entry_has_a_headline(fields: Fields, words: str) -> None:
    assert headline(event_of(1, fields)) == words


def test_details_of_a_memory_are_named() -> None:
    job_row, marriage = view_of(
        record(),
        {"name": "あおば印刷", "place": "川崎市", "work": "印刷", "name_then": "秋山", "began": "1980"},
        {"category": "marriage", "name": "結婚", "began": "1984", "name_before": "秋山", "name_then": "春野"},
    ).rows
    assert job_row.memory is not None
    assert marriage.memory is not None
    assert job_row.memory.details == ("場所：川崎市", "仕事：印刷", "そのころのお名前：秋山")
    assert marriage.memory.details == ("前のお名前：秋山", "あとのお名前：春野")


def test_an_entry_that_is_in_no_row_is_shown_alone() -> None:
    event = event_of(1, {"name": "あおば印刷"})
    assert entry_view(event, (), timeline_of(record())).row is None


def test_every_category_has_the_questions_its_entries_need() -> None:
    assert set(QUESTIONS) == set(CATEGORY_NAMES) == set(CATEGORY_HINTS) == set(Category)
    for questions in QUESTIONS.values():
        assert questions[0].required
        assert not any(asked.required for asked in questions[1:])
        assert all(asked.hint or asked.choices for asked in questions if not asked.required)
