"""The page of a notice's estimate."""

from __future__ import annotations

from pension.estimate_notice import make_notice
from rules.loader import load_rules
from tests.pension.documents import TODAY, ym
from tests.web.views.demo_records import timeline_of
from web.views.estimate_notice import EstimateNoticeView, estimate_notice_view
from web.views.money import RowKind


def view_of(person: str) -> EstimateNoticeView:
    return estimate_notice_view(make_notice(timeline_of(person).record, ym("2026-11"), TODAY, load_rules()))


def test_a_self_employed_woman_by_hand() -> None:
    """Sakura: 284 months paid so far, 847,300 x 284 / 480 = 501,319.2 a year, 41,776 a month."""
    view = view_of("sakura")
    assert view.lead == "65歳から受け取るとき、1年に501,319円（1か月に41,776円）の見込みです。"
    assert view.basis.startswith("50歳になる前の方の計算です。")
    assert (view.of_month, view.as_of) == ("令和8年（2026年）11月", "令和8年（2026年）10月31日")
    (stage,) = view.stages
    assert stage.heading == "令和27年（2045年）4月（65歳）から"
    assert [(row.name, row.cells, row.kind) for row in stage.table.rows] == [
        ("老齢基礎年金", ("501,319円",), RowKind.PLAIN),
        ("1年の合計", ("501,319円",), RowKind.TOTAL),
        ("1か月あたり", ("41,776円",), RowKind.SUM),
    ]
    assert [limit.heading for limit in view.limits] == ["厚生年金の記録がないため、国民年金の分だけを計算します"]


def test_from_50_it_says_that_all_goes_on_to_60() -> None:
    assert view_of("maeda").basis.startswith("50歳からの方の計算です。")
    assert view_of("yamaguchi").basis.startswith("60歳までの加入が終わっているため")


def test_stages_before_65_stand_first_and_the_lead_is_that_of_65() -> None:
    view = view_of("yamaguchi")
    assert [stage.sentence for stage in view.stages] == [
        "1年に120,015円（1か月に10,001円）の見込みです。",
        "1年に1,013,725円（1か月に84,477円）の見込みです。",
    ]
    assert view.lead == "65歳から受け取るとき、1年に1,013,725円（1か月に84,477円）の見込みです。"


def test_what_stops_an_estimate_is_said_in_its_place() -> None:
    not_enough = view_of("nguyen")
    assert not_enough.lead.startswith("年金を受け取るには120か月が必要です。あと")
    assert (not_enough.stages, not_enough.box, not_enough.basis) == ((), None, "")
    at_age = view_of("haruno")
    assert at_age.limits[0].stops
    assert at_age.lead == "このときの記録では、見込額を示していません。"


def test_before_the_first_notice() -> None:
    view = estimate_notice_view(None)
    assert (view.of_month, view.lead) == ("", "見込額は、まだありません。")
