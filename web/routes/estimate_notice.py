"""The estimate of the newest notice."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from services.show_estimate_notice import show_estimate_notice
from web.render import render
from web.session import account_of
from web.settings import clock_of
from web.views.estimate_notice import estimate_notice_view


@get("/estimate/notice", name="estimate-notice")
async def show_notice(request: Request[Any, Any, Any]) -> Template:
    """What the newest notice said, as it was kept."""
    view = estimate_notice_view(await show_estimate_notice(account_of(request), clock_of(request)))
    return render(request, page="pages/estimate_notice.html", partial="partials/estimate_notice.html", view=view)


routes = (show_notice,)
