"""The Makefile stays a short list that explains itself."""

from __future__ import annotations

import re

from tests.meta.tree import ROOT

MOST_TARGETS = 12
_PHONY = re.compile(r"^\.PHONY: (.*)$", re.MULTILINE)
_EXPLAINED = re.compile(r"^([a-z0-9-]+):.* ## \S.*$", re.MULTILINE)


def target_faults(text: str) -> list[str]:
    """Targets without a word of what they do, words without a target, or too many of them."""
    named = {name for line in _PHONY.findall(text) for name in line.split()}
    unexplained = sorted(named ^ set(_EXPLAINED.findall(text)))
    return unexplained if len(named) <= MOST_TARGETS else [*unexplained, f"{len(named)} targets"]


def test_every_target_says_what_it_does() -> None:
    assert target_faults((ROOT / "Makefile").read_text(encoding="utf-8")) == []


def test_a_silent_target_and_too_many_are_seen() -> None:
    assert target_faults(".PHONY: run test\nrun: ## Serve\ntest:\n") == ["test"]
    many = [f"t{number}" for number in range(MOST_TARGETS + 1)]
    assert target_faults(f".PHONY: {' '.join(many)}\n" + "".join(f"{name}: ## Do\n" for name in many)) == ["13 targets"]
