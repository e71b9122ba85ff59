"""Lists of the help: terms, questions, the guide; in groups, or what a search found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from content.library import Group, Library, Question, Term, Text
from content.search import Found
from web.views.frame import Frame, Link

_GROUPED = TypeVar("_GROUPED", Term, Question)


class Shelf(StrEnum):
    """The three kinds of help, by the first part of their address."""

    TERMS = "glossary"
    QUESTIONS = "faq"
    GUIDE = "guide"

    @property
    def url(self) -> str:
        """The address of its list."""
        return f"/{self.value}"


TITLES = {
    Shelf.TERMS: "用語の説明",
    Shelf.QUESTIONS: "よくあるご質問",
    Shelf.GUIDE: "年金のはじめて案内",
}
_LEADS = {
    Shelf.TERMS: "年金のことばを、やさしく説明します。知りたいことばを選ぶか、さがしてください。",
    Shelf.QUESTIONS: "年金の記録について、よくたずねられることを集めました。知りたいことを選ぶか、さがしてください。",
    Shelf.GUIDE: "年金をはじめて知る方のための案内です。1番から順に読むと、ご自分の記録を読めるようになります。",
}
_NOT_FOUND = (
    "「{asked}」では見つかりませんでした。ひらがなで書く、短くする、別のことばにすると、見つかることがあります。"
    "下の一覧からも選べます。"
)
_EMPTY = "さがすことばが書かれていませんでした。下の一覧から選ぶか、ことばを書いて、もう一度さがしてください。"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: where it leads, its name, and its short answer."""

    link: Link
    short: str


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading; ``key`` makes its place addressable."""

    key: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpIndexView:
    """A list of the help. ``asked`` stays in the search field, ``problem`` says why a search led nowhere;
    ``numbered`` lists are read in order, ``other`` are the neighbouring lists.
    """

    frame: Frame
    heading: str
    lead: str
    url: str
    asked: str
    problem: str
    sections: tuple[Section, ...]
    numbered: bool
    answers: Link | None
    other: tuple[Link, ...]


def glossary_view(library: Library, found: Found | None) -> HelpIndexView:
    """All terms in their groups, or what a search found."""
    sections = _grouped(library.term_groups, library.terms.values(), Shelf.TERMS)
    return _index(Shelf.TERMS, sections, found, answers=Link("全部の説明を続けて読む・印刷する", "/glossary/answers"))


def faq_view(library: Library, found: Found | None) -> HelpIndexView:
    """All questions in their groups, or what a search found."""
    sections = _grouped(library.question_groups, library.questions.values(), Shelf.QUESTIONS)
    return _index(Shelf.QUESTIONS, sections, found, answers=Link("答えも続けて読む・印刷する", "/faq/answers"))


def faq_about_view(library: Library, term: Term) -> HelpIndexView:
    """The questions about one term."""
    questions = _items(library.questions_about(term.slug), Shelf.QUESTIONS)
    steps = _items((step for step in library.steps.values() if term.slug in step.terms), Shelf.GUIDE)
    sections = (
        Section("about", f"「{term.title}」についてのご質問", questions),
        Section("guide", "はじめて案内から", steps),
    )
    frame = _frame(f"「{term.title}」のよくあるご質問", Shelf.QUESTIONS)
    return HelpIndexView(
        frame=frame,
        heading=frame.title,
        lead=term.short,
        url=Shelf.QUESTIONS.url,
        asked="",
        problem="",
        sections=tuple(section for section in sections if section.items),
        numbered=False,
        answers=None,
        other=(Link(f"「{term.title}」のくわしい説明", f"/glossary/{term.slug}"), *_others(None)),
    )


def guide_view(library: Library) -> HelpIndexView:
    """The steps of the guide in order."""
    steps = Section("steps", "順に読む", _items(library.steps.values(), Shelf.GUIDE))
    return _index(Shelf.GUIDE, (steps,), None, answers=Link("全部を続けて読む・印刷する", "/guide/answers"))


def _index(
    shelf: Shelf, sections: tuple[Section, ...], found: Found | None, *, answers: Link | None = None
) -> HelpIndexView:
    problem = ""
    if found is not None:
        if found.asked and not found.nothing:
            sections, answers = _found_sections(found, shelf), None
        else:
            problem = _NOT_FOUND.format(asked=found.asked) if found.asked else _EMPTY
    count = sum(len(section.items) for section in sections)
    return HelpIndexView(
        frame=_frame(TITLES[shelf], None, announce=problem or _announcement(shelf, found, count)),
        heading=TITLES[shelf],
        lead=_LEADS[shelf],
        url=shelf.url,
        asked=found.asked if found else "",
        problem=problem,
        sections=sections,
        numbered=shelf is Shelf.GUIDE,
        answers=answers,
        other=_others(shelf),
    )


def _announcement(shelf: Shelf, found: Found | None, count: int) -> str:
    return f"「{found.asked}」で{count}件見つかりました。" if found else f"{TITLES[shelf]}です。"


def _found_sections(found: Found, shelf: Shelf) -> tuple[Section, ...]:
    """The kind that was asked for first."""
    sections = {
        Shelf.TERMS: Section("terms", "用語", _items(found.terms, Shelf.TERMS)),
        Shelf.QUESTIONS: Section("questions", "ご質問", _items(found.questions, Shelf.QUESTIONS)),
        Shelf.GUIDE: Section("guide", "はじめて案内から", _items(found.steps, Shelf.GUIDE)),
    }
    ordered = (sections.pop(shelf), *sections.values())
    return tuple(section for section in ordered if section.items)


def _grouped(groups: Sequence[Group], texts: Iterable[_GROUPED], shelf: Shelf) -> tuple[Section, ...]:
    members: dict[str, list[Text]] = {}
    for text in texts:
        members.setdefault(text.group, []).append(text)
    return tuple(
        Section(group.key, group.title, _items(members[group.key], shelf)) for group in groups if group.key in members
    )


def _items(texts: Iterable[Text], shelf: Shelf) -> tuple[Item, ...]:
    return tuple(Item(Link(text.title, f"{shelf.url}/{text.slug}"), text.short) for text in texts)


def _frame(title: str, shelf: Shelf | None, *, announce: str = "") -> Frame:
    above = (Link(TITLES[shelf], shelf.url),) if shelf else ()
    return Frame(title=title, announce=announce or f"{title}です。", breadcrumbs=(Link("トップページ", "/"), *above))


def _others(own: Shelf | None) -> tuple[Link, ...]:
    return tuple(Link(TITLES[shelf], shelf.url) for shelf in Shelf if shelf is not own)
