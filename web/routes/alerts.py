"""Signs of intrusion, for administrators."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ClientException

from services.alerts import see_alert, show_alerts
from services.clock import JST
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.alerts import alert_line, alerts_view


@get("/operations/alerts", name="alerts")
async def show_alerts_page(request: Request[Any, Any, Any]) -> Response[Any]:
    """The open ones first."""
    lines = tuple(
        alert_line(
            alert_id=shown.alert.alert_id,
            rule=shown.alert.rule,
            subject=shown.alert.subject,
            times=shown.alert.times,
            first_at=shown.alert.first_at.astimezone(JST),
            last_at=shown.alert.last_at.astimezone(JST),
            seen_at=shown.alert.seen_at.astimezone(JST) if shown.alert.seen_at else None,
            owner=shown.owner,
        )
        for shown in await show_alerts()
    )
    return render(request, page="pages/alerts.html", partial="partials/alerts.html", view=alerts_view(lines))


@post("/operations/alerts", name="alerts-sent", status_code=200)
async def send_seen(request: Request[Any, Any, Any]) -> Response[Any]:
    """Note that one was seen; one that was seen before is no error."""
    number = form_of(request).get("alert", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise ClientException
    await see_alert(account_of(request), int(number), clock_of(request))
    return redirect(request, "/operations/alerts")


routes = (show_alerts_page, send_seen)
