"""ご確認いただきたい項目: the cards, their months, and where the focus goes after a mark."""

from __future__ import annotations

from datetime import datetime

import pytest

from pension.checks import Rule
from services.clock import JST
from tests.web.views.test_record_month import PERSONAS, points_of, timeline_of
from web.views.checks import ChecksView, PointCard, checks_view
from web.views.month_cell import Mark
from web.views.month_strip import LONGEST_STRIP

POINTS = points_of("haruno")
KEYS = [finding.key for finding in POINTS]
MARKED_AT = datetime(2026, 10, 3, 9, 0, tzinfo=JST)


def view_of(*marked: str, changed: str = "", person: str = "haruno") -> ChecksView:
    return checks_view(timeline_of(person), points_of(person), dict.fromkeys(marked, MARKED_AT), changed)


def cells(card: PointCard) -> list[tuple[str, str, Mark]]:
    return [(month.label, month.cell.label, month.cell.mark) for month in card.strip if month.cell]


def focused(view: ChecksView) -> list[str]:
    return [card.key for card in (*view.points, *view.done) if card.focused]


def test_points_stand_in_the_order_of_the_core() -> None:
    view = view_of()
    assert [card.key for card in view.points] == KEYS
    assert [card.id for card in view.points] == [f"point-{key}" for key in KEYS]
    assert view.lead[0] == f"{len(KEYS)}件あります。急ぐものから順にならべました。"
    assert view.frame.points == len(KEYS) and not view.done


def test_a_card_has_its_months_in_both_calendars_with_one_neighbour_on_each_side() -> None:
    card = view_of().points[1]
    assert card.months == "昭和58年（1983年）4月から7月まで（4か月）"
    assert card.kind == "confirm"
    assert cells(card) == [
        ("3月", "厚年", Mark.NONE),
        ("4月", "未加", Mark.CONFIRM),
        ("5月", "未加", Mark.CONFIRM),
        ("6月", "未加", Mark.CONFIRM),
        ("7月", "未加", Mark.CONFIRM),
        ("8月", "国年", Mark.NONE),
    ]
    assert card.strip[1].spoken.startswith("1983年4月 ") and card.strip[1].spoken.endswith("。ご確認ください")
    ends = [(month.cell.starts, month.cell.ends) for month in card.strip if month.cell]
    assert ends == [(True, True), (True, False), (False, False), (False, False), (False, True), (True, True)]


def test_a_long_run_keeps_its_ends() -> None:
    card = next(card for card in view_of().points if "23か月" in card.months)
    assert [month.spoken for month in card.strip if month.cell is None] == ["あいだの17か月"]
    assert [label for label, _, _ in cells(card)] == ["4月", "5月", "6月", "7月", "1月", "2月", "3月", "4月"]


def test_a_neighbour_shows_its_own_call() -> None:
    """平成7年3月 is the month before a point; 平成26年9月 alone is ringed, its neighbours are not."""
    card = next(card for card in view_of().points if card.months.startswith("平成26年（2014年）9月"))
    assert [mark for _, _, mark in cells(card)] == [Mark.NONE, Mark.CONFIRM, Mark.NONE]


def test_links_say_where_they_lead() -> None:
    links = {card.text.tag: card.links for card in view_of().points}
    assert [link.url for link in links["重複"]] == ["/records/2001/8/overlap", "/records/fiscal-year/2001"]
    assert [link.url for link in links["給与の大きな変動"]] == ["/records/2014/9"]
    labels = [link.label for card in view_of().points for link in card.links]
    assert len(labels) == len(set(labels))


def test_where_a_record_may_be_lost_the_search_is_offered() -> None:
    offered = {rule for rule, search in searches() if search == "/search/unlinked"}
    assert offered == {Rule.NOT_ENROLLED, Rule.ONE_MONTH_GAP, Rule.OTHER_NAME}
    assert {rule for rule, search in searches() if not search} >= {Rule.OVERLAP, Rule.PAY_JUMP, Rule.PAYABLE}


def searches() -> set[tuple[Rule, str]]:
    """The rules of everybody's points, and where the search that stands beside each leads; empty for none."""
    return {
        (finding.rule, card.search.url if card.search else "")
        for person in PERSONAS
        for finding, card in zip(points_of(person), view_of(person=person).points, strict=True)
    }


def test_a_marked_point_moves_to_what_is_done() -> None:
    view = view_of(KEYS[1])
    assert KEYS[1] not in [card.key for card in view.points]
    (card,) = view.done
    assert (card.kind, card.marked_on) == ("done", "令和8年（2026年）10月3日")
    assert [mark for _, _, mark in cells(card)][1:5] == [Mark.DONE] * 4
    assert view.frame.points == len(KEYS) - 1


@pytest.mark.parametrize(
    ("marked", "changed", "focus", "spoken"),
    [
        ([], "", [], f"ご確認いただきたい項目は、{len(KEYS)}件です。"),
        (KEYS[:1], KEYS[0], KEYS[1:2], f"確認した、と印をつけました。のこりは{len(KEYS) - 1}件です。"),
        (KEYS[-1:], KEYS[-1], KEYS[:1], f"確認した、と印をつけました。のこりは{len(KEYS) - 1}件です。"),
        ([], KEYS[2], KEYS[2:3], f"印を取り消しました。のこりは{len(KEYS)}件です。"),
        (KEYS, KEYS[3], KEYS[3:4], "確認した、と印をつけました。すべての項目の確認がすみました。"),
        ([], "gone", [], f"印を取り消しました。のこりは{len(KEYS)}件です。"),
    ],
)
def test_what_is_said_and_where_the_focus_goes(marked: list[str], changed: str, focus: list[str], spoken: str) -> None:
    view = view_of(*marked, changed=changed)
    assert focused(view) == focus
    assert view.frame.announce == spoken


def test_nothing_to_check_and_everything_checked_are_told_apart() -> None:
    assert view_of(person="takahashi").lead[0] == "ご確認いただきたい項目は、ありません。"
    assert view_of(*KEYS).lead[0] == "すべての項目の確認がすみました。"


@pytest.mark.parametrize("person", PERSONAS)
def test_every_point_of_everybody_becomes_a_card(person: str) -> None:
    view = view_of(person=person)
    assert len(view.points) == len(points_of(person))
    for card in view.points:
        assert 3 <= len(card.strip) <= LONGEST_STRIP + 2
