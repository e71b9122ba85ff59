"""The first page, open to everybody."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from db.problems import DatabaseUnavailable
from pension.calendar import YearMonth
from services.data_as_of import show_data_as_of
from web.render import render
from web.session import account_or_none
from web.settings import settings_of
from web.views.top import top_view

AFTER_SIGN_OUT = "/?from=sign-out"


@get("/", name="top")
async def show_top(request: Request[Any, Any, Any]) -> Template:
    """What the service is, and the way in."""
    view = top_view(
        signed_in=account_or_none(request) is not None,
        signed_out_just_now=request.query_params.get("from") == "sign-out",
        demo=settings_of(request).demo,
        as_of=await _as_of(),
    )
    return render(request, page="pages/top.html", partial="partials/top.html", view=view)


async def _as_of() -> YearMonth | None:
    try:
        return await show_data_as_of()
    except DatabaseUnavailable:
        return None  # the way in stays open; what needs the database says so itself


routes = (show_top,)
