"""The person's own page."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from services.access_history import show_news
from services.clock import JST
from services.show_records import NoRecordHere, show_records
from web.render import render
from web.session import account_of
from web.settings import clock_of
from web.views.home import home_record, home_view


@get("/home", name="home")
async def show_home(request: Request[Any, Any, Any]) -> Template:
    """What to look at next, and how far the right to a pension is."""
    account = account_of(request)
    screen = await show_records(account, clock_of(request))
    record = None
    if not isinstance(screen, NoRecordHere):
        marked = len(screen.marked_findings)
        record = home_record(screen.timeline, screen.totals.entitlement, screen.open_findings, marked)
    before = account.previous_sign_in_at
    view = home_view(
        name=account.name,
        last_sign_in=before.astimezone(JST) if before else None,
        failures=account.failures_before_sign_in,
        news=await show_news(account, clock_of(request)),
        record=record,
    )
    return render(request, page="pages/home.html", partial="partials/home.html", view=view)


routes = (show_home,)
