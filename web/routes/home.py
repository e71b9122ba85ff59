"""The person's own page."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from services.access_history import show_news
from services.clock import JST
from services.corrections import MOVED_LATELY, moved_on
from services.drafts import KEPT, show_drafts
from services.show_records import NoRecordHere, RecordScreen, show_records
from web.render import render
from web.session import account_of
from web.settings import clock_of
from web.views.drafts import draft_line
from web.views.home import HomeRecord, home_record, home_view


@get("/home", name="home")
async def show_home(request: Request[Any, Any, Any]) -> Template:
    """What to look at next, and how far the right to a pension is."""
    account = account_of(request)
    record = _record(await show_records(account, clock_of(request)))
    drafts = await show_drafts(account, clock_of(request))
    before = account.previous_sign_in_at
    view = home_view(
        name=account.name,
        last_sign_in=before.astimezone(JST) if before else None,
        failures=account.failures_before_sign_in,
        news=await show_news(account, clock_of(request)),
        record=record,
        moved=await moved_on(account, clock_of(request).now() - MOVED_LATELY),
        drafts=tuple(draft_line(draft.kind, draft.step, draft.changed_at.astimezone(JST), KEPT) for draft in drafts),
    )
    return render(request, page="pages/home.html", partial="partials/home.html", view=view)


def _record(screen: RecordScreen | NoRecordHere) -> HomeRecord | None:
    if isinstance(screen, NoRecordHere):
        return None
    marked = len(screen.marked_findings)
    return home_record(screen.timeline, screen.totals.entitlement, screen.open_findings, marked)


routes = (show_home,)
