"""A window that is lent from state to state tells the next nothing of the one before: nothing is hidden or made so."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.test_planted import found, sweep_of
from web.a11y.conditions import Condition, Engine
from web.a11y.findings import Run
from web.a11y.screens import Divert, Screen, Send, Step, Swap, Wait

pytestmark = pytest.mark.browser

LEAVING = Path(__file__).parent / "leaving"
_CONDITIONS = (Condition.DEFAULT, Condition.REDUCED_MOTION, Condition.PRINT)


def screen(name: str, page: str, *steps: Step) -> Screen:
    """A state of one of the two pages."""
    return Screen(name=name, title=name, path=f"/{page}.html", route="", templates=(), steps=steps)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A page that leaves all it can, one whose clock was put forward, and after each the page that looks for it."""
    look = Swap("#look", "#seen p")
    screens = [
        screen("leaves", "leaves", Divert("/leaves.js"), Send("#on")),
        screen("after-leaves", "finds", look),
        screen("clock", "finds", Wait(300), look),
        screen("after-clock", "finds", look),
    ]
    return sweep_of(screens, _CONDITIONS, tmp_path_factory.mktemp("windows"), [Engine.PROBES], LEAVING)


def told(run: Run, name: str) -> set[str]:
    """What the browser complained about, over all conditions of a state."""
    return {finding.message for finding in found(run, name) if finding.rule == "page-error"}


def test_what_is_left_would_be_found(swept: Run) -> None:
    assert told(swept, "leaves") == {"still running"}
    assert told(swept, "clock") == {"left: clock"}


@pytest.mark.parametrize("name", ["after-leaves", "after-clock"])
def test_the_next_state_finds_nothing_of_it(swept: Run, name: str) -> None:
    assert told(swept, name) == {"left: nothing"}
