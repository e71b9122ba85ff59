"""An account without a record is told so."""

from __future__ import annotations

from tests.web.conftest import Browser


async def test_an_account_without_a_record(browser: Browser) -> None:
    await browser.sign_in()
    page = await browser.get("/records/2001/8")
    assert page.status_code == 404
    assert "あなたの年金記録は、まだ届いていません。" in page.text
    assert 'href="/home"' in page.text
