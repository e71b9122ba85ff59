"""記録の訂正の相談の準備: where it begins, one question a screen kept at every step, and everything once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from db.queries.drafts import Draft
from pension.correction_starts import Start
from pension.correction_steps import OPEN_STEPS
from services.corrections import (
    MOST_A_DAY,
    MOST_OPEN,
    Beginning,
    CorrectionsScreen,
    Prepared,
    RequestProblem,
    find_beginning,
    prepare_correction,
    rewrite_correction,
)
from services.drafts import discard_draft, draft_of, keep_draft
from services.show_records import NoRecordHere
from web.errors import PageNotFound
from web.forms.corrections import (
    CLAIM,
    MONTHS,
    NUMBER,
    QUESTIONS,
    START,
    SUMMARY,
    TOLD,
    Known,
    errors_of,
    month_fields,
    read_request,
    sent_fields,
    unanswered,
)
from web.lookup import nothing_yet
from web.notices import leave_notice
from web.render import redirect, render
from web.routes.corrections import KIND, corrections_of
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.correction_links import CORRECTIONS_URL, FROM, NEW_URL
from web.views.correction_questions import (
    FROM_SUMMARY,
    NOT_REWRITTEN,
    WRONG,
    question_url,
    question_view,
    summary_view,
    url_after,
)
from web.views.correction_words import correction_url
from web.views.corrections import (
    correction_start_view,
    full_words,
    many_today_words,
    told_from_entry,
    told_from_search,
)
from web.views.drafts import draft_url
from web.views.frame import Link, Notice

AnyRequest = Request[Any, Any, Any]
_BEGIN = Link("相談の準備をはじめる", NEW_URL)


@get("/corrections/new", name="correction-new")
async def show_start(request: AnyRequest) -> Response[Any]:
    """What is known already, and the way to the first question; ``?from=`` says where one comes from."""
    begin = await _beginning(request, request.query_params.get(FROM, ""))
    draft = await draft_of(account_of(request), KIND, clock_of(request))
    view = correction_start_view(
        begin.start,
        begin.months,
        begin.claim,
        go_on=draft_url(KIND, draft.step) if draft else "",
        full=_full(await corrections_of(request)),
        points=len(begin.record.open_findings),
    )
    page, partial = "pages/correction_start.html", "partials/correction_start.html"
    return render(request, page=page, partial=partial, view=view)


@post("/corrections/new", name="correction-begun", status_code=200)
async def send_start(request: AnyRequest) -> Response[Any]:
    """Begin a form with what is known, in the place of one that was not finished."""
    begin, account = await _beginning(request, form_of(request).get(FROM, "")), account_of(request)
    await discard_draft(account, KIND)
    await keep_draft(account, KIND, MONTHS, _first_fields(begin), clock_of(request))
    return redirect(request, question_url(MONTHS))


@get("/corrections/new/{question:str}", name="correction-question")
async def show_question(request: AnyRequest, question: FromPath[str]) -> Response[Any]:
    """A question with what was answered before; without a form that was begun one is led to the beginning."""
    asked, form, query = _question(question), await _form_of(request), request.query_params
    if form is None:
        return redirect(request, NEW_URL)
    view = question_view(
        asked,
        form.values,
        form.known,
        wrong=WRONG in query,
        from_summary=query.get("from") == FROM_SUMMARY,
        points=form.points,
    )
    page, partial = "pages/correction_question.html", "partials/correction_question.html"
    return render(request, page=page, partial=partial, view=view)


@post("/corrections/new/{question:str}", name="correction-answered", status_code=200)
async def send_question(request: AnyRequest, question: FromPath[str]) -> Response[Any]:
    """Keep the answer, right or wrong, and lead on or to what is wrong: so Back never asks to send a form again."""
    asked, form, data = _question(question), await _form_of(request), form_of(request)
    if form is None:
        return redirect(request, NEW_URL)
    fields, from_summary = sent_fields(asked, data), data.get("from") == FROM_SUMMARY
    wrong = errors_of(asked, {**form.values, **fields}, form.known)
    if wrong:
        url = question_url(asked, from_summary=from_summary, wrong=True)
    else:
        url = url_after(asked, from_summary=from_summary)
    await keep_draft(account_of(request), KIND, _step_of(url), fields, clock_of(request))
    return redirect(request, url)


@get("/corrections/new/summary", name="correction-summary")
async def show_summary(request: AnyRequest) -> Response[Any]:
    """Every answer, to be looked at and changed."""
    form = await _form_of(request)
    if form is None:
        return redirect(request, NEW_URL)
    return _summary(request, form, "")


@post("/corrections/new/summary", name="correction-prepared", status_code=200)
async def send_summary(request: AnyRequest) -> Response[Any]:
    """Keep it under a number, or lead to what is still to be answered."""
    form = await _form_of(request)
    if form is None:
        return redirect(request, CORRECTIONS_URL)
    missing = unanswered(form.values, form.known)
    if missing:
        return redirect(request, question_url(missing, from_summary=True, wrong=True))
    kept = await _keep(request, form)
    if isinstance(kept, Prepared):
        leave_notice(request, Notice.CORRECTION_CHANGED if form.number else Notice.CORRECTION_PREPARED)
        return redirect(request, correction_url(kept.number))
    why_not = _too_many(kept)
    if why_not:
        return _summary(request, form, why_not)
    return await _as_new(request, kept) if kept in NOT_REWRITTEN else redirect(request, CORRECTIONS_URL)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that was begun, beside the record."""

    draft: Draft
    known: Known
    points: int

    @property
    def values(self) -> Mapping[str, str]:
        """What was typed so far."""
        return self.draft.fields

    @property
    def number(self) -> str:
        """Which request it is to take the place of, empty for a new one."""
        return self.values.get(NUMBER, "")


