"""Readings in pages: over hard words, where the reader has asked for them, and never heard twice."""

from __future__ import annotations

import pytest

from content.readings import load_readings
from tests.web.conftest import Browser
from web.ruby import Ruby

MENJO = '<ruby>免除<rp>（</rp><rt aria-hidden="true">めんじょ</rt><rp>）</rp></ruby>'


@pytest.fixture(scope="module")
def ruby() -> Ruby:
    return Ruby(load_readings())


@pytest.mark.parametrize(
    ("html", "with_readings"),
    [
        ("<p>免除の年</p>", f"<p><span>{MENJO}の年</span></p>"),
        ('<a href="/">免除</a>', f'<a href="/"><span>{MENJO}</span></a>'),
        ("<p>やさしい文</p>", "<p>やさしい文</p>"),
        ("<option>免除</option><textarea>免除</textarea>", "<option>免除</option><textarea>免除</textarea>"),
        ("<svg><text>免除</text></svg>", "<svg><text>免除</text></svg>"),
        ("<ruby>免除<rt>めんじょ</rt></ruby>", "<ruby>免除<rt>めんじょ</rt></ruby>"),
        ("<dd data-plain>免除</dd>", "<dd data-plain>免除</dd>"),
        ('<span class="visually-hidden">免除</span>', '<span class="visually-hidden">免除</span>'),
        ('<table class="grid"><td>免除</td></table>', '<table class="grid"><td>免除</td></table>'),
    ],
)
def test_readings_stand_where_there_is_room_for_them(ruby: Ruby, html: str, with_readings: str) -> None:
    assert ruby.over(html) == with_readings


async def test_only_who_asks_for_readings_gets_them(browser: Browser) -> None:
    assert "<ruby>" not in (await browser.get("/")).text
    browser.client.cookies.set("display", "furigana-on")
    page = (await browser.get("/")).text
    assert 'data-furigana="on"' in page
    assert ">ねんきん</rt>" in page
