"""The one access table: who may do what. What does not stand here is refused.

One row per address and method; a handler without a row cannot be reached by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from litestar import Request
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, PermissionDeniedException

from db.queries.accounts import Role
from db.queries.mandates import ScreenGroup
from db.queries.sessions import Stage
from web.address import client_address, in_staff_network
from web.csrf import own_origin
from web.session import Visit, visit_of
from web.settings import clock_of, settings_of

TIMED_OUT = "time-out"
HELPING_URL = "/helping"
POLICY_REPORTS_URL = "/policy-reports"
PAGE_OF = "X-Page-Of"
"""Header of a partial request: under which mandate its page was made, empty for an own page."""
VISITOR = None
"""Nobody is signed in."""


class Helper(StrEnum):
    """Somebody whose session acts for another person (代理の方), whatever the mandate covers."""

    ACTING = "acting"


Standing = Role | Stage | ScreenGroup | Helper | None
"""As what somebody asks: in a role, at a step of signing in, for a group of screens of another person, or as nobody.

Whoever acts for another has no role meanwhile: only what a mandate covers, and the way out.
"""

_EVERYBODY: frozenset[Standing] = frozenset({VISITOR, Helper.ACTING, *Role})
_SIGNED_IN: frozenset[Standing] = frozenset(Role)
_CITIZEN: frozenset[Standing] = frozenset({Role.CITIZEN})  # 本人
_AT_HOME: frozenset[Standing] = frozenset({VISITOR, Role.CITIZEN})  # not a counter's screen
_RECORDS: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.RECORDS})
_CHECKS: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.CHECKS})
_RECALL: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.RECALL})
_SEARCH: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.SEARCH})
_HISTORY: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.HISTORY})
_CORRECTIONS: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.CORRECTIONS})
_MONEY: frozenset[Standing] = frozenset({Role.CITIZEN, ScreenGroup.MONEY})
_HELPING: frozenset[Standing] = frozenset({Role.CITIZEN, Helper.ACTING})
_OFFICE: frozenset[Standing] = frozenset({Role.OFFICER, Role.SUPERVISOR})  # 年金事務所
_OFFICER: frozenset[Standing] = frozenset({Role.OFFICER})
# nobody answers for an own reading, so the supervisor may as well
_ANSWERING: frozenset[Standing] = frozenset({Role.OFFICER, Role.SUPERVISOR})
# who has decided does not put it into the record: a supervisor may be the other, where there is one officer
_CORRECTING: frozenset[Standing] = frozenset({Role.OFFICER, Role.SUPERVISOR})
_ADMINISTRATOR: frozenset[Standing] = frozenset({Role.ADMINISTRATOR})  # 管理者
_LIFTING: frozenset[Standing] = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
_AT_CODE: frozenset[Standing] = frozenset({Stage.CODE})
_AT_CODE_SETUP: frozenset[Standing] = frozenset({Stage.CODE_SETUP})
_AT_NEW_PASSWORD: frozenset[Standing] = frozenset({Stage.NEW_PASSWORD})

ACCESS: Mapping[tuple[str, str], frozenset[Standing]] = {
    ("GET", "/"): _EVERYBODY,
    ("GET", "/manifest.webmanifest"): _EVERYBODY,
    ("GET", "/service-worker.js"): _EVERYBODY,
    ("GET", "/sign-in"): _EVERYBODY,
    ("POST", "/sign-in"): _EVERYBODY,
    ("GET", "/register"): _EVERYBODY,
    ("GET", "/register/key"): _EVERYBODY,
    ("POST", "/register/key"): _EVERYBODY,
    ("GET", "/register/post"): _EVERYBODY,
    ("POST", "/register/post"): _EVERYBODY,
    ("GET", "/register/status"): _EVERYBODY,
    ("POST", "/register/status"): _EVERYBODY,
    ("GET", "/register/activate"): _EVERYBODY,
    ("POST", "/register/activate"): _EVERYBODY,
    ("GET", "/register/old"): _EVERYBODY,
    ("POST", "/register/old"): _EVERYBODY,
    ("GET", "/sign-in/help"): _EVERYBODY,
    ("GET", "/sign-in/code"): _AT_CODE,
    ("POST", "/sign-in/code"): _AT_CODE,
    ("GET", "/sign-in/code-setup"): _AT_CODE_SETUP,
    ("POST", "/sign-in/code-setup"): _AT_CODE_SETUP,
    ("GET", "/sign-in/new-password"): _AT_NEW_PASSWORD,
    ("POST", "/sign-in/new-password"): _AT_NEW_PASSWORD,
    ("POST", "/sign-out"): _SIGNED_IN | {Helper.ACTING} | _AT_CODE | _AT_CODE_SETUP | _AT_NEW_PASSWORD,
    ("GET", "/session"): _SIGNED_IN | {Helper.ACTING},
    ("GET", "/account"): _SIGNED_IN,
    ("GET", "/account/password"): _SIGNED_IN,
    ("POST", "/account/password"): _SIGNED_IN,
    ("GET", "/account/one-time-code"): _SIGNED_IN,
    ("POST", "/account/one-time-code"): _SIGNED_IN,
    ("GET", "/account/recovery-codes"): _SIGNED_IN,
    ("POST", "/account/recovery-codes"): _SIGNED_IN,
    ("GET", "/account/devices"): _SIGNED_IN,
    ("POST", "/account/devices"): _SIGNED_IN,
    ("GET", "/operations/alerts"): _ADMINISTRATOR,
    ("POST", "/operations/alerts"): _ADMINISTRATOR,
    ("GET", "/operations/stops"): _LIFTING,
    ("POST", "/operations/stops"): _LIFTING,
    ("POST", POLICY_REPORTS_URL): _EVERYBODY,
    ("GET", "/counter/office"): _OFFICE,
    ("POST", "/counter/office/letters"): _OFFICE,
    ("GET", "/counter/office/letters/{batch}"): _OFFICE,
    ("POST", "/counter/office/letters/{batch}/posted"): _OFFICE,
    ("GET", "/counter/office/unlock"): _OFFICE | _ADMINISTRATOR,
    ("POST", "/counter/office/unlock"): _OFFICE | _ADMINISTRATOR,
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
    ("GET", "/drafts/{kind}"): _CITIZEN,
    ("POST", "/drafts/{kind}"): _CITIZEN,
    ("GET", "/records"): _RECORDS,
    ("GET", "/records/print"): _RECORDS,
    ("GET", "/records/fiscal-year/{year}"): _RECORDS,
    ("GET", "/records/{year}/{month}"): _RECORDS,
    ("GET", "/records/{year}/{month}/overlap"): _RECORDS,
    ("GET", "/records/checks"): _CHECKS,
    ("GET", "/history"): _HISTORY,
    ("GET", "/history/print"): _HISTORY,
    ("GET", "/history/pdf"): _HISTORY,
    ("GET", "/history/new"): _CITIZEN,
    ("GET", "/history/new/{category}"): _CITIZEN,
    ("POST", "/history/new/{category}"): _CITIZEN,
    ("GET", "/history/entries/{entry}"): _CITIZEN,
    ("GET", "/history/entries/{entry}/{question}"): _CITIZEN,
    ("POST", "/history/entries/{entry}/{question}"): _CITIZEN,
    ("GET", "/history/entries/{entry}/delete"): _CITIZEN,
    ("POST", "/history/entries/{entry}/delete"): _CITIZEN,
    ("GET", "/history/delete"): _CITIZEN,
    ("POST", "/history/delete"): _CITIZEN,
    ("GET", "/corrections"): _CORRECTIONS,
    ("GET", "/corrections/new"): _CITIZEN,
    ("POST", "/corrections/new"): _CITIZEN,
    ("GET", "/corrections/new/summary"): _CITIZEN,
    ("POST", "/corrections/new/summary"): _CITIZEN,
    ("GET", "/corrections/new/{question}"): _CITIZEN,
    ("POST", "/corrections/new/{question}"): _CITIZEN,
    ("GET", "/corrections/{correction}"): _CORRECTIONS,
    ("GET", "/corrections/{correction}/print"): _CORRECTIONS,
    ("GET", "/corrections/{correction}/change"): _CITIZEN,
    ("POST", "/corrections/{correction}/change"): _CITIZEN,
    ("GET", "/corrections/{correction}/delete"): _CITIZEN,
    ("POST", "/corrections/{correction}/delete"): _CITIZEN,
    ("GET", "/corrections/{correction}/withdraw"): _CITIZEN,
    ("POST", "/corrections/{correction}/withdraw"): _CITIZEN,
    ("GET", "/records/paid"): _MONEY,
    ("GET", "/records/paid/{year}"): _MONEY,
    ("GET", "/records/payable"): _MONEY,
    ("GET", "/estimate/notice"): _CITIZEN,
    ("POST", "/records/checks/marks"): _CITIZEN,
    ("GET", "/estimate/detailed"): _CITIZEN,
    ("POST", "/estimate/detailed"): _CITIZEN,
    ("GET", "/estimate/simple"): _CITIZEN,
    ("POST", "/estimate/simple"): _CITIZEN,
    ("GET", "/estimate/questions"): _CITIZEN,
    ("GET", "/estimate/questions/{question}"): _CITIZEN,
    ("POST", "/estimate/questions/{question}"): _CITIZEN,
    ("GET", "/estimate/questions/summary"): _CITIZEN,
    ("POST", "/estimate/questions/summary"): _CITIZEN,
    ("GET", "/estimate/questions/result"): _CITIZEN,
    ("GET", "/estimate/compare"): _CITIZEN,
    ("GET", "/estimate/compare/as-now"): _CITIZEN,
    ("POST", "/estimate/saved"): _CITIZEN,
    ("GET", "/estimate/saved/{scenario}"): _CITIZEN,
    ("GET", "/estimate/saved/{scenario}/name"): _CITIZEN,
    ("POST", "/estimate/saved/{scenario}/name"): _CITIZEN,
    ("GET", "/estimate/saved/{scenario}/delete"): _CITIZEN,
    ("POST", "/estimate/saved/{scenario}/delete"): _CITIZEN,
    ("GET", "/estimate/try"): _AT_HOME,
    ("POST", "/estimate/try"): _AT_HOME,
    ("GET", "/recall"): _RECALL,
    ("GET", "/recall/{point}"): _RECALL,
    ("GET", "/recall/{point}/events/{year}"): _RECALL,
    ("GET", "/recall/{point}/entry"): _CITIZEN,
    ("POST", "/recall/{point}/entry"): _CITIZEN,
    ("GET", "/recall/{point}/forget"): _CITIZEN,
    ("POST", "/recall/{point}/forget"): _CITIZEN,
    ("GET", "/recall/{point}/{question}"): _CITIZEN,
    ("POST", "/recall/{point}/{question}"): _CITIZEN,
    ("GET", "/account/helpers"): _CITIZEN,
    ("GET", "/account/helpers/new"): _CITIZEN,
    ("POST", "/account/helpers/new"): _CITIZEN,
    ("POST", "/account/helpers/withdrawals"): _CITIZEN,
    ("GET", "/helping"): _HELPING,
    ("POST", "/helping/begin"): _HELPING,
    ("POST", "/helping/stop"): _HELPING,
    ("GET", "/account/access-log"): _CITIZEN,
    ("GET", "/account/access-log/inquiries"): _CITIZEN,
    ("GET", "/account/access-log/inquiries/new"): _CITIZEN,
    ("POST", "/account/access-log/inquiries/new"): _CITIZEN,
    ("GET", "/search"): _CITIZEN,
    ("GET", "/search/unlinked"): _SEARCH,
    ("POST", "/search/unlinked"): _SEARCH,
    ("GET", "/search/deceased"): _CITIZEN,
    ("POST", "/search/deceased"): _CITIZEN,
    ("GET", "/counter/office/searches"): _OFFICE,
    ("POST", "/counter/office/searches"): _OFFICE,
    ("GET", "/counter/office/corrections"): _CORRECTING,
    ("POST", "/counter/office/corrections"): _CORRECTING,
    ("GET", "/counter/office/corrections/{number}"): _CORRECTING,
    ("GET", "/counter/office/corrections/{number}/steps/{step}"): _CORRECTING,
    ("POST", "/counter/office/corrections/{number}/steps/{step}"): _CORRECTING,
    ("GET", "/counter/office/corrections/{number}/decision"): _CORRECTING,
    ("POST", "/counter/office/corrections/{number}/decision"): _CORRECTING,
    ("GET", "/counter/office/corrections/{number}/decision/{question}"): _CORRECTING,
    ("POST", "/counter/office/corrections/{number}/decision/{question}"): _CORRECTING,
    ("GET", "/counter/office/corrections/{number}/decision/entries/{entry}/{question}"): _CORRECTING,
    ("POST", "/counter/office/corrections/{number}/decision/entries/{entry}/{question}"): _CORRECTING,
    ("POST", "/counter/office/corrections/{number}/decision/entries/{entry}/remove"): _CORRECTING,
    ("GET", "/counter/office/corrections/{number}/record"): _CORRECTING,
    ("POST", "/counter/office/corrections/{number}/record"): _CORRECTING,
    ("GET", "/counter/office/mandates"): _OFFICER,
    ("POST", "/counter/office/mandates"): _OFFICER,
    ("GET", "/counter/office/mandates/end"): _OFFICER,
    ("POST", "/counter/office/mandates/end"): _OFFICER,
    ("GET", "/counter/office/corrections/conflicts"): _CORRECTING,
    ("GET", "/counter/office/corrections/conflicts/{number}"): _CORRECTING,
    ("POST", "/counter/office/corrections/conflicts/{number}"): _CORRECTING,
    ("GET", "/counter/office/inquiries"): _ANSWERING,
    ("GET", "/counter/office/inquiries/{number}"): _ANSWERING,
    ("POST", "/counter/office/inquiries/{number}"): _ANSWERING,
}

STAGE_PAGES: Mapping[Stage, str] = {
    Stage.CODE: "/sign-in/code",
    Stage.CODE_SETUP: "/sign-in/code-setup",
    Stage.NEW_PASSWORD: "/sign-in/new-password",
}

HOMES: Mapping[Role, str] = {
    Role.CITIZEN: "/home",
    Role.CLERK: "/account",
    Role.OFFICER: "/counter/office",
    Role.SUPERVISOR: "/counter/office",
    Role.AUDITOR: "/account",
    Role.ADMINISTRATOR: "/operations/alerts",
}
"""Where each role begins its work."""
HOME_ONLY = ("/estimate", "/records/paid", "/records/payable")
"""What people see through their own channel alone: amounts paid and estimates, with everything below these addresses.

