"""The command line of the sweep: what it orders, and its exit codes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from ops import sweep as command
from ops.trial import Trial
from tests.web.a11y.test_findings import CLEAN, FINDING, RUN, VISIT
from web.a11y import sweep
from web.a11y.conditions import Condition, Engine, Task
from web.a11y.findings import LeftOut, Run, dump_run, dump_visit
from web.a11y.screens import SCREENS

ACCOUNTS = [{"persona": "haruno", "user_id": "haruno92", "password": "natsu"}]


def ordered(*words: str) -> argparse.Namespace:
    """The arguments of a command line."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(["--base-url", "http://127.0.0.1:9/", *words])


def own(*words: str) -> argparse.Namespace:
    """The arguments of a command line for a demo of its own."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


@contextmanager
def own_demo() -> Iterator[Trial]:
    """Stands for a running demo."""
    yield Trial("http://127.0.0.1:9", tuple(ACCOUNTS), Path("log"))


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


def everybody(folder: Path) -> Path:
    """Login data of every persona that a screen needs."""
    file = folder / "everybody.json"
    names = sorted({screen.account for screen in SCREENS if screen.account})
    accounts = [{"persona": name, "user_id": f"{name}23", "password": "natsu"} for name in names]
    file.write_text(json.dumps(accounts), encoding="utf-8")
    return file


def test_without_names_it_orders_everything_another_installation_can_show(
    swept: list[sweep.Order], tmp_path: Path
) -> None:
    command.run(ordered("--credentials", str(everybody(tmp_path))))
    (order,) = swept
    assert list(order.screens) == [screen for screen in SCREENS if not screen.faulty]
    assert {left.screen for left in order.left_out} == {screen.name for screen in SCREENS if screen.faulty}
    assert order.conditions == set(Condition)
    assert order.engines == set(Engine)
    assert order.commit == "", "which version runs there is not known"


def test_states_of_people_nobody_can_sign_in_as_are_left_out_and_told(swept: list[sweep.Order], tmp_path: Path) -> None:
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps(ACCOUNTS), encoding="utf-8")
    command.run(ordered("--credentials", str(file)))
    (order,) = swept
    assert {screen.account for screen in order.screens} == {None, "haruno"}
    assert "sasaki のログイン情報がありません。" in {left.reason for left in order.left_out}


@pytest.mark.parametrize(
    "text", ["{", "[1]", "{}", '[{"persona": "haruno"}]', '[{"persona": 1, "user_id": "a", "password": "b"}]']
)
def test_login_data_in_another_form(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    file = tmp_path / "accounts.json"
    file.write_text(text, encoding="utf-8")
    assert command.run(ordered("--credentials", str(file))) == command.IMPOSSIBLE
    assert str(file) in capsys.readouterr().out


def test_an_address_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(ordered("--base-url", "localhost:8000")) == command.IMPOSSIBLE
    assert "localhost:8000" in capsys.readouterr().out


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
    assert "今回だけ調べた1とおりと、前回だけ調べた0とおりは、くらべていません。" in said
    assert swept[0].earlier is not None


@pytest.mark.parametrize("text", ["", "[]", '{"visits": [{}]}'])
def test_what_is_no_earlier_run_is_told_before_the_sweep(
    swept: list[sweep.Order], capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert command.run(ordered("--compare", str(tmp_path / "run.json"))) == command.IMPOSSIBLE
    assert "run.json ではありません" in capsys.readouterr().out
    assert command.run(ordered("--compare", str(tmp_path / "none.json"))) == command.IMPOSSIBLE
    assert swept == []


def test_the_statement_is_written_on_request(
    swept: list[sweep.Order], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "statement.json"
    monkeypatch.setattr(sweep, "STATEMENT_FILE", file)
    monkeypatch.setattr(command, "running_trial", own_demo)
    command.run(own("--statement"))
    assert swept[0].commit
    assert json.loads(file.read_text(encoding="utf-8"))["screens"] == ["top"]


def test_a_state_that_needs_scripts_is_not_tried_without(swept: list[sweep.Order], tmp_path: Path) -> None:
    command.run(ordered("--credentials", str(everybody(tmp_path))))
    (order,) = swept
    screens = {screen.name: screen for screen in SCREENS}
    assert order.tasks(screens["records-month-open"], Condition.NO_SCRIPT) == ()
    assert order.tasks(screens["home"], Condition.NO_SCRIPT) == (Task.CONTROLS,)


def test_the_longest_table_is_examined_once_whole_and_everywhere_on_request(
    swept: list[sweep.Order], tmp_path: Path
) -> None:
    longest = next(screen for screen in SCREENS if screen.longest)
    words = ("--credentials", str(everybody(tmp_path)))
    command.run(ordered(*words))
    command.run(ordered(*words, "--full"))
    assert [condition for screen, condition in swept[0].plan() if screen == longest] == [
        "default",
        "narrow-320",
        "print",
    ]
    assert [condition for screen, condition in swept[1].plan() if screen == longest] == list(Condition)


def test_a_statement_is_of_a_version_that_is_known(
    swept: list[sweep.Order], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run(ordered("--statement")) == command.IMPOSSIBLE
    assert "--statement" in capsys.readouterr().out
    assert swept == []


def test_a_stop_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(_: sweep.Order) -> Run:
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep, "sweep", stopped)
    assert command.run(ordered()) == command.STOPPED
    assert "--resume" in capsys.readouterr().err


def test_the_summary_counts_kinds_and_shows_some(swept: list[sweep.Order]) -> None:
    many = tuple(replace(FINDING, selector=f"#a{number}") for number in range(100))
    left_out = tuple(LeftOut(name, "haruno のログイン情報がありません。") for name in ("home", "checks"))
    said = sweep.summary(replace(RUN, visits=(replace(VISIT, findings=many),), left_out=left_out)).splitlines()
    assert said[:3] == [
        "画面と条件1とおり、指摘100件",
        "調べなかった画面2：haruno のログイン情報がありません。（home、checks）",
        "axe-core region：100件",
    ]
    assert said[-1] == "  ほか70件"
    assert len(said) == 3 + 30 + 1


# ---- going on after a stop ----


@pytest.fixture
def stopped(tmp_path: Path) -> sweep.Order:
    """An order whose first visit was done before it was stopped."""
    order = sweep.order_from(
        base_url="http://127.0.0.1:9", folder=tmp_path, modules=tmp_path, accounts={}, screens=["top"],
        conditions=["default", "narrow-320"], engines=["probes"], full=False, faults=False, resume=True, commit="",
        finished="",
    )  # fmt: skip
    sweep._Sweep(replace(order, resume=False))._recall()
    first = replace(VISIT, condition="narrow-320", tasks=order.tasks(order.screens[0], Condition.NARROW))
    (tmp_path / "visits.jsonl").write_text(f"{dump_visit(first)}\n" + '{"cut off', encoding="utf-8")
    return order


def recalled(order: sweep.Order) -> set[tuple[str, str]]:
    """What need not be visited again."""
    run = sweep._Sweep(order)
    run._recall()
    return set(run.visits)


def test_what_was_done_is_not_done_again(stopped: sweep.Order) -> None:
    assert recalled(stopped) == {("top", "narrow-320")}
    journal = (stopped.folder / "visits.jsonl").read_text(encoding="utf-8")
    assert journal.endswith("}\n"), "what was cut off is gone, so that the next visit stands on a line of its own"


def test_what_examined_something_else_is_done_again(stopped: sweep.Order) -> None:
    assert recalled(replace(stopped, full=True)) == set()


def test_without_being_asked_nothing_is_taken_over(stopped: sweep.Order) -> None:
    assert recalled(replace(stopped, resume=False)) == set()
    assert not (stopped.folder / "visits.jsonl").exists()


def test_another_place_or_version_is_not_gone_on_with(stopped: sweep.Order) -> None:
    for other in (replace(stopped, place="http://127.0.0.1:10"), replace(stopped, commit="abc")):
        with pytest.raises(sweep.SweepError, match="別の"):
            recalled(other)
    (stopped.folder / "order.json").unlink()
    with pytest.raises(sweep.SweepError, match="別の"):
        recalled(stopped)


def test_nothing_to_go_on_with_is_a_beginning(stopped: sweep.Order) -> None:
    (stopped.folder / "visits.jsonl").unlink()
    (stopped.folder / "order.json").unlink()
    assert recalled(stopped) == set()
