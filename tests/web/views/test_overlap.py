"""重複の詳細: what stands side by side, which one counts and why, and what is said of the money."""

from __future__ import annotations

import pytest

from pension.calendar import YearMonth
from pension.overlap import NoRecord, explain_overlap
from pension.record import PensionRecord
from pension.status import Status
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, national, record, run
from tests.web.views.test_record_month import PERSONAS, points_of, timeline_of
from web.views.overlap import OverlapView, overlap_view


def view_of(person: str, month: str) -> OverlapView:
    return _view(timeline_of(person), month, person)


def view_in(document: PensionRecord, month: str) -> OverlapView:
    return _view(build_timeline(document, TODAY, load_rules()), month)


def _view(timeline: Timeline, month: str, person: str = "") -> OverlapView:
    explained = explain_overlap(timeline, YearMonth.parse(month), load_rules())
    assert not isinstance(explained, NoRecord)
    return overlap_view(timeline, explained, points_of(person) if person else (), ())


def text(view: OverlapView) -> str:
    return "".join(each.text for each in (*view.reasons, *view.money))


@pytest.mark.parametrize("person", PERSONAS)
def test_every_month_of_every_person_can_be_compared(person: str) -> None:
    timeline = timeline_of(person)
    for span in timeline.spans:
        view = view_of(person, str(span.first_month))
        assert bool(view.rows) == (len(span.entries) > 1)
        assert all(len(row.cells) == len(view.entries) for row in view.rows)


def test_national_and_employees_pension_at_once() -> None:
    """H3."""
    view = view_of("haruno", "2001-08")
    assert view.overlap
    assert view.says == "この月は、厚生年金として、1か月だけ数えます。"
    assert [entry.label for entry in view.entries] == ["数える記録", "数えない記録"]
    rows = {row.name: row.cells for row in view.rows}
    assert rows["つとめ先"] == (("有限会社 あおば印刷",), ("なし",))
    assert rows["給与・保険料"][0] == ("給与（標準報酬月額）　180,000円",)
    assert rows["給与・保険料"][1][-1] == "納めた額　13,300円（8月分）"
    assert view.reasons[0].article == "国民年金法第7条第1項、附則第5条第1項"
    assert len(view.reasons) == len(set(view.reasons))


def test_money_paid_twice_is_never_promised_back() -> None:
    view = view_of("haruno", "2001-08")
    assert "平成13年8月から12月まで（5か月）の国民年金保険料、66,500円が、二重に納めた記録になっています。" in text(
        view
    )
    assert (
        "還付（お返し）の対象になることがあります。請求には2年の時効があり、未納の月に充てられることもあります。"
    ) in text(view)
    assert "戻ります" not in text(view)
    assert view.money[0].article == "国民年金法第102条第4項"
    assert "領収証書" in view.steps[0]


def test_an_amount_from_the_table_says_so() -> None:
    document = record(national("1998-04-01", "2002-01-01", run("1998-04", "2001-12")), job("2001-08-10", "2003-04-01"))
    assert "当時の保険料の表から計算しました" in text(view_in(document, "2001-08"))


def test_an_unknown_amount_is_left_out() -> None:
    document = record(
        national("1965-04-01", "1968-01-01", run("1965-04", "1967-12")),
        job("1966-08-10", "1970-04-01"),
        born="1940-06-15",
    )
    assert "の国民年金保険料が、二重に" in text(view_in(document, "1966-08"))


def test_two_employers_are_no_error() -> None:
    """H4."""
    view = view_of("okamoto", "2022-05")
    assert not view.overlap
    assert "まちがいではありません。" in text(view)
    assert "二重に納めたのではありません。" in text(view)
    assert view.steps == ("記録が正しければ、そのままで大丈夫です。",)
    assert view.point is None


def test_a_void_job_within_a_month() -> None:
    """H1."""
    view = view_of("murakami", "2020-06")
    assert "同月得喪：この月は厚生年金に算入しません。" in text(view)
    assert view.entries[1].cell.status is Status.E_VOID
    assert "つとめ先をとおして戻ることがあります" in text(view)


def test_before_2015_10_the_job_counts_for_its_amount() -> None:
    """H1b: with the national contribution unpaid the month is in neither right nor basic pension."""
    view = view_of("murakami", "2015-02")
    assert view.entries[1].label == "厚生年金の額だけに数える記録"
    assert view.says.startswith("国民年金の保険料を納めた記録がない月です。")
    assert "両方の保険料がかかりました" in text(view)


def test_a_month_with_one_record_leads_back() -> None:
    view = view_of("haruno", "1990-05")
    assert view.says == "平成2年（1990年）5月には、重なっている記録はありません。"
    assert not (view.entries or view.rows or view.reasons or view.money or view.steps)
    assert view.month.url == "/records/1990/5"
    assert view.grid.url == "/records#year-1990"


def test_a_corrected_month_can_be_compared_with_what_it_was() -> None:
    view = view_of("morita", "1994-05")
    assert [entry.label for entry in view.entries] == ["いまの記録", "訂正で取り消された記録"]
    assert view.beside == ""
