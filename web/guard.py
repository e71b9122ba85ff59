"""The one guard before every handler: may this visitor do this, and does the form come from us?

A plain ASGI layer inside Litestar's routing and not a Litestar guard, which would copy the handler for every request
and cost as much as all the other layers together.
"""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.types import ASGIApp, Receive, Scope, Send

from web.access import SignInNeeded, check_access, check_page
from web.csrf import check_form
from web.late_forms import keep_late_form


class Guard:
    """Refuses by raising; what passes has its form's fields at hand (:func:`web.session.form_of`)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        try:
            check_access(request)
        except SignInNeeded:
            await keep_late_form(request)
            raise
        check_page(request)
        await check_form(request)
        await self._app(scope, receive, send)
