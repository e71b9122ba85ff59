"""Signs of intrusion, for administrators."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.exceptions import ClientException

from services.alerts import list_alerts, see_alert
from services.clock import JST
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.alerts import alert_line, alerts_view


@get("/operations/alerts", name="alerts")
async def show_alerts(request: Request[Any, Any, Any]) -> Response[Any]:
    """The open ones first."""
    lines = tuple(
        alert_line(
            alert_id=alert.alert_id,
            rule=alert.rule,
            subject=alert.subject,
            times=alert.times,
            first_at=alert.first_at.astimezone(JST),
            last_at=alert.last_at.astimezone(JST),
            seen_at=alert.seen_at.astimezone(JST) if alert.seen_at else None,
        )
        for alert in await list_alerts()
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


routes = (show_alerts, send_seen)
