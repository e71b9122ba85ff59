"""Tells the watch (S58) of requests that a few times are a slip and many times a search, and of staff at night."""

from __future__ import annotations

from contextlib import suppress

from litestar import Request
from litestar.types import HTTPScope, Message, Receive, Send

from db.problems import DatabaseUnavailable
from db.queries.sessions import StoredSession
from services.alerts import note_denied, note_elsewhere, note_night_use
from web.access import is_out_of_place
from web.address import client_address, counted_address
from web.asgi import HttpApp
from web.session import visit_of
from web.settings import Settings

_DENIED = frozenset({403, 404})


class WatchRequests:
    """Looks at what signed-in accounts have asked for, after the answer has gone out."""

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
        visit = visit_of(scope)
        account = visit.account or visit.pending
        if account is not None:
            # What cannot be counted because the disk is full was answered all the same.
            with suppress(DatabaseUnavailable):
                await self._note(scope, account, status)

    async def _note(self, scope: HTTPScope, account: StoredSession, status: int) -> None:
        address, clock = counted_address(client_address(scope, self._settings)), self._settings.clock
        if status in _DENIED and is_out_of_place(Request(scope)):
            await note_elsewhere(account, address, clock)
        elif status in _DENIED and not account.is_stopped:
            await note_denied(account, address, clock)
        if self._is_night(account):
            await note_night_use(account, address, clock)

    def _is_night(self, account: StoredSession) -> bool:
        hours = self._settings.staff_hours
        return account.role.is_staff and hours is not None and not hours.hold(self._settings.clock.now())
