"""Signing in with user id and password."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ServiceUnavailableException

from services.sign_in import Busy, SignedIn, WrongCredentials, sign_in
from web.access import TIMED_OUT, wished_address
from web.forms.sign_in import PASSWORD, USER_ID, parse
from web.render import redirect, render
from web.session import account_or_none, begin_session, form_of, visit_of
from web.settings import clock_of
from web.views.sign_in import SignInView, sign_in_view, wrong_credentials

AFTER_SIGN_IN = "/home"


@get("/sign-in", name="sign-in")
async def show_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form; somebody signed in goes on to the own page."""
    if account_or_none(request):
        return redirect(request, AFTER_SIGN_IN)
    query = request.query_params
    timed_out = query.get("because") == TIMED_OUT
    return _answer(request, sign_in_view(next=wished_address(query.get("next", "")), timed_out=timed_out))


@post("/sign-in", name="sign-in-sent", status_code=200)
async def send_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Begin a session and go on, or show the form again with what is wrong."""
    data = form_of(request)
    form = parse(data)
    wished = wished_address(data.get("next", ""))
    user_id = form.values[USER_ID]
    if not form.ok:
        return _answer(request, sign_in_view(next=wished, user_id=user_id, errors=form.errors))
    result = await sign_in(user_id, form.values[PASSWORD], clock_of(request), old_token=visit_of(request.scope).token)
    match result:
        case SignedIn(session):
            begin_session(request, session.token)
            return redirect(request, wished or AFTER_SIGN_IN)
        case WrongCredentials():
            return _answer(request, sign_in_view(next=wished, user_id=user_id, errors=wrong_credentials()))
        case Busy():
            raise ServiceUnavailableException


def _answer(request: Request[Any, Any, Any], view: SignInView) -> Response[Any]:
    status = 422 if view.errors else 200
    return render(request, page="pages/sign_in.html", partial="partials/sign_in.html", view=view, status=status)


routes = (show_sign_in, send_sign_in)
