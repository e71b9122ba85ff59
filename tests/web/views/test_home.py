"""マイページ: what to look at next, how far the right is, and a life in one strip."""

from __future__ import annotations

from datetime import datetime

import pytest

from pension.counting import compute_totals
from pension.status import Status
from pension.timeline import Timeline, build_timeline
from rules.loader import load_rules
from services.clock import JST
from tests.pension.documents import TODAY, job, national, record, run
from tests.web.views.test_record_month import PERSONAS, points_of, timeline_of
from web.views.home import METER_WIDTH, MONTH_HEIGHT, YEAR_WIDTH, HomeRecord, home_record, home_view


def home_of(person: str, marked: int = 0) -> HomeRecord:
    return home_from(timeline_of(person), points_of(person)[marked:], marked)


def home_from(timeline: Timeline, points: object = (), marked: int = 0) -> HomeRecord:
    entitlement = compute_totals(timeline, load_rules()).entitlement
    return home_record(timeline, entitlement, points, marked)  # type: ignore[arg-type]  # findings of the same record


def test_the_first_three_points_and_the_way_to_all() -> None:
    home = home_of("haruno")
    assert home.as_of == "令和8年（2026年）10月31日"
    assert home.points == len(points_of("haruno"))
    assert [point.kind for point in home.first_points] == ["act", "confirm", "confirm"]
    first = home.first_points[0]
    assert (first.tag, first.link.label) == ("まだ納められます", "令和7年2月から4月まで（3か月）")
    assert first.link.url == f"/records/checks#point-{points_of('haruno')[0].key}"
    assert home.all_points.label == f"{home.points}件を順に見る"
    assert home_from(timeline_of("haruno"), points_of("haruno")[:1]).all_points.label == "くわしく見る"


def test_nothing_to_check_and_everything_checked_are_told_apart() -> None:
    assert home_from(timeline_of("haruno")).points_heading == "ご確認いただきたい項目は、ありません"
    checked = home_of("haruno", marked=len(points_of("haruno")))
    assert checked.points_heading == "ご確認いただきたい項目は、すべて確認がすんでいます"
    assert not checked.first_points


def test_a_record_of_one_year_is_no_range() -> None:
    assert home_of("takahashi").life_sentence.startswith("令和8年度（2026年度）の1年です。")


def test_a_right_that_is_there() -> None:
    home = home_of("haruno")
    assert (home.months, home.months_sentence) == ("511", "必要な120か月を満たしています。")
    assert (home.meter.filled, home.meter.mark) == (METER_WIDTH, 120 * METER_WIDTH // 511)


def test_a_right_that_is_not_there_yet() -> None:
    home = home_from(build_timeline(record(job("2024-04-01", "2025-04-01"), born="2000-01-01"), TODAY, load_rules()))
    assert home.months_sentence == "年金を受け取るには、120か月が必要です。あと108か月です。"
    assert home.meter.filled == 12 * METER_WIDTH // 480


def test_months_missing_and_none_that_carries_the_right() -> None:
    """国年法26条: 学生納付特例 and 納付猶予 months alone give none, however many they are."""
    also = "納めた月か免除の月も、1か月は必要です。"
    assert home_of("hirai").months_sentence == f"年金を受け取るには、120か月が必要です。あと23か月です。{also}"
    assert also not in home_of("takahashi").months_sentence


def test_months_enough_but_none_that_carries_the_right() -> None:
    """国年法26条: 学生納付特例 months alone give none."""
    only_deferred = national("2005-04-01", "2020-04-01", run("2005-04", "2020-03", Status.N1_DEFER))
    home = home_from(build_timeline(record(only_deferred, born="1980-01-01"), TODAY, load_rules()))
    assert home.months_sentence == "120か月をこえていますが、納めた月か免除の月が、1か月は必要です。"


def test_totals_are_named_and_add_up() -> None:
    totals = dict(home_of("haruno").totals)
    assert list(totals) == ["国民年金", "厚生年金", "共済", "期間だけの月（カラ期間）"]
    assert sum(int(months) for months in totals.values()) == 511


def test_converted_months_are_told_exactly() -> None:
    assert any("分の" in months for _, months in home_of("miike").totals)


def test_the_strip_begins_its_blocks_with_the_eras() -> None:
    home = home_of("haruno")
    assert [block.label for block in home.life] == ["昭和55", "平成元", "平成11", "平成21", "令和元"]
    assert [block.width for block in home.life] == [9 * YEAR_WIDTH, *[10 * YEAR_WIDTH] * 3, 8 * YEAR_WIDTH]


@pytest.mark.parametrize("person", PERSONAS)
def test_the_strip_has_every_year_and_stays_inside(person: str) -> None:
    home, timeline = home_of(person), timeline_of(person)
    years = [year for block in home.life for year in block.years]
    assert len(years) == timeline.last_month.fiscal_year - timeline.first_month.fiscal_year + 1
    for year in years:
        for piece in (*year.bands, *year.calls):
            assert piece.top >= 0 and piece.height >= MONTH_HEIGHT
            assert piece.top + piece.height <= 12 * MONTH_HEIGHT


def test_the_sentence_says_what_the_strip_shows() -> None:
    assert home_of("haruno").life_sentence == (
        "昭和55年度（1980年度）から令和8年度（2026年度）までの47年です。"
        "たての1本が1年です。▲の年に、見ていただきたい月があります。"
    )
    assert "▲" not in home_from(timeline_of("haruno")).life_sentence


def test_the_page_of_a_person() -> None:
    home = home_of("haruno")
    view = home_view(name="春野 和子", last_sign_in=datetime(2026, 11, 20, 19, 42, tzinfo=JST), record=home)
    assert view.heading == "春野 和子さんのマイページ"
    assert view.last_sign_in == "令和8年（2026年）11月20日午後7時42分"
    assert view.frame.points == home.points


def test_the_page_before_a_record_has_come() -> None:
    view = home_view(name="", last_sign_in=None, record=None)
    assert (view.heading, view.last_sign_in, view.frame.points) == ("マイページ", "", None)
