"""Requests to correct a record in words: read from ``corrections.toml``, which an expert can review.

What may be wrong, the papers that help, what each step of a request means, and what each decision does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from content.problems import Problem
from pension.correction_steps import Outcome, Step

FILE = "corrections.toml"
OTHER = "other"
"""The claim of whoever cannot say which it is."""
LONGEST_ID = 40  # what the tables hold
_FIELDS: Mapping[str, frozenset[str]] = {
    "claim": frozenset({"id", "title", "says", "office", "ask", "evidence", "law", "checked_on"}),
    "evidence": frozenset({"id", "name", "where"}),
    "step": frozenset({"id", "name", "ahead", "done", "happened", "next", "how_long", "meanwhile"}),
    "outcome": frozenset({"id", "name", "says", "next", "how_long", "law", "checked_on"}),
}
_MAY_STAND: Mapping[str, frozenset[str]] = {"claim": frozenset({"refused"}), "step": frozenset({"source"})}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords:
    """Something that may be wrong: what it is, what the office looks at, what to tell, the kinds of papers that help.

    ``refused`` is said where not all of it was granted, besides what the decision says itself; empty for most. ``law``
    are the articles it rests on.
    """

    title: str
    says: str
    office: str
    ask: str
    evidence: tuple[str, ...]
    law: tuple[str, ...]
    checked_on: date
    refused: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """A kind of paper, and where to get or look for it."""

    name: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """A step by its name, by the one it has before it comes (``ahead``), and by that once another followed (``done``).

    What has been done, what comes next, how long that takes, what the person can do meanwhile.
    ``source`` says where ``how_long`` was read; without one it is an estimate of ours. It is empty at the end.
    """

    name: str
    ahead: str
    done: str
    happened: str
    next: str
    how_long: str
    meanwhile: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """A decision: its name, what it means and allows, what comes next and how long that takes."""

    name: str
    says: tuple[str, ...]
    next: str
    how_long: str
    law: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class CorrectionBook:
    """Everything, by id and in the order to show."""

    claims: Mapping[str, ClaimWords]
    evidence: Mapping[str, EvidenceWords]
    steps: Mapping[Step, StepWords]
    outcomes: Mapping[Outcome, OutcomeWords]


@cache
def load_corrections() -> CorrectionBook:
    """The words of this version; raises where the file cannot be read, which the checker would have named."""
    return read_corrections(Path(__file__).parent)


def read_corrections(folder: Path) -> CorrectionBook:
    """The words of a folder; raises KeyError, TypeError or ValueError where the file is not as README.md says."""
    read = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    return CorrectionBook(
        claims={each["id"]: _claim(each) for each in read["claim"]},
        evidence={each["id"]: EvidenceWords(each["name"], each["where"]) for each in read["evidence"]},
        steps={Step(each["id"]): _step(each) for each in read["step"]},
        outcomes={Outcome(each["id"]): _outcome(each) for each in read["outcome"]},
    )


def correction_problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with the file itself: fields, names given twice, papers nobody explains, steps without words."""
    try:
        entries: dict[str, list[dict[str, Any]]] = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        broken = tuple(_entry_problems(entries))
        yield from (Problem(FILE, 0, reason) for reason in broken)
        if not broken:
            yield from (Problem(FILE, 0, reason) for reason in _book_problems(read_corrections(folder)))
    except (OSError, KeyError, TypeError, ValueError) as error:
        yield Problem(FILE, 0, f"cannot be read: {type(error).__name__} {error}")


def _entry_problems(entries: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    for kind, fields in _FIELDS.items():
        seen: set[str] = set()
        for entry in entries[kind]:
            name = str(entry.get("id", ""))
            if not name or name in seen or len(name) > LONGEST_ID:
                yield f"{kind}: an id is missing, too long or given twice: {name}"
            seen.add(name)
            yield from (f"{kind} {name}: no {field}" for field in sorted(fields - entry.keys()))
            unknown = entry.keys() - fields - _MAY_STAND.get(kind, frozenset())
            yield from (f"{kind} {name}: unknown field {field}" for field in sorted(unknown))


def _book_problems(book: CorrectionBook) -> Iterator[str]:
    yield from (f"no words for the step {step}" for step in Step if step not in book.steps)
    yield from (f"no words for the outcome {outcome}" for outcome in Outcome if outcome not in book.outcomes)
    if not book.claims or list(book.claims)[-1] != OTHER:
        yield f"the last claim must be {OTHER}"
    named = {kind for claim in book.claims.values() for kind in claim.evidence}
    yield from _unknown(named, book.evidence)
    yield from (f"no claim is helped by evidence {kind}" for kind in book.evidence if kind not in named)
    yield from (f"claim {name}: a claim names papers and law" for name, each in book.claims.items() if _is_bare(each))


def _unknown(named: Collection[str], evidence: Mapping[str, EvidenceWords]) -> Iterator[str]:
    yield from (f"a claim names evidence that does not exist: {kind}" for kind in sorted(named) if kind not in evidence)


def _is_bare(claim: ClaimWords) -> bool:
    return not (claim.evidence and claim.law)


def _claim(entry: dict[str, Any]) -> ClaimWords:
    return ClaimWords(
        title=entry["title"],
        says=entry["says"],
        office=entry["office"],
        ask=entry["ask"],
        evidence=tuple(entry["evidence"]),
        law=tuple(entry["law"]),
        checked_on=entry["checked_on"],
        refused=entry.get("refused", ""),
    )


def _step(entry: dict[str, Any]) -> StepWords:
    return StepWords(
        name=entry["name"],
        ahead=entry["ahead"],
        done=entry["done"],
        happened=entry["happened"],
        next=entry["next"],
        how_long=entry["how_long"],
        meanwhile=entry["meanwhile"],
        source=entry.get("source", ""),
    )


def _outcome(entry: dict[str, Any]) -> OutcomeWords:
    return OutcomeWords(
        name=entry["name"],
        says=tuple(entry["says"]),
        next=entry["next"],
        how_long=entry["how_long"],
        law=tuple(entry["law"]),
        checked_on=entry["checked_on"],
    )
