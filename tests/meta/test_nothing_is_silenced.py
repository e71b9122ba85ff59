"""No check is switched off quietly: not the engines', not the linter's, not the tests'."""

from __future__ import annotations

import re

import pytest

from tests.meta.tree import called, files
from web.a11y.screens import SCREENS

_ENGINES_OFF = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        "disable" + "_?rules",
        "disable" + "OtherRules",
        "html-validate-" + "disable",
        r"[\"']?enabled[\"']?\s*:\s*false",
        r"[\"']exclude[\"']\s*:",
        r"[\"']off[\"']\s*,?\s*[}\]]",
        "--filter" + "pattern|--filter" + "file",
    )
]
_SKIPS = re.compile(r"mark\.skip|pytest\.skip\(|importorskip\(|unittest\.skip")
_SILENT = re.compile(
    r"# (?:noqa(?:: ?[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*)?|type: ignore(?:\[[a-z, -]+\])?|pragma: no \w+)\s*$",
    re.MULTILINE,
)
_OURS = ("pension", "rules", "db", "services", "web", "ops", "e2e", "tests", "bench")


def engine_faults(text: str) -> list[str]:
    """Where an accessibility engine is told to look away."""
    return [match[0] for pattern in _ENGINES_OFF for match in pattern.finditer(text)]


def silent_faults(text: str) -> list[str]:
    """Silencing comments without a reason behind them on the line."""
    return [match[0].strip() for match in _SILENT.finditer(text)]


def skip_faults(text: str) -> list[str]:
    """Tests that may not run."""
    return [match[0] for match in _SKIPS.finditer(text)]


def ours(*suffixes: str) -> dict[str, str]:
    return {called(path): path.read_text(encoding="utf-8") for room in _OURS for path in files(*suffixes, below=room)}


def test_no_engine_is_told_to_look_away() -> None:
    texts = ours(".py", ".js", ".json", ".html").items()
    found = {name: engine_faults(text) for name, text in texts if name.startswith(("web/a11y/", "web/pa", "e2e/"))}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "bad",
    [
        'options={"rules": {"region": {"enabled": False}}}',
        "rules: { region: { enabled: false } }",
        'axe.run(page, context={"exclude": [["#grid"]]})',
        "disable" + '_rules=["region"]',
        "<!-- [html-validate-" + "disable-next no-inline-style] -->",
        '{"rules": {"long-title": "off"}}',
    ],
)
def test_an_engine_told_to_look_away_is_seen(bad: str) -> None:
    assert engine_faults('{"target-size": {"enabled": True}}') == []
    assert len(engine_faults(bad)) == 1


def test_whatever_an_engine_may_not_decide_has_a_reason() -> None:
    allowances = [(screen.name, allowance) for screen in SCREENS for allowance in screen.allowances]
    assert [(name, item.rule) for name, item in allowances if len(item.reason) < len("理由をここに書く")] == []


def test_every_silencing_comment_says_why() -> None:
    found = {name: silent_faults(text) for name, text in ours(".py").items() if not name.startswith("tests/meta/")}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("bad", ["x = 1  # noqa", "x = 1  # noqa: S608, S105", "x = f()  # type: ignore[arg-type]"])
def test_a_comment_that_only_silences_is_seen(bad: str) -> None:
    assert silent_faults("x = 1  # noqa: S105 - the name of a field\n") == []
    assert silent_faults("x = f()  # type: ignore[arg-type]  # the fields are those of Person\n") == []
    assert len(silent_faults(f"{bad}\ny = 2\n")) == 1


def test_every_test_runs() -> None:
    found = {name: skip_faults(text) for name, text in ours(".py").items() if name.startswith(("tests/", "e2e/"))}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("bad", ["pytest.importor" + "skip('x')", "@pytest.mark." + "skipif(1)"])
def test_a_test_that_may_not_run_is_seen(bad: str) -> None:
    assert skip_faults("skip_link = page.locator('.skip')") == []
    assert len(skip_faults(bad)) == 1
