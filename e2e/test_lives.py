"""Lives of ``tests/personas/walks.toml`` from the first doubt to the paper for the office: in w3m, and by ear and keys.

A stop is named by an attribute of its tag, as it is written in the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Page, expect

from content.recall import load_recall
from e2e.test_keyboard import tab_to
from e2e.test_text_browsers import joined
from e2e.test_text_desk import Answer, W3m, signed_in, tag_at
from ops.trial import Trial
from pension.life_events import Category
from tests.personas import SearchStep, Walk, load_walks
from web.views.history_questions import QUESTIONS

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

WALKS = {walk.life: walk for walk in load_walks()}
MAY_BE, NONE = "該当する可能性のある記録があります", "該当する可能性のある記録は、見つかりませんでした"
_KEEP, _NEXT = 'id="keep-answer"', 'name="step:next"'
_ENTRY = re.compile(r'href="/history/entries/([0-9]+)"')
_OPTION = re.compile(r"<option[^>]*?( selected)?>([^<]*)")
_RECEIPT = re.compile(r"受付番号([0-9]{4}-[0-9]{4})")


class Reader(Protocol):
    """Somebody who reads a page and goes on from it."""

    def go_to(self, path: str) -> None:
        """Open a page by its address."""

    def source(self) -> str:
        """The page that is open."""

    def said(self) -> str:
        """What it says to this reader, without gaps."""

    def send(self, answers: Mapping[str, str], stop: str) -> None:
        """Type texts, make choices (those without a text), and press a link or button."""


class ByW3m:
    """What w3m draws is what there is."""

    def __init__(self, browser: W3m, base_url: str) -> None:
        self._browser, self._base_url = browser, base_url

    def go_to(self, path: str) -> None:
        """By typing the address."""
        self._browser.go_to(f"{self._base_url}{path}")

    def source(self) -> str:
        """As w3m has fetched it."""
        return self._browser.source()

    def said(self) -> str:
        """The whole page as it is drawn."""
        return joined(self._browser.drawn())

    def send(self, answers: Mapping[str, str], stop: str) -> None:
        """From the top of the page from stop to stop; what a list already shows is left."""
        page = self.source()
        typed = {mark: self._keys(page, mark, text) for mark, text in answers.items()}
        self._browser.fill(page, [Answer(mark, keys) for mark, keys in typed.items() if keys is not None], stop)

    def _keys(self, page: str, mark: str, text: str) -> str | None:
        """What is pressed once a stop is open: the text, or the way down a list to it."""
        if not tag_at(page, mark).startswith("<select"):
            return text
        options = _OPTION.findall(page[page.index(mark) :].partition("</select>")[0])
        shown = next((place for place, (is_shown, _) in enumerate(options) if is_shown), 0)
        down = [words for _, words in options].index(text) - shown
        assert down >= 0, "a list is gone down only"
        return "j" * down if down else None


class ByEar:
    """Chromium by keyboard: what it tells a screen reader is what there is, and every new page is told by its title."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def go_to(self, path: str) -> None:
        """By typing the address."""
        self._page.goto(path)

    def source(self) -> str:
        """As it stands in the browser."""
        return self._page.content()

    def said(self) -> str:
        """What the page's content is to a screen reader."""
        return joined(self._page.get_by_role("main").aria_snapshot())

    def send(self, answers: Mapping[str, str], stop: str) -> None:
        """By Tab, the arrows where one of several is chosen, and Enter."""
        for mark, text in answers.items():
            self._answer(mark, text)
        tab_to(self._page, f"main [{stop}]")
        before = self._page.title()
        with self._page.expect_event("load"):
            self._page.keyboard.press("Enter")
        assert self._page.title() != before, "nothing tells that this is another page"

    def _answer(self, mark: str, text: str) -> None:
        asked = self._page.locator(f"main [{mark}]")
        if asked.get_attribute("type") != "radio":
            tab_to(self._page, f"main [{mark}]")
            self._page.keyboard.press("ControlOrMeta+a")
            self._page.keyboard.type(text or " ")
            return
        tab_to(self._page, f"main [name='{asked.get_attribute('name')}'][type=radio]")
        for _ in range(self._page.locator("main input[type=radio]").count()):
            if asked.evaluate("choice => choice === document.activeElement"):
                break
            self._page.keyboard.press("ArrowDown")
        self._page.keyboard.press("Space")
        expect(asked).to_be_checked()


def is_said(reader: Reader, *words: str) -> None:
    """All of it stands on the page that is open."""
    said = reader.said()
    assert [each for each in words if joined(each) not in said] == [], said


