"""Runs commands as the operator types them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ops.__main__ import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(location: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on this test's database; exit code, standard output, standard error."""
    monkeypatch.setenv("NENKIN_DATABASE", location)
    monkeypatch.delenv("NENKIN_DEMO", raising=False)

    def run_command(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        return code, *capsys.readouterr()

    return run_command
