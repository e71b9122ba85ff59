"""One person's way through 質問に答える試算: their record, what they have typed so far, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from litestar import Request

from db.queries.drafts import DraftKind
from pension.interview import Answers, Interview, Question, Situation
from pension.limits import STOPS_ALL
from services.drafts import draft_of
from services.show_records import RecordScreen
from services.what_if import interview_after, limits_of, problems_of, situation_of
from web.access import Led
from web.forms.estimate_questions import errors_of, law_errors, read_answers
from web.forms.result import FieldError
from web.lookup import record_of
from web.session import account_of
from web.settings import clock_of
from web.views.estimate_questions import START_URL, SUMMARY_URL, question_url

KIND = DraftKind.ESTIMATE_QUESTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What was typed, as answers, with the questions that follow from them."""

    screen: RecordScreen
    situation: Situation
    values: Mapping[str, str]
    answers: Answers
    asked: Interview

    @property
    def points(self) -> int:
        """The number of open points to check, for the menu."""
        return len(self.screen.open_findings)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that are asked and have no right answer yet."""
        return tuple(question for question in self.asked.questions if self._errors(question))

    def typed(self, fields: Mapping[str, str]) -> Talk:
        """The talk after a step."""
        values = {**self.values, **fields}
        answers = read_answers(values, self.situation)
        return replace(self, values=values, answers=answers, asked=interview_after(answers, self.situation))

    def errors_at(self, question: Question) -> tuple[FieldError, ...]:
        """What is wrong with an answer: by itself, or by the law."""
        errors = self._errors(question)
        if errors:
            return errors
        against = law_errors(problems_of(self.asked.conditions, self.situation), self.asked.conditions)
        return (against[question],) if question in against else ()

    def url_after(self, question: Question, *, from_summary: bool) -> str:
        """Where a right answer leads: the next question, or back to the summary if nothing new is asked."""
        unanswered = self.unanswered
        if not from_summary:
            following = self.asked.questions[self.asked.questions.index(question) + 1 :]
            if following:
                return question_url(following[0])
        return question_url(unanswered[0], from_summary=from_summary) if unanswered else SUMMARY_URL

    def _errors(self, question: Question) -> tuple[FieldError, ...]:
        return errors_of(question, self.values, self.situation)


async def talk_of(request: Request[Any, Any, Any]) -> Talk:
    """The talk of the signed-in person; raises :class:`Led` to the start where there is nothing to ask."""
    screen, clock = await record_of(request), clock_of(request)
    if STOPS_ALL.intersection(limits_of(screen, clock)):
        raise Led(START_URL)
    draft = await draft_of(account_of(request), KIND, clock)
    situation, nothing = situation_of(screen, clock), Answers()
    asked = interview_after(nothing, situation)
    talk = Talk(screen=screen, situation=situation, values={}, answers=nothing, asked=asked)
    return talk.typed(draft.fields) if draft else talk
