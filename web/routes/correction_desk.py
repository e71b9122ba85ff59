"""The office's desk for requests to correct a record: the list, one request, and its steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_409_CONFLICT

from pension.correction_steps import Step
from services.clock import JST
from services.correction_desk import (
    TAKEN_BY_HAND,
    CorrectionProblem,
    OpenCorrection,
    StepOrder,
    find_number,
    list_requests,
    open_correction,
    take_by_hand,
)
from web.errors import NotAllowed, PageNotFound, TooManyTries
from web.forms.correction_desk import NUMBER, number_in, parse_number
from web.forms.correction_steps import IDENTITY, SEEN, StepForm, StepPlace, parse_step
from web.forms.result import FieldError
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.correction_desk import (
    MOVED_ON,
    REWRITTEN,
    correction_desk_view,
    number_problem,
    open_correction_view,
    request_url,
)
from web.views.correction_steps import step_note, step_view
from web.views.frame import Link
from web.views.office import CORRECTIONS

AnyRequest = Request[Any, Any, Any]
_BACK = Link("訂正の請求の一覧へ", CORRECTIONS.url)


@get("/counter/office/corrections", name="correction-desk")
async def show_corrections_desk(request: AnyRequest) -> Response[Any]:
    """What waits, and the box for a number."""
    return await _desk(request)


@post("/counter/office/corrections", name="correction-found", status_code=200)
async def send_number(request: AnyRequest) -> Response[Any]:
    """On to the request with this number."""
    form = parse_number(form_of(request))
    if not form.ok:
        return await _desk(request, form.values[NUMBER], form.errors)
    number = number_in(form.values)
    problem = await find_number(account_of(request), number, clock_of(request))
    if problem is not None:
        return await _desk(request, form.values[NUMBER], number_problem(problem))
    return redirect(request, request_url(number))


@get("/counter/office/corrections/{number:str}", name="open-correction")
async def show_correction_request(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """One request; that it was opened stands in the person's log."""
    return opened_page(request, await open_request(request, number))


@get("/counter/office/corrections/{number:str}/steps/{step:str}", name="correction-step")
async def show_step(request: AnyRequest, number: FromPath[str], step: FromPath[str]) -> Response[Any]:
    """The form with which a step is taken; ``?seen=`` is the state in which the request was read."""
    opened = await open_request(request, number, for_a_step=True)
    if request.query_params.get(SEEN, opened.state) != opened.state:
        return moved_on(request, opened)
    return _step(request, opened, _step_of(opened, step))


@post("/counter/office/corrections/{number:str}/steps/{step:str}", name="correction-step-taken", status_code=200)
async def send_step(request: AnyRequest, number: FromPath[str], step: FromPath[str]) -> Response[Any]:
    """Take the step."""
    opened, data = await open_request(request, number, for_a_step=True), form_of(request)
    if data.get(SEEN) != opened.state:
        return moved_on(request, opened)
    place = _place(request, opened, step)
    form = parse_step(data, place)
    if form.errors:
        return _step(request, opened, place.step, form)
    problem = await take_by_hand(account_of(request), number, _order(opened, place, form), clock_of(request))
    if problem is not None:
        raise refusal(problem)
    return redirect(request, request_url(number))


async def open_request(request: AnyRequest, number: str, *, for_a_step: bool = False) -> OpenCorrection:
    """The request an address names, as it is opened; raises where this officer may not."""
    opened = await open_correction(account_of(request), number, clock_of(request), for_a_step=for_a_step)
    if not isinstance(opened, OpenCorrection):
        raise refusal(opened)
    return opened


def refusal(problem: CorrectionProblem) -> Exception:
    """Why nothing is shown or done, as a page."""
    match problem:
        case CorrectionProblem.OWN_RECORD:
            return NotAllowed(number_problem(problem)[0].message, _BACK)
        case CorrectionProblem.TOO_MANY_TRIES:
            return TooManyTries(number_problem(problem)[0].message, _BACK)
        case CorrectionProblem.SAME_OFFICER:
            return NotAllowed("決めた職員とは別の職員が、記録に反映します。", _BACK)
        case CorrectionProblem.NO_SUCH_REQUEST:
            return PageNotFound("この受付番号の請求はありません。", _BACK)
    return PageNotFound("この請求は、いまはこの段階にありません。一覧から開いて、いまの段階をお確かめください。", _BACK)


def opened_page(request: AnyRequest, opened: OpenCorrection, notice: str = "", status: int = 200) -> Response[Any]:
    """The request as a page; ``notice`` says why nothing was done."""
    view = open_correction_view(opened, notice)
    page, partial = "pages/open_correction.html", "partials/open_correction.html"
    return render(request, page=page, partial=partial, view=view, status=status)


def moved_on(request: AnyRequest, opened: OpenCorrection) -> Response[Any]:
    """Somebody else has taken it on meanwhile, or the person has written it anew: where it stands now."""
    notice = REWRITTEN if opened.request.step is Step.PREPARED else MOVED_ON
    return opened_page(request, opened, notice, HTTP_409_CONFLICT)


def today_of(request: AnyRequest) -> date:
    """Today in Japan."""
    return clock_of(request).now().astimezone(JST).date()


async def _desk(request: AnyRequest, typed: str = "", errors: tuple[FieldError, ...] = ()) -> Response[Any]:
    desk = await list_requests()
    view = correction_desk_view(desk.lines, desk.waiting, today_of(request), typed, errors)
    page, partial = "pages/correction_desk.html", "partials/correction_desk.html"
    return render(request, page=page, partial=partial, view=view, status=422 if errors else 200)


def _step(request: AnyRequest, opened: OpenCorrection, step: Step, form: StepForm | None = None) -> Response[Any]:
    view = step_view(opened, step, today_of(request), form)
    page, partial = "pages/correction_form.html", "partials/correction_form.html"
    return render(request, page=page, partial=partial, view=view, status=422 if form else 200)


def _step_of(opened: OpenCorrection, text: str) -> Step:
    """The step an address names, if it may follow."""
    step = next((step for step in opened.may & TAKEN_BY_HAND if step == text), None)
    if step is None:
        raise refusal(CorrectionProblem.NOT_NOW)
    return step


def _place(request: AnyRequest, opened: OpenCorrection, step: str) -> StepPlace:
    return StepPlace(
        step=_step_of(opened, step),
        before=opened.request.step,
        since=opened.request.changed_at.date(),
        today=today_of(request),
    )


def _order(opened: OpenCorrection, place: StepPlace, form: StepForm) -> StepOrder:
    # a passport proves who somebody is, and may be evidence too
    identity = (f"{IDENTITY}-{form.values[IDENTITY]}",) if IDENTITY in form.values else ()
    return StepOrder(
        step=place.step,
        seen=opened.state,
        note=step_note(place.step, place.before, form),
        until_day=form.day if place.step is Step.PAPERS_ASKED else None,
        papers=(*identity, *form.papers) if place.step is not Step.PAPERS_ASKED else (),
        day=form.day if place.step is not Step.PAPERS_ASKED else None,
    )


routes = (show_corrections_desk, send_number, show_correction_request, show_step, send_step)
