"""Every text is plain by a measured figure (jreadability: 2.0 and more is what people read without effort)."""

from __future__ import annotations

from itertools import chain

import pytest
from fugashi import Tagger  # type: ignore[import-untyped]  # ships no types
from jreadability import compute_readability  # type: ignore[import-untyped]  # ships no types

from content.corrections import load_corrections
from content.events import load_events
from content.library import Text
from content.loader import load_library, plain_text
from content.recall import load_recall

PLAIN = 2.0
LONGEST_SENTENCE = 90  # characters; what is longer is split


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def readable(text: Text) -> str:
    """What a reader reads of a text: each heading and each item of a list is a sentence, tables are left out."""
    lines = (plain_text(line.lstrip("#-0123456789. ")) for line in text.body.split("\n") if not line.startswith("|"))
    return text.short + "".join(f"{line.removesuffix('。')}。" for line in lines if line)


def texts() -> list[Text]:
    library = load_library()
    shelves = (library.terms, library.questions, library.steps, library.pages)
    return list(chain.from_iterable(shelf.values() for shelf in shelves))


def test_every_text_is_plain(tagger: Tagger) -> None:
    figures = {text.slug: round(compute_readability(readable(text), tagger), 2) for text in texts()}
    assert {slug: figure for slug, figure in figures.items() if figure < PLAIN} == {}


def recall_texts() -> dict[str, str]:
    """What somebody reads who is helped to remember: each question with its answers, each result."""
    book = load_recall()
    asked = {name: f"{it.text}。{it.why}{'。'.join(it.answers.values())}。" for name, it in book.asked.items()}
    said = {
        name: f"{it.title}。{''.join(it.says)}{''.join(it.do)}{'。'.join(it.proof)}。"
        for name, it in book.results.items()
    }
    return asked | said


def test_every_question_and_result_is_plain(tagger: Tagger) -> None:
    figures = {name: round(compute_readability(text, tagger), 2) for name, text in recall_texts().items()}
    assert {name: figure for name, figure in figures.items() if figure < PLAIN} == {}


def correction_texts() -> dict[str, str]:
    """What somebody reads who asks for a correction: each claim, paper, step and decision."""
    book = load_corrections()
    return (
        {name: f"{it.title}。{it.says}{it.office}{it.ask}" for name, it in book.claims.items()}
        | {name: f"{it.name}。{it.where}" for name, it in book.evidence.items()}
        | {name: f"{it.name}。{it.happened}{it.next}{it.how_long}{it.meanwhile}" for name, it in book.steps.items()}
        | {name: f"{it.name}。{''.join(it.says)}{it.next}{it.how_long}" for name, it in book.outcomes.items()}
    )


def test_everything_about_corrections_is_plain(tagger: Tagger) -> None:
    figures = {name: round(compute_readability(text, tagger), 2) for name, text in correction_texts().items()}
    assert {name: figure for name, figure in figures.items() if figure < PLAIN} == {}


def test_the_events_of_every_year_are_plain(tagger: Tagger) -> None:
    years: dict[int, str] = {}
    for event in load_events():
        years[event.year] = years.get(event.year, "") + f"{event.text}。"
    figures = {year: round(compute_readability(text, tagger), 2) for year, text in years.items()}
    assert {year: figure for year, figure in figures.items() if figure < PLAIN} == {}


def test_a_text_of_law_is_not_plain(tagger: Tagger) -> None:
    law = "保険料全額免除期間の月数から当該期間の月数を控除して得た月数に相当する月数を限度とする。"
    assert compute_readability(law, tagger) < PLAIN


def test_no_sentence_is_long() -> None:
    long = {
        text.slug: sentence
        for text in texts()
        for sentence in readable(text).split("。")
        if len(sentence) > LONGEST_SENTENCE
    }
    assert long == {}
    others = recall_texts() | correction_texts()
    assert {name for name, text in others.items() if max(map(len, text.split("。"))) > LONGEST_SENTENCE} == set()
