"""A demo service of its own on a free port over a temporary database: what the sweep and the browser tests look at."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

TRIED_SEARCHES = 30
"""Searches a day: enough to see each answer in every condition; one of the demo's people has used them up."""
_PATIENCE = 30.0  # seconds for the service to answer, or to stop
_SERVER = "e2e.faulty_server"  # the real service, plus addresses that fail on purpose


class TrialFailed(Exception):
    """The demo could not be prepared or does not answer; the text ends with what it printed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A running demo. ``accounts`` is what ``python -m ops demo --list`` prints."""

    base_url: str
    accounts: tuple[dict[str, str], ...]
    log: Path


@contextmanager
def running_trial() -> Iterator[Trial]:
    """Prepare a demo, serve it until the block ends, remove it. Raises TrialFailed."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "service.log"
        port = _free_port()
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("NENKIN_")},
            "NENKIN_DEMO": "1",
            "NENKIN_DATABASE": str(Path(folder) / "demo.sqlite"),
            "NENKIN_PORT": str(port),
            "NENKIN_SEARCHES_A_DAY": str(TRIED_SEARCHES),
        }
        _run("ops", "demo", "--prepare", environment=environment)
        accounts = tuple(json.loads(_run("ops", "demo", "--list", environment=environment)))
        trial = Trial(f"http://127.0.0.1:{port}", accounts, log)
        with log.open("wb") as output:
            server = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", _SERVER], env=environment, stdout=output, stderr=subprocess.STDOUT
            )
            try:
                _wait(trial, server)
                yield trial
            finally:
                server.terminate()
                server.wait(_PATIENCE)


def _run(*words: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise TrialFailed(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def _wait(trial: Trial, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(trial.base_url, timeout=5):  # noqa: S310 - http on this machine
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TrialFailed(trial.log.read_text(encoding="utf-8", errors="replace")[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
