"""P4: what a page weighs as it is sent, and what a first visit to it loads: the page and every file it names.

Once as browsers of today take it (zstd), once as older ones do (gzip); the goals are held against the former.

Bytes do not depend on how busy the machine is.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace

from bench.client import Ask, fetch, fetch_compressed
from bench.processes import free_port, serving
from bench.report import Table
from bench.trial import MONTH, Trial

# Style sheets, scripts and the icon; the larger icons and the manifest are asked for only when the app is installed.
_FILE = re.compile(r'(?:<link rel="(?:icon|stylesheet)"[^>]*href|<script src)="(/static/[^"]+)"')
_MOST_KEPT = 400 * 1024
_KEPT = re.compile(r"^const KEPT = (\[.*?\]);$", re.MULTILINE | re.DOTALL)
_GRID = "record: table of 47 years"
_MOST_PAGE, _MOST_FIRST_LOAD = 12 * 1024, 60 * 1024
Found = tuple[str, int, int, int, int, int]
_SCREENS = (
    ("first page", "/", False),
    ("sign-in", "/sign-in", False),
    ("contact", "/contact", False),
    ("questions", "/faq", False),
    ("terms", "/glossary", False),
    ("all questions with answers", "/faq/answers", False),
    ("all terms with explanations", "/glossary/answers", False),
    ("own page", "/home", True),
    (_GRID, "/records", True),
    ("record: as spells", "/records?view=spells", True),
    ("record: as text", "/records?view=text", True),
    ("points to check", "/records/checks", True),
    ("a month", MONTH, True),
)


def measure_weights(trial: Trial) -> list[Table]:
    """Every main screen, asked for as a browser asks."""
    port = free_port()
    with serving([sys.executable, "-m", "web"], trial.environment(port), port, folder=trial.folder) as server:
        found = [
            (name, *_weigh(Ask(server.port, path, trial.cookie if personal else "")))
            for name, path, personal in _SCREENS
        ]
        kept = json.loads(_KEPT.findall(fetch(Ask(server.port, "/service-worker.js", "")))[0])
        later = sum(len(fetch_compressed(Ask(server.port, address, "", coding="zstd"))) for address in kept)
    return [_weights(found), _goals(found, later)]


def _weigh(ask: Ask) -> tuple[int, int, int, int, int]:
    """Bytes of a page before compression, after it, and with every file it names; the last two in zstd and in gzip."""
    text = fetch(ask)
    urls = files_of(text)
    return len(text.encode()), *_packed(ask, urls, "zstd"), *_packed(ask, urls, "gzip")


def _packed(ask: Ask, urls: set[str], coding: str) -> tuple[int, int]:
    page = len(fetch_compressed(replace(ask, coding=coding)))
    return page, page + sum(len(fetch_compressed(Ask(ask.port, url, "", coding=coding))) for url in urls)


def files_of(page: str) -> set[str]:
    """The addresses of the files that every visitor of a page loads."""
    return set(_FILE.findall(page))


def _weights(found: list[Found]) -> Table:
    return Table(
        "What pages weigh",
        "Bytes of bodies. A first visit loads the page, every style sheet and script it names, and the icon; "
        "later visits load the page alone.",
        ("screen", "bytes", "in zstd", "first visit in zstd", "in gzip", "first visit in gzip"),
        tuple((name, *(f"{size:,}" for size in sizes)) for name, *sizes in found),
    )


def _goals(found: list[Found], later: int) -> Table:
    return Table(
        "Weight against the goals",
        "In KiB, in zstd. What the service worker keeps for later is fetched after the page is there.",
        ("goal", "what", "wanted", "found"),
        (*_goal_rows(found), ("", "kept by the service worker", _limit(_MOST_KEPT), f"{later / 1024:.1f}")),
    )


def _goal_rows(found: list[Found]) -> Iterator[tuple[str, str, str, str]]:
    _, _, page, first, *_ = next(row for row in found if row[0] == _GRID)
    heaviest = max(found, key=lambda row: row[3])
    yield "P4", "table of 47 years", _limit(_MOST_PAGE), f"{page / 1024:.1f}"
    yield "P4", "first visit to it", _limit(_MOST_FIRST_LOAD), f"{first / 1024:.1f}"
    yield "P4", f"first visit to {heaviest[0]}", _limit(_MOST_FIRST_LOAD), f"{heaviest[3] / 1024:.1f}"


def _limit(size: int) -> str:
    return f"≤ {size // 1024}"
