"""What somebody sees whose record has not arrived yet."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Browser


async def test_home_says_so(browser: Browser) -> None:
    await browser.sign_in()
    page = await browser.get("/home")
    assert page.status_code == 200
    assert "あなたの年金記録は、まだ届いていません。" in page.text


@pytest.mark.parametrize(
    "address", ["/records/checks", "/history", "/history/print", "/history/pdf", "/search/unlinked", "/search/deceased"]
)
async def test_other_pages_say_so_and_lead_home(browser: Browser, address: str) -> None:
    await browser.sign_in()
    page = await browser.get(address)
    assert page.status_code == 404
    assert re.search("まだ届いて(いません|いないため)", page.text) and 'href="/home"' in page.text
