"""The first page."""

from __future__ import annotations

from pension.calendar import YearMonth
from web.views.top import top_view


def test_visitors_and_citizens_get_their_way_in() -> None:
    assert top_view(signed_in=False, signed_out_just_now=False, demo=False, as_of=None).entry.url == "/sign-in"
    assert top_view(signed_in=True, signed_out_just_now=False, demo=False, as_of=None).entry.url == "/home"


def test_the_date_of_the_data() -> None:
    view = top_view(signed_in=False, signed_out_just_now=False, demo=False, as_of=YearMonth.of(2026, 10))
    assert view.as_of == "令和8年（2026年）10月31日"
    assert top_view(signed_in=False, signed_out_just_now=False, demo=False, as_of=None).as_of == ""


def test_how_to_start_is_honest() -> None:
    assert "見本" in top_view(signed_in=False, signed_out_just_now=False, demo=True, as_of=None).how_to_start
    view = top_view(signed_in=False, signed_out_just_now=False, demo=False, as_of=None)
    assert "アクセスキー" in view.how_to_start
    assert view.start.url == "/register"


def test_every_situation_has_its_one_way_on() -> None:
    ways = {}
    for signed_in in (False, True):
        view = top_view(signed_in=signed_in, signed_out_just_now=False, demo=False, as_of=None)
        ways[signed_in] = [situation.link.url for situation in view.situations]
        assert len(set(ways[signed_in])) == 5
    assert (ways[False][0], ways[True][0]) == ("/sign-in", "/records")
    assert ways[False][1:] == ways[True][1:]


def test_signed_out_is_said_only_when_true() -> None:
    assert top_view(signed_in=False, signed_out_just_now=True, demo=False, as_of=None).notice == "ログアウトしました。"
    assert top_view(signed_in=True, signed_out_just_now=True, demo=False, as_of=None).notice == ""
