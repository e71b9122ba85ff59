"""The accessibility statement, open to everybody."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from web.a11y.screens import SCREENS
from web.a11y.statement import published_statement
from web.render import render
from web.session import account_or_none
from web.views.accessibility import accessibility_view


@get("/accessibility", name="accessibility")
async def show_accessibility(request: Request[Any, Any, Any]) -> Template:
    """What was tried, with what, when, and what is known to be open."""
    view = accessibility_view(published_statement(), SCREENS, signed_in=account_or_none(request) is not None)
    return render(request, page="pages/accessibility.html", partial="partials/accessibility.html", view=view)


routes = (show_accessibility,)
