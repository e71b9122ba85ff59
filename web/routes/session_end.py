"""More time before the session ends."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from services.clock import JST
from services.sessions import ends_at
from web.access import HOMES, page_before
from web.render import render
from web.session import account_of
from web.settings import clock_of
from web.views.session_end import session_end_view


@get("/session", name="session")
async def show_session(request: Request[Any, Any, Any]) -> Response[Any]:
    """Asking is use: the time begins anew, up to the longest a session may last."""
    account = account_of(request)
    back = page_before(request) or HOMES[account.role]
    view = session_end_view(ends=ends_at(account).astimezone(JST), now=clock_of(request).now(), back=back)
    return render(request, page="pages/session_end.html", partial="partials/session_end.html", view=view)


routes = (show_session,)
