"""The account: overview, password, and the browsers that are signed in."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ClientException

from services.account_overview import show_account as load_account
from services.clock import JST
from services.devices import list_devices, sign_out_of, sign_out_of_all_others
from services.own_password import Changed, change_own_password
from web.forms.passwords import NEW_PASSWORD, parse_new_password
from web.forms.sign_in import PASSWORD
from web.new_password import new_password_of, what_is_unfit
from web.render import redirect, render
from web.session import account_of, begin_session, browser_of, form_of
from web.settings import clock_of, house_of
from web.views.account import account_view, device_line, devices_view


@get("/account", name="account")
async def show_account(request: Request[Any, Any, Any]) -> Response[Any]:
    """How one gets in, and the way to change it."""
    account = account_of(request)
    overview = await load_account(account, house_of(request))
    view = account_view(
        user_id=account.user_id,
        role=account.role,
        changed_at=overview.password_changed_at.astimezone(JST),
        change_by=overview.change_by.astimezone(JST) if overview.change_by else None,
        has_code=account.has_one_time_code,
        codes_left=overview.recovery_codes_left,
        done=request.query_params.get("done", ""),
    )
    return render(request, page="pages/account.html", partial="partials/account.html", view=view)


@get("/account/password", name="account-password")
async def show_password(request: Request[Any, Any, Any]) -> Response[Any]:
    """The form for a new password."""
    return new_password_of(request, account_of(request))


@post("/account/password", name="account-password-sent", status_code=200)
async def send_password(request: Request[Any, Any, Any]) -> Response[Any]:
    """Change the password, or show the form again with what is wrong."""
    account = account_of(request)
    form = parse_new_password(form_of(request), asks_present=True)
    errors = form.errors
    if form.ok:
        present, new = form.values[PASSWORD], form.values[NEW_PASSWORD]
        result = await change_own_password(account, present, new, browser_of(request), house_of(request))
        if isinstance(result, Changed):
            begin_session(request, result.session.token)
            return redirect(request, "/account?done=password")
        errors = what_is_unfit(result, account)
    return new_password_of(request, account, errors=errors)


@get("/account/devices", name="devices")
async def show_devices(request: Request[Any, Any, Any]) -> Response[Any]:
    """Where this account is signed in now."""
    lines = tuple(
        device_line(
            words=device.words,
            signed_in_at=device.signed_in_at.astimezone(JST),
            last_seen_at=device.last_seen_at.astimezone(JST),
            handle="" if device.is_this else device.handle,
        )
        for device in await list_devices(account_of(request), clock_of(request))
    )
    view = devices_view(lines, done=request.query_params.get("done", ""))
    return render(request, page="pages/devices.html", partial="partials/devices.html", view=view)


@post("/account/devices", name="devices-sent", status_code=200)
async def send_sign_out_of(request: Request[Any, Any, Any]) -> Response[Any]:
    """Sign out elsewhere: of one browser, or of all but this one. One that is gone is no error."""
    account, form = account_of(request), form_of(request)
    match form.get("which"), form.get("device"):
        case "others", _:
            await sign_out_of_all_others(account, clock_of(request))
            return redirect(request, "/account/devices?done=signed-out-of-others")
        case "one", str(handle):
            await sign_out_of(account, handle, clock_of(request))
            return redirect(request, "/account/devices?done=signed-out-of")
    raise ClientException


routes = (show_account, show_password, send_password, show_devices, send_sign_out_of)
