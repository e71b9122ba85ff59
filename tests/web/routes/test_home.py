"""マイページ over HTTP."""

from __future__ import annotations

from tests.web.conftest import Browser


async def test_home_greets_and_leads_to_the_points(reader: Browser) -> None:
    page = await reader.get("/home")
    assert page.status_code == 200
    assert "春野 和子さんのマイページ</h1>" in page.text
    assert "件を順に見る</a>" in page.text
    assert 'action="/sign-out"' in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_home_as_a_partial(reader: Browser) -> None:
    part = await reader.get("/home", hx_request_type="partial")
    assert part.text.startswith("<title>マイページ｜")
    assert "<html" not in part.text and '<div id="home" data-announce="マイページです。">' in part.text
