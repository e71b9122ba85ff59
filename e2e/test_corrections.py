"""Asking for a correction, in w3m and by keyboard with what is spoken: from the point to the paper for the office."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.test_keyboard import tab_to
from e2e.test_text_browsers import drawn_by_w3m, joined, press_in_w3m, saved_by_w3m, w3m
from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

TOLD = "筑波で科学万博があった年は、京都の北山大学の3年生でした。"
_START = "main a[href^='/corrections/new?from=point']"
_NUMBER = re.compile(r"受付番号 ?([0-9]{4}-[0-9]{4})")


def test_a_student_of_1985_asks_in_w3m(trial: Trial, tmp_path: Path, browse: Browse, enter: Enter) -> None:
    beside = enter(browse(java_script_enabled=False), "kuroda")

    def html(path: str) -> str:
        """The page in the other browser, which shows the stops of this one."""
        beside.goto(path)
        return beside.content()

    html("/records/checks")
    beside.locator(_START).first.click()
    beside.get_by_role("button", name="準備をはじめる").click()
    beside.locator("#keep-answer").click()
    beside.locator("input[value=student-abroad]").check()
    beside.locator("#keep-answer").click()
    with w3m(trial, tmp_path, "kuroda", writes=TOLD) as terminal:  # what is written so far goes on in another browser
        told = joined(saved_by_w3m(terminal, trial.base_url, "/corrections/new/told", tmp_path / "told.txt"))
        assert "3つめの質問（全部で6つ）" in told
        press_in_w3m(terminal, html("/corrections/new/told"), 'id="told"')
        press_in_w3m(terminal, html("/corrections/new/told"), 'id="keep-answer"')
        press_in_w3m(terminal, html("/corrections/new/at-hand"), 'value="school"')
        for question in ("at-hand", "look-for", "others"):
            press_in_w3m(terminal, html(f"/corrections/new/{question}"), 'id="keep-answer"')
        assert TOLD in drawn_by_w3m(terminal, tmp_path / "summary.txt")
        press_in_w3m(terminal, html("/corrections/new/summary"), 'id="prepare-correction"')
        page = drawn_by_w3m(terminal, tmp_path / "prepared.txt")
        found = _NUMBER.search(page)
        assert found and "まだ、年金事務所には届いていません" in page
        number = found[1].replace("-", "")
        printed = f"/corrections/{number}/print"
        paper = joined(saved_by_w3m(terminal, trial.base_url, printed, tmp_path / "paper.txt"))
    for said in (found[1], "昭和59年（1984年）8月から昭和62年（1987年）3月まで", TOLD, "在学証明書・卒業証明書"):
        assert joined(said) in paper


def choose(page: Page, value: str) -> None:
    """Go from the choice that has the focus, which is the supposed one, to another one with the arrow key."""
    tab_to(page, "main input[type=radio]")
    for _ in range(page.locator("main input[type=radio]").count()):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"input[value={value}]")).to_be_checked()


def test_a_returnee_asks_by_keyboard_and_hears_each_step(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "watanabe")
    page.goto("/records/checks")
    tab_to(page, _START)
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrections/new?*")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    for question in ("months", "claim", "told", "at-hand", "look-for", "others"):
        page.wait_for_url(f"**/corrections/new/{question}")
        heading = page.get_by_role("heading", level=1).inner_text()
        expect(page).to_have_title(re.compile(f"^{re.escape(heading)}"))  # what a new page is announced by
        if question == "claim":
            choose(page, "student-abroad")
        if question == "told":
            tab_to(page, "main textarea")
            page.keyboard.type("シドニーの旅行会社につとめていました。")
        tab_to(page, "#keep-answer")
        page.keyboard.press("Enter")
    page.wait_for_url("**/corrections/new/summary")
    expect(page.get_by_role("main")).to_contain_text("シドニーの旅行会社につとめていました。")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/corrections/[0-9]{8}$"))
    heard = page.get_by_role("main").aria_snapshot()
    for said in (
        "準備ができました",
        "受付番号",
        "窓口に持っていく紙を印刷する",
        "これまでと、これから",
        "シドニーの旅行会社",
    ):
        assert said in heard
