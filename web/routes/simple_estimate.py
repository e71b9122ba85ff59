"""かんたん試算: three questions, answered on the same page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from litestar import Request, get, post
from litestar.response import Template

from db.queries.scenarios import AskedOn
from pension.conditions import ConditionProblem, Conditions
from pension.limits import STOPS_ALL
from pension.plan import find_plan_problems, plan_conditions
from pension.record import PensionRecord
from services.scenarios import conditions_text
from services.show_records import RecordScreen
from services.what_if import limits_of, what_if
from web.forms.plan import problem_errors
from web.forms.simple_estimate import parse, read_plan
from web.lookup import opened_in, record_of
from web.render import render
from web.session import form_of
from web.settings import clock_of
from web.views.save_estimate import Opened, opened_view, save_form
from web.views.simple_estimate import SimpleView, first_values, simple_view

AnyRequest = Request[Any, Any, Any]
Problems = tuple[ConditionProblem, ...]


@get("/estimate/simple", name="simple-estimate")
async def show_simple(request: AnyRequest) -> Template:
    """The form as the record suggests it."""
    screen = await record_of(request)
    record, limits = screen.timeline.record, limits_of(screen, clock_of(request))
    return _answer(request, simple_view(record, limits, first_values(record), points=len(screen.open_findings)))


@post("/estimate/simple", name="simple-estimate-sent", status_code=200)
async def send_simple(request: AnyRequest) -> Template:
    """The result, or the form again with what is wrong."""
    return answer_simple(request, await record_of(request), form_of(request), opened_view(await opened_in(request)))


def answer_simple(
    request: AnyRequest, screen: RecordScreen, data: Mapping[str, str], opened: Opened | None = None
) -> Template:
    """The page for what stands in the boxes, typed or kept."""
    form, record, limits = parse(data), screen.timeline.record, limits_of(screen, clock_of(request))
    shown = partial(simple_view, record, limits, form.values, points=len(screen.open_findings), opened=opened)
    if not form.ok or STOPS_ALL.intersection(limits):
        return _answer(request, shown(errors=form.errors))
    conditions = _conditions(form.values, record, clock_of(request).now().date())
    if isinstance(conditions, tuple):
        return _answer(request, shown(errors=problem_errors(conditions)))
    found = what_if(screen, conditions, clock_of(request))
    if isinstance(found, tuple):
        return _answer(request, shown(errors=problem_errors(found)))
    text = conditions_text(conditions)
    return _answer(request, shown(found=found, save=save_form(conditions, text, record, AskedOn.SIMPLE, opened)))


def _conditions(values: Mapping[str, str], record: PensionRecord, today: date) -> Conditions | Problems:
    born = record.person.birth_date
    plan = read_plan(values, born, today)
    return find_plan_problems(plan, born, today) or plan_conditions(plan, born, record.as_of)


def _answer(request: AnyRequest, view: SimpleView) -> Template:
    return render(
        request,
        page="pages/simple_estimate.html",
        partial="partials/simple_estimate.html",
        view=view,
        status=422 if view.errors and request.method == "POST" else 200,
    )


routes = (show_simple, send_simple)
