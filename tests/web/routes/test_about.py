"""Privacy, terms of use, whom to ask, the page without connection: open to all, linked from every page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.web.conftest import Browser, client_of
from web.app import create_app
from web.settings import Settings

FOOTER = ["/faq", "/glossary", "/guide", "/accessibility", "/privacy", "/terms", "/contact"]


def footer_of(page: str) -> str:
    return page[page.index('<footer class="site-foot">') :]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/privacy", "個人情報の取り扱い"),
        ("/terms", "ご利用にあたって"),
        ("/offline", "電波がないとき"),
        ("/contact", "お問い合わせ"),
    ],
)
async def test_it_is_open_to_visitors_as_page_and_part(browser: Browser, path: str, heading: str) -> None:
    page, part = await browser.get(path), await browser.get(path, hx_request_type="partial")
    assert (page.status_code, part.status_code) == (200, 200)
    assert f"<h1>{heading}</h1>" in page.text
    assert "<html" not in part.text
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize("path", ["/", "/sign-in", "/faq", "/contact", "/nowhere"])
async def test_every_page_leads_to_them_in_the_same_order(browser: Browser, path: str) -> None:
    links = re.findall(r'<a href="([^"]+)"', footer_of((await browser.get(path)).text))
    assert links == FOOTER


async def test_every_link_of_the_footer_answers(browser: Browser) -> None:
    assert {path: (await browser.get(path)).status_code for path in FOOTER} == dict.fromkeys(FOOTER, 200)


async def test_the_operator_stands_on_the_page_and_cannot_break_it(settings: Settings) -> None:
    app = create_app(replace(settings, operator="<b>年金の会</b>", contact_address="東京都"))
    async with client_of(app) as client:
        text = (await client.get("/contact")).text
    assert "&lt;b&gt;年金の会&lt;/b&gt;" in text
    assert "東京都" in text
    assert "日本年金機構ではありません" in text