def is_remembered(reader: Reader, walk: Walk) -> None:
    """From the doubt through the questions to what may explain it."""
    reader.go_to("/records/checks")
    is_said(reader, *walk.doubt)
    reader.send({}, f'href="/recall/{walk.point}"')
    found = re.search(r'href="/recall/[^"/]+/[^"/]+"', reader.source())
    assert found, "nothing is asked"
    reader.send({}, unescape(found[0]))
    for answer in walk.answers:
        reader.send({f'id="answer-{answer}"': ""}, _KEEP)
    is_said(reader, load_recall().results[walk.result].title)


def is_written_down(reader: Reader, walk: Walk) -> None:
    """An entry of the worksheet, question by question, to how it differs from the record and to the paper."""
    reader.go_to("/history/new")
    reader.send({}, f'href="/history/new/{walk.category}"')
    for typed, question in zip(walk.entry, QUESTIONS[Category(walk.category)], strict=True):
        is_said(reader, question.question)
        chosen = f'id="answer-{typed}"'
        answer = {chosen: ""} if chosen in reader.source() else {'id="answer"': typed}
        reader.send(answer if typed else {}, _NEXT)
    reader.go_to("/history")
    newest = max(map(int, _ENTRY.findall(reader.source())))
    reader.send({}, f'href="/history/entries/{newest}"')
    is_said(reader, *walk.differs)
    reader.go_to("/history/print")
    is_said(reader, *walk.prints)


def is_searched_for(reader: Reader, step: SearchStep) -> None:
    """Every question of a search, the last look, and the answer."""
    reader.go_to(step.url)
    while 'name="step:do"' not in (page := reader.source()):
        here = {f'id="{name}"': text for name, text in step.answers.items() if f'id="{name}"' in page}
        chosen = {f'id="{name}-{text}"': "" for name, text in step.answers.items() if f'id="{name}-{text}"' in page}
        is_text = {mark: text for mark, text in here.items() if f"<fieldset {mark}" not in page}
        reader.send(is_text | chosen, _NEXT)
    reader.send({}, 'name="step:do"')
    is_said(reader, MAY_BE if step.found else NONE)


def is_asked_for(reader: Reader, walk: Walk) -> None:
    """A request for a correction from the doubted months on, to its number and its paper."""
    asked = walk.request
    reader.go_to("/records/checks")
    month = "-".join(walk.point.split("-")[-2:])
    started = re.search(rf'href="/corrections/new\?from=point\.[0-9]+-{month}-[^"]+"', reader.source())
    assert started, "no request begins here"
    reader.send({}, started[0])
    reader.send({}, 'id="begin-correction"')
    reader.send({}, _KEEP)
    reader.send({f'id="claim-{asked.claim}"': ""}, _KEEP)
    reader.send({'id="told"': asked.told}, _KEEP)
    page = reader.source()
    at_hand = sorted((f'id="at-hand-{kind}"' for kind in asked.at_hand), key=page.index)
    reader.send(dict.fromkeys(at_hand, ""), _KEEP)
    reader.send({}, _KEEP)
    reader.send({'id="others"': asked.others} if asked.others else {}, _KEEP)
    is_said(reader, asked.told, asked.others)
    reader.send({}, 'id="prepare-correction"')
    number = _RECEIPT.search(reader.said())
    assert number, "no number was given"
    is_said(reader, "まだ、年金事務所には届いていません", "窓口に持っていく紙を印刷する")
    reader.go_to(f"/corrections/{number[1].replace('-', '')}/print")
    is_said(reader, number[1], asked.told, asked.others)


def walk_to_the_office(reader: Reader, walk: Walk) -> None:
    """The whole way."""
    is_remembered(reader, walk)
    is_written_down(reader, walk)
    for step in walk.search:
        is_searched_for(reader, step)
    is_asked_for(reader, walk)


@contextmanager
def reading_in_w3m(trial: Trial, home: Path, persona: str) -> Iterator[ByW3m]:
    """Somebody signed in."""
    with signed_in(W3m, trial, home, persona) as browser:
        assert isinstance(browser, W3m)
        yield ByW3m(browser, trial.base_url)


@pytest.mark.parametrize("life", ["lost-maiden-name", "miners-widow"])
def test_a_life_is_walked_to_the_office_in_w3m(trial: Trial, tmp_path: Path, life: str) -> None:
    walk = WALKS[life]
    with reading_in_w3m(trial, tmp_path, walk.person) as reader:
        walk_to_the_office(reader, walk)


def test_a_life_is_walked_to_the_office_by_ear_and_keys(browse: Browse, enter: Enter) -> None:
    walk = WALKS["returnee"]
    walk_to_the_office(ByEar(enter(browse(), walk.person)), walk)


def test_what_was_corrected_is_read_in_w3m(trial: Trial, tmp_path: Path) -> None:
    with reading_in_w3m(trial, tmp_path, "sakai") as reader:
        reader.go_to("/corrections/40000071")
        is_said(reader, "訂正の前", "訂正の後", "結果をお知らせしました")
