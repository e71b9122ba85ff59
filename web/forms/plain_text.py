"""Texts that people write freely: kept as they are, without what cannot be seen."""

from __future__ import annotations

import unicodedata


def plain_text(typed: str) -> str:
    """Line breaks as ``\\n``; without control, direction and zero-width characters; trimmed."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    seen = (letter for letter in lines if letter == "\n" or unicodedata.category(letter)[0] != "C")
    return "".join(seen).strip()
