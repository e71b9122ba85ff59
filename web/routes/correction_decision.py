"""The decision of a request: one question a screen, the whole of it, and putting it into the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_409_CONFLICT

from pension.correction_steps import Step
from pension.decisions import QUESTIONS, AddedEntry, Decision, EntryQuestion
from services.correction_decision import (
    OpenDecision,
    change_decision,
    decide,
    find_unlinked,
    open_decision,
    put_into_record,
)
from services.correction_desk import CorrectionProblem
from web.errors import PageNotFound
from web.forms.correction_decision import (
    SEEN,
    SUMMARY,
    THEN,
    Answered,
    DecisionQuestion,
    parse_decision,
    version_in,
)
from web.forms.correction_entries import AnsweredEntry, Context, parse_entry
from web.forms.fields import number_named
from web.forms.result import FieldError
from web.render import redirect, render
from web.routes.correction_desk import moved_on, open_request, refusal, today_of
from web.session import account_of, form_of
from web.settings import clock_of, keys_of
from web.views.correction_decision import DecisionView, decision_view, record_view
from web.views.correction_desk import decision_url, request_url
from web.views.decision_questions import (
    CHANGED,
    RECORD_CHANGED,
    TAKEN_OVER,
    UNFINISHED,
    decision_question_view,
    entry_question_url,
    entry_question_view,
    field_of,
    first_field,
    question_url,
)
from web.views.frame import Link

AnyRequest = Request[Any, Any, Any]
_LOOK_AGAIN: Mapping[CorrectionProblem, str] = {
    CorrectionProblem.DECISION_CHANGED: CHANGED,
    CorrectionProblem.RECORD_CHANGED: RECORD_CHANGED,
    CorrectionProblem.UNFINISHED: RECORD_CHANGED,
    CorrectionProblem.TAKEN_OVER: TAKEN_OVER,
}
"""What is said above the decision before it is put into the record, where it was not."""


@get("/counter/office/corrections/{number:str}/decision", name="correction-decision")
async def show_decision(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """Everything that is written so far; the first question where nothing is."""
    opened = await _open(request, number)
    if opened.decision.outcome is None:
        return redirect(request, question_url(number, DecisionQuestion.OUTCOME))
    return _page(request, decision_view(opened))


@post("/counter/office/corrections/{number:str}/decision", name="correction-decided", status_code=200)
async def send_decision(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """Decide it as it was on the screen."""
    account, clock, data = account_of(request), clock_of(request), form_of(request)
    problem = await decide(account, number, data.get(SEEN, ""), version_in(data), clock)
    if problem is None:
        return redirect(request, request_url(number))
    return await _refused(request, number, problem)


@get("/counter/office/corrections/{number:str}/decision/{question:str}", name="correction-decision-question")
async def show_decision_question(request: AnyRequest, number: FromPath[str], question: FromPath[str]) -> Response[Any]:
    """One question about the whole decision."""
    return await _question(request, await _open(request, number), _asked(number, question))


@post(
    "/counter/office/corrections/{number:str}/decision/{question:str}",
    name="correction-decision-answered",
    status_code=200,
)
async def send_decision_answer(request: AnyRequest, number: FromPath[str], question: FromPath[str]) -> Response[Any]:
    """Keep the answer and go on."""
    opened, asked = await _open(request, number), _asked(number, question)
    found = await _found(request, opened, asked)
    answered = parse_decision(asked, form_of(request), opened.decision, _context(request, opened, found))
    problem = None if answered.errors else await _keep(request, number, answered.decision)
    if problem is CorrectionProblem.DECISION_CHANGED:
        answered = replace(answered, errors=(FieldError(field_of(asked, opened), CHANGED),))
    if answered.errors:
        return await _question(request, opened, asked, answered)
    return await _refused(request, number, problem) if problem else redirect(request, _next(number, asked, answered))


@get(
    "/counter/office/corrections/{number:str}/decision/entries/{entry:str}/{question:str}",
    name="correction-entry-question",
)
async def show_entry_question(
    request: AnyRequest, number: FromPath[str], entry: FromPath[str], question: FromPath[str]
) -> Response[Any]:
    """One question about an entry that is added."""
    opened = await _open(request, number)
    added, asked = _entry(opened, entry, question)
    return _entry_question(request, opened, added, asked, from_summary=request.query_params.get(THEN) == SUMMARY)


@post(
    "/counter/office/corrections/{number:str}/decision/entries/{entry:str}/{question:str}",
    name="correction-entry-answered",
    status_code=200,
)
async def send_entry_answer(
    request: AnyRequest, number: FromPath[str], entry: FromPath[str], question: FromPath[str]
) -> Response[Any]:
    """Keep the answer and go on: to the next question, to the whole decision, or to the same question once more."""
    opened, data = await _open(request, number), form_of(request)
    added, asked = _entry(opened, entry, question)
    answered, from_summary = parse_entry(asked, data, added, _context(request, opened)), data.get(THEN) == SUMMARY
    decision = opened.decision.with_entry(answered.entry)
    problem = None if answered.errors else await _keep(request, number, decision)
    if problem is CorrectionProblem.DECISION_CHANGED:
        answered = replace(answered, errors=(FieldError(first_field(asked), CHANGED),))
    if answered.errors:
        return _entry_question(request, opened, added, asked, answered, from_summary=from_summary)
    onward = _next_of_entry(number, answered, asked, from_summary=from_summary)
    return await _refused(request, number, problem) if problem else redirect(request, onward)


@post(
    "/counter/office/corrections/{number:str}/decision/entries/{entry:str}/remove",
    name="correction-entry-removed",
    status_code=200,
)
async def send_entry_removal(request: AnyRequest, number: FromPath[str], entry: FromPath[str]) -> Response[Any]:
    """Take an entry out of the decision."""
    opened = await _open(request, number)
    problem = await _keep(request, number, opened.decision.without_entry(_number(entry)))
    return redirect(request, decision_url(number)) if problem is None else await _refused(request, number, problem)


@get("/counter/office/corrections/{number:str}/record", name="correction-to-record")
async def show_to_record(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """The decision before another officer puts it into the record."""
    opened = await _open(request, number, Step.DECIDED)
    if not opened.decision.corrects:
        raise refusal(CorrectionProblem.NOT_NOW)
    return _page(request, record_view(opened))


@post("/counter/office/corrections/{number:str}/record", name="correction-in-record", status_code=200)
async def send_to_record(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """Put it into the record, if both are still those that were looked at."""
    account, clock, data = account_of(request), clock_of(request), form_of(request)
    problem = await put_into_record(account, number, data.get(SEEN, ""), version_in(data), clock)
    if problem is None:
        return redirect(request, request_url(number))
    if problem in _LOOK_AGAIN:
        view = record_view(await _open(request, number, Step.DECIDED), _LOOK_AGAIN[problem])
        return _page(request, view, HTTP_409_CONFLICT)
    return await _refused(request, number, problem)


async def _open(request: AnyRequest, number: str, step: Step = Step.UNDER_REVIEW) -> OpenDecision:
    opened = await open_decision(account_of(request), number, clock_of(request))
    if isinstance(opened, CorrectionProblem):
        raise refusal(opened)
    if opened.request.step is not step:
        raise refusal(CorrectionProblem.NOT_NOW)
    return opened


async def _keep(request: AnyRequest, number: str, decision: Decision) -> CorrectionProblem | None:
    """Write a decision in the place of the one that was on the screen."""
    seen = form_of(request).get(SEEN, "")
    kept = await change_decision(account_of(request), number, seen, lambda *_: decision, clock_of(request))
    return kept if isinstance(kept, CorrectionProblem) else None


async def _refused(request: AnyRequest, number: str, problem: CorrectionProblem) -> Response[Any]:
    """Why nothing was kept or done, on the page where things stand now."""
    if problem is CorrectionProblem.MOVED_ON:
        return moved_on(request, await open_request(request, number, for_a_step=True))
    notices = {**_LOOK_AGAIN, CorrectionProblem.UNFINISHED: UNFINISHED}
    if problem not in notices:
        raise refusal(problem)
    return _page(request, decision_view(await _open(request, number), notices[problem]), HTTP_409_CONFLICT)


def _page(request: AnyRequest, view: DecisionView, status: int = 200) -> Response[Any]:
    page, partial = "pages/correction_decision.html", "partials/correction_decision.html"
    return render(request, page=page, partial=partial, view=view, status=status)


async def _question(
    request: AnyRequest, opened: OpenDecision, question: DecisionQuestion, answered: Answered | None = None
) -> Response[Any]:
    found = await _found(request, opened, question)
    view = decision_question_view(question, opened, today_of(request), found, answered)
    page, partial = "pages/correction_form.html", "partials/correction_form.html"
    return render(request, page=page, partial=partial, view=view, status=422 if answered else 200)


async def _found(request: AnyRequest, opened: OpenDecision, question: DecisionQuestion) -> tuple[AddedEntry, ...]:
    if question is not DecisionQuestion.ADDITIONS:
        return ()
    return await find_unlinked(account_of(request), opened, clock_of(request), keys_of(request))


def _entry_question(
    request: AnyRequest,
    opened: OpenDecision,
    entry: AddedEntry,
    question: EntryQuestion,
    answered: AnsweredEntry | None = None,
    *,
    from_summary: bool,
) -> Response[Any]:
    view = entry_question_view(question, opened, entry, answered, from_summary=from_summary)
    page, partial = "pages/correction_form.html", "partials/correction_form.html"
    return render(request, page=page, partial=partial, view=view, status=422 if answered else 200)


def _context(request: AnyRequest, opened: OpenDecision, found: tuple[AddedEntry, ...] = ()) -> Context:
    received = next(taken.happened_at.date() for taken in opened.request.steps if taken.step is Step.RECEIVED)
    return Context(record=opened.record, received=received, today=today_of(request), found=found)


def _next(number: str, question: DecisionQuestion, answered: Answered) -> str:
    """Where an answer about the whole decision leads."""
    decision = answered.decision
    if question is DecisionQuestion.WITHDRAWALS:
        return question_url(number, DecisionQuestion.ADDITIONS)
    if answered.added:
        entry = decision.entry(answered.added)
        first = QUESTIONS[entry.kind][0] if entry else EntryQuestion.MONTHS
        return entry_question_url(number, answered.added, first)
    if question is DecisionQuestion.OUTCOME and decision.corrects:
        return question_url(number, DecisionQuestion.WITHDRAWALS)
    return decision_url(number) if decision.reason else question_url(number, DecisionQuestion.REASON)


def _next_of_entry(number: str, answered: AnsweredEntry, question: EntryQuestion, *, from_summary: bool) -> str:
    entry = answered.entry
    if answered.stays:
        return entry_question_url(number, entry.number, question, from_summary=from_summary)
    asked = QUESTIONS[entry.kind]
    following = asked[asked.index(question) + 1 :]
    if from_summary or not following:
        return decision_url(number) if from_summary else question_url(number, DecisionQuestion.ADDITIONS)
    return entry_question_url(number, entry.number, following[0])


def _asked(number: str, text: str) -> DecisionQuestion:
    if text not in set(DecisionQuestion):
        raise PageNotFound("この質問は、ありません。", Link("決定の全体を見る", decision_url(number)))
    return DecisionQuestion(text)


def _entry(opened: OpenDecision, text: str, question: str) -> tuple[AddedEntry, EntryQuestion]:
    entry = opened.decision.entry(_number(text))
    if entry is None or question not in set(QUESTIONS[entry.kind]):
        back = Link("決定の全体を見る", decision_url(opened.request.number))
        raise PageNotFound("この期間は、決定にありません。ほかの職員が取り消したのかもしれません。", back)
    return entry, EntryQuestion(question)


def _number(text: str) -> int:
    """The entry an address names, 0 (which none is) for anything else."""
    return number_named(text, 6)


routes = (
    show_decision,
    send_decision,
    show_decision_question,
    send_decision_answer,
    show_entry_question,
    send_entry_answer,
    send_entry_removal,
    show_to_record,
    send_to_record,
)
