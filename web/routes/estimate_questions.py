"""質問に答える試算: one question after another, each at its own address, every step kept."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from db.queries.scenarios import AskedOn
from pension.interview import Question
from pension.what_if import WhatIf
from services.drafts import draft_of, keep_draft
from services.scenarios import conditions_text
from services.what_if import limits_of, what_if
from web.errors import PageNotFound
from web.forms.estimate_questions import law_errors, sent_fields
from web.lookup import record_of
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.talk import KIND, talk_of
from web.views.drafts import draft_url
from web.views.estimate_questions import (
    FROM_SUMMARY,
    RESULT_URL,
    START_URL,
    SUMMARY_URL,
    WRONG,
    WRONG_SUMMARY_URL,
    question_url,
    question_view,
    result_view,
    start_view,
    step_of,
    summary_view,
)
from web.views.frame import Link
from web.views.save_estimate import save_form

_QUESTION_PAGE, _QUESTION_PARTIAL = "pages/estimate_question.html", "partials/estimate_question.html"

AnyRequest = Request[Any, Any, Any]


@get("/estimate/questions", name="estimate-questions")
async def show_start(request: AnyRequest) -> Response[Any]:
    """What will be asked, what cannot be said of this record, and the way to go on where one has stopped."""
    screen, clock = await record_of(request), clock_of(request)
    draft = await draft_of(account_of(request), KIND, clock)
    go_on = draft_url(KIND, draft.step) if draft else ""
    as_of, points = screen.timeline.record.as_of, len(screen.open_findings)
    view = start_view(as_of, limits_of(screen, clock), go_on, points=points)
    page, partial = "pages/questions_start.html", "partials/questions_start.html"
    return render(request, page=page, partial=partial, view=view)


@get("/estimate/questions/{question:str}", name="estimate-question")
async def show_question(request: AnyRequest, question: FromPath[str]) -> Response[Any]:
    """A question with what was answered before."""
    asked, talk, query = question_in(question), await talk_of(request), request.query_params
    if asked not in talk.asked.questions:
        return redirect(request, SUMMARY_URL)
    view = question_view(
        asked,
        talk.asked,
        talk.situation,
        talk.answers,
        talk.values,
        errors=talk.errors_at(asked) if WRONG in query else (),
        from_summary=query.get("from") == FROM_SUMMARY,
        points=talk.points,
    )
    return render(request, page=_QUESTION_PAGE, partial=_QUESTION_PARTIAL, view=view)


@post("/estimate/questions/{question:str}", name="estimate-question-sent", status_code=200)
async def send_question(request: AnyRequest, question: FromPath[str]) -> Response[Any]:
    """Keep the answer, right or wrong, and lead on or to what is wrong: so Back never asks to send a form again."""
    asked, before, data = question_in(question), await talk_of(request), form_of(request)
    if asked not in before.asked.questions:
        return redirect(request, SUMMARY_URL)
    fields, from_summary = sent_fields(asked, data, before.situation), data.get("from") == FROM_SUMMARY
    talk = before.typed(fields)
    if talk.errors_at(asked):
        url = question_url(asked, from_summary=from_summary, wrong=True)
    else:
        url = talk.url_after(asked, from_summary=from_summary)
    await keep_draft(account_of(request), KIND, step_of(url), fields, clock_of(request))
    return redirect(request, url)


@get("/estimate/questions/summary", name="estimate-answers")
async def show_summary(request: AnyRequest) -> Response[Any]:
    """Every answer, to be looked at and changed, with what the law has against the whole."""
    talk = await talk_of(request)
    found = what_if(talk.screen, talk.asked.conditions, clock_of(request)) if WRONG in request.query_params else None
    errors = law_errors(found, talk.asked.conditions) if isinstance(found, tuple) else {}
    view = summary_view(talk.asked, talk.situation, talk.values, errors, points=talk.points)
    page, partial = "pages/estimate_answers.html", "partials/estimate_answers.html"
    return render(request, page=page, partial=partial, view=view)


@post("/estimate/questions/summary", name="estimate-answers-sent", status_code=200)
async def send_summary(request: AnyRequest) -> Response[Any]:
    """On to the result, or to what is still to be answered or mended."""
    talk = await talk_of(request)
    if talk.unanswered:
        return redirect(request, question_url(talk.unanswered[0], from_summary=True))
    found = what_if(talk.screen, talk.asked.conditions, clock_of(request))
    if isinstance(found, tuple):
        return redirect(request, WRONG_SUMMARY_URL)
    await keep_draft(account_of(request), KIND, step_of(RESULT_URL), {}, clock_of(request))
    return redirect(request, RESULT_URL)


@get("/estimate/questions/result", name="estimate-questions-result")
async def show_result(request: AnyRequest) -> Response[Any]:
    """What the answers come to."""
    talk = await talk_of(request)
    found = None if talk.unanswered else what_if(talk.screen, talk.asked.conditions, clock_of(request))
    if not isinstance(found, WhatIf):
        return redirect(request, SUMMARY_URL)
    conditions, record = talk.asked.conditions, talk.situation.record
    save = save_form(conditions, conditions_text(conditions), record, AskedOn.DETAILED)
    view = result_view(talk.asked, talk.situation, talk.answers, talk.values, found, save, points=talk.points)
    page, partial = "pages/questions_result.html", "partials/questions_result.html"
    return render(request, page=page, partial=partial, view=view)


def question_in(text: str) -> Question:
    """The question an address names; raises :class:`PageNotFound` for anything else."""
    if text not in set(Question):
        raise PageNotFound("そのような質問はありません。", Link("質問に答える試算のはじめへ", START_URL))
    return Question(text)


routes = (show_start, show_question, send_question, show_summary, send_summary, show_result)
