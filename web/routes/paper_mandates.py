"""The officer's desk: a mandate on paper is entered, or all of a person are ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post

from services.mandates import PERIODS, GiveProblem, last_day
from services.paper_mandates import (
    Paper,
    PaperOrder,
    PaperProblem,
    PaperReason,
    StopReason,
    end_all_mandates,
    enter_paper_mandate,
    plan_paper_mandate,
)
from web.forms.mandates import CHANGE, DO, STEP
from web.forms.paper_mandates import PERSON_NAME, PERSON_NUMBER, REASON, papers_in, parse, parse_end
from web.forms.result import FieldError
from web.render import redirect, render
from web.routes.helpers import order_of
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.paper_mandates import (
    END_URL,
    MANDATES_URL,
    EndMandatesView,
    end_mandates_view,
    paper_mandate_view,
    paper_problem,
    paper_review,
)

AnyRequest = Request[Any, Any, Any]
_DONE = "done"


@get("/counter/office/mandates", name="paper-mandate-form")
async def show_paper_mandate(request: AnyRequest) -> Response[Any]:
    """The form; ``?done`` says that one was just entered."""
    return _form(request, {}, is_done=_DONE in request.query_params)


@post("/counter/office/mandates", name="paper-mandate-sent", status_code=200)
async def send_paper_mandate(request: AnyRequest) -> Response[Any]:
    """Look at it first, then enter it; or change what was typed."""
    data = form_of(request)
    form, step = parse(data), data.get(STEP)
    if step == CHANGE or not form.ok:
        return _form(request, form.values, () if step == CHANGE else form.errors)
    act = enter_paper_mandate if step == DO else plan_paper_mandate
    planned = await act(account_of(request), _order(form.values), clock_of(request))
    if isinstance(planned, PaperProblem | GiveProblem):
        return _form(request, form.values, paper_problem(planned))
    if step == DO:
        return redirect(request, f"{MANDATES_URL}?{_DONE}=1")
    view = paper_review(form.values, planned.last_day)
    return render(request, page="pages/review.html", partial="partials/review.html", view=view)


@get("/counter/office/mandates/end", name="mandates-end-form")
async def show_end(request: AnyRequest) -> Response[Any]:
    """The form; ``?done`` says that it was just done."""
    return _end_form(request, end_mandates_view({}, is_done=_DONE in request.query_params))


@post("/counter/office/mandates/end", name="mandates-end-sent", status_code=200)
async def send_end(request: AnyRequest) -> Response[Any]:
    """End every mandate of a person at once: what was ended can be given anew, so nothing is asked back."""
    form = parse_end(form_of(request))
    if not form.ok:
        return _end_form(request, end_mandates_view(form.values, form.errors))
    number, name, reason = (form.values[field] for field in (PERSON_NUMBER, PERSON_NAME, REASON))
    ended = await end_all_mandates(account_of(request), number, name, StopReason(reason), clock_of(request))
    if isinstance(ended, PaperProblem):
        return _end_form(request, end_mandates_view(form.values, paper_problem(ended)))
    return redirect(request, f"{END_URL}?{_DONE}=1")


def _order(values: Mapping[str, str]) -> PaperOrder:
    return PaperOrder(
        person_number=values[PERSON_NUMBER],
        person_name=values[PERSON_NAME],
        order=order_of(values),
        papers=frozenset(Paper(kind) for kind in papers_in(values)),
        reason=PaperReason(values[REASON]),
    )


def _form(
    request: AnyRequest,
    values: Mapping[str, str],
    errors: tuple[FieldError, ...] = (),
    *,
    is_done: bool = False,
) -> Response[Any]:
    now = clock_of(request).now()
    last_days = {months: last_day(now, months) for months in PERIODS}
    view = paper_mandate_view(values, last_days, errors, is_done=is_done)
    page, partial = "pages/paper_mandate.html", "partials/paper_mandate.html"
    return render(request, page=page, partial=partial, view=view, status=422 if errors else 200)


def _end_form(request: AnyRequest, view: EndMandatesView) -> Response[Any]:
    page, partial = "pages/end_mandates.html", "partials/end_mandates.html"
    return render(request, page=page, partial=partial, view=view, status=422 if view.errors else 200)


routes = (show_paper_mandate, send_paper_mandate, show_end, send_end)