By the policy for counters (S24, S27) no role of the staff stands in their rows, and no screen of a counter shows them.
"""

_WAYS_OUT = frozenset({"/sign-out"})
_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?(?:\?[A-Za-z0-9_=&,.%-]*)?")


class Led(PermissionDeniedException):
    """Not here: ``url`` is the page of this site that the visitor is led to."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url


class SignInNeeded(Led):
    """A visitor asked for what only signed-in people may see; ``url`` is the sign-in page that leads back there.

    It also says so when the visitor was signed in until a moment ago. Who is in the middle of signing in is led to the
    step that comes next.
    """

    def __init__(self, next: str, *, timed_out: bool, stage: Standing = VISITOR) -> None:
        query = {"next": next} if next else {}
        if timed_out:
            query["because"] = TIMED_OUT
        page = STAGE_PAGES[stage] if isinstance(stage, Stage) else "/sign-in"
        super().__init__(f"{page}?{urlencode(query, safe='/')}" if query else page)


class NotCovered(PermissionDeniedException):
    """Somebody acts for another and asked for what the mandate does not cover."""


class StoppedHere(PermissionDeniedException):
    """Somebody of the staff whose account was stopped because they opened too many people's records."""


class OwnChannelOnly(PermissionDeniedException):
    """Somebody of the staff asked for what is shown to the person alone (:data:`HOME_ONLY`)."""


