"""docs/security.md names code and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"`([^`]+)`")
_FILE = re.compile(r"[\w/.-]+/[\w.-]+\.(?:py|json)")


def missing(text: str) -> list[str]:
    """Files that are not there, and tests that do not stand in the file named before them."""
    lost, file = [], ROOT
    for name in _NAMED.findall(text):
        if _FILE.fullmatch(name):
            file = ROOT / name
            if not file.is_file():
                lost.append(name)
        elif name.startswith("test_") and not (file.is_file() and f"def {name}(" in file.read_text(encoding="utf-8")):
            lost.append(name)
    return lost


def test_every_promise_names_what_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert missing(page) == []
    assert len(_FILE.findall(page)) > 40


def test_what_does_not_exist_is_seen() -> None:
    page = "`web/nowhere.py` `tests/web/test_csrf.py` `test_that_is_none` `test_a_form_in_another_encoding_is_refused`"
    assert missing(page) == ["web/nowhere.py", "test_that_is_none"]
