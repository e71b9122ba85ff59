"""Whatever was answered, the worksheet gets an entry that its own questions would have taken, and nothing made up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from content.recall import NextStep, load_recall
from pension.life_events import LONGEST_NAME, LifeEvent
from pension.recall import Neighbour, Subject, Topic, Walk, walk
from pension.recalled_entry import TEXTS, plan_for, prepare_entry
from pension.status import Status
from tests.pension.documents import TODAY, job, person, record
from tests.pension.test_recall import subject
from web.forms.history import ANSWER, parse_answer
from web.views.approximate_words import typed_words
from web.views.history_questions import QUESTIONS, AnswerKind
from web.views.recall_entry import recalled_question_view, shown_mark

BOOK = load_recall()
BORN = person("1938-06-15").birth_date
RECORD = record(job("1965-04-01", "1984-05-01"), job("1986-04-01", "1994-04-01", id="e2"), born="1938-06-15")
TIMES = (("1943-06", "1946-05"), ("1965-04", "1965-04"), ("1984-05", "1986-03"), ("2001-01", "2020-03"))
"""The war, a month with a job, between two jobs, and much later: the law differed at each."""
STATUSES = (Status.NONE_REQ, Status.N3_NC, Status.NV_UNPAID, Status.E_LAPSED)
WITH_WORKSHEET = sorted(name for name, result in BOOK.results.items() if NextStep.WORKSHEET in result.steps)


def points() -> Iterator[Subject]:
    """Every kind of point at every one of those times."""
    for first, last in TIMES:
        yield from (subject(first, last, topic=topic) for topic in Topic)
        yield from (subject(first, last, topic=Topic.UNPAID, status=status) for status in STATUSES)
        yield subject(first, last, before=Neighbour.SPOUSE)


def ways(point: Subject) -> Iterator[Walk]:
    """Every way through the questions about a point."""
    ahead: list[dict[str, str]] = [{}]
    while ahead:
        answers = ahead.pop()
        walked = walk(BOOK.tree, point, answers)
        if walked.result:
            yield walked
        else:
            ahead += [{**answers, walked.open_question: answer} for answer in BOOK.asked[walked.open_question].answers]


def prepared(point: Subject, walked: Walk) -> LifeEvent | None:
    plan = plan_for(BOOK.results[walked.result].entries, walked)
    said = {step.question: BOOK.asked[step.question].written.get(step.answer, "") for step in walked.steps}
    return prepare_entry(plan, point, said, RECORD) if plan else None


@cache
def entries() -> dict[str, set[LifeEvent]]:
    """Every entry that any answers about any point come to, by result."""
    made: dict[str, set[LifeEvent]] = {}
    for point in points():
        for walked in ways(point):
            event = prepared(point, walked)
            assert (event is not None) == (walked.result in WITH_WORKSHEET)
            if event is not None:
                made.setdefault(walked.result, set()).add(event)
    return made


@pytest.mark.parametrize("name", WITH_WORKSHEET)
def test_every_result_that_leads_to_the_worksheet_makes_a_valid_entry(name: str) -> None:
    for event in entries()[name]:
        asked_for = {asked.field for asked in QUESTIONS[event.category]} | {"goes_on"}
        filled = {field for field in (*TEXTS, "began", "ended", "goes_on") if getattr(event, field)}
        assert filled <= asked_for, "what is filled in is asked as well, so it can be changed"
        assert not event.note, "what is free to write is left to the person"
        assert all(len(getattr(event, field)) <= LONGEST_NAME for field in TEXTS)


@pytest.mark.parametrize("name", WITH_WORKSHEET)
def test_what_is_filled_in_is_what_the_questions_would_take(name: str) -> None:
    for event in entries()[name]:
        for asked in QUESTIONS[event.category]:
            value = getattr(event, asked.field)
            if not value:
                continue
            if asked.kind is AnswerKind.CHOICE:
                assert value in asked.choices
                continue
            typed = typed_words(value) if asked.kind is AnswerKind.DATE else value
            answered = parse_answer({ANSWER: typed}, asked, BORN, TODAY)
            assert (answered.errors, answered.fields[asked.field]) == ((), value)


@pytest.mark.parametrize("name", WITH_WORKSHEET)
def test_the_page_shows_all_of_it_before_anything_is_kept(name: str) -> None:
    for event in entries()[name]:
        view = recalled_question_view(event, subject(), RECORD, ())
        assert view.prepared is not None
        chosen = {answer.label for answer in view.choices.answers if answer.chosen} if view.choices else {view.typed}
        shown = {value for _, value in view.prepared.lines} | chosen
        assert {getattr(event, field) for field in TEXTS} - {""} <= shown
        assert len(view.prepared.lines) >= 2


def test_one_prepared_entry_is_told_from_another() -> None:
    marks = {shown_mark(event) for events in entries().values() for event in events}
    assert len(marks) == len({event for events in entries().values() for event in events})
