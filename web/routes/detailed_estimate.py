"""詳細な条件の試算: one page, every condition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from litestar import Request, get, post
from litestar.response import Template

from db.queries.scenarios import AskedOn
from pension.limits import STOPS_ALL
from services.scenarios import conditions_text
from services.show_records import RecordScreen
from services.what_if import limits_of, payable_months, what_if
from web.forms.detailed_estimate import parse, problem_errors, read_conditions
from web.lookup import opened_in, record_of
from web.render import render
from web.session import form_of
from web.settings import clock_of
from web.views.detailed_estimate import DetailedView, detailed_view
from web.views.save_estimate import Opened, opened_view, save_form

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
    return answer_detailed(request, await record_of(request), form_of(request), opened_view(await opened_in(request)))


def answer_detailed(
    request: AnyRequest, screen: RecordScreen, data: Mapping[str, str], opened: Opened | None = None
) -> Template:
    """The page for what stands in the boxes, typed or kept."""
    record, limits, payable = screen.timeline.record, limits_of(screen, clock_of(request)), payable_months(screen)
    today, points = clock_of(request).now().date(), len(screen.open_findings)
    form = parse(data, payable, today)
    shown = partial(detailed_view, record, limits, payable, form.values, points=points, opened=opened)
    if not form.ok or STOPS_ALL.intersection(limits):
        return _answer(request, shown(errors=form.errors))
    conditions = read_conditions(form.values, record, today)
    found = what_if(screen, conditions, clock_of(request))
    if isinstance(found, tuple):
        return _answer(request, shown(errors=problem_errors(found, form.values)))
    text = conditions_text(conditions)
    return _answer(request, shown(found=found, save=save_form(conditions, text, record, AskedOn.DETAILED, opened)))


def _answer(request: AnyRequest, view: DetailedView) -> Template:
    page, part = "pages/detailed_estimate.html", "partials/detailed_estimate.html"
    status = 422 if view.errors and request.method == "POST" else 200
    return render(request, page=page, partial=part, view=view, status=status)


routes = (show_detailed, send_detailed)
