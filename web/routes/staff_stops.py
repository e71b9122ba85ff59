"""Accounts of staff that were stopped, for supervisors and administrators."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ClientException

from db.queries.accounts import Role
from services.clock import JST
from services.staff_stops import LiftReason, lift_stop, list_stops
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.office import ALERTS, DESK
from web.views.staff_stops import LIFTED, STOPS, stop_line, stops_view

_LONGEST_NUMBER = 18  # digits


@get("/operations/stops", name="staff-stops")
async def show_stops(request: Request[Any, Any, Any]) -> Response[Any]:
    """Those that wait."""
    stops = tuple(
        stop_line(
            account_id=stop.account_id,
            name=stop.name,
            office=stop.office,
            user_id=stop.user_id,
            stopped_at=stop.stopped_at.astimezone(JST),
        )
        for stop in await list_stops()
    )
    home = ALERTS if account_of(request).role is Role.ADMINISTRATOR else DESK
    view = stops_view(stops, home=home, done=request.query_params.get("done", ""))
    return render(request, page="pages/staff_stops.html", partial="partials/staff_stops.html", view=view)


@post("/operations/stops", name="staff-stops-sent", status_code=200)
async def send_lift(request: Request[Any, Any, Any]) -> Response[Any]:
    """Lift one; one that was lifted before is no error."""
    form = form_of(request)
    number, reason = form.get("account", ""), form.get("reason", "")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER and reason in set(LiftReason)):
        raise ClientException
    is_lifted = await lift_stop(account_of(request), int(number), LiftReason(reason), clock_of(request))
    return redirect(request, f"{STOPS.url}?done={LIFTED}" if is_lifted else STOPS.url)


routes = (show_stops, send_lift)
