"""代わりに見る: whose records a helper may see; beginning and stopping to act for one of them."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from services.mandates import begin_acting, show_helping, stop_acting
from web.access import HELPING_URL, HOMES
from web.errors import PageNotFound
from web.render import redirect, render
from web.routes.helpers import mandate_in
from web.session import account_of
from web.settings import clock_of
from web.views.frame import Link
from web.views.helping import FIRST_PAGES, helping_view


@get("/helping", name="helping")
async def show_helping_page(request: Request[Any, Any, Any]) -> Response[Any]:
    """Whom the helper may help, and whom no longer."""
    account = account_of(request)
    clock = clock_of(request)
    groups = account.acting.groups_at(clock.now()) if account.acting else ()
    mandates = await show_helping(account, clock)
    view = helping_view(mandates, user_id=account.user_id, is_acting=account.acting is not None, groups=groups)
    return render(request, page="pages/helping.html", partial="partials/helping.html", view=view)


@post("/helping/begin", name="helping-begun", status_code=200)
async def send_begin(request: Request[Any, Any, Any]) -> Response[Any]:
    """Act for the person of a mandate from now on."""
    mandate = await begin_acting(account_of(request), mandate_in(request), clock_of(request))
    if mandate is None:
        raise PageNotFound("この委任は、もう終わっているか、ありません。", Link("代わりに見る画面へ", HELPING_URL))
    return redirect(request, next(url for group, url in FIRST_PAGES.items() if group in mandate.screen_groups))


@post("/helping/stop", name="helping-stopped", status_code=200)
async def send_stop(request: Request[Any, Any, Any]) -> Response[Any]:
    """Back to the own pages."""
    account = account_of(request)
    await stop_acting(account)
    return redirect(request, HELPING_URL if account.acting else HOMES[account.role])


routes = (show_helping_page, send_begin, send_stop)
