"""The menu, and the page's own place."""

from __future__ import annotations

from web.views.frame import Frame, Tab, tab_links


def test_the_current_tab_is_marked_and_the_points_stand_at_the_checks() -> None:
    tabs = tab_links(Frame(title="年金記録", announce="", tab=Tab.RECORDS, points=3))
    assert [tab.current for tab in tabs] == [False, True, False, False, False]
    assert [(tab.count, tab.count_spoken) for tab in tabs] == [("", ""), ("", ""), ("3", "3件"), ("", ""), ("", "")]


def test_no_badge_without_points() -> None:
    for points in (None, 0):
        assert all(tab.count == "" for tab in tab_links(Frame(title="", announce="", points=points)))


def test_a_refused_form_is_still_at_the_same_place() -> None:
    assert Frame(title="エラー：表示の設定", announce="").here == "表示の設定"
    assert Frame(title="表示の設定", announce="").here == "表示の設定"
