"""Which passwords are taken (S51): long, and hard to guess; nothing is asked of the kinds of letters.

Length by NIST SP 800-63B-4, 3.1.1.2: 15 letters, or 8 beside a one-time code; each code point counts as one. Whether a
password is easy to guess is judged by zxcvbn, an estimator that knows 30,000 passwords from leaks, words, names, dates,
rows of keys and repetitions; to these come Japanese words (``services/words``), words of this service, and what anybody
who knows the person would try first. Everything is on this machine: no password is sent anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from zxcvbn import zxcvbn

from services.passphrases import easy_words
from services.passwords import run_in_pool
from services.romaji import romaji

SHORTEST_ALONE = 15
SHORTEST_WITH_CODE = 8
LONGEST = 128
_LEAST_SCORE = 3  # of 4: ten to the power of eight tries, where the lock allows some twenty a day
_LEAST_SCORE_WITH_CODE = 2  # ten to the power of six, and a code behind it
_JUDGED = 72  # letters; the estimator is not made for more
_SHORTEST_OWN_WORD = 4
_SERVICE_WORDS = ("nenkin", "年金", "ねんきん", "ネンキン", "pension")
_FILE = Path(__file__).parent / "words" / "guessed.txt"


class Problem(StrEnum):
    """Why a password is not taken; the owner is told."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    OWN_WORDS = "own-words"  # the own name, user id, number or birth date
    SERVICE_WORDS = "service-words"
    REPEATED = "repeated"  # aaaa, abcabc, 12345
    KEYBOARD = "keyboard"  # a row of keys
    DATE = "date"
    COMMON = "common"  # words that guessers try first
    USED_BEFORE = "used-before"


_PATTERNS = {
    "repeat": Problem.REPEATED,
    "sequence": Problem.REPEATED,
    "spatial": Problem.KEYBOARD,
    "date": Problem.DATE,
    "regex": Problem.DATE,
}


def shortest_password(*, has_code: bool) -> int:
    """How many letters a password must have."""
    return SHORTEST_WITH_CODE if has_code else SHORTEST_ALONE


async def what_is_weak(password: str, own_words: Sequence[str], shortest: int) -> Problem | None:
    """The first reason not to take a password, None for a good one.

    ``own_words`` is what others may know of its owner (:func:`services.own_words.words_about`). Raises PasswordsBusy.
    """
    plain = unicodedata.normalize("NFC", password)
    if len(plain) < shortest:
        return Problem.TOO_SHORT
    if len(plain) > LONGEST:
        return Problem.TOO_LONG
    folded = unicodedata.normalize("NFKC", plain).casefold()
    if any(word in folded for word in own_words if len(word) >= _SHORTEST_OWN_WORD):
        return Problem.OWN_WORDS
    if any(word in folded for word in _SERVICE_WORDS):
        return Problem.SERVICE_WORDS
    least = _LEAST_SCORE if shortest >= SHORTEST_ALONE else _LEAST_SCORE_WITH_CODE
    return await run_in_pool(_guessable, folded, tuple(own_words), least)


def _guessable(password: str, own_words: Sequence[str], least: int) -> Problem | None:
    judged = zxcvbn(password[:_JUDGED], user_inputs=[*own_words, *_guessed_words()])
    if judged["score"] >= least:
        return None
    longest = max(judged["sequence"], key=lambda part: len(part["token"]))
    return _PATTERNS.get(longest["pattern"], Problem.COMMON)


@lru_cache(maxsize=1)
def _guessed_words() -> tuple[str, ...]:
    """Words that guessers try, the likeliest first."""
    words = easy_words()
    return (*_FILE.read_text(encoding="utf-8").split(), *words, *map(romaji, words))
