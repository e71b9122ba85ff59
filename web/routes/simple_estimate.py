"""かんたん試算: three questions, answered on the same page."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.response import Template

from pension.limits import STOPS_ALL
from pension.plan import find_plan_problems, plan_conditions
from services.what_if import limits_of, what_if
from web.forms.plan import problem_errors
from web.forms.simple_estimate import parse, read_plan
from web.lookup import record_of
from web.render import render
from web.session import form_of
from web.settings import clock_of
from web.views.simple_estimate import SimpleView, first_values, simple_view

AnyRequest = Request[Any, Any, Any]


@get("/estimate/simple", name="simple-estimate")
async def show_simple(request: AnyRequest) -> Template:
    """The form as the record suggests it."""
    screen = await record_of(request)
    record, limits = screen.timeline.record, limits_of(screen, clock_of(request))
    return _answer(request, simple_view(record, limits, first_values(record), points=len(screen.open_findings)))


@post("/estimate/simple", name="simple-estimate-sent", status_code=200)
async def send_simple(request: AnyRequest) -> Template:
    """The result, or the form again with what is wrong."""
    screen, clock, form = await record_of(request), clock_of(request), parse(form_of(request))
    record, limits, points = screen.timeline.record, limits_of(screen, clock), len(screen.open_findings)
    if not form.ok or STOPS_ALL.intersection(limits):
        return _answer(request, simple_view(record, limits, form.values, errors=form.errors, points=points))
    born, today = record.person.birth_date, clock.now().date()
    plan = read_plan(form.values, born, today)
    problems = find_plan_problems(plan, born, today)
    found = problems or what_if(screen, plan_conditions(plan, born, record.as_of), clock)
    if isinstance(found, tuple):
        return _answer(request, simple_view(record, limits, form.values, errors=problem_errors(found), points=points))
    return _answer(request, simple_view(record, limits, form.values, found=found, points=points))


def _answer(request: AnyRequest, view: SimpleView) -> Template:
    status = 422 if view.errors else 200
    return render(
        request, page="pages/simple_estimate.html", partial="partials/simple_estimate.html", view=view, status=status
    )


routes = (show_simple, send_simple)
