"""Finds terms, questions and steps by kana, kanji, part of a word, or something typed a little wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from rapidfuzz import fuzz

from content.library import Library, Question, Step, Term, Text
from content.loader import load_library, plain_text

LONGEST_SEARCH = 100  # characters; what is longer is cut
MOST_FOUND = 20  # of each kind

_EXACT, _BEGINS, _PART, _AROUND, _BODY = 100, 80, 60, 55, 30
_ALIKE = 70  # of 100: a typed word this like a name still means it (免徐 for 免除 is 50 by itself, カラキカン 86)
_SHORTEST_AROUND = 2  # letters a name must have to be found inside of what was typed
_TEXT = TypeVar("_TEXT", bound=Text)
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first. ``asked`` is what was typed, trimmed; empty for an empty search."""

    asked: str
    terms: tuple[Term, ...]
    questions: tuple[Question, ...]
    steps: tuple[Step, ...]

    @property
    def nothing(self) -> bool:
        """Whether something was asked and nothing found."""
        return bool(self.asked) and not (self.terms or self.questions or self.steps)


@dataclass(frozen=True, slots=True)
class _Entry:
    text: Text
    names: tuple[str, ...]
    body: str


class Index:
    """Everything of a library, ready to be searched; a few hundred texts are looked through one by one."""

    def __init__(self, library: Library) -> None:
        self._terms = [(term, _entry(term, term.words)) for term in library.terms.values()]
        self._questions = [(question, _entry(question, (question.title,))) for question in library.questions.values()]
        self._steps = [(step, _entry(step, (step.title,))) for step in library.steps.values()]

    def find(self, asked: str) -> Found:
        """What fits all the words that were typed."""
        asked = " ".join(unicodedata.normalize("NFKC", asked)[:LONGEST_SEARCH].split())
        words = [folded for word in asked.split() if (folded := fold(word))]
        return Found(
            asked,
            tuple(_best(self._terms, words)),
            tuple(_best(self._questions, words)),
            tuple(_best(self._steps, words)),
        )

    def nearest_terms(self, slug: str, most: int = 5) -> tuple[Term, ...]:
        """The terms whose names or addresses are most like an address that does not exist."""
        return tuple(_nearest(self._terms, slug, most))

    def nearest_questions(self, slug: str, most: int = 5) -> tuple[Question, ...]:
        """The questions whose addresses or titles are most like an address that does not exist."""
        return tuple(_nearest(self._questions, slug, most))


@cache
def load_index() -> Index:
    """The index of this version's content."""
    return Index(load_library())


def fold(text: str) -> str:
    """Text as it is compared: one width, small letters, hiragana, neither blanks nor marks."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_KATAKANA)
    return "".join(letter for letter in text if letter.isalnum() or letter == "ー")


def _entry(text: Text, names: Iterable[str]) -> _Entry:
    folded = dict.fromkeys(fold(name) for name in (*names, text.reading, *text.misspellings))
    return _Entry(text, tuple(name for name in folded if name), fold(text.short + plain_text(text.body)))


def _best(entries: list[tuple[_TEXT, _Entry]], words: list[str]) -> list[_TEXT]:
    ranked = [(score, text) for text, entry in entries if words and (score := _score(entry, words))]
    ranked.sort(key=lambda pair: -pair[0])  # stable: equals stay in the order of the page
    return [text for _, text in ranked[:MOST_FOUND]]


def _score(entry: _Entry, words: list[str]) -> float:
    """How well a text fits all the words; 0 when one of them fits nowhere."""
    scores = [max(max(_name_score(name, word) for name in entry.names), _body_score(entry, word)) for word in words]
    return sum(scores) if all(scores) else 0


def _name_score(name: str, word: str) -> float:
    if name == word:
        return _EXACT
    if name.startswith(word):
        return _BEGINS
    if word in name:
        return _PART
    if len(name) >= _SHORTEST_AROUND and name in word:
        return _AROUND
    return _likeness(name, word)


def _likeness(name: str, word: str) -> float:
    """For what was typed a little wrong, at most as good as a word of the body; 0 when it is not like the name."""
    if len(word) < 3:
        return 0
    return _BODY * fuzz.ratio(name, word) / 100 if fuzz.ratio(name, word) >= _ALIKE else 0


def _body_score(entry: _Entry, word: str) -> float:
    return _BODY if len(word) > 1 and word in entry.body else 0


def _nearest(entries: list[tuple[_TEXT, _Entry]], slug: str, most: int) -> list[_TEXT]:
    asked, folded = slug.lower(), fold(slug)

    def likeness(pair: tuple[_TEXT, _Entry]) -> float:
        text, entry = pair
        return max(fuzz.ratio(text.slug, asked), *(fuzz.ratio(name, folded) for name in entry.names))

    return [text for text, _ in sorted(entries, key=likeness, reverse=True)[:most]]
