"""The invented people of the demo: the documents of ``tests/personas`` with a user id and a password for each.

Both are made from the person's short name and stay the same from run to run. User ids have no 0 and no 1, so that no
letter can be mistaken for a digit; passwords are four easy words of at least four letters: 19 characters or more.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "tests" / "personas"
_WORDS = [
    "sakura",
    "kaze",
    "yama",
    "kawa",
    "sora",
    "hoshi",
    "tsuki",
    "hana",
    "yuki",
    "kumo",
    "mori",
    "hara",
    "tane",
    "kame",
    "tsuru",
    "usagi",
    "neko",
    "tori",
    "sakana",
    "mikan",
    "ringo",
    "budo",
    "momo",
    "kuri",
    "matsu",
    "take",
    "haru",
    "natsu",
    "fuyu",
    "yoru",
    "michi",
    "hashi",
    "fune",
    "kasa",
    "nami",
    "suzu",
    "hotaru",
    "tampopo",
    "mugi",
    "iwashi",
]
_DIGITS = "23456789"
_WORDS_IN_PASSWORD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One invented person: who signs in how, what the record shows, and the document itself as one line of JSON."""

    persona: str
    name: str
    user_id: str
    password: str
    shows: str
    basic_pension_number: str
    line: str


def load_personas(folder: Path = FOLDER) -> list[DemoPerson]:
    """Everybody in the folder's ``index.toml``, in its order."""
    index = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))
    return [_person(folder, entry) for entry in index["persona"]]


def _person(folder: Path, entry: dict[str, Any]) -> DemoPerson:
    document = json.loads((folder / f"{entry['file']}.json").read_text(encoding="utf-8"))
    lot = hashlib.sha256(entry["id"].encode()).digest()
    return DemoPerson(
        persona=entry["id"],
        name=document["person"]["name"],
        user_id=entry["id"].replace("-", "") + "".join(_DIGITS[byte % len(_DIGITS)] for byte in lot[:2]),
        password=_password(lot[2:]),
        shows=entry["shows"],
        basic_pension_number=document["person"]["basic_pension_number"],
        line=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
    )


def _password(lot: bytes) -> str:
    return "-".join(_WORDS[byte % len(_WORDS)] for byte in lot[:_WORDS_IN_PASSWORD])
