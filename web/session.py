"""Who is asking: a random token in a cookie, known to the database only by its hash.

A token is made at sign-in and never before, never adopted from outside, and dead on the server at sign-out. A visitor
without cookie costs no database work. By https the cookies are ``__Host-`` and Secure; on plain http, which only a
loopback address may serve, they have neither, because text browsers would drop them.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from litestar.connection import ASGIConnection
from litestar.types import HTTPScope, Message, Receive, Scope, Send

from db.queries.sessions import Stage, StoredSession
from services.sessions import Browser, is_on_shared_computer, load_session
from services.sign_out import sign_out
from web.address import client_address, counted_address, in_staff_network
from web.asgi import HttpApp
from web.device import device_words
from web.settings import Settings, settings_of

SESSION = "session"
FORM = "form"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits in base64url
_UNATTENDED = b"x-unattended"
"""A page of ours asks by itself, nobody is at it: that keeps no session alive."""
_CLEAR_SITE_DATA = (b"clear-site-data", b'"cache", "storage"')

Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(slots=True)
class Visit:
    """What one request knows of its visitor, and the headers its answer must carry because of it.

    ``token`` is that of a live session, which is ``account`` once the visitor is in, and ``pending`` while a step of
    signing in (code, new password) is still to come; ``form_token`` is the visitor's form cookie, which guards the
    sign-in form; ``timed_out`` says that its cookie was for a session that has ended, ``ended`` is that cookie's token;
    ``form`` holds the fields of a checked form.
    """

    tls: bool = True
    token: str | None = None
    account: StoredSession | None = None
    pending: StoredSession | None = None
    timed_out: bool = False
    ended: str = ""
    form_token: str | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    def set_cookie(self, name: str, value: str, *, seconds: int | None = None) -> None:
        """A cookie for this site alone, gone with the browser or after ``seconds``; an empty value removes it now."""
        attributes = "; Path=/; HttpOnly; SameSite=Lax"
        if self.tls:
            attributes += "; Secure"
        if not value or seconds is not None:
            attributes += f"; Max-Age={seconds if value else 0}"
        self.headers.append((b"set-cookie", f"{cookie_name(name, tls=self.tls)}={value}{attributes}".encode()))


class Sessions:
    """Finds the signed-in account of every request, and sends the cookies that its handling asked for."""

    def __init__(self, app: HttpApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        visit = await self._visit(scope)
        scope.setdefault("state", {})["visit"] = visit

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start" and visit.headers:
                message = {**message, "headers": [*message["headers"], *visit.headers]}
            await send(message)

        await self._app(scope, receive, send_with_cookies)

    async def _visit(self, scope: HTTPScope) -> Visit:
        tls = self._settings.tls
        tokens = dict(_tokens(scope))
        visit = Visit(tls=tls, form_token=tokens.get(cookie_name(FORM, tls=tls)))
        token = tokens.get(cookie_name(SESSION, tls=tls))
        if token is not None:
            is_use = all(name != _UNATTENDED for name, _ in scope["headers"])
            session = await load_session(token, self._settings.clock, is_use=is_use)
            if session is not None:
                visit.token = token
                visit.account, visit.pending = (session, None) if session.stage is Stage.COMPLETE else (None, session)
            else:
                visit.timed_out, visit.ended = True, token
                visit.set_cookie(SESSION, "")
        return visit


def visit_of(scope: Scope) -> Visit:
    """The visit a request belongs to; an empty one where no session was looked up (static files)."""
    return cast("Visit", scope.setdefault("state", {}).setdefault("visit", Visit()))


def account_or_none(connection: Connection) -> StoredSession | None:
    """The signed-in account, or None for a visitor."""
    return visit_of(connection.scope).account


def account_of(connection: Connection) -> StoredSession:
    """The signed-in account; the access table lets nobody else reach the handlers that ask for it."""
    account = account_or_none(connection)
    if account is None:
        raise LookupError("a handler for signed-in people is open to visitors in the access table")
    return account


def pending_of(connection: Connection) -> StoredSession:
    """The sign-in that is under way; the access table lets nobody else reach the handlers that ask for it."""
    pending = visit_of(connection.scope).pending
    if pending is None:
        raise LookupError("a handler for a step of signing in is open to others in the access table")
    return pending


def browser_of(connection: Connection, *, is_shared: bool = False) -> Browser:
    """What is known of the browser, for a session that begins; a shared computer stays one at every step."""
    settings, visit = settings_of(connection), visit_of(connection.scope)
    before = visit.account or visit.pending
    address = client_address(cast("HTTPScope", connection.scope), settings)
    return Browser(
        old_token=visit.token,
        device=device_words(connection.headers.get("user-agent", "")),
        address=counted_address(address),
        in_staff_network=in_staff_network(address, settings),
        is_shared=is_shared or (before is not None and is_on_shared_computer(before)),
    )


def form_of(connection: Connection) -> Mapping[str, str]:
    """The fields of the form that was sent, after :func:`web.csrf.check_form` has let it pass."""
    return visit_of(connection.scope).form


def begin_session(connection: Connection, token: str) -> None:
    """Hand the browser the token that sign-in has just made; what it held before is worth nothing now."""
    visit = visit_of(connection.scope)
    visit.set_cookie(SESSION, token)
    visit.set_cookie(FORM, "")


async def close_session(connection: Connection) -> None:
    """Sign out: the session is dead on the server, and the browser is told to forget this site."""
    visit = visit_of(connection.scope)
    if visit.token is not None:
        await sign_out(visit.token)
    visit.token = None
    visit.set_cookie(SESSION, "")
    visit.set_cookie(FORM, "")
    visit.headers.append(_CLEAR_SITE_DATA)


def form_secret_or_none(scope: HTTPScope) -> str | None:
    """What a form's token must be bound to: the session, else the visitor's form cookie, else nothing."""
    visit = visit_of(scope)
    return visit.token or visit.form_token


def form_secret(scope: HTTPScope) -> str:
    """The same, giving a visitor a form cookie with this answer when there is none yet."""
    visit = visit_of(scope)
    secret = visit.token or visit.form_token
    if secret is None:
        secret = visit.form_token = secrets.token_urlsafe(32)
        visit.set_cookie(FORM, secret)
    return secret


def cookie_name(name: str, *, tls: bool) -> str:
    """A cookie's name as the browser keeps it."""
    return f"__Host-{name}" if tls else name


def _tokens(scope: HTTPScope) -> Iterator[tuple[str, str]]:
    """Cookies that could be tokens of ours; anything else was not made here."""
    for header, value in scope["headers"]:
        if header == b"cookie":
            for cookie in value.decode("latin-1").split(";"):
                name, _, token = cookie.strip().partition("=")
                if _TOKEN.fullmatch(token):
                    yield name, token
