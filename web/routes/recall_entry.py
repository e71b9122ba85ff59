"""From answers to the worksheet: the entry they come to is shown, and kept when the person sends it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from pension.life_events import LifeEvent
from pension.recall import RecallPoint
from services.history_sheet import MOST_EVENTS, HistoryProblem, add_life_event
from services.recall import RecallScreen
from web.forms.history import Answered, parse_answer, recalled_step, too_many
from web.lookup import recall_of, recall_point_of
from web.render import redirect, render
from web.routes.history_entries import answer_is_saved, unsaved_answer
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.history_links import entry_url
from web.views.history_questions import QUESTIONS
from web.views.history_words import next_url
from web.views.recall_entry import SHOWN, recalled_question_view, shown_mark
from web.views.recall_links import point_page

AnyRequest = Request[Any, Any, Any]


@get("/recall/{point:str}/entry", name="recall-entry")
async def show_entry(request: AnyRequest, point: FromPath[str]) -> Response[Any]:
    """The entry that the answers come to, with its first question; one made before is led to instead."""
    screen = await recall_of(request)
    found = recall_point_of(screen, point)
    event = screen.prepared_entry(found)
    if event is None or point in screen.entries:
        return await _elsewhere(request, screen, point)
    asked = QUESTIONS[event.category][0]
    came_late = await unsaved_answer(request, recalled_step(point), asked, screen.record.timeline.record)
    return _ask(request, screen, found, event, came_late)


@post("/recall/{point:str}/entry", name="recall-entry-made", status_code=200)
async def send_entry(request: AnyRequest, point: FromPath[str]) -> Response[Any]:
    """Keep it with the answer to its first question, and go on to the next; never another than was shown."""
    screen, form = await recall_of(request), form_of(request)
    found = recall_point_of(screen, point)
    event = screen.prepared_entry(found)
    if event is None or point in screen.entries:
        return await _elsewhere(request, screen, point)
    if form.get(SHOWN) != shown_mark(event):
        return _ask(request, screen, found, event)
    asked, person = QUESTIONS[event.category][0], screen.record.timeline.record.person
    answered = parse_answer(form, asked, person.birth_date, clock_of(request).now().date())
    if answered.errors:
        return _ask(request, screen, found, event, answered)
    number = await _keep(request, replace(event, **answered.fields), point)
    if isinstance(number, HistoryProblem):
        return _ask(request, screen, found, event, too_many(answered, MOST_EVENTS))
    return redirect(request, next_url(replace(event, number=number), asked, ""))


async def _keep(request: AnyRequest, event: LifeEvent, point: str) -> int | HistoryProblem:
    number = await add_life_event(account_of(request), event, clock_of(request))
    if not isinstance(number, HistoryProblem):
        await answer_is_saved(request, recalled_step(point))
    return number


def _ask(
    request: AnyRequest, screen: RecallScreen, point: RecallPoint, event: LifeEvent, answered: Answered | None = None
) -> Response[Any]:
    page, partial = "pages/history_question.html", "partials/history_question.html"
    record, memories = screen.record.timeline.record, screen.record.memories
    view = recalled_question_view(event, point.subject, record, memories, answered)
    return render(request, page=page, partial=partial, view=view, status=422 if view.errors else 200)


async def _elsewhere(request: AnyRequest, screen: RecallScreen, point: str) -> Response[Any]:
    """To the entry that was made before, where nothing that came late is asked again, or to the point without one."""
    entry = screen.entries.get(point)
    if entry is None:
        return redirect(request, point_page(point))
    await answer_is_saved(request, recalled_step(point))
    return redirect(request, entry_url(entry))


routes = (show_entry, send_entry)
