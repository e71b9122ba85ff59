"""``python -m ops make-readings``: list every word with kanji that this product says, with its reading.

A tool of development: it needs fugashi and unidic-lite. What it writes is checked in and reviewed like any text.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from content.corrections import load_corrections
from content.library import Term
from content.loader import FOLDER, load_library, plain_text
from content.readings import CHECKED, KANJI, LISTED, Readings, load_primary, parse_reading, read_list
from content.recall import load_recall

ROOT = Path(__file__).parents[1]
_HEAD = "word\treading\tsource\n"
_SPEAKING = ("web", "pension")  # rooms whose Python holds words that people read
_NAMES_OF_PEOPLE = "name_"  # tables of rules/ that no screen shows
_UNSAID = frozenset(
    {"pension/name_likeness.py", "pension/typed_dates.py"}
)  # what is only compared with what people type
_PERSON = "人名"  # in the dictionary: a name, which is not to be read
_HOLE = "0"  # what is filled in at run time ends a word, as a figure does
_JAPANESE = re.compile(rf"[{KANJI}ぁ-んァ-ヶー0-9]+")
_KANJI = re.compile(rf"[{KANJI}]")
_STRETCH = re.compile(rf"[{KANJI}]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{(.*?)\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTED = re.compile(r"\"([^\"]*)\"")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


class Source(StrEnum):
    """Who says how a word is read, the weightiest last."""

    DICTIONARY = "dictionary"
    GLOSSARY = "glossary"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its sentence: from its first kanji on, with its reading in the notation of the lists."""

    start: int
    word: str
    reading: str


