"""Invented people as record documents, each with the months, totals and points a reader of the law expects."""

from __future__ import annotations

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
