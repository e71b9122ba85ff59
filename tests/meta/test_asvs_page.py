"""docs/asvs.md answers every requirement of the list once, and names code and tests that exist."""

from __future__ import annotations

import re
from collections import Counter

from tests.meta.test_security_page import missing
from tests.meta.tree import ROOT

REQUIREMENTS = (ROOT / "tests" / "meta" / "asvs_5.0.txt").read_text(encoding="utf-8").split()
_ROW = re.compile(r"^\| (V[0-9.]+) \| ([a-z]+) \| (.+) \| (.+) \|$", re.MULTILINE)
_FILE = re.compile(r"`(?:[\w.-]+/)*[\w.-]+\.\w+`")
STATES = {"held", "partly", "open", "deployer", "none"}


def faults(page: str, requirements: list[str]) -> list[str]:
    """What is missing, stands twice, is not of the list, or claims something without naming where it can be seen."""
    rows = _ROW.findall(page)
    counted = Counter(name for name, *_ in rows)
    wrong = [name for name in requirements if counted[name] != 1] + [n for n in counted if n not in requirements]
    for name, state, how, where in rows:
        shown = bool(_FILE.search(how + where)) or state in {"open", "none"}
        if state not in STATES or not shown:
            wrong.append(name)
    return wrong


def test_every_requirement_is_answered_once() -> None:
    page = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
    assert len(REQUIREMENTS) == len(set(REQUIREMENTS)) == 208
    assert faults(page, REQUIREMENTS) == []
    assert missing(page) == []


def test_what_is_missing_twice_unknown_or_only_claimed_is_seen() -> None:
    row = "| {} | {} | because | {} |\n"
    page = "".join(
        row.format(*cells)
        for cells in (
            ("V1.1.1", "held", "`web/csrf.py`"),
            ("V1.1.1", "held", "`web/csrf.py`"),
            ("V9.9.9", "none", "–"),
            ("V2.1.1", "held", "–"),
            ("V2.1.2", "surely", "`web/csrf.py`"),
        )
    )
    assert faults(page, ["V1.1.1", "V2.1.1", "V2.1.2", "V3.1.1"]) == ["V1.1.1", "V3.1.1", "V9.9.9", "V2.1.1", "V2.1.2"]
