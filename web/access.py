"""The one access table: who may do what. What does not stand here is refused.

One row per address and method; a handler without a row cannot be reached by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, PermissionDeniedException

from db.queries.accounts import Role
from db.queries.sessions import Stage
from web.csrf import own_origin
from web.session import Visit, visit_of

TIMED_OUT = "time-out"
VISITOR = None
"""Nobody is signed in."""

Standing = Role | Stage | None
"""As what somebody asks: in a role, at a step of signing in, or as nobody."""

_EVERYBODY = frozenset({VISITOR, *Role})
_SIGNED_IN = frozenset(Role)
_CITIZEN = frozenset({Role.CITIZEN})  # 本人

ACCESS: Mapping[tuple[str, str], frozenset[Standing]] = {
    ("GET", "/"): _EVERYBODY,
    ("GET", "/manifest.webmanifest"): _EVERYBODY,
    ("GET", "/service-worker.js"): _EVERYBODY,
    ("GET", "/sign-in"): _EVERYBODY,
    ("POST", "/sign-in"): _EVERYBODY,
    ("POST", "/sign-out"): _SIGNED_IN,
    ("GET", "/accessibility"): _EVERYBODY,
    ("GET", "/privacy"): _EVERYBODY,
    ("GET", "/terms"): _EVERYBODY,
    ("GET", "/contact"): _EVERYBODY,
    ("GET", "/offline"): _EVERYBODY,
    ("GET", "/glossary"): _EVERYBODY,
    ("GET", "/glossary/answers"): _EVERYBODY,
    ("GET", "/glossary/{slug}"): _EVERYBODY,
    ("GET", "/faq"): _EVERYBODY,
    ("GET", "/faq/about/{slug}"): _EVERYBODY,
    ("GET", "/faq/answers"): _EVERYBODY,
    ("GET", "/faq/{slug}"): _EVERYBODY,
    ("GET", "/guide"): _EVERYBODY,
    ("GET", "/guide/answers"): _EVERYBODY,
    ("GET", "/guide/{slug}"): _EVERYBODY,
    ("GET", "/home"): _CITIZEN,
    ("GET", "/records"): _CITIZEN,
    ("GET", "/records/print"): _CITIZEN,
    ("GET", "/records/fiscal-year/{year}"): _CITIZEN,
    ("GET", "/records/{year}/{month}"): _CITIZEN,
    ("GET", "/records/{year}/{month}/overlap"): _CITIZEN,
    ("GET", "/records/checks"): _CITIZEN,
    ("POST", "/records/checks/marks"): _CITIZEN,
}

STAGE_PAGES: Mapping[Stage, str] = {
    Stage.CODE: "/sign-in/code",
    Stage.CODE_SETUP: "/sign-in/code-setup",
    Stage.NEW_PASSWORD: "/sign-in/new-password",
}

HOMES: Mapping[Role, str] = {
    Role.CITIZEN: "/home",
    Role.CLERK: "/account",
    Role.OFFICER: "/account",
    Role.SUPERVISOR: "/account",
    Role.AUDITOR: "/account",
    Role.ADMINISTRATOR: "/account",
}
"""Where each role begins its work."""

_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?(?:\?[A-Za-z0-9_=&,.%-]*)?")


class SignInNeeded(PermissionDeniedException):
    """A visitor asked for what only signed-in people may see; ``url`` is the sign-in page that leads back there.

    It also says so when the visitor was signed in until a moment ago. Who is in the middle of signing in is led to the
    step that comes next.
    """

    def __init__(self, next: str, *, timed_out: bool, stage: Standing = VISITOR) -> None:
        super().__init__()
        query = {"next": next} if next else {}
        if timed_out:
            query["because"] = TIMED_OUT
        page = STAGE_PAGES[stage] if isinstance(stage, Stage) else "/sign-in"
        self.url = f"{page}?{urlencode(query, safe='/')}" if query else page


def check_access(request: Request[Any, Any, Any]) -> None:
    """Let a request pass that stands in :data:`ACCESS` for its visitor.

    Raises 404 for an address without any row, 405 for a method without a row, :class:`SignInNeeded` for a visitor and
    403 for a role that may not.
    """
    method, path = request.method, request.scope["path_template"]
    allowed = ACCESS.get((method, path))
    if allowed is None:
        raise _unlisted(path)
    visit = visit_of(request.scope)
    standing = standing_of(visit)
    if standing in allowed or (visit.account is None and VISITOR in allowed):
        return
    if visit.account is None:
        asked = _asked_address(request) if method == "GET" else page_before(request)
        raise SignInNeeded(wished_address(asked), timed_out=visit.timed_out, stage=standing)
    raise PermissionDeniedException


def standing_of(visit: Visit) -> Standing:
    """As what a visitor asks."""
    if visit.account is not None:
        return visit.account.role
    return visit.pending.stage if visit.pending is not None else VISITOR


def _unlisted(path: str) -> HTTPException:
    methods = [method for method, listed in ACCESS if listed == path]
    return MethodNotAllowedException(headers={"Allow": ", ".join(methods)}) if methods else NotFoundException()


def own_address(text: str) -> str:
    """An address on this site as given, or empty for anything that could lead elsewhere."""
    return text if _ADDRESS.fullmatch(text) else ""


def wished_address(text: str) -> str:
    """Where somebody may be led after signing in, as given; empty for elsewhere and for what would go in a circle."""
    return "" if text.startswith("/sign-") else own_address(text)


def page_before(request: Request[Any, Any, Any]) -> str:
    """The page of this site from which a request came, empty when the browser does not say."""
    origin, page = own_origin(request), request.headers.get("referer", "")
    return own_address(page.removeprefix(origin)) if page.startswith(f"{origin}/") else ""


def _asked_address(request: Request[Any, Any, Any]) -> str:
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else request.scope["path"]
