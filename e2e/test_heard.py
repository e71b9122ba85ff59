"""What a screen reader is told of the main screens, kept as golden trees: a change in them is seen in review.

``UPDATE_GOLDEN=1 python -m pytest e2e/test_heard.py`` writes them anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from web.a11y.screens import SCREENS, Screen

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden"
_MAIN = (
    "top",
    "sign-in",
    "home",
    "records-ten-years",
    "records-points",
    "records-spells",
    "records-text",
    "month-unpaid",
    "fiscal-year",
    "overlap",
    "checks",
    "paid",
    "payable-chosen",
    "notice-from-50",
    "error-404",
)
_TIME = re.compile(r"午[前後][0-9]{1,2}時[0-9]{2}分(?=に、自動で|です。覚え)")
# who has signed in from where depends on the tests before this one
_NEWS = re.compile(r'  - heading "ログインと代理の方についてのお知らせ".*?(?=  - heading)', re.DOTALL)
_REGISTER: dict[str, Screen] = {screen.name: screen for screen in SCREENS}


@pytest.mark.parametrize("name", _MAIN)
def test_what_is_heard_is_as_agreed(browse: Callable[..., Page], enter: Callable[[Page, str], Page], name: str) -> None:
    screen = _REGISTER[name]
    page = browse()
    if screen.account:
        enter(browse(), screen.account)  # the home page names the sign-in before this one
        enter(page, screen.account)
    page.goto(screen.path)
    heard = _NEWS.sub("", page.locator("body").aria_snapshot()) + "\n"
    heard = _TIME.sub("午後0時00分", heard)  # the demo's hours run
    golden = GOLDEN / f"{name}.yml"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(heard, encoding="utf-8")
    assert heard == golden.read_text(encoding="utf-8")


def test_no_golden_tree_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yml")} == set(_MAIN)
