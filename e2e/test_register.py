"""Registering as people do it: on a telephone by keyboard alone without scripts, in w3m, and in lynx."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.terminal import running
from e2e.test_text_browsers import joined, saved_by_w3m, surroundings, w3m_command
from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
PASSWORD = "mizuumi-hotaru-kaede-soramame-akari"
_CONTROLS = re.compile(r"<a\s[^>]*href|<input(?![^>]*hidden)|<select|<textarea|<button")


def test_by_key_on_a_telephone_without_scripts_and_by_keyboard_alone(browse: Browse) -> None:
    page = browse(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto("/register/key")
    page.get_by_label("アクセスキー（17けた）").focus()
    for text in ("4821 0937 5560 12842", "0701-700606", "まえだ だいすけ"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        while page.evaluate("document.activeElement.tagName") == "A":  # a term that is explained
            page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # 昭和 is chosen already
    for text in ("45", "6", "6", PASSWORD, PASSWORD):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("登録できました")
    user_id = page.locator(".issued").inner_text()
    page.get_by_role("link", name="ログインへ進む").click()
    page.get_by_label("ユーザーID", exact=True).fill(user_id)
    page.get_by_label("パスワード", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="ログイン", exact=True).click()
    page.wait_for_url("**/home")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def stops_to(base_url: str, path: str, mark: str, after: str = "") -> int:
    """How many links and fields of a page lie before (or, after another mark, between) a place in its source."""
    with urllib.request.urlopen(f"{base_url}{path}") as answer:  # noqa: S310 - the service under test
        text = answer.read().decode()
    start = text.index(after) + len(after) if after else 0
    return len(_CONTROLS.findall(text[start : text.index(mark, start)])) - (0 if after else 1)


FORMER = (("old-id", "Ky!oko48Ux"), ("old-password-one", "Sakura!12"), ("old-password-two", "Tsubame!34"))
LETTER = (
    *(("letter-user-id", "acde-fhjk-mnpr"), ("letter-code", "acde-fhjk-mnpr-twxy")),
    *(("birth-year", "昭和45"), ("birth-month", "4"), ("birth-day", "20")),
)
TWICE = (("password-new", PASSWORD), ("password-again", PASSWORD))
SUBMIT = 'class="button" type="submit"'


def test_by_letter_in_w3m(trial: Trial, tmp_path: Path) -> None:
    with running(w3m_command(tmp_path, f"{trial.base_url}/register/activate"), surroundings(tmp_path)) as terminal:
        terminal.read()
        for stops, text in steps(trial.base_url, "/register/activate", (*LETTER, *TWICE)):
            terminal.tab(stops)
            terminal.press("\r")
            terminal.press(f"{text}\r" if text else "")
        shown = tmp_path / "page.txt"
        terminal.press(f"\x0bSAVE_SCREEN {shown}\r")
        assert "登録できました" in joined(shown.read_text(encoding="utf-8"))
        assert "acde-fhjk-mnpr" in shown.read_text(encoding="utf-8")
        assert "ご利用登録" in joined(saved_by_w3m(terminal, trial.base_url, "/register", shown))


def steps(base_url: str, path: str, fields: Sequence[tuple[str, str]]) -> list[tuple[int, str]]:
    """For each field how many stops after the one before it comes, and what is typed; at the end the button."""
    found, before = [], ""
    for name, text in fields:
        mark = f'id="{name}"'
        stops = stops_to(base_url, path, mark, before)
        found.append((stops, text))
        before = mark
    return [*found, (stops_to(base_url, path, SUBMIT, before), "")]


def test_by_former_id_in_lynx(trial: Trial, tmp_path: Path) -> None:
    keys: list[str] = []
    for stops, text in steps(trial.base_url, "/register/old", (*FORMER, *TWICE)):
        keys += ["Down Arrow"] * stops + list(text)
    shown = tmp_path / "page.txt"
    keys += ["^J", "p", "^J", "^U", *str(shown), "^J", "Q"]
    script = tmp_path / "keys"
    script.write_text("".join(f"key {key}\n" for key in keys), encoding="utf-8")
    command = [
        *("lynx", "-accept_all_cookies", "-display_charset=utf-8", "-assume_charset=utf-8", "-nopause"),
        *("-nomore", f"-cmd_script={script}", f"{trial.base_url}/register/old"),
    ]
    with running(command, surroundings(tmp_path)) as terminal:
        while not shown.exists() and terminal.read():
            pass
    text = shown.read_text(encoding="utf-8", errors="ignore")
    assert "kyok-o48u-x" in text
    assert "登録できました" in joined(text)
