"""Readings of words (ふりがな): which words are hard, how each is read, and where they stand in a text.

``readings.tsv`` is written by ``python -m ops make-readings`` from a dictionary and from the glossary; it is reviewed
like any text. ``readings_checked.tsv`` is kept by hand for terms of the pension laws and for words the dictionary gets
wrong: what stands there wins. Both write a reading as Japanese books on the net do: ``払《はら》い込《こ》み``. A word
listed without a reading, ``斎藤``, is a name and known to be left alone.

A stretch of kanji is read only where known words cover it from end to end. A name, or a word nobody has listed, is
left alone: no reading is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from content.loader import FOLDER, load_library

LISTED, CHECKED = "readings.tsv", "readings_checked.tsv"
MANY = 3  # kanji in a row that are hard to take apart, even where each of them is easy
KANJI = "一-鿿々"
_STRETCH = re.compile(rf"[{KANJI}]+")
_BASE = rf"[{KANJI}0-9]+"
_PIECE = re.compile(rf"({_BASE})《([ぁ-ゖー]+)》|([^《》]+?)(?={_BASE}《|$)")
# What counts behind a figure is read with it: 4月, 20歳, 12か月, 3号.
_COUNTERS = frozenset("年月日歳号分円人回件種割度期級番倍時")
_PRIMARY = "primary_kanji.txt"  # the 1,026 kanji of primary school (学年別漢字配当表, 2020), a grade a line


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word; ``reading`` is in hiragana, empty for what is kana already and for names."""

    text: str
    reading: str


@dataclass(frozen=True, slots=True)
class Found:
    """A hard word in a text, from ``start`` to before ``end``."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


class Readings:
    """Words and their readings; ``terms`` are hard for what they mean, ``primary`` are the kanji everybody learns."""

    def __init__(self, words: Mapping[str, str], *, terms: frozenset[str], primary: frozenset[str]) -> None:
        self._words = {word: parse_reading(reading) for word, reading in words.items()}
        self._terms = terms
        self._primary = primary
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str) -> Iterator[Found]:
        """Every hard word of a text, in order."""
        for start, end, words in self._stretches(text):
            if words is not None:
                yield from self._hard(text, start, end, words)

    def unread(self, text: str) -> Iterator[str]:
        """Stretches of kanji that are hard and that no listed words cover."""
        for start, end, words in self._stretches(text):
            if words is None and (end - start >= MANY or not self._primary.issuperset(text[start:end])):
                yield text[start:end]

    def cover(self, text: str, start: int, end: int) -> list[str] | None:
        """Listed words, each the longest, from ``start`` to ``end`` or beyond; None where there is a gap."""
        words = []
        while start < end:
            word = self._longest(text, start)
            if not word:
                return None
            words.append(word)
            start += len(word)
        return words

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """The parts of a listed word. Raises KeyError for any other."""
        return self._words[word]

    def _stretches(self, text: str) -> Iterator[tuple[int, int, list[str] | None]]:
        place = 0
        while match := _STRETCH.search(text, place):
            words = self.cover(text, match.start(), match.end())
            yield match.start(), match.end(), words
            place = match.start() + len("".join(words)) if words else match.end()

    def _hard(self, text: str, start: int, end: int, words: list[str]) -> Iterator[Found]:
        if text[:start].rstrip("か")[-1:].isdigit() and words[0][0] in _COUNTERS:
            start += len(words[0])
            words = words[1:]
        many = end - start >= MANY
        for word in words:
            hard = many or word in self._terms or not self._primary.issuperset("".join(_STRETCH.findall(word)))
            if hard and any(piece.reading for piece in self._words[word]):
                yield Found(start, start + len(word), self._words[word])
            start += len(word)

    def _longest(self, text: str, start: int) -> str:
        for length in self._lengths.get(text[start], ()):
            word = text[start : start + length]
            if word in self._words:
                return word
        return ""


@cache
def load_readings() -> Readings:
    """The readings of this version."""
    words = {**read_list(FOLDER / LISTED), **read_list(FOLDER / CHECKED)}
    terms = frozenset(word for term in load_library().terms.values() for word in term.words)
    return Readings(words, terms=terms, primary=load_primary())


@cache
def load_primary() -> frozenset[str]:
    """The kanji of primary school."""
    return frozenset((FOLDER / _PRIMARY).read_text(encoding="utf-8")) - {"\n"}


def read_list(file: Path) -> dict[str, str]:
    """Word to reading of a list; raises ValueError for a line whose reading is that of another word."""
    readings = {}
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        word, reading = line.split("\t")[:2]
        if word_of(reading) != word:
            raise ValueError(f"{file.name}: {reading} is no reading of {word}")
        readings[word] = reading
    return readings


def parse_reading(reading: str) -> tuple[Piece, ...]:
    """``払《はら》い込《こ》み`` as its pieces."""
    return tuple(Piece(kanji or kana, read) for kanji, read, kana in _PIECE.findall(reading))


def word_of(reading: str) -> str:
    """The word that is read."""
    return "".join(piece.text for piece in parse_reading(reading))
