"""docs/deployment.md names every setting with its true default."""

from __future__ import annotations

import re

from tests.meta.tree import ROOT
from web.settings import Settings

_ROW = re.compile(r"^\| `(NENKIN_[A-Z_]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
_NAMED = re.compile(r'"(NENKIN_[A-Z_]+)"')
_WITHOUT_FIELD = {"NENKIN_TODAY", "NENKIN_SECRET_KEY"}  # what the clock and the keys are made from


def rows(page: str) -> dict[str, str]:
    """The defaults a page gives, by the names of the settings."""
    return {name: default.strip("`") for name, _, default in _ROW.findall(page)}


def written(value: object) -> str:
    """A default as the page writes it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "–"
    return str(value) or "–"


def faults(page: str, names: set[str], defaults: Settings) -> list[str]:
    """Settings that are missing, do not exist or have another default."""
    listed = rows(page)
    wrong = [
        f"{name}={default}"
        for name, default in listed.items()
        if name in names - _WITHOUT_FIELD
        and default != written(getattr(defaults, name.removeprefix("NENKIN_").lower()))
    ]
    return sorted(listed.keys() ^ names) + wrong


def test_every_setting_is_explained() -> None:
    names = set(_NAMED.findall((ROOT / "web" / "settings.py").read_text(encoding="utf-8")))
    assert len(names) > 10
    assert faults((ROOT / "docs" / "deployment.md").read_text(encoding="utf-8"), names, Settings()) == []


def test_what_is_missing_unknown_or_wrong_is_seen() -> None:
    page = "| `NENKIN_PORT` | port | `80` |\n| `NENKIN_GONE` | x | – |\n| `NENKIN_TLS` | https | `0` |\n"
    names = {"NENKIN_PORT", "NENKIN_TLS", "NENKIN_HOST"}
    assert faults(page, names, Settings()) == ["NENKIN_GONE", "NENKIN_HOST", "NENKIN_PORT=80"]
