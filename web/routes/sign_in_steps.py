"""What comes between the password and the service: one-time code, its set-up for staff, a new password."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ServiceUnavailableException, TooManyRequestsException

from db.queries.sessions import Stage
from services.clock import JST
from services.code_setup import Setup, SwitchedOn, finish_setup, prepare_setup
from services.one_time_codes import setup_address
from services.own_password import Changed, change_own_password
from services.sign_in import Busy, SignedIn
from services.sign_in_code import SendCodeResult, SignInOver, send_code
from services.sign_in_limits import Locked, TooManyTries
from web.access import wished_address
from web.forms.passwords import CODE, NEW_PASSWORD, parse_code, parse_new_password
from web.forms.result import FieldError
from web.new_password import new_password_of, what_is_unfit
from web.render import redirect, render
from web.routes.sign_in import next_page
from web.session import begin_session, browser_of, form_of, pending_of
from web.settings import house_of, keys_of, settings_of
from web.views.code_setup import code_setup_view, wrong_setup_code
from web.views.frame import Link
from web.views.recovery_codes import shown_codes_view
from web.views.sign_in import locked
from web.views.sign_in_code import sign_in_code_view, wrong_code

AFTER_TOO_MANY_CODES = "/sign-in?because=codes"


@get("/sign-in/code", name="sign-in-code")
async def show_code(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form for the one-time code."""
    return _answer_code(request, wished_of(request))


@post("/sign-in/code", name="sign-in-code-sent", status_code=200)
async def send_sign_in_code(request: Request[Any, Any, Any]) -> Response[Any]:
    """Go on with a right code, or show the form again with what is wrong."""
    form, wished = parse_code(form_of(request)), wished_of(request)
    if not form.ok:
        return _answer_code(request, wished, form.errors)
    result = await send_code(pending_of(request), form.values[CODE], browser_of(request), house_of(request))
    match result:
        case SignedIn(session, stage, role):
            begin_session(request, session.token)
            return redirect(request, next_page(stage, role, wished))
        case SignInOver():
            return redirect(request, AFTER_TOO_MANY_CODES)
    return _answer_code(request, wished, _what_is_wrong(result))


def _what_is_wrong(result: SendCodeResult) -> tuple[FieldError, ...]:
    match result:
        case Locked(until):
            return tuple(replace(error, field=CODE) for error in locked(until.astimezone(JST)))
        case TooManyTries():
            raise TooManyRequestsException
        case Busy():
            raise ServiceUnavailableException
    return wrong_code()


def _answer_code(request: Request[Any, Any, Any], wished: str, errors: tuple[FieldError, ...] = ()) -> Response[Any]:
    view = sign_in_code_view(next=wished, errors=errors)
    status = 422 if errors else 200
    return render(
        request, page="pages/sign_in_code.html", partial="partials/sign_in_code.html", view=view, status=status
    )


@get("/sign-in/code-setup", name="code-setup-at-sign-in")
async def show_code_setup(request: Request[Any, Any, Any]) -> Response[Any]:
    """The picture and the key, for staff who have none yet."""
    return await _answer_setup(request)


@post("/sign-in/code-setup", name="code-setup-at-sign-in-sent", status_code=200)
async def send_code_setup(request: Request[Any, Any, Any]) -> Response[Any]:
    """Switch on, show the recovery codes this once, and go on from there."""
    form, pending = parse_code(form_of(request)), pending_of(request)
    if not form.ok:
        return await _answer_setup(request, form.errors)
    result = await finish_setup(pending, None, form.values[CODE], browser_of(request), house_of(request))
    if not isinstance(result, SwitchedOn):
        return await _answer_setup(request, wrong_setup_code())
    begin_session(request, result.session.token)
    onward = Link("次へ進む", next_page(result.stage, pending.role, wished_of(request)))
    view = shown_codes_view(result.recovery_codes, onward)
    return render(request, page="pages/recovery_codes.html", partial="partials/recovery_codes.html", view=view)


async def _answer_setup(request: Request[Any, Any, Any], errors: tuple[FieldError, ...] = ()) -> Response[Any]:
    pending = pending_of(request)
    setup = await prepare_setup(pending, keys_of(request))
    if not isinstance(setup, Setup):
        return redirect(request, "/sign-in")
    view = code_setup_view(
        at_sign_in=True,
        secret=setup.secret,
        address=setup_address(setup.secret, pending.user_id, settings_of(request).service_name),
        next=wished_of(request),
        errors=errors,
    )
    status = 422 if errors else 200
    return render(request, page="pages/code_setup.html", partial="partials/code_setup.html", view=view, status=status)


@get("/sign-in/new-password", name="new-password-at-sign-in")
async def show_new_password(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form for a new password, before anything else."""
    return new_password_of(request, pending_of(request), next=wished_of(request))


@post("/sign-in/new-password", name="new-password-at-sign-in-sent", status_code=200)
async def send_new_password(request: Request[Any, Any, Any]) -> Response[Any]:
    """Change the password and go on into the service."""
    pending, wished = pending_of(request), wished_of(request)
    form = parse_new_password(form_of(request), asks_present=False)
    errors = form.errors
    if form.ok:
        new = form.values[NEW_PASSWORD]
        result = await change_own_password(pending, None, new, browser_of(request), house_of(request))
        if isinstance(result, Changed):
            begin_session(request, result.session.token)
            return redirect(request, next_page(Stage.COMPLETE, pending.role, wished))
        errors = what_is_unfit(result, pending)
    return new_password_of(request, pending, next=wished, errors=errors)


def wished_of(request: Request[Any, Any, Any]) -> str:
    """Where somebody wanted to be before signing in, carried along in the form or the address."""
    return wished_address(form_of(request).get("next", "") or request.query_params.get("next", ""))


routes = (
    *(show_code, send_sign_in_code, show_code_setup, send_code_setup),
    *(show_new_password, send_new_password),
)
