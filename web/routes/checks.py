"""The points to check, and the person's own mark on each."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.exceptions import ClientException
from litestar.response import Response, Template

from db.queries.mandates import ScreenGroup
from services.check_marks import MarkResult, mark_finding, unmark_finding
from services.clock import JST
from web.errors import PageNotFound
from web.lookup import record_of
from web.render import redirect, render, wants_partial
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.checks import checks_view
from web.views.frame import Link
from web.views.point_texts import CHECKS_URL, point_url

_ACTIONS = {"mark": mark_finding, "unmark": unmark_finding}


@get("/records/checks", name="checks")
async def show_checks(request: Request[Any, Any, Any]) -> Template:
    """Every point in the order to look at them."""
    return await _answer(request)


@post("/records/checks/marks", name="check-marks", status_code=200)
async def send_mark(request: Request[Any, Any, Any]) -> Response[Any]:
    """Mark a point as checked, or take the mark away; asking twice changes nothing."""
    form = form_of(request)
    key, change = form.get("finding", ""), _ACTIONS.get(form.get("action", ""))
    if change is None:
        raise ClientException
    result = await change(account_of(request), key, clock_of(request))
    if result is MarkResult.NO_SUCH_FINDING and change is mark_finding:
        raise PageNotFound(
            "この項目は、いまの記録にはありません。記録が新しくなったためです。",
            Link("ご確認いただきたい項目へもどる", CHECKS_URL),
        )
    if wants_partial(request):
        return await _answer(request, changed=key)
    return redirect(request, point_url(key) if result is MarkResult.DONE else CHECKS_URL)


async def _answer(request: Request[Any, Any, Any], changed: str = "") -> Template:
    screen = await record_of(request, ScreenGroup.CHECKS)
    marks = {key: marked_at.astimezone(JST) for key, marked_at in screen.marks.items()}
    view = checks_view(screen.timeline, screen.findings, marks, changed)
    return render(request, page="pages/checks.html", partial="partials/checks.html", view=view)


routes = (show_checks, send_mark)
