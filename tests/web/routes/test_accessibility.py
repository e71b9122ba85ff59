"""The statement over HTTP: open to everybody, as a page and as a part."""

from __future__ import annotations

from tests.web.conftest import Browser, said
from web.a11y.screens import SCREENS
from web.a11y.statement import published_statement


async def test_it_is_open_to_visitors_and_names_every_screen(browser: Browser) -> None:
    page = await browser.get("/accessibility")
    assert page.status_code == 200
    assert "<h1>ウェブアクセシビリティ</h1>" in page.text
    assert [screen.name for screen in SCREENS if f"<li>{screen.title}</li>" not in said(page)] == []
    assert published_statement().browser in page.text


async def test_screens_added_since_are_told_apart(browser: Browser) -> None:
    page = await browser.get("/accessibility")
    missing = {screen.name for screen in SCREENS} - set(published_statement().screens)
    assert ("試験のあとに加わった画面" in page.text) == bool(missing)


async def test_it_comes_as_a_part(browser: Browser) -> None:
    part = await browser.get("/accessibility", hx_request_type="partial")
    assert "<html" not in part.text
    assert 'id="accessibility"' in part.text
