"""The first page: every way it shows exists."""

from __future__ import annotations

import re

from tests.web.conftest import Browser


def ways_on(page: str) -> set[str]:
    """The addresses of the page's own links."""
    main = page[page.index("<main") : page.index("</main>")]
    return set(re.findall(r'href="(/[^"#]*)"', main))


async def test_every_way_on_exists(browser: Browser) -> None:
    ways = ways_on((await browser.get("/")).text)
    assert {"/sign-in", "/register", "/guide", "/faq", "/glossary"} <= ways
    assert [way for way in ways if (await browser.get(way)).status_code != 200] == []


async def test_it_says_what_it_is_not(browser: Browser) -> None:
    assert "公式サイトではありません" in (await browser.get("/")).text


async def test_nobody_is_counted_before_they_come_in(browser: Browser) -> None:
    assert "set-cookie" not in (await browser.get("/")).headers
