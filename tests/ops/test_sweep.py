"""The command line of the sweep: what it orders, and its exit codes."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ops import sweep as command
from tests.web.a11y.test_findings import CLEAN, FINDING, RUN, VISIT
from web.a11y import sweep
from web.a11y.conditions import Condition, Engine, Task
from web.a11y.findings import Run, dump_run
from web.a11y.screens import SCREENS

ACCOUNTS = [{"persona": "haruno", "user_id": "haruno92", "password": "natsu"}]


def ordered(*words: str) -> argparse.Namespace:
    """The arguments of a command line."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(["--base-url", "http://127.0.0.1:9/", *words])


@pytest.fixture
def swept(monkeypatch: pytest.MonkeyPatch) -> list[sweep.Order]:
    """Instead of sweeping, keep the orders; the run that is answered finds one thing."""
    orders: list[sweep.Order] = []

    def keep(order: sweep.Order) -> Run:
        orders.append(order)
        return RUN

    monkeypatch.setattr(sweep, "sweep", keep)
    return orders


def test_it_orders_what_is_named(swept: list[sweep.Order], tmp_path: Path) -> None:
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps(ACCOUNTS), encoding="utf-8")
    words = ("--screens", "home,top", "--conditions", "dark", "--engines", "vnu, axe-core", "--credentials", str(file))
    assert command.run(ordered(*words)) == command.FOUND
    (order,) = swept
    assert order.base_url == "http://127.0.0.1:9"
    assert [screen.name for screen in order.screens] == ["top", "home"]
    assert order.conditions == {Condition.DARK}
    assert order.engines == {Engine.VNU, Engine.AXE}
    assert order.accounts["haruno"].user_id == "haruno92"


def test_without_names_it_orders_everything_another_installation_can_show(swept: list[sweep.Order]) -> None:
    command.run(ordered())
    (order,) = swept
    assert list(order.screens) == [screen for screen in SCREENS if not screen.faulty]
    assert order.conditions == set(Condition)
    assert order.engines == set(Engine)


def test_a_clean_run_ends_with_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "sweep", lambda order: replace(RUN, visits=(CLEAN,)))
    assert command.run(ordered()) == command.CLEAN


@pytest.mark.parametrize("words", [("--screens", "nowhere"), ("--conditions", "fog"), ("--engines", "wave")])
def test_an_unknown_name_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str], words: tuple[str]) -> None:
    assert command.run(ordered(*words)) == command.IMPOSSIBLE
    assert f"名前がちがいます：{words[-1]}。あるのは：" in capsys.readouterr().out


def test_a_persona_without_an_account_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.run(ordered("--screens", "home", "--out", str(tmp_path))) == command.IMPOSSIBLE
    assert "haruno" in capsys.readouterr().out


def test_it_compares_with_an_earlier_run(
    swept: list[sweep.Order], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    earlier = tmp_path / "run.json"
    before = replace(VISIT, findings=(replace(FINDING, selector="#gone"),))
    earlier.write_text(dump_run(replace(RUN, visits=(before,))), encoding="utf-8")
    command.run(ordered("--compare", str(earlier)))
    said = capsys.readouterr().out
    assert "新しい指摘1件" in said
    assert "なくなった指摘1件" in said


def test_the_statement_is_written_on_request(
    swept: list[sweep.Order], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "statement.json"
    monkeypatch.setattr(sweep, "STATEMENT_FILE", file)
    command.run(ordered("--statement"))
    assert json.loads(file.read_text(encoding="utf-8"))["screens"] == ["top"]


def test_a_state_that_needs_scripts_is_not_tried_without(swept: list[sweep.Order]) -> None:
    command.run(ordered())
    (order,) = swept
    screens = {screen.name: screen for screen in SCREENS}
    assert order.tasks(screens["records-month-open"], Condition.NO_SCRIPT) == ()
    assert order.tasks(screens["home"], Condition.NO_SCRIPT) == (Task.CONTROLS,)


def test_the_longest_table_is_examined_once_whole_and_everywhere_on_request(swept: list[sweep.Order]) -> None:
    longest = next(screen for screen in SCREENS if screen.longest)
    command.run(ordered())
    command.run(ordered("--full"))
    assert [condition for screen, condition in swept[0].plan() if screen == longest] == [
        "default",
        "narrow-320",
        "print",
    ]
    assert [condition for screen, condition in swept[1].plan() if screen == longest] == list(Condition)
