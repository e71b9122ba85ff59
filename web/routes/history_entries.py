"""Writing the worksheet: what sort of entry, then one question a screen, each with an address and saved at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from db.queries.drafts import DraftKind
from db.queries.mandates import ScreenGroup
from pension.history_start import start_event
from pension.life_events import Category, LifeEvent
from pension.record import PensionRecord
from pension.recorded_jobs import recorded_jobs
from services.drafts import discard_fields, draft_of
from services.history_sheet import (
    MOST_EVENTS,
    HistoryProblem,
    add_life_event,
    change_life_event,
    delete_one,
    open_life_event,
)
from web.errors import PageNotFound
from web.forms.history import (
    ALSO,
    ALSO_ANSWER,
    ANSWER,
    ENTRY,
    KIND,
    THEN,
    Also,
    Answered,
    also_in,
    entry_is_gone,
    entry_number,
    kept_under,
    parse_answer,
    period_fields,
    read_period,
    too_many,
)
from web.lookup import record_of
from web.render import redirect, render
from web.routes.history import sheet_of
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.frame import Link
from web.views.history_entry import QuestionPlace, QuestionView, delete_view, entry_view, new_entry_view, question_view
from web.views.history_links import HISTORY_URL, NEW_URL, entry_url
from web.views.history_questions import QUESTIONS, Asked, asked_in
from web.views.history_words import next_url

AnyRequest = Request[Any, Any, Any]
_BACK = Link("履歴整理表へもどる", HISTORY_URL)


@get("/history/new", name="history-new")
async def show_categories(request: AnyRequest) -> Response[Any]:
    """What sort of entry to begin; ``?month=`` and ``?until=`` say which months it is to be about."""
    view = new_entry_view(read_period(dict(request.query_params)), (await sheet_of(request)).rows)
    return render(request, page="pages/history_new.html", partial="partials/history_new.html", view=view)


@get("/history/new/{category:str}", name="history-first-question")
async def show_first_question(request: AnyRequest, category: FromPath[str]) -> Response[Any]:
    """The first question of an entry that does not exist yet."""
    return await _first_question(request, _category(category))


@post("/history/new/{category:str}", name="history-begun", status_code=200)
async def send_first_answer(request: AnyRequest, category: FromPath[str]) -> Response[Any]:
    """Keep the entry with its first answer, and go on to the next question."""
    kind, form, today = _category(category), form_of(request), clock_of(request).now().date()
    record, asked, also = await _record(request), QUESTIONS[kind][0], also_in(form, kind)
    answered = parse_answer(form, asked, record.person.birth_date, today)
    if answered.errors:
        return await _first_question(request, kind, answered, also)
    further = also.parse(record.person.birth_date, today) if also else Answered("", {})
    start, fields = start_event(kind, read_period(form), recorded_jobs(record)), {**further.fields, **answered.fields}
    number = await add_life_event(account_of(request), event := replace(start, **fields), clock_of(request))
    if isinstance(number, HistoryProblem):
        return await _first_question(request, kind, too_many(answered, MOST_EVENTS), also)
    await answer_is_saved(request, f"new/{kind}", also.typed if also else "")
    event = replace(event, number=number)
    if also and further.errors:
        return await _question(request, event, also.asked, from_entry=False, answered=further)
    return redirect(request, next_url(event, asked, ""))


@get("/history/entries/{entry:str}", name="history-entry")
async def show_entry(request: AnyRequest, entry: FromPath[str]) -> Response[Any]:
    """What is written in one entry, and how it compares."""
    event, sheet = await _event(request, entry), await sheet_of(request)
    view = entry_view(event, sheet.rows, sheet.record.timeline)
    return render(request, page="pages/history_entry.html", partial="partials/history_entry.html", view=view)


@get("/history/entries/{entry:str}/{question:str}", name="history-question")
async def show_question(request: AnyRequest, entry: FromPath[str], question: FromPath[str]) -> Response[Any]:
    """One question, with the answer that is kept, or that came too late to be."""
    event, query = await open_life_event(account_of(request), entry_number(entry)), request.query_params
    if isinstance(event, HistoryProblem):
        typed = await _came_late(request, f"entries/{entry}/{question}")
        return await _as_new_entry(request, query.get(KIND, ""), question, typed)
    return await _question(request, event, _asked(event, question), from_entry=query.get(THEN) == ENTRY)


@post("/history/entries/{entry:str}/{question:str}", name="history-answered", status_code=200)
async def send_answer(request: AnyRequest, entry: FromPath[str], question: FromPath[str]) -> Response[Any]:
    """Keep the answer and go on, or back, or to the entry."""
    account, form, clock = account_of(request), form_of(request), clock_of(request)
    event = await open_life_event(account, entry_number(entry))
    if isinstance(event, HistoryProblem):
        return await _as_new_entry(request, form.get(KIND, ""), question, form.get(ANSWER, ""))
    asked, from_entry = _asked(event, question), form.get(THEN) == ENTRY
    answered = parse_answer(form, asked, (await _record(request)).person.birth_date, clock.now().date())
    if answered.errors:
        return await _question(request, event, asked, from_entry=from_entry, answered=answered)
    if not await change_life_event(account, event.number, answered.fields, clock):
        return await _as_new_entry(request, event.category, question, form.get(ANSWER, ""))
    await answer_is_saved(request, f"entries/{event.number}/{question}")
    return redirect(request, next_url(event, asked, form.get("step", ""), from_entry=from_entry))


@get("/history/entries/{entry:str}/delete", name="history-entry-delete")
async def show_delete(request: AnyRequest, entry: FromPath[str]) -> Response[Any]:
    """Before one entry is deleted."""
    view = delete_view(await _event(request, entry))
    return render(request, page="pages/history_delete.html", partial="partials/history_delete.html", view=view)


@post("/history/entries/{entry:str}/delete", name="history-entry-deleted", status_code=200)
async def send_delete(request: AnyRequest, entry: FromPath[str]) -> Response[Any]:
    """Delete one entry for good."""
    if not await delete_one(account_of(request), entry_number(entry), clock_of(request)):
        raise _gone()
    await answer_is_saved(request, f"entries/{entry_number(entry)}")
    return redirect(request, HISTORY_URL)


async def _as_new_entry(request: AnyRequest, kind: str, question: str, typed: str) -> Response[Any]:
    """An answer whose entry was deleted meanwhile: nothing typed is lost, a new entry may take it in."""
    if kind not in set(Category):
        raise _gone()
    first, also = QUESTIONS[Category(kind)][0], also_in({ALSO: question, ALSO_ANSWER: typed}, Category(kind))
    if also is None:
        raise _gone()
    if also.asked is not first:
        return await _first_question(request, Category(kind), entry_is_gone("", first), also)
    chosen = also.parse(date.min, date.max).typed  # a first answer is no date
    return await _first_question(request, Category(kind), entry_is_gone(chosen, first))


async def _first_question(
    request: AnyRequest, kind: Category, answered: Answered | None = None, also: Also | None = None
) -> Response[Any]:
    record, asked = await _record(request), QUESTIONS[kind][0]
    months = read_period(form_of(request) or dict(request.query_params))
    jobs = recorded_jobs(record)
    place = QuestionPlace(
        event=start_event(kind, months, jobs),
        action=f"{NEW_URL}/{kind}",
        is_new=True,
        hidden=period_fields(months),
        also=also,
    )
    answered = answered or await unsaved_answer(request, f"new/{kind}", asked, record)
    view = question_view(asked, place, jobs, record.person.birth_date, answered)
    return _asked_again(request, view)


async def _question(
    request: AnyRequest, event: LifeEvent, asked: Asked, *, from_entry: bool, answered: Answered | None = None
) -> Response[Any]:
    record = await _record(request)
    place = QuestionPlace(event=event, action=f"{entry_url(event)}/{asked.slug}", from_entry=from_entry)
    answered = answered or await unsaved_answer(request, f"entries/{event.number}/{asked.slug}", asked, record)
    view = question_view(asked, place, recorded_jobs(record), record.person.birth_date, answered)
    return _asked_again(request, view)


def _asked_again(request: AnyRequest, view: QuestionView) -> Response[Any]:
    page, partial = "pages/history_question.html", "partials/history_question.html"
    return render(request, page=page, partial=partial, view=view, status=422 if view.errors else 200)


async def _came_late(request: AnyRequest, step: str) -> str:
    """What was typed at a step and came after its session had ended; empty for nothing."""
    draft = await draft_of(account_of(request), DraftKind.HISTORY, clock_of(request))
    return draft.fields.get(kept_under(step), "") if draft else ""


async def unsaved_answer(request: AnyRequest, step: str, asked: Asked, record: PensionRecord) -> Answered | None:
    """The same as an answer that is still to be saved."""
    typed = await _came_late(request, step)
    answer = parse_answer({ANSWER: typed}, asked, record.person.birth_date, clock_of(request).now().date())
    return replace(answer, errors=()) if typed else None


async def answer_is_saved(request: AnyRequest, step: str, also: str = "") -> None:
    """Forget what came late at a step or below it, and an answer that was taken along: it is kept now, or unwanted."""

    def is_done(name: str, text: str) -> bool:
        return name.startswith(kept_under(step)) or (bool(also) and text == also)

    await discard_fields(account_of(request), DraftKind.HISTORY, is_done, clock_of(request))


async def _record(request: AnyRequest) -> PensionRecord:
    return (await record_of(request, ScreenGroup.HISTORY)).timeline.record


def _category(text: str) -> Category:
    try:
        return Category(text)
    except ValueError:
        raise PageNotFound("この種類は、履歴整理表にありません。", _BACK) from None


async def _event(request: AnyRequest, entry: str) -> LifeEvent:
    event = await open_life_event(account_of(request), entry_number(entry))
    if isinstance(event, HistoryProblem):
        raise _gone()
    return event


def _asked(event: LifeEvent, slug: str) -> Asked:
    asked = asked_in(event.category, slug)
    if asked is None:
        raise PageNotFound("この質問は、ありません。", _BACK)
    return asked


def _gone() -> PageNotFound:
    return PageNotFound("この項目は、履歴整理表にありません。消したためかもしれません。", _BACK)


routes = (
    show_categories,
    show_first_question,
    send_first_answer,
    show_entry,
    show_question,
    send_answer,
    show_delete,
    send_delete,
)
