"""What ``content/`` holds, as frozen values: terms, questions, steps of the guide, public pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One file. ``short`` is its first paragraph as plain text, ``body`` the Markdown after it.

    ``slug`` is the file's name, ``reading`` the title in hiragana, ``law`` the articles it rests on as people cite
    them, ``checked_on`` the day it was last held against them, ``body_line`` the line of the file on which the body
    begins.
    """

    slug: str
    title: str
    reading: str
    short: str
    body: str
    law: tuple[str, ...]
    checked_on: date
    related: tuple[str, ...]
    misspellings: tuple[str, ...]
    body_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Text):
    """A word that needs explaining (用語). ``aliases`` open the same bubble; ``statuses`` are codes of months.

    ``marked``: screens link its first place; a word everybody uses (窓口) is explained in the glossary only.
    """

    group: str
    aliases: tuple[str, ...]
    statuses: tuple[str, ...]
    marked: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Every word on a screen that this term explains, its title first."""
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Text):
    """A question people ask (よくあるご質問) and its answer; ``terms`` are slugs of what it is about."""

    group: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Text):
    """One question of the beginner's guide (はじめて案内); ``step`` is its place, from 1."""

    step: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Text):
    """A public page such as the privacy notice."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading under which terms or questions stand."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything, each kind by slug in the order in which it is shown."""

    terms: Mapping[str, Term]
    questions: Mapping[str, Question]
    steps: Mapping[str, Step]
    pages: Mapping[str, Page]
    term_groups: tuple[Group, ...]
    question_groups: tuple[Group, ...]

    def questions_about(self, term: str) -> tuple[Question, ...]:
        """The questions about a term, in order."""
        return tuple(question for question in self.questions.values() if term in question.terms)

    def terms_of(self, text: Question | Step) -> tuple[Term, ...]:
        """The terms a question or a step is about."""
        return tuple(self.terms[slug] for slug in text.terms)
