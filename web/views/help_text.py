"""One text of the help: a term's explanation and its bubble, a question, a step of the guide, a public page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from content.library import Library, Page, Question, Step, Term, Text
from pension.status import Status
from web.markdown import to_html
from web.views.frame import Frame, Link
from web.views.help_index import TITLES, Shelf
from web.views.record_legend import LegendEntry, status_entry
from web.views.wording import date_words

LARGEST_HEADING, SMALLEST_HEADING = 2, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkList:
    """Links under a heading; empty ones are not shown."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTextView:
    """A text with what lies near it.

    ``reading`` stands over a term's title, empty for others; ``cells`` show how months of this term look in the table;
    ``before`` and ``after`` are the neighbours in the guide.
    """

    frame: Frame
    heading: str
    reading: str
    short: str
    body: Markup
    cells: tuple[LegendEntry, ...]
    lists: tuple[LinkList, ...]
    law: tuple[str, ...]
    checked_on: str
    before: Link | None = None
    after: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermBubbleView:
    """The bubble (用語の吹き出し) beside a word: its short text and the two ways on."""

    frame: Frame
    heading: str
    level: str
    reading: str
    short: str
    more: Link
    questions: Link | None


def term_view(library: Library, term: Term) -> HelpTextView:
    """The detailed explanation of a term."""
    return _text(
        term,
        Shelf.TERMS,
        reading=term.reading,
        cells=tuple(status_entry(Status(code)) for code in term.statuses),
        lists=(
            LinkList(heading=f"「{term.title}」のよくあるご質問", links=_questions(library.questions_about(term.slug))),
            LinkList(heading="近いことば", links=_terms(library.terms[slug] for slug in term.related)),
        ),
    )


def term_bubble_view(library: Library, term: Term, level: int) -> TermBubbleView:
    """The bubble of a term; ``level`` is the heading it stands under, so that its own fits below."""
    questions = library.questions_about(term.slug)
    label = f"「{term.title}」のよくあるご質問（{len(questions)}件）"
    return TermBubbleView(
        frame=Frame(title=term.title, announce=f"{term.title}とは。{term.short}", explains=term.slug),
        heading=term.title,
        level=f"h{min(max(level, LARGEST_HEADING), SMALLEST_HEADING)}",
        reading=term.reading,
        short=term.short,
        more=Link(f"「{term.title}」のくわしい説明", f"/glossary/{term.slug}"),
        questions=Link(label, f"/faq/about/{term.slug}") if questions else None,
    )


def question_view(library: Library, question: Question) -> HelpTextView:
    """A question and its answer."""
    return _text(
        question,
        Shelf.QUESTIONS,
        lists=(
            LinkList(heading="出てきたことば", links=_terms(library.terms_of(question))),
            LinkList(heading="近いご質問", links=_questions(library.questions[slug] for slug in question.related)),
        ),
    )


def step_view(library: Library, step: Step) -> HelpTextView:
    """A step of the guide, between its neighbours."""
    steps = list(library.steps.values())
    place = steps.index(step)
    before, after = steps[:place][-1:], steps[place + 1 : place + 2]
    return _text(
        step,
        Shelf.GUIDE,
        heading=f"{step.step}. {step.title}",
        lists=(
            LinkList(heading="出てきたことば", links=_terms(library.terms_of(step))),
            LinkList(heading="よくあるご質問", links=_questions(library.questions[slug] for slug in step.related)),
        ),
        before=_neighbour(before),
        after=_neighbour(after),
    )


def page_view(page: Page) -> HelpTextView:
    """A public page such as the privacy notice."""
    return _text(page, None)


def _text(
    text: Text,
    shelf: Shelf | None,
    *,
    heading: str = "",
    reading: str = "",
    cells: tuple[LegendEntry, ...] = (),
    lists: tuple[LinkList, ...] = (),
    before: Link | None = None,
    after: Link | None = None,
) -> HelpTextView:
    above = (Link(TITLES[shelf], shelf.url),) if shelf else ()
    return HelpTextView(
        frame=Frame(
            title=text.title,
            announce=f"{text.title}。{text.short}",
            breadcrumbs=(Link("トップページ", "/"), *above),
            explains=text.slug if shelf is Shelf.TERMS else "",
        ),
        heading=heading or text.title,
        reading=reading,
        short=text.short,
        body=to_html(text.body),
        cells=cells,
        lists=tuple(item for item in lists if item.links),
        law=text.law,
        checked_on=date_words(text.checked_on),
        before=before,
        after=after,
    )


def _neighbour(steps: list[Step]) -> Link | None:
    return Link(f"{steps[0].step}. {steps[0].title}", f"/guide/{steps[0].slug}") if steps else None


def _terms(terms: Iterable[Term]) -> tuple[Link, ...]:
    return tuple(Link(term.title, f"/glossary/{term.slug}") for term in terms)


def _questions(questions: Iterable[Question]) -> tuple[Link, ...]:
    return tuple(Link(question.title, f"/faq/{question.slug}") for question in questions)
