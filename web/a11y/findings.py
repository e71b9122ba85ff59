"""What a sweep finds and leaves behind: plain values that go to JSON and come back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect at one element of one screen under one condition.

    ``selector`` is a CSS selector of the element (empty: the whole page), ``html`` its first characters,
    ``picture`` the file name of a picture with the element marked, ``help`` an address that explains the rule.
    """

    engine: str
    rule: str
    message: str
    screen: str = ""
    condition: str = ""
    selector: str = ""
    html: str = ""
    help: str = ""
    picture: str = ""

    def at(self, screen: str, condition: str) -> Finding:
        """The same finding with the place where it was made."""
        return replace(self, screen=screen, condition=condition)

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same finding in a later run."""
        return (self.screen, self.condition, self.engine, self.rule, self.selector or self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One screen under one condition: what was examined, how long it took (seconds), what was found."""

    screen: str
    condition: str
    tasks: tuple[str, ...]
    seconds: float
    findings: tuple[Finding, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Screen and condition."""
        return (self.screen, self.condition)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A state of the register that was not visited, and why in a sentence."""

    screen: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A whole sweep. ``finished`` is an ISO date and time; ``engines`` names each engine's version.

    ``commit`` is empty where another installation was swept: it does not say which version it is.
    """

    base_url: str
    commit: str
    finished: str
    browser: str
    engines: dict[str, str]
    visits: tuple[Visit, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the visits."""
        return tuple(finding for visit in self.visits for finding in visit.findings)

    @property
    def clean(self) -> bool:
        """Whether something was examined and nothing found."""
        return bool(self.visits) and not self.findings


def visit_from(data: dict[str, Any]) -> Visit:
    """A visit from its JSON form."""
    findings = tuple(Finding(**finding) for finding in data["findings"])
    return Visit(**{**data, "tasks": tuple(data["tasks"]), "findings": findings})


def dump_visit(visit: Visit) -> str:
    """A visit as one line of JSON."""
    return json.dumps(asdict(visit), ensure_ascii=False)


def load_visits(path: Path) -> list[Visit]:
    """The visits of a journal, one line each; what was being written when it was cut off is left out."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [visit_from(json.loads(line)) for line in lines if line.endswith("\n")]


def dump_run(run: Run) -> str:
    """A run as JSON for machines and for comparing with a later run."""
    return json.dumps(asdict(run), ensure_ascii=False, indent=1) + "\n"


def load_run(text: str) -> Run:
    """A run from what :func:`dump_run` made."""
    data = json.loads(text)
    visits = tuple(visit_from(visit) for visit in data["visits"])
    left_out = tuple(LeftOut(**entry) for entry in data.get("left_out", ()))
    return Run(**{**data, "visits": visits, "left_out": left_out})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs held against each other, visit by visit where both examined the same.

    ``compared`` counts those visits, ``only_now`` and ``only_before`` the others.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    compared: int
    only_now: int
    only_before: int


def compare_runs(now: Run, before: Run) -> Comparison:
    """What is new and what is gone since an earlier run; nothing is called gone that was not looked for again."""
    earlier = {(visit.key, visit.tasks): visit for visit in before.visits}
    later = {(visit.key, visit.tasks): visit for visit in now.visits}
    both = [key for key in later if key in earlier]
    new, gone = compare(
        [finding for key in both for finding in later[key].findings],
        [finding for key in both for finding in earlier[key].findings],
    )
    return Comparison(new, gone, len(both), len(later) - len(both), len(earlier) - len(both))


def compare(now: Iterable[Finding], before: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that are new since an earlier run, and those that are gone."""
    now, before = tuple(now), tuple(before)
    old = {finding.identity for finding in before}
    new = {finding.identity for finding in now}
    return (
        tuple(finding for finding in now if finding.identity not in old),
        tuple(finding for finding in before if finding.identity not in new),
    )
