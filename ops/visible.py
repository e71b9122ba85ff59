"""What a file says, written so that it commands no terminal and forges no line of a report."""

from __future__ import annotations

_WIDE_SPACE = "\u3000"


def visible(text: str) -> str:
    """The text with what cannot be seen written as ``\\u001b``."""
    return "".join(
        letter if letter.isprintable() or letter == _WIDE_SPACE else f"\\u{ord(letter):04x}" for letter in text
    )
