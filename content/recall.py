"""The questions that help to remember, and their results: read from ``recall/``, whose files an expert can review.

What leads where is a :class:`pension.recall.Tree`; the words stand beside it, under the same names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from content.problems import Problem
from pension.calendar import YearMonth
from pension.life_events import Category
from pension.recall import UNKNOWN, Condition, Neighbour, Question, Start, Topic, Tree, find_faults
from pension.recalled_entry import FORMER_NAME, NAMED, TEXTS, EntryPlan, Near, When
from pension.record import Sex
from pension.status import Status

ROOM = "recall"
STARTS, QUESTIONS, RESULTS = f"{ROOM}/starts.toml", f"{ROOM}/questions.toml", f"{ROOM}/results.toml"
_TAKEN = frozenset({"forget", "events", "entry"})  # names of pages beside the questions
_ASKED = {"id", "text", "why", "answers", "asked_when", "else_next", "else_result"}
_QUALIFYING = "カラ期間"
_SAID = {"id", "title", "sure", "says", "proof", "do", "steps", "claim", "entry", "faq", "law", "checked_on", "decided"}


class Sure(StrEnum):
    """How sure an explanation is."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    OPEN = "open"  # not to be said without papers or the office


class Decided(StrEnum):
    """What settles whether an explanation holds for somebody."""

    LOOKING = "looking"  # the office, or whoever keeps the record, looks; meant where a result says nothing else
    CLAIM = "claim"  # the claim of the pension: what counts as カラ期間 is decided with it
    NOTICE = "notice"  # a notice or an application (届け出, 申し込み) that the person makes
    NOTHING = "nothing"  # the law or the record says it already


class NextStep(StrEnum):
    """Where one goes on from a result."""

    WORKSHEET = "worksheet"  # 私の履歴整理表
    SEARCH = "search"  # 持ち主不明記録の検索
    CORRECTIONS = "corrections"  # 記録の訂正の相談
    PAYABLE = "payable"  # 納付・追納できる月
    OFFICE = "office"  # 年金事務所


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWords:
    """A question in words: itself, why it is asked, and its answers by value.

    ``written`` are the answers as the worksheet says them, without わからない.
    """

    text: str
    why: str
    answers: Mapping[str, str]
    written: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultWords:
    """A result in words: the explanation, what would prove it, what to do; ``faq`` is the question that tells more.

    ``claim`` is what a request to correct supposes to be wrong, by the ids of ``corrections.toml``; empty for a result
    that leads to none. ``entries`` are the ways to make an entry of the worksheet from the answers; the first that fits
    is taken.
    """

    title: str
    sure: Sure
    decided: Decided
    says: tuple[str, ...]
    proof: tuple[str, ...]
    do: tuple[str, ...]
    steps: tuple[NextStep, ...]
    claim: str
    entries: tuple[EntryPlan, ...]
    faq: str
    law: tuple[str, ...]
    checked_on: date

    @property
    def is_for_office(self) -> bool:
        """Whether the office is to look at it: it is written down or put right, and does not end with fine as it is."""
        leads_on = not {NextStep.WORKSHEET, NextStep.CORRECTIONS}.isdisjoint(self.steps)
        return leads_on and self.decided is not Decided.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallBook:
    """The tree, and the words of its questions and results by their ids."""

    tree: Tree
    asked: Mapping[str, AskedWords]
    results: Mapping[str, ResultWords]


@cache
def load_recall() -> RecallBook:
    """The questions of this version; raises where a file cannot be read, which the checker would have named."""
    return read_recall(Path(__file__).parent)


def read_recall(folder: Path) -> RecallBook:
    """The questions of a folder; raises KeyError, TypeError or ValueError where a file is not as README.md says."""
    starts = _entries(folder, STARTS, "start")
    questions = {each["id"]: each for each in _entries(folder, QUESTIONS, "question")}
    results = {each["id"]: each for each in _entries(folder, RESULTS, "result")}
    tree = Tree(
        questions={name: _question(each) for name, each in questions.items()},
        results=frozenset(results),
        starts=tuple(Start(_condition(each["where"]), each["question"]) for each in starts),
    )
    return RecallBook(
        tree=tree,
        asked={name: _asked_words(each) for name, each in questions.items()},
        results={name: _result_words(each) for name, each in results.items()},
    )


