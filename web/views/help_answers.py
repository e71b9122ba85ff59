"""All texts of a shelf on one page, to read on, to print, or to keep for when there is no connection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from content.library import Library, Text
from web.markdown import to_html
from web.views.frame import Frame, Link
from web.views.help_index import TITLES, Shelf

_DEEPER = 2  # a question is an h3 here, not the h1 of its own page


@dataclass(frozen=True, slots=True)
class Answer:
    """A question or a term, its short answer and the rest, on the page as ``key``."""

    key: str
    heading: str
    short: str
    body: Markup


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers under a heading."""

    heading: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswersView:
    """All answers of a shelf."""

    frame: Frame
    heading: str
    groups: tuple[AnswerGroup, ...]


def glossary_answers_view(library: Library) -> HelpAnswersView:
    """The terms group by group."""
    groups = tuple(
        AnswerGroup(group.title, _answers(text for text in library.terms.values() if text.group == group.key))
        for group in library.term_groups
    )
    return _view(Shelf.TERMS, "用語の説明（全部）", groups)


def faq_answers_view(library: Library) -> HelpAnswersView:
    """The questions group by group."""
    groups = tuple(
        AnswerGroup(group.title, _answers(text for text in library.questions.values() if text.group == group.key))
        for group in library.question_groups
    )
    return _view(Shelf.QUESTIONS, "よくあるご質問と答え", groups)


def guide_answers_view(library: Library) -> HelpAnswersView:
    """The guide from its first step to its last."""
    steps = tuple(
        Answer(_key(step), f"{step.step}. {step.title}", step.short, to_html(step.body, deeper=_DEEPER))
        for step in library.steps.values()
    )
    return _view(Shelf.GUIDE, "年金のはじめて案内（全部）", (AnswerGroup("1番から順に", steps),))


def _view(shelf: Shelf, title: str, groups: tuple[AnswerGroup, ...]) -> HelpAnswersView:
    crumbs = (Link("トップページ", "/"), Link(TITLES[shelf], shelf.url))
    frame = Frame(title=title, announce=f"{title}です。", breadcrumbs=crumbs)
    return HelpAnswersView(frame=frame, heading=title, groups=tuple(group for group in groups if group.answers))


def _answers(texts: Iterable[Text]) -> tuple[Answer, ...]:
    return tuple(Answer(_key(text), text.title, text.short, to_html(text.body, deeper=_DEEPER)) for text in texts)


def _key(text: Text) -> str:
    """The service worker leads here by this name when the text's own page cannot be fetched."""
    return f"text-{text.slug}"
