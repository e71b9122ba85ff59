"""Readings over real screens: the ear hears what it heard before, and names stay as they are."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.web.conftest import Browser


class Heard(HTMLParser):
    """The text of a page without what is hidden from the ear, and the text of every reading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.readings: list[str] = []
        self._tag = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        if tag == "rt" and ("aria-hidden", "true") in attrs:
            self.readings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "rt" and self.readings:
            self.readings[-1] += data
        elif self._tag not in ("rp", "script"):
            self.text += data


@pytest.mark.parametrize("path", ["/", "/home", "/records", "/records/checks", "/records/1983/4", "/records?view=text"])
async def test_what_is_heard_is_the_same_with_readings(reader: Browser, path: str) -> None:
    plain = Heard((await reader.get(path)).text)
    reader.client.cookies.set("display", "furigana-on")
    read = Heard((await reader.get(path)).text)
    masked = re.compile(r"\s+")
    assert masked.sub("", read.text) == masked.sub("", plain.text)
    assert len(read.readings) > len(plain.readings)


async def test_parts_of_a_page_have_readings_too(reader: Browser) -> None:
    reader.client.cookies.set("display", "furigana-on")
    part = await reader.get("/records/1995/6", hx_request_type="partial")
    assert ">みのう</rt>" in part.text
    assert "<ruby>" not in part.text[: part.text.index("</title>")]


async def test_names_are_left_alone(reader: Browser) -> None:
    reader.client.cookies.set("display", "furigana-on")
    for path in ("/records", "/records/1980/4", "/records?view=spells"):
        page = (await reader.get(path)).text
        assert "春野 和子" in page
        names = re.findall(r"<(dd|td|span)[^>]*data-plain[^>]*>(.*?)</\1>", page)
        assert [text for _, text in names if "<ruby>" in text] == []