def recall_problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with the files themselves: fields, names given twice, ways that lead nowhere or in a circle."""
    found = [*_file_problems(folder, QUESTIONS, "question", _ASKED), *_file_problems(folder, RESULTS, "result", _SAID)]
    if found:
        yield from found
        return
    try:
        book = read_recall(folder)
    except (KeyError, TypeError, ValueError) as error:
        yield Problem(ROOM, 0, f"cannot be read: {type(error).__name__} {error}")
        return
    yield from (Problem(f"{ROOM}/{fault.at}", 0, fault.reason) for fault in find_faults(book.tree))
    for name, result in book.results.items():
        faults = chain(_result_faults(result), _entry_faults(result, book))
        yield from (Problem(f"{ROOM}/{name}", 0, reason) for reason in faults)


def _result_faults(result: ResultWords) -> Iterator[str]:
    if not (result.says and result.proof and result.do and result.steps and result.law):
        yield "a result says what it is, its law, what proves it and what to do next"
    if bool(result.claim) != (NextStep.CORRECTIONS in result.steps):
        yield "what leads to a correction says what may be wrong, and nothing else does"
    if _QUALIFYING in result.title and result.decided is not Decided.CLAIM:
        yield f"{_QUALIFYING} is decided with the claim of the pension"


def _entry_faults(result: ResultWords, book: RecallBook) -> Iterator[str]:
    """Who is led to the worksheet finds an entry prepared there, whatever was answered on the way."""
    if bool(result.entries) != (NextStep.WORKSHEET in result.steps):
        yield "what leads to the worksheet makes an entry, and nothing else does"
    if result.entries and result.entries[-1].answered:
        yield "the last entry must fit all answers"
    for plan in result.entries:
        answers = {name: question.answers for name, question in book.tree.questions.items()}
        if any(answer not in answers.get(name, {}) for name, answer in plan.answered.items()):
            yield f"an entry asks for an answer that nobody can give: {dict(plan.answered)}"
        braces = {name for parts in plan.texts.values() for part in parts for name in NAMED.findall(part)}
        if not braces <= {*answers, FORMER_NAME}:
            yield f"an entry names no question: {' '.join(sorted(braces - {*answers, FORMER_NAME}))}"


def _entries(folder: Path, file: str, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((folder / file).read_text(encoding="utf-8"))[name]
    return entries


def _file_problems(folder: Path, file: str, name: str, fields: set[str]) -> Iterator[Problem]:
    try:
        entries = _entries(folder, file, name)
    except (KeyError, tomllib.TOMLDecodeError) as error:
        yield Problem(file, 0, f"cannot be read: {error}")
        return
    seen = set(_TAKEN)
    for entry in entries:
        at = entry.get("id", "")
        if not at or at in seen:
            yield Problem(file, 0, f"an id is missing, taken or given twice: {at}")
        seen.add(at)
        yield from (Problem(file, 0, f"{at}: unknown field {field}") for field in entry.keys() - fields)


def _question(entry: dict[str, Any]) -> Question:
    answers = {answer["value"]: _way(answer, "next", "result") for answer in entry["answers"]}
    if len(answers) != len(entry["answers"]):
        raise ValueError(f"{entry['id']} has an answer twice")
    if "asked_when" not in entry:
        return Question(answers=answers, otherwise=entry.get("else_next", entry.get("else_result", "")))
    when = _condition(entry["asked_when"])
    return Question(answers=answers, asked_when=when, otherwise=_way(entry, "else_next", "else_result"))


def _way(entry: dict[str, Any], *names: str) -> str:
    """Where it leads: exactly one of the two must be said."""
    ways = [str(entry[name]) for name in names if name in entry]
    if len(ways) != 1:
        raise ValueError(f"one of {' and '.join(names)} is needed: {entry}")
    return ways[0]


def _condition(entry: dict[str, Any]) -> Condition:
    given = dict(entry)
    condition = Condition(
        topics=frozenset(map(Topic, given.pop("about", ()))),
        statuses=frozenset(map(Status, given.pop("statuses", ()))),
        before=frozenset(map(Neighbour, given.pop("before", ()))),
        after=frozenset(map(Neighbour, given.pop("after", ()))),
        first_until=_month(given.pop("first_until", "")),
        last_from=_month(given.pop("last_from", "")),
        age_from=given.pop("age_from", None),
        age_until=given.pop("age_until", None),
        months_at_most=given.pop("months_at_most", None),
        sex=Sex(given.pop("sex")) if "sex" in given else None,
    )
    if given:
        raise ValueError(f"unknown conditions: {' '.join(given)}")
    return condition


def _month(text: str) -> YearMonth | None:
    return YearMonth.parse(text) if text else None


def _asked_words(entry: dict[str, Any]) -> AskedWords:
    answers = {answer["value"]: answer["text"] for answer in entry["answers"]}
    known = (answer for answer in entry["answers"] if answer["value"] != UNKNOWN)
    written = {answer["value"]: answer.get("written", answer["text"]) for answer in known}
    return AskedWords(text=entry["text"], why=entry["why"], answers=answers, written=written)


def _result_words(entry: dict[str, Any]) -> ResultWords:
    return ResultWords(
        title=entry["title"],
        sure=Sure(entry["sure"]),
        decided=Decided(entry.get("decided", Decided.LOOKING)),
        says=tuple(entry["says"]),
        proof=tuple(entry["proof"]),
        do=tuple(entry["do"]),
        steps=tuple(map(NextStep, entry["steps"])),
        claim=entry.get("claim", ""),
        entries=tuple(map(_entry_plan, entry.get("entry", ()))),
        faq=entry["faq"],
        law=tuple(entry["law"]),
        checked_on=entry["checked_on"],
    )


def _entry_plan(entry: dict[str, Any]) -> EntryPlan:
    given = dict(entry)
    plan = EntryPlan(
        category=Category(given.pop("category")),
        answered=given.pop("answered", {}),
        job=Near(given.pop("job")) if "job" in given else None,
        when=When(given.pop("when", When.NONE)),
        texts={name: _parts(given.pop(name)) for name in TEXTS if name in given},
    )
    if given:
        raise ValueError(f"an entry has unknown fields: {' '.join(given)}")
    return plan


def _parts(text: str | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
