"""What is kept of estimates: keeping, opening again, renaming, deleting. For the person alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ClientException
from litestar.params import FromPath

from db.queries.scenarios import AskedOn
from services.scenarios import (
    MOST_SCENARIOS,
    SaveOrder,
    SaveProblem,
    conditions_in,
    drop_scenario,
    name_scenario,
    save_scenario,
    show_scenarios,
)
from services.what_if import carried, payable_months
from web.forms import detailed_estimate, simple_estimate
from web.forms.result import FieldError
from web.forms.scenarios import ASKED_ON, CONDITIONS, NAME, NEW, REPLACES, parse
from web.lookup import record_of, scenario_of
from web.notices import leave_notice
from web.render import redirect, render
from web.routes.detailed_estimate import answer_detailed
from web.routes.simple_estimate import answer_simple
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.compare import opened_notes
from web.views.frame import Notice
from web.views.save_estimate import COMPARE_URL, opened_view, save_page, save_problem
from web.views.scenario_forms import delete_view, rename_view

AnyRequest = Request[Any, Any, Any]
_FORMS = {
    AskedOn.SIMPLE: (simple_estimate.values_of, answer_simple),
    AskedOn.DETAILED: (detailed_estimate.values_of, answer_detailed),
}


@post("/estimate/saved", name="scenario-saved", status_code=200)
async def send_scenario(request: AnyRequest) -> Response[Any]:
    """Keep the conditions a result was worked out with; or the name again, with what is wrong."""
    await record_of(request)
    form = parse(form_of(request))
    order = _order(form.values)
    if not form.ok:
        return await _again(request, form.values, form.errors)
    saved = await save_scenario(account_of(request), order, clock_of(request))
    if isinstance(saved, SaveProblem):
        return await _again(request, form.values, save_problem(saved))
    leave_notice(request, Notice.SCENARIO_SAVED)
    return redirect(request, COMPARE_URL)


@get("/estimate/saved/{scenario:str}", name="scenario")
async def open_scenario(request: AnyRequest, scenario: FromPath[str]) -> Response[Any]:
    """The conditions in their form again, to be changed, with what they come to today."""
    kept, screen = await scenario_of(request, scenario), await record_of(request)
    today = carried(screen, kept.conditions)
    payable = payable_months(screen)
    lost = [month for month in today.conditions.pay_back if month not in payable]
    values_of, answer = _FORMS[kept.asked_on]
    values = values_of(today.conditions, screen.timeline.record.person.birth_date)
    return answer(request, screen, values, opened_view(kept, *opened_notes(lost, began=today.began)))


@get("/estimate/saved/{scenario:str}/name", name="scenario-name")
async def show_name(request: AnyRequest, scenario: FromPath[str]) -> Response[Any]:
    """The box with its name."""
    view = rename_view(await scenario_of(request, scenario))
    return render(request, page="pages/plain_form.html", partial="partials/plain_form.html", view=view)


@post("/estimate/saved/{scenario:str}/name", name="scenario-named", status_code=200)
async def send_name(request: AnyRequest, scenario: FromPath[str]) -> Response[Any]:
    """Give it another name."""
    kept, form = await scenario_of(request, scenario), parse(form_of(request))
    problem = (
        await name_scenario(account_of(request), scenario, form.values[NAME], clock_of(request)) if form.ok else None
    )
    if problem is SaveProblem.GONE:
        return redirect(request, COMPARE_URL)
    errors = save_problem(problem) if problem else form.errors
    if errors:
        view = rename_view(kept, form.values, errors)
        page, part = "pages/plain_form.html", "partials/plain_form.html"
        return render(request, page=page, partial=part, view=view, status=422)
    leave_notice(request, Notice.SCENARIO_RENAMED)
    return redirect(request, COMPARE_URL)


@get("/estimate/saved/{scenario:str}/delete", name="scenario-delete")
async def show_delete(request: AnyRequest, scenario: FromPath[str]) -> Response[Any]:
    """The question before it goes."""
    kept, screen = await scenario_of(request, scenario), await record_of(request)
    view = delete_view(kept, screen.timeline.record)
    return render(request, page="pages/delete_scenario.html", partial="partials/delete_scenario.html", view=view)


@post("/estimate/saved/{scenario:str}/delete", name="scenario-deleted", status_code=200)
async def send_delete(request: AnyRequest, scenario: FromPath[str]) -> Response[Any]:
    """Take it away; asking twice is no error."""
    if await drop_scenario(account_of(request), scenario, clock_of(request)):
        leave_notice(request, Notice.SCENARIO_DELETED)
    return redirect(request, COMPARE_URL)


def _order(values: Mapping[str, str]) -> SaveOrder:
    """What a form orders; raises ClientException for what no form of ours carries."""
    conditions, asked_on = conditions_in(values[CONDITIONS]), values[ASKED_ON]
    if conditions is None or asked_on not in set(AskedOn):
        raise ClientException
    replaces = "" if values[REPLACES] == NEW else values[REPLACES]
    return SaveOrder(name=values[NAME], asked_on=AskedOn(asked_on), conditions=conditions, replaces=replaces)


async def _again(request: AnyRequest, values: Mapping[str, str], errors: tuple[FieldError, ...]) -> Response[Any]:
    view = save_page(values, errors, await show_scenarios(account_of(request)), MOST_SCENARIOS)
    page, part = "pages/save_estimate.html", "partials/save_estimate.html"
    return render(request, page=page, partial=part, view=view, status=422)


routes = (send_scenario, open_scenario, show_name, send_name, show_delete, send_delete)
