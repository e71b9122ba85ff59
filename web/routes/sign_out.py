"""Signing out."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post

from web.render import redirect
from web.routes.top import AFTER_SIGN_OUT
from web.session import close_session


@post("/sign-out", name="sign-out", status_code=200)
async def send_sign_out(request: Request[Any, Any, Any]) -> Response[Any]:
    """End the session; nothing is asked back, for on a shared machine it must be one step."""
    await close_session(request)
    return redirect(request, AFTER_SIGN_OUT)


routes = (send_sign_out,)
