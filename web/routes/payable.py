"""What can still be paid."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from db.queries.mandates import ScreenGroup
from web.lookup import record_of
from web.render import render
from web.views.payable import payable_view, read_choice


@get("/records/payable", name="payable")
async def show_payable(request: Request[Any, Any, Any]) -> Template:
    """The months, and what some of them come to: ``?month=2025-04`` chooses, once for each."""
    screen = await record_of(request, ScreenGroup.MONEY)
    payable = screen.payable(read_choice(request.query_params.getall("month", [])))
    view = payable_view(screen.timeline, screen.totals.entitlement, payable, len(screen.open_findings))
    return render(request, page="pages/payable.html", partial="partials/payable.html", view=view)


routes = (show_payable,)