def is_home_only(path: str) -> bool:
    """Whether an address, or the template of one, belongs to :data:`HOME_ONLY`."""
    return any(path == root or path.startswith(f"{root}/") for root in HOME_ONLY)


def check_access(request: Request[Any, Any, Any]) -> None:
    """Let a request pass that stands in :data:`ACCESS` for its visitor.

    Raises 404 for an address without any row or with a zero byte, 405 for a method without a row,
    :class:`SignInNeeded` for a visitor, :class:`StoppedHere` for staff who are stopped, :class:`NotCovered` for a
    helper, :class:`Led` for one whose mandate has ended, :class:`OwnChannelOnly` for the staff at :data:`HOME_ONLY`,
    and 403 for another role that may not.
    """
    method, path = request.method, request.scope["path_template"]
    if "\0" in request.scope["path"]:  # which PostgreSQL takes in no text
        raise NotFoundException
    allowed = ACCESS.get((method, path))
    if allowed is None:
        raise _unlisted(path)
    visit = visit_of(request.scope)
    standing = standing_of(visit)
    _check_account(request, allowed)
    if visit.account is not None and visit.account.acting is not None:
        _check_mandate(visit.account.acting.groups_at(clock_of(request).now()), allowed)
        return
    if standing in allowed or (visit.account is None and VISITOR in allowed):
        return
    if visit.account is None:
        asked = _asked_address(request) if method == "GET" else page_before(request)
        raise SignInNeeded(wished_address(asked), timed_out=visit.timed_out, stage=standing)
    raise OwnChannelOnly if is_home_only(path) else PermissionDeniedException


