"""Tells the watch (S58) what signed-in people were refused: a few are slips, many in a minute are a search."""

from __future__ import annotations

from contextlib import suppress

from litestar import Request
from litestar.types import HTTPScope, Message, Receive, Send

from db.problems import DatabaseUnavailable
from services.alerts import note_denied, note_elsewhere
from web.access import is_out_of_place
from web.address import client_address, counted_address
from web.asgi import HttpApp
from web.session import visit_of
from web.settings import Settings

_DENIED = frozenset({403, 404})


class WatchDenials:
    """Counts 403 and 404 that went to a signed-in account, after the answer has gone out."""

    def __init__(self, app: HttpApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._app(scope, receive, send_and_note)
        if status in _DENIED:
            # What cannot be counted because the disk is full was refused all the same.
            with suppress(DatabaseUnavailable):
                await self._note(scope)

    async def _note(self, scope: HTTPScope) -> None:
        visit = visit_of(scope)
        account = visit.account or visit.pending
        if account is None:
            return
        address, clock = counted_address(client_address(scope, self._settings)), self._settings.clock
        if is_out_of_place(Request(scope)):
            await note_elsewhere(account, address, clock)
        else:
            await note_denied(account, address, clock)
