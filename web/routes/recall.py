"""思い出すお手伝い: what can be asked, one question per page, and what the answers come to."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from content.events import FIRST_YEAR, LAST_YEAR
from pension.recall import RecallPoint
from services.clock import JST
from services.recall import KeepResult, RecallScreen, forget_answers, keep_answer
from web.access import leads_to, standings_of
from web.errors import PageNotFound
from web.forms.history import recalled_step
from web.forms.result import FieldError
from web.lookup import recall_of, recall_point_of, year_of
from web.notices import leave_notice
from web.render import redirect, render
from web.routes.history_entries import answer_is_saved
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.frame import Link, Notice
from web.views.recall import (
    ANSWER,
    NOTHING_CHOSEN,
    Remembering,
    forget_view,
    point_view,
    question_view,
    recall_view,
)
from web.views.recall_events import year_events_view
from web.views.recall_links import RECALL_URL, point_page

AnyRequest = Request[Any, Any, Any]


@get("/recall", name="recall")
async def show_list(request: AnyRequest) -> Response[Any]:
    """Everything that can be asked about the record, and how far each is answered."""
    view = recall_view(_remembering(await recall_of(request)))
    return render(request, page="pages/recall.html", partial="partials/recall.html", view=view)


@get("/recall/{point:str}", name="recall-point")
async def show_point(request: AnyRequest, point: FromPath[str]) -> Response[Any]:
    """What the answers about a point come to, and the answers."""
    screen = await recall_of(request)
    view = point_view(
        _remembering(screen), recall_point_of(screen, point), partial(leads_to, standings=standings_of(request))
    )
    return render(request, page="pages/recall_point.html", partial="partials/recall_point.html", view=view)


@get("/recall/{point:str}/events/{year:str}", name="recall-events")
async def show_events(request: AnyRequest, point: FromPath[str], year: FromPath[str]) -> Response[Any]:
    """Everything people remember of a year."""
    screen, asked = await recall_of(request), year_of(year)
    found = recall_point_of(screen, point)
    if not FIRST_YEAR <= asked <= LAST_YEAR:
        raise PageNotFound(f"{asked}年の出来事は、まだありません。", Link("この項目へもどる", point_page(point)))
    born, points = screen.record.timeline.record.person.birth_date, len(screen.record.open_findings)
    back = Link("この項目へもどる", point_page(point))
    view = year_events_view(asked, found.subject, born, back, points)
    return render(request, page="pages/recall_events.html", partial="partials/recall_events.html", view=view)


@get("/recall/{point:str}/{question:str}", name="recall-question")
async def show_question(request: AnyRequest, point: FromPath[str], question: FromPath[str]) -> Response[Any]:
    """One question; one that does not lie on the way leads to the point."""
    screen = await recall_of(request)
    found = recall_point_of(screen, point)
    place = found.walk.place_of(question)
    if place is None:
        return redirect(request, point_page(point))
    return _ask(request, screen, found, question, place)


@post("/recall/{point:str}/{question:str}", name="recall-answered", status_code=200)
async def send_answer(request: AnyRequest, point: FromPath[str], question: FromPath[str]) -> Response[Any]:
    """Keep the answer and go on to the next question, or to what the answers come to."""
    screen, answer = await recall_of(request), form_of(request).get(ANSWER, "")
    found = recall_point_of(screen, point)
    place = found.walk.place_of(question)
    if place is None:
        leave_notice(request, Notice.RECALL_PASSED_OVER)
        return redirect(request, point_page(point))
    kept = await keep_answer(account_of(request), found, question, answer, clock_of(request))
    if kept is KeepResult.NOT_ASKED:
        return _ask(request, screen, found, question, place, FieldError(ANSWER, NOTHING_CHOSEN))
    following = screen.book.tree.reached(screen.book.tree.questions[question].answers[answer], found.subject)
    is_result = following in screen.book.results
    return redirect(request, point_page(point) if is_result else f"{point_page(point)}/{following}")


@get("/recall/{point:str}/forget", name="recall-forget")
async def show_forget(request: AnyRequest, point: FromPath[str]) -> Response[Any]:
    """What would be deleted, before it is."""
    view = forget_view(point, _answered_at(await recall_of(request), point).astimezone(JST))
    return render(request, page="pages/plain_form.html", partial="partials/plain_form.html", view=view)


@post("/recall/{point:str}/forget", name="recall-forgotten", status_code=200)
async def send_forget(request: AnyRequest, point: FromPath[str]) -> Response[Any]:
    """Delete it, with what came late of the entry they would have made; twice is no error."""
    await forget_answers(account_of(request), point, clock_of(request))
    await answer_is_saved(request, recalled_step(point))
    leave_notice(request, Notice.RECALL_FORGOTTEN)
    return redirect(request, RECALL_URL)


def _ask(
    request: AnyRequest, screen: RecallScreen, point: RecallPoint, question: str, place: int, *errors: FieldError
) -> Response[Any]:
    page, partial = "pages/recall_question.html", "partials/recall_question.html"
    view = question_view(_remembering(screen), point, question, place, errors=errors)
    return render(request, page=page, partial=partial, view=view, status=422 if errors else 200)


def _remembering(screen: RecallScreen) -> Remembering:
    record = screen.record
    return Remembering(
        timeline=record.timeline,
        findings=record.findings,
        open_findings=len(record.open_findings),
        book=screen.book,
        points=screen.points,
        entries=screen.entries,
        gone={key: answered_at.astimezone(JST) for key, answered_at in screen.gone.items()},
    )


def _answered_at(screen: RecallScreen, key: str) -> datetime:
    """When a point was answered, also one the record no longer has; raises :class:`PageNotFound` where none was."""
    point = screen.points.get(key)
    answered_at = point.answered_at if point else screen.gone.get(key)
    if answered_at is None:
        raise PageNotFound("この項目の答えは、もうありません。", Link("思い出すお手伝いへもどる", RECALL_URL))
    return answered_at


routes = (show_list, show_point, show_events, show_question, send_answer, show_forget, send_forget)
