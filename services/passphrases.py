"""Suggested passwords: five easy Japanese words, to be typed as they sound.

Five of 270 words are 40 bits: more than anybody can try against a lock, and easier to keep than eight odd signs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from services.romaji import romaji

WORDS_IN_PASSPHRASE = 5
_FILE = Path(__file__).parent / "words" / "easy.txt"


@dataclass(frozen=True, slots=True)
class Passphrase:
    """The words as they are read, and what is typed: ``sakura-hotaru-mikazuki-tanpopo-ringo``."""

    kana: tuple[str, ...]

    @property
    def typed(self) -> str:
        """In small Latin letters with hyphens between the words."""
        return "-".join(map(romaji, self.kana))


@lru_cache(maxsize=1)
def easy_words() -> tuple[str, ...]:
    """The words, in hiragana."""
    return tuple(_FILE.read_text(encoding="utf-8").split())


def suggest_passphrase() -> Passphrase:
    """A fresh one; it is nobody's until somebody chooses it."""
    words = list(easy_words())
    return Passphrase(tuple(words.pop(secrets.randbelow(len(words))) for _ in range(WORDS_IN_PASSPHRASE)))


def suggested_passphrase(text: str) -> Passphrase | None:
    """One that was suggested before, from its words with ・ between them; None for any other text."""
    words = tuple(text.split("・"))
    is_ours = len(words) == WORDS_IN_PASSPHRASE and set(words) <= set(easy_words())
    return Passphrase(words) if is_ours else None
