"""残した試算をくらべる: every kept estimate beside going on as now."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from pension.limits import STOPS_ALL
from pension.what_if import WhatIf
from services.scenarios import MOST_SCENARIOS, show_scenarios
from services.what_if import AS_NOW, compare_ways, limits_of, what_if
from web.errors import PageNotFound
from web.lookup import record_of
from web.render import render
from web.session import account_of
from web.settings import clock_of
from web.views.compare import compare_view
from web.views.save_estimate import COMPARE_CRUMB
from web.views.scenario_forms import as_now_view

AnyRequest = Request[Any, Any, Any]


@get("/estimate/compare", name="compare")
async def show_comparison(request: AnyRequest) -> Template:
    """The tables and drawings: ``?with=…`` chooses, once for each."""
    screen, kept = await record_of(request), await show_scenarios(account_of(request))
    record, points = screen.timeline.record, len(screen.open_findings)
    limits, ways = limits_of(screen, clock_of(request)), compare_ways(screen, kept, clock_of(request))
    chosen = request.query_params.getall("with", [])
    view = compare_view(record, limits, ways, chosen, most=MOST_SCENARIOS, points=points)
    return render(request, page="pages/compare.html", partial="partials/compare.html", view=view)


@get("/estimate/compare/as-now", name="as-now")
async def show_as_now(request: AnyRequest) -> Template:
    """What everything is compared with, and how it was counted."""
    screen = await record_of(request)
    found = what_if(screen, AS_NOW, clock_of(request))
    if not isinstance(found, WhatIf) or STOPS_ALL.intersection(limits_of(screen, clock_of(request))):
        raise PageNotFound("この方の見込額は、ここでは計算できません。", COMPARE_CRUMB)
    view = as_now_view(found, AS_NOW, screen.timeline.record, len(screen.open_findings))
    return render(request, page="pages/as_now.html", partial="partials/as_now.html", view=view)


routes = (show_comparison, show_as_now)
