"""詳細な条件の試算: one page, every condition."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.response import Template

from pension.limits import STOPS_ALL
from services.what_if import limits_of, payable_months, what_if
from web.forms.detailed_estimate import parse, problem_errors, read_conditions
from web.lookup import record_of
from web.render import render
from web.session import form_of
from web.settings import clock_of
from web.views.detailed_estimate import DetailedView, detailed_view

AnyRequest = Request[Any, Any, Any]


@get("/estimate/detailed", name="detailed-estimate")
async def show_detailed(request: AnyRequest) -> Template:
    """The empty form."""
    screen = await record_of(request)
    limits, points = limits_of(screen, clock_of(request)), len(screen.open_findings)
    return _answer(request, detailed_view(screen.timeline.record, limits, payable_months(screen), {}, points=points))


@post("/estimate/detailed", name="detailed-estimate-sent", status_code=200)
async def send_detailed(request: AnyRequest) -> Template:
    """The result, or the form again with what is wrong."""
    screen = await record_of(request)
    record, limits, payable = screen.timeline.record, limits_of(screen, clock_of(request)), payable_months(screen)
    today, points = clock_of(request).now().date(), len(screen.open_findings)
    form = parse(form_of(request), payable, today)
    if not form.ok or STOPS_ALL.intersection(limits):
        view = detailed_view(record, limits, payable, form.values, errors=form.errors, points=points)
        return _answer(request, view)
    found = what_if(screen, read_conditions(form.values, record, today), clock_of(request))
    if isinstance(found, tuple):
        errors = problem_errors(found, form.values)
        return _answer(request, detailed_view(record, limits, payable, form.values, errors=errors, points=points))
    return _answer(request, detailed_view(record, limits, payable, form.values, found=found, points=points))


def _answer(request: AnyRequest, view: DetailedView) -> Template:
    page, partial = "pages/detailed_estimate.html", "partials/detailed_estimate.html"
    return render(request, page=page, partial=partial, view=view, status=422 if view.errors else 200)


routes = (show_detailed, send_detailed)