def _check_account(request: Request[Any, Any, Any], allowed: frozenset[Standing]) -> None:
    """Staff who are not where they work open nothing at all; staff who are stopped, nothing of the service."""
    if request.scope["path_template"] in _WAYS_OUT:
        return
    if is_out_of_place(request):
        raise PermissionDeniedException
    account = visit_of(request.scope).account
    if account is not None and account.is_stopped and VISITOR not in allowed:
        raise StoppedHere


def _check_mandate(groups: frozenset[ScreenGroup], allowed: frozenset[Standing]) -> None:
    if allowed.isdisjoint({Helper.ACTING, *groups}):
        raise NotCovered if groups else Led(HELPING_URL)


def check_page(request: Request[Any, Any, Any]) -> None:
    """Let a part into a page only when it shows the same person's record; raises :class:`Led` to load it anew.

    In another tab of the same browser somebody may have begun, or stopped, to act for another.
    """
    account = visit_of(request.scope).account
    if account is None or request.headers.get("HX-Request-Type") != "partial":
        return
    page_of = str(account.acting.mandate_id) if account.acting else ""
    if request.headers.get(PAGE_OF, "") != page_of:
        raise Led(page_before(request) or (HELPING_URL if account.acting else HOMES[account.role]))


def standings_of(request: Request[Any, Any, Any]) -> frozenset[Standing]:
    """As what the signed-in visitor asks now: in a role, or as a helper for what the mandate covers at this moment."""
    account = visit_of(request.scope).account
    if account is not None and account.acting is not None:
        return frozenset({Helper.ACTING, *account.acting.groups_at(clock_of(request).now())})
    return frozenset({account.role if account else VISITOR})


