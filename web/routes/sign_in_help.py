"""Help for those who cannot get in."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from web.render import render
from web.views.sign_in_help import sign_in_help_view


@get("/sign-in/help", name="sign-in-help")
async def show_sign_in_help(request: Request[Any, Any, Any]) -> Template:
    """The ways back in."""
    return render(
        request, page="pages/sign_in_help.html", partial="partials/sign_in_help.html", view=sign_in_help_view()
    )


routes = (show_sign_in_help,)