Listed = dict[str, tuple[str, Source]]
Sentence = tuple[str, tuple[Token, ...]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Write the list. 0: all terms are read as the glossary says; 1: some must be written by hand, and are named."""
    listed, unclear = list_readings(sorted(set(japanese_texts())), read_list(FOLDER / CHECKED))
    lines = [f"{word}\t{reading}\t{source}\n" for word, (reading, source) in sorted(listed.items())]
    (FOLDER / LISTED).write_text(_HEAD + "".join(lines), encoding="utf-8")
    for term in unclear:
        print(f"content/{CHECKED} に読みを書いてください：{term.title}（{term.reading}）")
    print(f"content/{LISTED}：{len(listed)}語")
    return 1 if unclear else 0


# --- every text a person may read ---


def japanese_texts() -> Iterator[str]:
    """Pieces of Japanese without spaces or punctuation, from templates, Python, tables and content."""
    for text in (*_templates(), *_python(), *_tables(), *_content()):
        yield from (piece for piece in _JAPANESE.findall(text) if _KANJI.search(piece))


def _templates() -> Iterator[str]:
    for path in sorted((ROOT / "web").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        yield _TAG.sub("\n", _JINJA.sub(_HOLE, text))
        yield from (word for hole in _JINJA.findall(text) for word in _QUOTED.findall(hole))


def _python() -> Iterator[str]:
    for room in _SPEAKING:
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.relative_to(ROOT).as_posix() not in _UNSAID:
                yield from strings_of(ast.parse(path.read_text(encoding="utf-8")))


def strings_of(tree: ast.Module) -> Iterator[str]:
    """Every text of a module but docstrings; what is filled into one at run time is a figure in it."""
    seen: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            seen.update(node.values)
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else _HOLE for part in node.values)
        elif isinstance(node, ast.Expr):
            seen.add(node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in seen:
            yield node.value


def _tables() -> Iterator[str]:
    for path in sorted((ROOT / "rules").glob("*.[ct]sv")):
        if path.stem.startswith(_NAMES_OF_PEOPLE):
            continue
        yield path.read_text(encoding="utf-8")


def _content() -> Iterator[str]:
    """What is shown of the content: not its misspellings, which are there to be found by."""
    library = load_library()
    for shelf in (library.terms, library.questions, library.steps, library.pages):
        for text in shelf.values():
            yield from (text.title, text.short, *map(plain_text, text.body.split("\n")), *text.law)
    yield from (alias for term in library.terms.values() for alias in term.aliases)
    yield from (group.title for group in (*library.term_groups, *library.question_groups))
    yield from _recall()
    yield from _corrections()


def _recall() -> Iterator[str]:
    book = load_recall()
    for asked in book.asked.values():
        yield from (asked.text, asked.why, *asked.answers.values())
    for said in book.results.values():
        yield from (said.title, *said.says, *said.proof, *said.do, *said.law)


def _corrections() -> Iterator[str]:
    book = load_corrections()
    for claim in book.claims.values():
        yield from (claim.title, claim.says, claim.office, claim.ask, *claim.law)
    for paper in book.evidence.values():
        yield from (paper.name, paper.where)
    for step in book.steps.values():
        yield from (step.name, step.ahead, step.happened, step.next, step.how_long, step.meanwhile)
    for outcome in book.outcomes.values():
        yield from (outcome.name, *outcome.says, outcome.next, outcome.how_long, *outcome.law)


# --- their readings ---


def list_readings(texts: Iterable[str], checked: Mapping[str, str]) -> tuple[Listed, tuple[Term, ...]]:
    """The list, and the terms of the glossary whose reading must be written by hand."""
    sentences = [(text, tuple(_tokens(text))) for text in texts]
    listed = _most_common(token for _, tokens in sentences for token in tokens)
    listed |= {word: (reading, Source.CHECKED) for word, reading in checked.items()}
    listed = _most_common(_read_otherwise(listed, sentences)) | listed
    differing = [term for term in _terms_read_otherwise(listed) if term.title not in checked]
    aligned = {term: align(term.title, term.reading) for term in differing}
    listed |= {term.title: (reading, Source.GLOSSARY) for term, reading in aligned.items() if reading}
    return listed, tuple(term for term, reading in aligned.items() if not reading)


def align(word: str, kana: str) -> str:
    """A word and its reading in kana as ``払《はら》い込《こ》み``; empty where the two do not fit."""
    parts = re.findall(rf"[{KANJI}]+|[^{KANJI}]+", word)
    pattern = "".join("(.+?)" if _KANJI.match(part) else re.escape(part.translate(_TO_HIRAGANA)) for part in parts)
    match = re.fullmatch(pattern, kana)
    if match is None or not _HIRAGANA.fullmatch("".join(match.groups())):
        return ""
    readings = iter(match.groups())
    return "".join(f"{part}《{next(readings)}》" if _KANJI.match(part) else part for part in parts)


def _tokens(sentence: str) -> Iterator[Token]:
    place = 0
    for word in _tagger()(sentence):
        start = sentence.index(word.surface, place)
        place = start + len(word.surface)
        kanji = _KANJI.search(word.surface)
        if kanji is None or not word.feature.kana:
            continue
        before, rest = word.surface[: kanji.start()], word.surface[kanji.start() :]
        kana = word.feature.kana.translate(_TO_HIRAGANA).removeprefix(before.translate(_TO_HIRAGANA))
        if reading := rest if word.feature.pos3 == _PERSON else align(rest, kana):
            yield Token(start + kanji.start(), rest, reading)


def _most_common(tokens: Iterable[Token]) -> Listed:
    seen: dict[str, Counter[str]] = {}
    for token in tokens:
        seen.setdefault(token.word, Counter())[token.reading] += 1
    return {word: (found.most_common(1)[0][0], Source.DICTIONARY) for word, found in seen.items()}


def _read_otherwise(listed: Listed, sentences: Iterable[Sentence]) -> Iterator[Token]:
    """Words that stand together and are then read otherwise than one by one: 月《つき》, but 月《がつ》分《ぶん》.

    Where a word of the checked list stands among them, that list knows better.
    """
    apart = _readings(listed)
    by_hand = frozenset(word for word, (_, source) in listed.items() if source is Source.CHECKED)
    for sentence, tokens in sentences:
        for together in _joined(sentence, tokens):
            words = apart.cover(sentence, together.start, together.start + len(together.word)) or []
            pieces = tuple(piece for word in words for piece in apart.pieces(word))
            if pieces != parse_reading(together.reading) and by_hand.isdisjoint(words):
                yield together


def _joined(sentence: str, tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Two or more words that share a stretch of kanji, as one."""
    for stretch in _STRETCH.finditer(sentence):
        inside = [token for token in tokens if stretch.start() <= token.start < stretch.end()]
        word, reading = "".join(token.word for token in inside), "".join(token.reading for token in inside)
        if len(inside) > 1 and sentence.startswith(word, stretch.start()):
            yield Token(stretch.start(), word, reading)


def _terms_read_otherwise(listed: Listed) -> list[Term]:
    """Terms whose title the listed words read otherwise than its file says."""
    readings = _readings(listed)
    terms = (term for term in load_library().terms.values() if _KANJI.search(term.title))
    return [term for term in terms if spoken(readings, term.title) != term.reading]


def spoken(readings: Readings, text: str) -> str:
    """A text as the listed words read it, in hiragana; what is not listed is left out."""
    said, place = "", 0
    while match := _STRETCH.search(text, place):
        words = readings.cover(text, match.start(), match.end()) or []
        said += text[place : match.start()] + "".join(p.reading or p.text for w in words for p in readings.pieces(w))
        place = match.start() + len("".join(words)) if words else match.end()
    return (said + text[place:]).translate(_TO_HIRAGANA).replace("・", "")


def _readings(listed: Listed) -> Readings:
    words = {word: reading for word, (reading, _) in listed.items()}
    return Readings(words, terms=frozenset(), primary=load_primary())


@cache
def _tagger() -> Any:
    from fugashi import Tagger  # type: ignore[import-untyped]  # ships no types; a package of development

    return Tagger()
