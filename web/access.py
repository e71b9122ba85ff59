"""The one access table: who may do what. What does not stand here is refused.

One row per address and method; a handler without a row cannot be reached by anybody. Later roles (helper, clerk,
officer, supervisor, auditor, administrator) become members of Role and new sets below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, PermissionDeniedException

from db.queries.accounts import Role
from web.csrf import own_origin
from web.session import account_or_none, visit_of

TIMED_OUT = "time-out"
VISITOR = None
"""Nobody is signed in."""

_EVERYBODY = frozenset({VISITOR, *Role})
_CITIZEN = frozenset({Role.CITIZEN})  # 本人
_AT_HOME = frozenset({VISITOR, Role.CITIZEN})  # not a counter's screen

ACCESS: Mapping[tuple[str, str], frozenset[Role | None]] = {
    ("GET", "/"): _EVERYBODY,
    ("GET", "/manifest.webmanifest"): _EVERYBODY,
    ("GET", "/service-worker.js"): _EVERYBODY,
    ("GET", "/sign-in"): _EVERYBODY,
    ("POST", "/sign-in"): _EVERYBODY,
    ("POST", "/sign-out"): _CITIZEN,
    ("GET", "/accessibility"): _EVERYBODY,
    ("GET", "/display"): _EVERYBODY,
    ("POST", "/display"): _EVERYBODY,
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
    ("GET", "/records/paid"): _CITIZEN,
    ("GET", "/records/paid/{year}"): _CITIZEN,
    ("GET", "/records/payable"): _CITIZEN,
    ("POST", "/records/checks/marks"): _CITIZEN,
    ("GET", "/estimate/detailed"): _CITIZEN,
    ("POST", "/estimate/detailed"): _CITIZEN,
    ("GET", "/estimate/simple"): _CITIZEN,
    ("POST", "/estimate/simple"): _CITIZEN,
    ("GET", "/estimate/try"): _AT_HOME,
    ("POST", "/estimate/try"): _AT_HOME,
}

HOME_ONLY = ("/estimate", "/records/paid", "/records/payable")
"""What people see through their own channel alone: amounts paid and estimates, with everything below these addresses.

By the policy for counters (S24, S27) no role of the staff stands in their rows, and no screen of a counter shows them.
"""

_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?(?:\?[A-Za-z0-9_=&,.%-]*)?")


class SignInNeeded(PermissionDeniedException):
    """A visitor asked for what only signed-in people may see; ``url`` is the sign-in page that leads back there.

    It also says so when the visitor was signed in until a moment ago.
    """

    def __init__(self, next: str, *, timed_out: bool) -> None:
        super().__init__()
        query = {"next": next} if next else {}
        if timed_out:
            query["because"] = TIMED_OUT
        self.url = f"/sign-in?{urlencode(query, safe='/')}" if query else "/sign-in"


class OwnChannelOnly(PermissionDeniedException):
    """Somebody of the staff asked for what is shown to the person alone (:data:`HOME_ONLY`)."""


def is_home_only(path: str) -> bool:
    """Whether an address, or the template of one, belongs to :data:`HOME_ONLY`."""
    return any(path == root or path.startswith(f"{root}/") for root in HOME_ONLY)


def check_access(request: Request[Any, Any, Any]) -> None:
    """Let a request pass that stands in :data:`ACCESS` for its visitor.

    Raises 404 for an address without any row, 405 for a method without a row, :class:`SignInNeeded` for a visitor,
    :class:`OwnChannelOnly` for the staff at :data:`HOME_ONLY`, and 403 for another role that may not.
    """
    method, path = request.method, request.scope["path_template"]
    allowed = ACCESS.get((method, path))
    if allowed is None:
        raise _unlisted(path)
    account = account_or_none(request)
    if (account.role if account else VISITOR) in allowed:
        return
    if account is None:
        asked = _asked_address(request) if method == "GET" else page_before(request)
        raise SignInNeeded(wished_address(asked), timed_out=visit_of(request.scope).timed_out)
    raise OwnChannelOnly if is_home_only(path) else PermissionDeniedException


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
