"""The first place of each term is linked, where a link may stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.library import Term
from content.loader import load_library
from tests.web.conftest import Browser, said
from web.terms import TermMarks, term_link

_ANY = next(iter(load_library().terms.values()))


def term(slug: str, *words: str) -> Term:
    return replace(_ANY, slug=slug, title=words[0], aliases=words[1:], marked=True)


MARKS = TermMarks(
    [term("contribution", "保険料"), term("unpaid", "未納"), term("exemption", "免除"), term("full", "全額免除")]
)


def mark(html: str, *explained: str) -> str:
    return MARKS.mark(html, set(explained))


def test_the_first_place_is_linked() -> None:
    assert mark("<p>未納の月。未納とは。</p>") == f"<p>{term_link('unpaid', '未納')}の月。未納とは。</p>"


def test_the_longest_word_is_meant() -> None:
    assert mark("<p>全額免除と免除</p>") == f"<p>{term_link('full', '全額免除')}と{term_link('exemption', '免除')}</p>"


@pytest.mark.parametrize("html", ["<p>厚生年金保険料</p>", "<p>保険料率</p>", "<p>一部免除</p>"])
def test_a_part_of_another_word_is_left(html: str) -> None:
    assert mark(html) == html


@pytest.mark.parametrize("text", ["免除期間", "免除額", "免除中", "免除（一部）", "免除。"])
def test_what_follows_may_be_an_ending(text: str) -> None:
    assert term_link("exemption", "免除") in mark(f"<p>{text}</p>")


@pytest.mark.parametrize("name", ["a", "button", "h1", "h2", "summary", "caption", "label", "nav", "svg"])
def test_no_link_where_none_may_stand(name: str) -> None:
    html = f"<{name}>未納</{name}>"
    assert mark(html) == html


def test_a_term_that_is_all_of_a_name_is_a_full_target() -> None:
    assert mark("<dt>未納</dt>") == f"<dt>{term_link('unpaid', '未納', alone=True)}</dt>"
    assert mark("<p>これは<b>未納</b>です</p>") == f"<p>これは<b>{term_link('unpaid', '未納')}</b>です</p>"


def test_in_a_legend_only_the_whole_name_is_a_full_target() -> None:
    whole, part = '<b class="name">未納</b>', '<b class="name">未納（期限切れ）</b>'
    assert term_link("unpaid", "未納", alone=True) in mark(whole)
    assert term_link("unpaid", "未納") in mark(part)


def test_what_is_explained_already_is_left() -> None:
    assert mark("<p>未納</p>", "unpaid") == "<p>未納</p>"
    linked = f"<p>{term_link('unpaid', '納めていない月')}は未納です。</p>"
    assert mark(linked) == linked


def test_a_word_everybody_uses_is_not_linked() -> None:
    assert TermMarks([replace(term("counter", "窓口"), marked=False)]).mark("<p>窓口</p>", set()) == "<p>窓口</p>"


async def test_screens_have_their_bubbles_as_page_and_as_part(browser: Browser) -> None:
    page = await browser.get("/faq/answers")
    assert page.text.count('<a class="term"') > 20
    assert "<h1>よくあるご質問と答え</h1>" in page.text
    assert len(said(page)) < len(page.text)
    part = await browser.get("/faq/answers", hx_request_type="partial")
    assert '<a class="term"' in part.text


async def test_an_explanation_does_not_explain_itself(browser: Browser) -> None:
    page = await browser.get("/glossary/exemption")
    assert 'class="term" href="/glossary/exemption"' not in page.text
