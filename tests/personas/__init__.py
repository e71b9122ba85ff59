"""Invented people as record documents, each with the months, totals and points a reader of the law expects."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Persona:
    """One person of ``index.toml``: the document as it lies on disk, and what it must come to."""

    id: str
    cases: tuple[str, ...]
    document: Path
    expected: Path

    def read_expected(self) -> dict[str, Any]:
        """The expected cells, totals and findings."""
        return tomllib.loads(self.expected.read_text(encoding="utf-8"))


def load_personas() -> tuple[Persona, ...]:
    """Everybody, in the order of ``index.toml``."""
    index = tomllib.loads((_FOLDER / "index.toml").read_text(encoding="utf-8"))
    return tuple(
        Persona(
            id=entry["id"],
            cases=tuple(entry["cases"]),
            document=_FOLDER / f"{entry['file']}.json",
            expected=_FOLDER / "expected" / f"{entry['file']}.toml",
        )
        for entry in index["persona"]
    )


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office decides about a persona (``decisions.toml``), and what the record comes to afterwards.

    ``correction`` has the form it has in the record document; ``expected`` has ``settles``, ``cells`` and ``totals``.
    """

    persona: Persona
    evidence: tuple[str, ...]
    correction: dict[str, Any]
    expected: dict[str, Any]

    def read_corrected(self) -> str:
        """The document with the correction after those it has."""
        document = json.loads(self.persona.document.read_text(encoding="utf-8"))
        document["corrections"] = [*document.get("corrections", []), self.correction]
        return json.dumps(document, ensure_ascii=False)


def load_decisions() -> tuple[Decision, ...]:
    """Every decision, in the order of ``decisions.toml``."""
    personas = {persona.id: persona for persona in load_personas()}
    listed = tomllib.loads((_FOLDER / "decisions.toml").read_text(encoding="utf-8"))
    return tuple(
        Decision(
            persona=personas[entry["person"]],
            evidence=tuple(entry["evidence"]),
            correction=entry["correction"],
            expected={"settles": entry.get("settles", []), "cells": entry["cells"], "totals": entry["totals"]},
        )
        for entry in listed["decision"]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchStep:
    """One search for what lost its owner: the answers sent, and whether there may be something."""

    url: str
    answers: dict[str, str]
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """What is asked for about the doubted months, and whether the office decides it page by page."""

    claim: str
    told: str
    at_hand: tuple[str, ...]
    others: str = ""
    every_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The way of a persona from a doubt to the paper for the office, and to the request that follows.

    ``walks.toml`` tells the fields; ``point`` and ``answers`` come from ``memories.toml``.
    """

    life: str
    person: str
    point: str
    answers: tuple[str, ...]
    doubt: tuple[str, ...]
    result: str
    category: str
    entry: tuple[str, ...]
    remembered: int
    differs: tuple[str, ...]
    search: tuple[SearchStep, ...]
    asks: tuple[str, ...]
    prints: tuple[str, ...]
    decided: tuple[str, ...]
    request: AskedFor
    omits: tuple[str, ...] = ()


def load_walks() -> tuple[Walk, ...]:
    """Every walk, in the order of ``walks.toml``."""
    memories = tomllib.loads((_FOLDER / "memories.toml").read_text(encoding="utf-8"))
    recalled = {entry["person"]: entry for entry in memories["recalled"]}
    listed = tomllib.loads((_FOLDER / "walks.toml").read_text(encoding="utf-8"))
    return tuple(_walk(entry, recalled[entry["person"]]) for entry in listed["walk"])


def _walk(entry: dict[str, Any], recalled: dict[str, Any]) -> Walk:
    search = tuple(SearchStep(**step) for step in entry["search"])
    asked, point, answers = AskedFor(**_fields(entry["request"])), recalled["point"], tuple(recalled["answers"])
    return Walk(**{**_fields(entry), "search": search, "request": asked, "point": point, "answers": answers})


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    """The same with tuples for lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
