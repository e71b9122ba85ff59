"""Holds the files of ``content/`` together: links, neighbours, readings, groups, articles that have grown old."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from content.corrections import FILE as CORRECTIONS
from content.corrections import ClaimWords, OutcomeWords, correction_problems, read_corrections
from content.events import event_problems
from content.library import Library, Question, Step, Term, Text
from content.loader import ContentError, read_library
from content.problems import Problem
from content.recall import RESULTS, ResultWords, read_recall, recall_problems
from pension.status import Status

LONGEST_SHORT = 90  # characters of a bubble

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]*)\)")
_TO_FILE = re.compile(r"\.\./(glossary|faq|guide)/([a-z0-9-]+)\.md")
_TO_PAGE = re.compile(r"/(?:[a-z0-9-]+(?:/[a-z0-9-]+)*)?")
_READING = re.compile(r"[ぁ-ゖー゛゜、。？！・（）「」〜～ 0-9A-Za-z]+")
_HTML = re.compile(r"<[a-zA-Z/!]")
_HEADING = re.compile(r"#{1,6} ")
_TABLE_RULE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_ALLOWED_HEADING = re.compile(r"#{2,3} ")


@dataclass(frozen=True, slots=True)
class Law:
    """A law that may be cited, and the day from which the text we last read holds."""

    name: str
    as_of: date


def read_laws(folder: Path) -> tuple[Law, ...]:
    """The laws of ``laws.toml``, the longest name first."""
    entries = tomllib.loads((folder / "laws.toml").read_text(encoding="utf-8"))["law"]
    laws = (Law(name, entry["as_of"]) for entry in entries for name in entry["names"])
    return tuple(sorted(laws, key=lambda law: -len(law.name)))


def check_content(folder: Path, today: date) -> tuple[Problem, ...]:
    """Everything that is wrong in a folder of content, file by file. ``today`` tells what was checked in the future."""
    try:
        library = read_library(folder)
    except ContentError as error:
        return error.problems
    laws = read_laws(folder)
    found = chain(
        _problems(library, laws, today),
        event_problems(folder, today),
        _recall_problems(folder, library, laws, today),
        _correction_problems(folder, laws, today),
    )
    return tuple(sorted(found, key=lambda item: (item.file, item.line)))


def _problems(library: Library, laws: tuple[Law, ...], today: date) -> Iterator[Problem]:
    for room, texts in _rooms(library).items():
        for text in texts.values():
            name = f"{room}/{text.slug}.md"
            found = (_own_problems(text, today), _law_problems(text, laws), _neighbour_problems(text, texts, library))
            yield from (Problem(name, 0, reason) for reason in chain(*found))
            yield from (Problem(name, line, reason) for line, reason in _body_problems(text, library))
    yield from _term_problems(library)
    yield from _step_problems(library)


def _rooms(library: Library) -> Mapping[str, Mapping[str, Text]]:
    return {"glossary": library.terms, "faq": library.questions, "guide": library.steps, "pages": library.pages}


def _own_problems(text: Text, today: date) -> Iterator[str]:
    if text.reading and not _READING.fullmatch(text.reading):
        yield f"reading must be hiragana: {text.reading}"
    if isinstance(text, Term) and len(text.short) > LONGEST_SHORT:
        yield f"the first paragraph has {len(text.short)} characters, at most {LONGEST_SHORT} fit into a bubble"
    if text.checked_on > today:
        yield f"checked_on lies in the future: {text.checked_on}"


def _law_problems(text: Text, laws: tuple[Law, ...]) -> Iterator[str]:
    yield from _article_problems(text.law, text.checked_on, laws)


def _article_problems(articles: tuple[str, ...], checked_on: date, laws: tuple[Law, ...]) -> Iterator[str]:
    for article in articles:
        law = next((law for law in laws if article.startswith(law.name)), None)
        if law is None:
            yield f"law names none of laws.toml: {article}"
        elif checked_on < law.as_of:
            yield f"stale: {law.name} was amended as of {law.as_of}, the text was checked on {checked_on}"


def _recall_problems(folder: Path, library: Library, laws: tuple[Law, ...], today: date) -> Iterator[Problem]:
    broken = tuple(recall_problems(folder))
    yield from broken
    results = {} if broken else read_recall(folder).results
    yield from (Problem(RESULTS, 0, reason) for reason in _unknown_claims(folder, results))
    for name, result in results.items():
        yield from (Problem(RESULTS, 0, f"{name}: {r}") for r in _article_problems(result.law, result.checked_on, laws))
        if result.faq not in library.questions:
            yield Problem(RESULTS, 0, f"{name}: faq names what does not exist: {result.faq}")
        if result.checked_on > today:
            yield Problem(RESULTS, 0, f"{name}: checked_on lies in the future: {result.checked_on}")


def _unknown_claims(folder: Path, results: Mapping[str, ResultWords]) -> Iterator[str]:
    """Results that suppose what no request can say. Where the file of requests is broken, that alone is told."""
    if any(correction_problems(folder)):
        return
    claims = read_corrections(folder).claims
    for name, result in results.items():
        if result.claim and result.claim not in claims:
            yield f"{name}: claim names what does not exist: {result.claim}"


def _correction_problems(folder: Path, laws: tuple[Law, ...], today: date) -> Iterator[Problem]:
    broken = tuple(correction_problems(folder))
    yield from broken
    if broken:
        return
    book = read_corrections(folder)
    outcomes = {str(outcome): words for outcome, words in book.outcomes.items()}
    said: Mapping[str, ClaimWords | OutcomeWords] = {**book.claims, **outcomes}
    for name, words in said.items():
        found = _article_problems(words.law, words.checked_on, laws)
        yield from (Problem(CORRECTIONS, 0, f"{name}: {reason}") for reason in found)
        if words.checked_on > today:
            yield Problem(CORRECTIONS, 0, f"{name}: checked_on lies in the future: {words.checked_on}")


def _neighbour_problems(text: Text, texts: Mapping[str, Text], library: Library) -> Iterator[str]:
    neighbours = library.questions if isinstance(text, Step) else texts
    yield from _slug_problems("related", text.related, neighbours)
    if text.slug in text.related and not isinstance(text, Step):
        yield "related names the text itself"
    if isinstance(text, Question | Step):
        yield from _slug_problems("terms", text.terms, library.terms)
    if isinstance(text, Term | Question):
        groups = library.term_groups if isinstance(text, Term) else library.question_groups
        if text.group not in {group.key for group in groups}:
            yield f"group {text.group} stands in no list of groups.toml"


def _slug_problems(field: str, slugs: tuple[str, ...], known: Mapping[str, Text]) -> Iterator[str]:
    yield from (f"{field} names what does not exist: {slug}" for slug in slugs if slug not in known)
    yield from (f"{field} names {slug} twice" for slug, times in Counter(slugs).items() if times > 1)


def _table_problems(text: Text) -> Iterator[tuple[int, str]]:
    """A table is read by ear too: it needs a caption, and a name for each column."""
    lines = ["", "", "", *text.body.split("\n")]
    for place, line in enumerate(lines):
        if _TABLE_RULE.fullmatch(line):
            number = text.body_line + place - 4
            if not lines[place - 3].startswith("表：") or lines[place - 2]:
                yield number, "a table needs a caption: a paragraph 表：… and an empty line right before it"
            if "||" in lines[place - 1].replace(" ", ""):
                yield number, "every column of a table needs a name, the first too"


def _body_problems(text: Text, library: Library) -> Iterator[tuple[int, str]]:
    rooms = _rooms(library)
    yield from _table_problems(text)
    for number, line in enumerate(text.body.split("\n"), text.body_line):
        if _HTML.search(line):
            yield number, "HTML is not allowed"
        if _HEADING.match(line) and not _ALLOWED_HEADING.match(line):
            yield number, "headings are ## and ###"
        for target in _LINK.findall(line):
            file = _TO_FILE.fullmatch(target)
            if file and file[2] not in rooms[file[1]]:
                yield number, f"broken link: {target}"
            elif not file and not _TO_PAGE.fullmatch(target):
                yield number, f"a link leads to ../glossary/…md, ../faq/…md, ../guide/…md or a page of ours: {target}"


def _term_problems(library: Library) -> Iterator[Problem]:
    texts: chain[Question | Step] = chain(library.questions.values(), library.steps.values())
    asked = {slug for text in texts for slug in text.terms}
    for term in library.terms.values():
        if term.slug not in asked:
            yield Problem(f"glossary/{term.slug}.md", 0, "no question and no step of the guide is about this term")
    yield from _twice(library, "word", lambda term: term.words)
    yield from _twice(library, "status", lambda term: term.statuses)
    explained = {code for term in library.terms.values() for code in term.statuses}
    for code in sorted(explained ^ {status.value for status in Status}):
        yield Problem("glossary", 0, f"status {code} {'does not exist' if code in explained else 'has no term'}")


def _twice(library: Library, what: str, of: Callable[[Term], tuple[str, ...]]) -> Iterator[Problem]:
    """Words and statuses that two terms claim to explain."""
    owners: dict[str, str] = {}
    for term in library.terms.values():
        for item in of(term):
            if owners.setdefault(item, term.slug) != term.slug:
                yield Problem(f"glossary/{term.slug}.md", 0, f"{what} {item} is explained by {owners[item]} too")


def _step_problems(library: Library) -> Iterator[Problem]:
    steps = [step.step for step in library.steps.values()]
    if steps != list(range(1, len(steps) + 1)):
        yield Problem("guide", 0, f"steps must run from 1 without a gap: {steps}")
