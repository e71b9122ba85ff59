"""One-time codes and recovery codes of the signed-in account."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from services.code_setup import (
    NewCodes,
    Setup,
    SwitchedOff,
    SwitchedOn,
    Wrong,
    finish_setup,
    make_recovery_codes,
    prepare_setup,
    recovery_codes_left,
    stop_codes,
)
from services.one_time_codes import setup_address
from web.forms.passwords import CODE, parse_password, parse_password_and_code
from web.forms.result import FieldError
from web.forms.sign_in import PASSWORD
from web.render import redirect, render
from web.session import account_of, begin_session, browser_of, form_of
from web.settings import house_of, keys_of, settings_of
from web.views.code_setup import CodeOnView, CodeSetupView, code_on_view, code_setup_view, wrong_setup_code
from web.views.frame import Link
from web.views.new_password import ACCOUNT, wrong_present
from web.views.recovery_codes import RecoveryCodesView, recovery_codes_view, shown_codes_view
from web.views.sign_in_code import wrong_code

_TO_ACCOUNT = Link("アカウントにもどる", ACCOUNT.url)


@get("/account/one-time-code", name="one-time-code")
async def show_one_time_code(request: Request[Any, Any, Any]) -> Response[Any]:
    """Set up, or what is on."""
    return await _answer(request)


@post("/account/one-time-code", name="one-time-code-sent", status_code=200)
async def send_one_time_code(request: Request[Any, Any, Any]) -> Response[Any]:
    """Switch on with the first code, or off with password and code."""
    account, form = account_of(request), parse_password_and_code(form_of(request))
    if not form.ok:
        return await _answer(request, form.errors)
    password, code, house = form.values[PASSWORD], form.values[CODE], house_of(request)
    change = stop_codes if account.has_one_time_code else finish_setup
    result = await change(account, password, code, browser_of(request), house)
    match result:
        case SwitchedOn(codes, session):
            begin_session(request, session.token)
            return _answer_codes(request, shown_codes_view(codes, _TO_ACCOUNT))
        case SwitchedOff(session):
            begin_session(request, session.token)
            return redirect(request, "/account?done=code-off")
    return await _answer(request, _what_is_wrong(result, at_setup=not account.has_one_time_code))


def _what_is_wrong(result: object, *, at_setup: bool) -> tuple[FieldError, ...]:
    errors: tuple[FieldError, ...] = ()
    if isinstance(result, Wrong) and result.password:
        errors += wrong_present()
    if isinstance(result, Wrong) and result.code:
        errors += wrong_setup_code() if at_setup else wrong_code()
    return errors


async def _answer(request: Request[Any, Any, Any], errors: tuple[FieldError, ...] = ()) -> Response[Any]:
    account = account_of(request)
    setup = await prepare_setup(account, keys_of(request))
    view: CodeSetupView | CodeOnView = code_on_view(can_stop=not account.role.is_staff, errors=errors)
    name = "code_on"
    if isinstance(setup, Setup):
        address = setup_address(setup.secret, account.user_id, settings_of(request).service_name)
        view = code_setup_view(at_sign_in=False, secret=setup.secret, address=address, errors=errors)
        name = "code_setup"
    status = 422 if errors else 200
    return render(request, page=f"pages/{name}.html", partial=f"partials/{name}.html", view=view, status=status)


@get("/account/recovery-codes", name="recovery-codes")
async def show_recovery_codes(request: Request[Any, Any, Any]) -> Response[Any]:
    """How many are left, and the form for new ones."""
    left = await recovery_codes_left(account_of(request))
    return _answer_codes(request, recovery_codes_view(left=left))


@post("/account/recovery-codes", name="recovery-codes-sent", status_code=200)
async def send_recovery_codes(request: Request[Any, Any, Any]) -> Response[Any]:
    """Make new ones and show them this once."""
    account, form = account_of(request), parse_password(form_of(request))
    errors = form.errors
    if form.ok and account.has_one_time_code:
        result = await make_recovery_codes(account, form.values[PASSWORD], house_of(request))
        if isinstance(result, NewCodes):
            return _answer_codes(request, shown_codes_view(result.recovery_codes, _TO_ACCOUNT, replaces=True))
        errors = wrong_present()
    left = await recovery_codes_left(account)
    return _answer_codes(request, recovery_codes_view(left=left, errors=errors))


def _answer_codes(request: Request[Any, Any, Any], view: RecoveryCodesView) -> Response[Any]:
    status = 422 if view.errors else 200
    return render(
        request, page="pages/recovery_codes.html", partial="partials/recovery_codes.html", view=view, status=status
    )


routes = (show_one_time_code, send_one_time_code, show_recovery_codes, send_recovery_codes)
