"""The register is data that can be trusted: names are names, reasons are given."""

from __future__ import annotations

import re

from web.a11y.conditions import FULL, LONGEST, OWN_CHECKS, QUICK, TASK_ENGINES, TITLES, Condition, Engine, Task
from web.a11y.screens import SCREENS, WHOLE


def test_names_and_titles_are_unique() -> None:
    assert len({screen.name for screen in SCREENS}) == len(SCREENS)
    assert len({screen.title for screen in SCREENS}) == len(SCREENS)


def test_names_can_be_file_names() -> None:
    assert [screen.name for screen in SCREENS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", screen.name)] == []


def test_every_allowance_gives_its_reason_in_a_sentence() -> None:
    allowances = {allowance for screen in SCREENS for allowance in screen.allowances}
    assert [
        item for item in allowances if not item.reason.endswith(("。", "）。")) or item.engine not in set(Engine)
    ] == []


def test_no_allowance_covers_a_whole_page() -> None:
    allowances = {allowance for screen in SCREENS for allowance in screen.allowances}
    assert [item for item in allowances if item.selector in {"", "*", "body", "html"} or not item.rule] == []


def test_every_error_is_seen_as_a_page_and_inside_a_page() -> None:
    errors = [screen for screen in SCREENS if screen.templates == ("pages/error.html", "partials/error.html")]
    assert {screen.status for screen in errors if not screen.swapped} == {400, 403, 404, 405, 413, 422, 500, 503}
    assert {screen.status for screen in errors if screen.swapped} == {400, 403, 404, 405, 413, 422, 500, 503}


def test_every_condition_examines_something_and_every_task_is_done() -> None:
    assert set(QUICK) == set(FULL) == set(TITLES) == set(Condition)
    assert {task for tasks in QUICK.values() for task in tasks} == set(Task) == set(TASK_ENGINES)
    assert all(QUICK[condition] <= FULL[condition] for condition in Condition)
    assert all(tasks <= QUICK[condition] for condition, tasks in LONGEST.items())


def test_each_own_check_is_described() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule) and text for rule, text in OWN_CHECKS.items())


def test_every_set_of_templates_is_examined_in_every_condition() -> None:
    shown = {screen.templates for screen in SCREENS if not screen.display.chosen}
    assert {screen.templates for screen in SCREENS if screen.name in WHOLE} == shown
    assert {screen.name for screen in SCREENS} >= WHOLE
