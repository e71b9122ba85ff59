"""Signing in with user id and password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.exceptions import ServiceUnavailableException, TooManyRequestsException

from db.queries.accounts import Role
from db.queries.sessions import Stage
from services.clock import JST
from services.sign_in import Busy, NeedsUnlock, Refusal, SignedIn, WrongCredentials, sign_in
from services.sign_in_limits import Locked, TooManyTries
from web.access import HOMES, STAGE_PAGES, wished_address
from web.forms.result import FieldError
from web.forms.sign_in import PASSWORD, SHARED, USER_ID, parse
from web.render import redirect, render
from web.session import account_or_none, begin_session, browser_of, form_of
from web.settings import house_of
from web.views.sign_in import SignInView, locked, needs_unlock, sign_in_view, wrong_credentials


@get("/sign-in", name="sign-in")
async def show_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form; somebody signed in goes on to the own page."""
    account = account_or_none(request)
    if account:
        return redirect(request, HOMES[account.role])
    query = request.query_params
    wished = wished_address(query.get("next", ""))
    return _answer(request, sign_in_view(next=wished, because=query.get("because", "")))


@post("/sign-in", name="sign-in-sent", status_code=200)
async def send_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Begin a session and go on, or show the form again with what is wrong."""
    data = form_of(request)
    form = parse(data)
    wished, user_id = wished_address(data.get("next", "")), form.values[USER_ID]
    errors = form.errors
    if form.ok:
        browser = browser_of(request, is_shared=SHARED in data)
        result = await sign_in(user_id, form.values[PASSWORD], browser, house_of(request))
        if isinstance(result, SignedIn):
            return go_on(request, result, wished)
        errors = what_is_wrong(result)
    return _answer(request, sign_in_view(next=wished, user_id=user_id, is_shared=SHARED in data, errors=errors))


def go_on(request: Request[Any, Any, Any], entered: SignedIn, wished: str) -> Response[Any]:
    """Hand over the new session, and lead to the next step or into the service."""
    begin_session(request, entered.session.token)
    return redirect(request, next_page(entered.stage, entered.role, wished))


def next_page(stage: Stage, role: Role, wished: str) -> str:
    """Where somebody goes who has come to this stage."""
    if stage is Stage.COMPLETE:
        return wished or HOMES[role]
    query = f"?{urlencode({'next': wished}, safe='/')}" if wished else ""
    return STAGE_PAGES[stage] + query


def what_is_wrong(result: Refusal) -> tuple[FieldError, ...]:
    """The refusal as errors of the form; raises 429 and 503 where the form is not what is wrong."""
    match result:
        case WrongCredentials():
            return wrong_credentials()
        case Locked(until):
            return locked(until.astimezone(JST))
        case NeedsUnlock():
            return needs_unlock()
        case TooManyTries():
            raise TooManyRequestsException
        case Busy():
            raise ServiceUnavailableException


def _answer(request: Request[Any, Any, Any], view: SignInView) -> Response[Any]:
    status = 422 if view.errors else 200
    return render(request, page="pages/sign_in.html", partial="partials/sign_in.html", view=view, status=status)


routes = (show_sign_in, send_sign_in)
