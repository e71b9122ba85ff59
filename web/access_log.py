"""One line for every answered request: who, which route, how it ended, how long it took.

No addresses, names, numbers or cookies: a route is named, its parameters are not; an account is a number.
"""

from __future__ import annotations

import json
import logging
import time

from litestar.handlers import BaseRouteHandler
from litestar.types import HTTPScope, Message, Receive, Send

from services.clock import JapanClock
from web.asgi import HttpApp
from web.session import visit_of

_log = logging.getLogger("nenkin.access")
_wall_clock = JapanClock()  # the demo's clock stands still; a log of the machine's doings must not


class AccessLog:
    """Writes the line when the answer has been sent, or has failed."""

    def __init__(self, app: HttpApp) -> None:
        self._app = app

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        status = 0
        method = scope["method"]
        begun = time.perf_counter()

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            _log.info("%s", json.dumps(_line(scope, method, status, time.perf_counter() - begun)))


def _line(scope: HTTPScope, method: str, status: int, seconds: float) -> dict[str, object]:
    account = visit_of(scope).account
    handler: BaseRouteHandler | None = scope.get("route_handler")
    return {
        "time": _wall_clock.now().isoformat(timespec="milliseconds"),
        "account": account.account_id if account else None,
        "method": method,
        "route": handler.name if handler is not None else None,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
