"""年金記録の一覧: the page in its four views, and what it makes of an odd address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.record import FormerName, HandbookNumber, Remark, RemarkKind
from pension.status import Scheme, Status
from pension.timeline import Timeline
from tests.pension.documents import ym
from tests.web.views.demo_records import PERSONAS, points_of, timeline_of, totals_of
from tests.web.views.test_record_totals import right
from web.views.frame import Tab
from web.views.records import Asked, Emphasis, Reading, RecordsView, read_address, records_view


def view_of(person: str, asked: Asked | None = None, marked: tuple[str, ...] = ()) -> RecordsView:
    return records_view(timeline_of(person), totals_of(person), points_of(person), marked, asked or Asked())


@pytest.mark.parametrize("reading", list(Reading))
def test_every_view_has_its_address(reading: Reading) -> None:
    assert read_address(reading.value, []) == Asked(reading)


def test_without_a_wish_the_months_are_shown() -> None:
    assert read_address(None, []) == read_address("", []) == Asked(Reading.MONTHS)


def test_an_unknown_view_is_said_and_the_months_are_shown() -> None:
    asked = read_address("graph", [])
    assert (asked.reading, asked.problem) == (
        Reading.MONTHS,
        "アドレスに書かれた見かたは、ありません。月ごとの表を表示しています。",
    )


def test_unknown_kinds_are_said_and_the_known_are_kept_once_in_their_order() -> None:
    asked = read_address(None, ["spouse", "gold", "employees", "spouse"])
    assert asked.emphases == (Emphasis.EMPLOYEES, Emphasis.SPOUSE)
    assert asked.problem == "アドレスに書かれた強調の種類に、ないものがあります。それは使っていません。"


def test_the_page_opens_with_its_answer() -> None:
    view = view_of("haruno")
    assert view.frame.title == "年金記録の一覧"
    assert view.frame.announce == "「月ごとの表」を表示しました。"
    assert (view.frame.tab, view.frame.points) == (Tab.RECORDS, 8)
    assert (view.as_of, view.is_old) == ("令和8年（2026年）10月31日", False)
    assert (view.months, view.needed) == ("511か月", "です（必要な月数は120か月）。")
    assert view.points is not None
    assert (view.points.label, view.points.url) == ("8つの項目", "/records/checks")
    assert view.framed


def test_points_that_were_checked_no_longer_ask() -> None:
    view = view_of("haruno", marked=tuple(point.key for point in points_of("haruno")))
    assert (view.points, view.framed, view.frame.points) == (None, False, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"missing": 24}, "です。必要な120か月まで、あと24か月です。"),
        ({"substantial": False}, "です（必要な月数は120か月）。ほかに、納めた月か免除の月が1か月は必要です。"),
    ],
)
def test_the_answer_says_what_is_missing(changes: dict[str, object], words: str) -> None:
    totals = replace(totals_of("haruno"), entitlement=right(**changes))
    assert records_view(timeline_of("haruno"), totals, (), (), Asked()).needed == words


def test_ten_points_and_more_are_counted_without_tsu() -> None:
    points = points_of("haruno") * 2
    link = records_view(timeline_of("haruno"), totals_of("haruno"), points, (), Asked()).points
    assert link is not None
    assert link.label == "16の項目"


def test_a_record_of_long_ago_says_so() -> None:
    late = replace(timeline_of("haruno"), today=date(2026, 12, 1))
    assert records_view(late, totals_of("haruno"), (), (), Asked()).is_old


def test_each_view_fills_what_it_shows() -> None:
    months = view_of("haruno")
    assert months.table is not None
    assert (months.spells, months.text) == ((), ())
    spells = view_of("haruno", Asked(Reading.SPELLS))
    assert (spells.table, spells.text) == (None, ())
    assert spells.frame.title == "年金記録の一覧（期間の一覧）"
    text = view_of("haruno", Asked(Reading.TEXT))
    assert (text.table, text.spells) == (None, ())
    assert text.text[0].heading == "昭和55年度〜61年度に始まる期間"


def test_the_switch_leads_to_all_views_and_marks_the_present_one() -> None:
    links = view_of("haruno", Asked(Reading.SPELLS)).readings
    assert [(link.link.label, link.link.url, link.current) for link in links] == [
        ("月ごとの表", "/records", False),
        ("確認が必要な月だけ", "/records?view=points", False),
        ("期間の一覧", "/records?view=spells", True),
        ("文章で読む", "/records?view=text", False),
    ]


def test_the_table_of_calling_years_says_how_many_there_are() -> None:
    table = view_of("haruno", Asked(Reading.POINTS)).table
    assert table is not None
    assert table.intro == "見ていただきたい月がある年度だけの年金記録。47年度のうち、10年度です。"
    assert table.choices == ()
    nothing = view_of("takahashi", Asked(Reading.POINTS)).table
    assert nothing is not None
    assert (nothing.intro, nothing.newest, nothing.grid.decades) == ("", None, ())


def test_kinds_can_be_chosen_with_their_number_of_months() -> None:
    view = view_of("haruno", Asked(emphases=(Emphasis.PARTLY, Emphasis.CONFIRM)))
    assert view.table is not None
    choices = {choice.value: (choice.label, choice.chosen) for choice in view.table.choices}
    assert choices[Emphasis.PARTLY] == ("免除・猶予　54か月", True)
    assert choices[Emphasis.SPOUSE] == ("第3号（会社員などの配偶者）　108か月", False)
    assert Emphasis.TIME_ONLY not in choices
    assert view.table.emphasised == "免除・猶予、確かめる月を強調しています。"
    assert view.table.classes == "emphasis show-partly show-confirm"
    assert view.frame.announce.endswith("免除・猶予、確かめる月を強調しています。")
    chosen = view_of("takahashi", Asked(emphases=(Emphasis.SPOUSE,))).table
    assert chosen is not None
    assert [choice.value for choice in chosen.choices] == [Emphasis.SPOUSE]


def test_points_that_frame_no_month_are_listed_beside_the_table() -> None:
    people = [person for person in PERSONAS if any(not point.frames_cells for point in points_of(person))]
    assert people
    for person in people:
        table = view_of(person).table
        assert table is not None
        unframed = [point for point in points_of(person) if not point.frames_cells]
        assert [link.url for link in table.elsewhere] == [f"/records/checks#point-{point.key}" for point in unframed]
        marked = view_of(person, marked=tuple(point.key for point in unframed)).table
        assert marked is not None
        assert marked.elsewhere == ()


def test_a_spell_is_a_row_with_its_words() -> None:
    rows = view_of("haruno", Asked(Reading.SPELLS)).spells
    first, gap = rows[:2]
    assert (first.months.label, first.months.url) == (
        "昭和55年（1980年）4月から昭和58年（1983年）3月まで",
        "/records/1980/4",
    )
    assert (first.count, first.status, first.scheme, first.place) == (
        "36か月",
        "厚生年金",
        "厚生年金",
        "株式会社 みどり紡績",
    )
    assert (gap.cell.status, gap.scheme, gap.place) == (Status.NONE_REQ, "記録なし", "なし")
    assert [row.notes for row in rows if row.notes] == [("このうち平成26年（2014年）9月は、ご確認ください。",)]


def with_person(**changes: object) -> Timeline:
    timeline = timeline_of("haruno")
    person = replace(timeline.record.person, **changes)  # type: ignore[arg-type]  # the fields are those of Person
    return replace(timeline, record=replace(timeline.record, person=person))


def facts_of(timeline: Timeline) -> list[tuple[str, str]]:
    return [(fact.name, fact.value) for fact in records_view(timeline, totals_of("haruno"), (), (), Asked()).facts]


def test_the_person_is_named_and_numbers_are_shown_by_their_last_digits() -> None:
    former = (
        FormerName(name="秋山 和子", kana="アキヤマ カズコ", until=date(1984, 5, 12)),
        FormerName(name="夏川 和子", kana="ナツカワ カズコ"),
    )
    books = (
        HandbookNumber(scheme=Scheme.NATIONAL, number="1234-567890"),
        HandbookNumber(scheme=Scheme.EMPLOYEES, number="5301-246810", name="秋山 和子"),
    )
    assert facts_of(with_person(former_names=former, handbook_numbers=books)) == [
        ("お名前", "春野 和子（ハルノ カズコ）"),
        ("生年月日", "昭和36年（1961年）6月15日"),
        ("基礎年金番号の下4けた", "7890"),
        ("前のお名前", "秋山 和子（アキヤマ カズコ）、昭和59年（1984年）5月12日まで"),
        ("前のお名前", "夏川 和子（ナツカワ カズコ）"),
        ("年金手帳の記号番号", "厚生年金、下4けた 6810、秋山 和子"),
    ]


def test_remarks_are_shown_with_their_months() -> None:
    timeline = timeline_of("haruno")
    remarks = (
        Remark(kind=RemarkKind.OTHER, text="記録全体の備考"),
        Remark(kind=RemarkKind.OLD_MUTUAL_AID, text="旧令共済", first_month=ym("1943-04"), last_month=ym("1945-08")),
    )
    with_remarks = replace(timeline, record=replace(timeline.record, remarks=remarks))
    view = records_view(with_remarks, totals_of("haruno"), (), (), Asked())
    assert [(remark.name, remark.value) for remark in view.remarks] == [
        ("全体", "記録全体の備考"),
        ("昭和18年（1943年）4月から昭和20年（1945年）8月まで（29か月）", "旧令共済"),
    ]
