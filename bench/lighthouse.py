"""P4: Lighthouse's view of the main screens on a slow telephone: a processor four times slower, a slow connection.

Lighthouse is a Node package of the bench alone (``bench/package.json``); it drives the system's Chromium.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.processes import free_port, serving
from bench.report import Table, spread
from bench.trial import MONTH, Trial

PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
ROUNDS = 5
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
_WANTED = 100
_SCREENS = (
    ("first page", "/", False),
    ("questions", "/faq", False),
    ("record: table of 47 years", "/records", True),
    ("points to check", "/records/checks", True),
    ("a month", MONTH, True),
)
# What a column shows, by the name of Lighthouse's audit.
_AUDITS = {
    "first paint, ms": "first-contentful-paint",
    "largest paint, ms": "largest-contentful-paint",
    "blocked, ms": "total-blocking-time",
    "shift": "cumulative-layout-shift",
}


def measure_lighthouse(trial: Trial) -> list[Table]:
    """Every screen in turn, round by round."""
    port = free_port()
    reports: dict[str, list[Mapping[str, Any]]] = {name: [] for name, _, _ in _SCREENS}
    with serving([sys.executable, "-m", "web"], trial.environment(port), port, folder=trial.folder) as server:
        for _ in range(ROUNDS):
            for name, path, personal in _SCREENS:
                url = f"http://127.0.0.1:{server.port}{path}"
                reports[name].append(_report(url, trial.cookie if personal else "", trial.folder / "lighthouse.json"))
    return [table_of(reports)]


def _report(url: str, cookie: str, file: Path) -> Mapping[str, Any]:
    """What Lighthouse finds; in its usual setting for telephones, which slows the processor down four times."""
    command = [
        *(str(PROGRAM), url, "--only-categories=performance", f"--chrome-flags={_FLAGS}", "--output=json"),
        *(f"--output-path={file}", "--quiet", "--no-enable-error-reporting"),
        *(("--extra-headers", json.dumps({"Cookie": cookie})) if cookie else ()),
    ]
    environment = {**os.environ, "CHROME_PATH": _CHROMIUM}
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - the bench's own program
    report: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert report["finalDisplayedUrl"] == url, report["finalDisplayedUrl"]
    assert report["configSettings"]["throttling"]["cpuSlowdownMultiplier"] == 4
    return report


def table_of(reports: Mapping[str, Sequence[Mapping[str, Any]]]) -> Table:
    """One row a screen."""
    return Table(
        "Lighthouse on a slow telephone",
        f"Performance, {ROUNDS} rounds, screens in turn; median (least–most), times as medians. Processor slowed down "
        "four times, 1.6 Mbit/s, 150 ms there and back: Lighthouse's usual telephone.",
        ("goal", "screen", "wanted", "performance", *_AUDITS),
        tuple(("P4", name, f"{_WANTED}", *_row(rounds)) for name, rounds in reports.items()),
    )


def _row(rounds: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    scores = [report["categories"]["performance"]["score"] * 100 for report in rounds]
    values = [median(report["audits"][audit]["numericValue"] for report in rounds) for audit in _AUDITS.values()]
    return spread(scores), *(f"{value:,.2f}" if 0 < value < 1 else f"{value:,.0f}" for value in values)