async def _form_of(request: AnyRequest) -> _Form | None:
    screen, clock = await corrections_of(request), clock_of(request)
    draft = await draft_of(account_of(request), KIND, clock)
    known = Known(screen.record.timeline, clock.now().date())
    return _Form(draft, known, len(screen.record.open_findings)) if draft else None


async def _beginning(request: AnyRequest, start: str) -> Beginning:
    begin = await find_beginning(account_of(request), Start.read(start), clock_of(request))
    if isinstance(begin, NoRecordHere):
        raise nothing_yet(account_of(request))
    return begin


def _first_fields(begin: Beginning) -> Mapping[str, str]:
    months = month_fields(begin.months) if begin.months else {}
    told = told_from_entry(begin.event) if begin.event else ""
    told = told_from_search(begin.search) if begin.search else told
    return {START: str(begin.start), CLAIM: begin.claim, TOLD: told, **months}


async def _keep(request: AnyRequest, form: _Form) -> Prepared | RequestProblem:
    asked, account, clock = read_request(form.values), account_of(request), clock_of(request)
    if form.number:
        return await rewrite_correction(account, form.number, asked, clock)
    return await prepare_correction(account, asked, clock)


def _too_many(problem: RequestProblem) -> str:
    if problem is RequestProblem.TOO_MANY_TODAY:
        return many_today_words(MOST_A_DAY)
    return full_words(MOST_OPEN, MOST_OPEN) if problem is RequestProblem.TOO_MANY else ""


async def _as_new(request: AnyRequest, problem: RequestProblem) -> Response[Any]:
    """The request can no longer be written anew: what was typed stays, and may become a request of its own."""
    await keep_draft(account_of(request), KIND, SUMMARY, {NUMBER: ""}, clock_of(request))
    form = await _form_of(request)
    return _summary(request, form, NOT_REWRITTEN[problem]) if form else redirect(request, CORRECTIONS_URL)


def _summary(request: AnyRequest, form: _Form, why_not: str) -> Response[Any]:
    view = summary_view(form.values, form.known, why_not=why_not, points=form.points)
    page, partial = "pages/correction_summary.html", "partials/correction_summary.html"
    return render(request, page=page, partial=partial, view=view, status=422 if why_not else 200)


def _full(screen: CorrectionsScreen) -> str:
    waiting = sum(request.step in OPEN_STEPS for request in screen.requests)
    return full_words(waiting, MOST_OPEN)


def _step_of(url: str) -> str:
    """What a draft keeps of an address of these pages: the question or the summary."""
    return url.removeprefix(f"{NEW_URL}/").partition("?")[0]


def _question(text: str) -> str:
    if text not in QUESTIONS:
        raise PageNotFound("そのような質問はありません。", _BEGIN)
    return text


routes = (show_start, send_start, show_question, send_question, show_summary, send_summary)
