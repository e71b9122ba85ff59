"""Help over HTTP: open to everybody, found by search, never a dead end."""

from __future__ import annotations

import pytest

from content.loader import load_library
from tests.web.conftest import Browser, said

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/glossary", "<h1>用語の説明</h1>"),
        ("/glossary/full-exemption", "<ruby>全額免除<rp>（</rp><rt>ぜんがくめんじょ</rt>"),
        ("/faq", "<h1>よくあるご質問</h1>"),
        ("/faq/about/exemption", "「免除」のよくあるご質問</h1>"),
        ("/faq/answers", "<h1>よくあるご質問と答え</h1>"),
        ("/guide", "<h1>年金のはじめて案内</h1>"),
        ("/guide/answers", "<h1>年金のはじめて案内（全部）</h1>"),
    ],
)
async def test_everybody_may_read(browser: Browser, path: str, says: str) -> None:
    page = await browser.get(path)
    assert page.status_code == 200
    assert says in page.text
    part = await browser.get(path, hx_request_type="partial")
    assert "<html" not in part.text
    assert "data-announce" in part.text


async def test_every_text_has_its_page(browser: Browser) -> None:
    shelves = {"glossary": LIBRARY.terms, "faq": LIBRARY.questions, "guide": LIBRARY.steps}
    paths = [f"/{shelf}/{slug}" for shelf, texts in shelves.items() for slug in texts]
    answers = {path: (await browser.get(path)).status_code for path in paths}
    assert {path for path, status in answers.items() if status != 200} == set()


async def test_the_list_names_everything(browser: Browser) -> None:
    glossary, faq, guide = [(await browser.get(path)).text for path in ("/glossary", "/faq", "/guide")]
    assert [slug for slug in LIBRARY.terms if f'href="/glossary/{slug}"' not in glossary] == []
    assert [slug for slug in LIBRARY.questions if f'href="/faq/{slug}"' not in faq] == []
    assert [slug for slug in LIBRARY.steps if f'href="/guide/{slug}"' not in guide] == []


async def test_for_htmx_a_term_is_its_bubble(browser: Browser) -> None:
    bubble = await browser.get("/glossary/full-exemption?heading=4", hx_request_type="partial")
    assert 'id="term-bubble"' in bubble.text
    assert '<h4 id="term-bubble-title">' in bubble.text
    assert LIBRARY.terms["full-exemption"].short in bubble.text
    assert 'href="/glossary/full-exemption"' in bubble.text
    assert 'href="/faq/about/full-exemption"' in bubble.text
    assert '<a class="term"' not in bubble.text


@pytest.mark.parametrize(("asked", "level"), [("", "h2"), ("1", "h2"), ("9", "h6"), ("x", "h2"), ("44", "h2")])
async def test_a_bubbles_heading_is_always_one(browser: Browser, asked: str, level: str) -> None:
    bubble = await browser.get(f"/glossary/full-exemption?heading={asked}", hx_request_type="partial")
    assert f"<{level} id=" in bubble.text


async def test_a_search_finds_and_keeps_what_was_typed(browser: Browser) -> None:
    page = await browser.get("/glossary?q=めんじょ")
    assert 'value="めんじょ"' in page.text
    assert "見つかりました。" in page.text
    assert 'href="/glossary/exemption"' in page.text
    assert 'href="/faq/' in page.text


async def test_a_search_without_words_says_so_and_shows_the_groups(browser: Browser) -> None:
    page = said(await browser.get("/faq?q=%E3%80%80"))
    assert "さがすことばが書かれていませんでした。" in page
    assert LIBRARY.question_groups[0].title in page


async def test_a_search_that_finds_nothing_says_what_may_help(browser: Browser) -> None:
    page = said(await browser.get("/faq?q=<b>んんんんん"))
    assert "「&lt;b&gt;んんんんん」では見つかりませんでした。" in page
    assert LIBRARY.question_groups[0].title in page


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/glossary/full-exemtion", "/glossary/full-exemption"),
        ("/faq/about/nothing", "/glossary"),
        ("/faq/nothing", "/faq"),
        ("/guide/nothing", "/guide"),
    ],
)
async def test_what_does_not_exist_leads_to_what_is_near(browser: Browser, path: str, near: str) -> None:
    page = await browser.get(path)
    assert page.status_code == 404
    assert f'href="{near}"' in page.text


async def test_a_step_knows_its_neighbours(browser: Browser) -> None:
    slugs = list(LIBRARY.steps)
    first, second, last = [(await browser.get(f"/guide/{slug}")).text for slug in (slugs[0], slugs[1], slugs[-1])]
    assert f'href="/guide/{slugs[1]}"' in first and "前：" not in first
    assert f'href="/guide/{slugs[0]}"' in second and f'href="/guide/{slugs[2]}"' in second
    assert "次：" not in last
