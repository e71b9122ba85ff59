"""Reads every file of ``content/`` once; the only reader."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from content.library import Group, Library, Page, Question, Step, Term, Text
from content.problems import Problem

FOLDER = Path(__file__).parent
_FENCE = "+++"
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"[*`]")
_TEXT = TypeVar("_TEXT", bound=Text)

# What front matter may say; where there is a default, it may be left out.
_EMPTY = ("law", "related", "misspellings", "aliases", "statuses")
_DEFAULTS: Mapping[str, Any] = {**{name: [] for name in _EMPTY}, "marked": True}
_LISTS = frozenset({*_EMPTY, "terms"})
_NOT_WRITTEN = {"slug", "short", "body", "body_line"}
_PAGE_DEFAULTS = {**_DEFAULTS, "reading": ""}


class ContentError(Exception):
    """Files of ``content/`` that cannot be read; ``problems`` names each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@cache
def load_library() -> Library:
    """The content of this version. Raises :class:`ContentError` where a file cannot be read."""
    return read_library(FOLDER)


def read_library(folder: Path) -> Library:
    """The content of a folder. Raises :class:`ContentError` naming every file that cannot be read."""
    problems: list[Problem] = []
    terms = _read_all(folder, "glossary", Term, problems)
    questions = _read_all(folder, "faq", Question, problems)
    steps = _read_all(folder, "guide", Step, problems)
    pages = _read_all(folder, "pages", Page, problems)
    groups = tomllib.loads((folder / "groups.toml").read_text(encoding="utf-8"))
    if problems:
        raise ContentError(tuple(problems))
    term_groups, question_groups = _groups(groups["glossary"]), _groups(groups["faq"])
    return Library(
        terms=_in_order(terms, lambda term: (_place(term.group, term_groups), term.reading)),
        questions=_in_order(questions, lambda question: (_place(question.group, question_groups), question.reading)),
        steps=_in_order(steps, lambda step: (step.step, step.slug)),
        pages=_in_order(pages, lambda page: (page.slug,)),
        term_groups=term_groups,
        question_groups=question_groups,
    )


def _groups(titles: Mapping[str, str]) -> tuple[Group, ...]:
    return tuple(Group(key, title) for key, title in titles.items())


def _place(key: str, groups: tuple[Group, ...]) -> int:
    """Where a group stands; one that does not exist stands last and is named by the checker."""
    return next((place for place, group in enumerate(groups) if group.key == key), len(groups))


def _in_order(texts: Iterable[_TEXT], key: Callable[[_TEXT], tuple[Any, ...]]) -> dict[str, _TEXT]:
    return {text.slug: text for text in sorted(texts, key=key)}


def _read_all(folder: Path, room: str, kind: type[_TEXT], problems: list[Problem]) -> list[_TEXT]:
    texts = []
    for path in sorted((folder / room).glob("*.md")):
        read = read_text(path, f"{room}/{path.name}", kind)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            texts.append(read)
    return texts


def read_text(path: Path, name: str, kind: type[_TEXT]) -> _TEXT | Problem:
    """One file as a value of ``kind``, or what is wrong with it; ``name`` is the file in that message."""
    try:
        front, rest, first_line = _split(path.read_text(encoding="utf-8"))
        given = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        return Problem(name, 2, f"front matter is not TOML: {error}")
    except ValueError as error:
        return Problem(name, 1, str(error))
    wrong = "; ".join(_faults(given, kind))
    if wrong:
        return Problem(name, 2, wrong)
    short, body, body_line = _paragraphs(rest, first_line)
    if not short:
        return Problem(name, first_line, "nothing stands below the front matter")
    written: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in _with_defaults(given, kind)
    }
    return kind(slug=path.stem, short=short, body=body, body_line=body_line, **written)


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, what follows, and the line on which that begins."""
    lines = text.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in lines[1:]:
        raise ValueError(f"front matter must stand between two lines of {_FENCE}")
    end = lines.index(_FENCE, 1)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _paragraphs(rest: str, first_line: int) -> tuple[str, str, int]:
    """The first paragraph as plain text, the Markdown after it, and its line."""
    stripped = rest.lstrip("\n")
    first, _, body = stripped.partition("\n\n")
    line = first_line + (len(rest) - len(stripped)) + first.count("\n") + 2
    return plain_text(first), body.strip("\n"), line + len(body) - len(body.lstrip("\n"))


def plain_text(markdown: str) -> str:
    """A piece of Markdown without its marks: the words of links, bold as it is, lines joined."""
    return _MARKS.sub("", _LINK.sub(r"\1", markdown)).replace("\n", "").strip()


def _defaults(kind: type[Text]) -> Mapping[str, Any]:
    return _PAGE_DEFAULTS if kind is Page else _DEFAULTS


def _with_defaults(given: Mapping[str, Any], kind: type[Text]) -> Iterator[tuple[str, Any]]:
    for name in _written(kind):
        yield name, given.get(name, _defaults(kind).get(name))


def _written(kind: type[Text]) -> list[str]:
    return [field.name for field in fields(kind) if field.name not in _NOT_WRITTEN]


def _faults(given: Mapping[str, Any], kind: type[Text]) -> Iterator[str]:
    """Fields that are missing, unknown or of another type."""
    written = _written(kind)
    yield from (f"unknown field {name}" for name in given if name not in written)
    for name in written:
        if name not in given:
            if name not in _defaults(kind):
                yield f"{name} is missing"
        elif not _fits(name, given[name]):
            yield f"{name} must be {_meant(name)}"


def _fits(name: str, value: Any) -> bool:
    if name == "checked_on":
        return type(value) is date
    if name == "step":
        return type(value) is int
    if name == "marked":
        return type(value) is bool
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    return isinstance(value, str) and bool(value.strip())


def _meant(name: str) -> str:
    if name == "checked_on":
        return "a date like 2026-11-26"
    if name == "step":
        return "a whole number"
    if name == "marked":
        return "true or false"
    return "a list of texts" if name in _LISTS else "a text"
