"""Letters of the annual notice as one file to print: for each person a page with the address and a page with the key.

Plain HTML that needs nothing beside it, printed like every page of the service: the browser makes the sheets, or a
tagged PDF. One way to paper is enough, and it is the one that is examined for accessibility.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pension.numbers import grouped
from services.access_keys import KeyLetter
from services.clock import JST

_TEMPLATE = "key_letters.html"


def letters_page(letters: Sequence[KeyLetter]) -> str:
    """The whole file."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(letters=[_words(letter) for letter in letters])


def write_safely(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all, on disk when this returns."""
    part = file.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as output:
        output.write(text)
        output.flush()
        os.fsync(output.fileno())
    part.replace(file)


def _words(letter: KeyLetter) -> dict[str, object]:
    until = (letter.expires_at - timedelta(seconds=1)).astimezone(JST)
    assert letter.person.address is not None  # noqa: S101 - letters are made for people with an address only
    return {
        "postal_code": letter.person.address.postal_code,
        "address": letter.person.address.lines,
        "name": letter.person.name,
        "access_key": grouped(letter.access_key),
        "inquiry_number": letter.inquiry_number,
        "until": f"令和{until.year - 2018}年（{until.year}年）{until.month}月{until.day}日",
    }
