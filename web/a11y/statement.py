"""The statement of conformity as data: made from a run, kept beside the code, shown at /accessibility."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from web.a11y.conditions import TITLES, Condition, Engine
from web.a11y.findings import Finding, Run
from web.a11y.screens import Screen

STATEMENT_FILE = Path(__file__).parent / "statement.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was examined, when, with what, and what is known to be open.

    ``day`` is an ISO date (Japan's time), ``commit`` the version examined, ``screens`` names of the register,
    ``gaps`` one Japanese sentence for each kind of finding that is left.
    """

    day: str
    commit: str
    browser: str
    engines: dict[str, str]
    screens: tuple[str, ...]
    conditions: tuple[str, ...]
    visits: int
    gaps: tuple[str, ...]


def make_statement(run: Run, screens: Sequence[Screen]) -> Statement:
    """The statement a run allows: nothing is said of what it did not visit."""
    titles = {screen.name: screen.title for screen in screens}
    gaps = dict.fromkeys(_gap(finding, titles[finding.screen]) for finding in run.findings)
    return Statement(
        day=run.finished[:10],
        commit=run.commit,
        browser=run.browser,
        engines=run.engines,
        screens=tuple(dict.fromkeys(visit.screen for visit in run.visits)),
        conditions=tuple(
            condition for condition in Condition if any(visit.condition == condition for visit in run.visits)
        ),
        visits=len(run.visits),
        gaps=tuple(gaps),
    )


def _gap(finding: Finding, title: str) -> str:
    own = finding.engine == Engine.PROBES
    what = finding.message if own else f"{finding.engine}の規則「{finding.rule}」に合わないところがあります。"
    return f"{title}（{TITLES[Condition(finding.condition)]}）：{what}"


def dump_statement(statement: Statement) -> str:
    """The statement as JSON."""
    return json.dumps(asdict(statement), ensure_ascii=False, indent=1) + "\n"


@cache
def published_statement() -> Statement:
    """The statement this version of the service shows."""
    return load_statement(STATEMENT_FILE)


def load_statement(path: Path) -> Statement:
    """A statement from the file a run left."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Statement(**{**data, **{name: tuple(data[name]) for name in ("screens", "conditions", "gaps")}})