def leads_to(url: str, standings: Collection[Standing]) -> bool:
    """Whether whoever asks as one of these may follow a link to an address of this site."""
    path = url.partition("#")[0].partition("?")[0]
    row = next((row for pattern, row in _PAGES if pattern.fullmatch(path)), frozenset[Standing]())
    return not row.isdisjoint(standings)


def _pages() -> Iterator[tuple[re.Pattern[str], frozenset[Standing]]]:
    """Every page by its address, those without parameters first: ``/records/paid`` is no month."""
    pages = [(path, row) for (method, path), row in ACCESS.items() if method == "GET"]
    for path, row in sorted(pages, key=lambda page: page[0].count("{")):
        yield re.compile(re.sub(r"\{[a-z_]+\}", "[^/]+", path)), row


_PAGES = tuple(_pages())


def is_out_of_place(request: Request[Any, Any, Any]) -> bool:
    """Whether a session of staff is used from outside of the listed networks (A5): not even to read public pages."""
    visit = visit_of(request.scope)
    account = visit.account or visit.pending
    if account is None or not account.role.is_staff:
        return False
    settings = settings_of(request)
    return not in_staff_network(client_address(request.scope, settings), settings)


def standing_of(visit: Visit) -> Standing:
    """As what a visitor asks who acts for nobody else."""
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
