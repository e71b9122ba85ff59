"""One defect of each class, planted in a small page, is caught; its clean twin is not flagged by anything."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from web.a11y.conditions import OWN_CHECKS, Condition, Engine
from web.a11y.engines import Tools
from web.a11y.findings import Finding, Run
from web.a11y.screens import Allowance, Screen, Swap
from web.a11y.sweep import Order, sweep

pytestmark = pytest.mark.browser

PLANTED = Path(__file__).parent / "planted"
_HIDDEN = Allowance(engine="axe-core", rule="hidden-content", selector="#bubble", reason="opened by the sweep itself")
_SWAPS = {"silent-swap": (Swap("#more", "#part p"),), "silent-swap-clean": (Swap("#more", "#part p"),)}
_ENGINE_RULES = {
    "axe-core": "color-contrast",
    "html-validate": "no-implicit-button-type",
    "vnu": "error",
    "undecided": "color-contrast",
}
# Where a class shows, when that is not the plain page.
_CONDITIONS = {
    "dead-without-script": Condition.NO_SCRIPT,
    "focus-hidden": Condition.ZOOM_400,
    "motion": Condition.REDUCED_MOTION,
    "print-hides": Condition.PRINT,
    "sideways-scroll": Condition.NARROW,
    "text-cut": Condition.TEXT_200,
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def served(pages: Path) -> Iterator[str]:
    """A folder of pages over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(pages)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def screen(name: str) -> Screen:
    """A planted page as the sweep sees it."""
    steps = _SWAPS.get(name, ())
    return Screen(
        name=name, title=name, path=f"/{name}.html", route="", templates=(), steps=steps, allowances=(_HIDDEN,)
    )


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A sweep over all planted pages as they are, then over some in the condition where their defect shows."""
    names = sorted(path.stem for path in PLANTED.glob("*.html"))
    plain = sweep_of([screen(name) for name in names], [Condition.DEFAULT], tmp_path_factory.mktemp("plain"))
    visits = list(plain.visits)
    for rule, condition in _CONDITIONS.items():
        pair = [screen(rule), screen(f"{rule}-clean")]
        visits += sweep_of(pair, [condition], tmp_path_factory.mktemp(rule)).visits
    return replace(plain, visits=tuple(visits))


def sweep_of(
    screens: Sequence[Screen],
    conditions: Iterable[Condition],
    folder: Path,
    engines: Iterable[Engine] = Engine,
    pages: Path = PLANTED,
) -> Run:
    """Sweep pages of a folder; in a thread, for the browser fixtures keep a loop in this one."""
    with served(pages) as base_url, ThreadPoolExecutor(1) as thread:
        order = Order(
            base_url=base_url,
            folder=folder,
            tools=Tools(Path("node_modules")),
            screens=screens,
            conditions=frozenset(conditions),
            engines=frozenset(engines),
        )
        return thread.submit(sweep, order).result()


def found(run: Run, name: str) -> list[Finding]:
    """What was found on a planted page."""
    return [finding for finding in run.findings if finding.screen == name]


@pytest.mark.parametrize("rule", [*OWN_CHECKS, *_ENGINE_RULES])
def test_a_planted_defect_is_caught(caught: Run, rule: str) -> None:
    wanted = _ENGINE_RULES.get(rule, rule)
    condition = _CONDITIONS.get(rule, Condition.DEFAULT)
    assert wanted in {finding.rule for finding in found(caught, rule) if finding.condition == condition}


@pytest.mark.parametrize("rule", [*OWN_CHECKS, *_ENGINE_RULES])
def test_its_clean_twin_is_not_flagged(caught: Run, rule: str) -> None:
    assert found(caught, f"{rule}-clean") == []


def test_every_planted_page_is_looked_at(caught: Run) -> None:
    names = {path.stem for path in PLANTED.glob("*.html")}
    assert {visit.screen for visit in caught.visits} == names
    assert names == {name + twin for name in (*OWN_CHECKS, *_ENGINE_RULES) for twin in ("", "-clean")}


def test_what_an_engine_cannot_decide_passes_only_with_a_reason(tmp_path: Path) -> None:
    reason = [
        Allowance(engine="axe-core", rule=rule, selector=".pattern", reason="a planted gradient")
        for rule in ("color-contrast", "color-contrast-enhanced")
    ]
    excused = replace(screen("undecided"), allowances=tuple(reason))
    assert sweep_of([excused], [Condition.DEFAULT], tmp_path, [Engine.AXE]).clean


def test_a_page_that_does_not_come_is_a_finding(tmp_path: Path) -> None:
    gone = replace(screen("table-caption"), path="/gone.html")
    run = sweep_of([gone], [Condition.REDUCED_MOTION], tmp_path)
    assert [finding.rule for finding in run.findings] == ["status"]
    assert not run.clean
