"""Texts that people write freely: kept as they are, without what cannot be seen."""

from __future__ import annotations

import unicodedata

from web.forms.result import FieldError


def plain_text(typed: str) -> str:
    """Line breaks as ``\\n``; without control, direction and zero-width characters; trimmed."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    seen = (letter for letter in lines if letter == "\n" or unicodedata.category(letter)[0] != "C")
    return "".join(seen).strip()


def length_error(name: str, text: str, longest: int) -> FieldError | None:
    """How much shorter a text must be, in characters; None for one that is short enough."""
    over = len(text) - longest
    return FieldError(name, f"{longest}文字まで書けます。あと{over}文字、短くしてください。") if over > 0 else None
