"""``python -m ops issue-notices``: what the operator types and reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

import ops.issue_notices
from ops.settings import OperatorSettings, read_settings
from services.clock import DEMO_NOW, JapanClock
from tests.ops.running import Run
from tests.ops.test_commands import SQLITE_ONLY, month  # noqa: F401 - a fixture is found by its name here


def on_a_day(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """The command's clock stands still."""

    def settings(environ: Mapping[str, str]) -> OperatorSettings:
        return replace(read_settings(environ), clock=JapanClock(now))

    monkeypatch.setattr(ops.issue_notices, "read_settings", settings)


@SQLITE_ONLY
def test_the_notices_of_a_month(run: Run, month: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811 - the fixtures
    on_a_day(monkeypatch, DEMO_NOW)
    run("import-month", str(month))
    code, said, _ = run("issue-notices", "2026-11", "--everybody")
    assert (code, said) == (
        0,
        "2026-11 の定期便：2人分の見込額を保存しました。ほかの 0人は、対象でないか、保存ずみです。\n",
    )
    code, said, _ = run("issue-notices", "2026-11", "--everybody")
    assert (code, said.split("。")[0]) == (0, "2026-11 の定期便：0人分の見込額を保存しました")


@SQLITE_ONLY
def test_a_month_to_come_is_refused(run: Run, month: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811 - the fixtures
    on_a_day(monkeypatch, DEMO_NOW)
    run("import-month", str(month))
    code, _, wrong = run("issue-notices", "2026-12")
    assert (code, wrong) == (1, "これからの月の定期便は出せません。2026-11 までの月を指定してください。\n")


@SQLITE_ONLY
def test_a_day_before_the_tables(run: Run, month: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811 - the fixtures
    run("import-month", str(month))
    on_a_day(monkeypatch, DEMO_NOW.replace(year=2020))
    code, _, wrong = run("issue-notices", "2020-11", "--everybody")
    assert (code, wrong) == (2, "今日の年度の額や率が、表にありません。何も出していません。\n")


@SQLITE_ONLY
def test_what_is_no_month(run: Run) -> None:
    with pytest.raises(SystemExit):
        run("issue-notices", "2026-13")
