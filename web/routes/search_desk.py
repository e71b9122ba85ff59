"""The officer's desk: the candidates of a search, by the number that somebody has brought."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from rules.matching import load_matching
from services.search_desk import SearchDeskProblem, open_search
from services.staff_readings import ReadingReason
from web.forms.search_desk import REASON, number_in, parse
from web.render import render
from web.session import account_of, form_of
from web.settings import clock_of, keys_of
from web.views.search_desk import SearchDeskView, search_desk_problem, search_desk_view

AnyRequest = Request[Any, Any, Any]


@get("/counter/office/searches", name="search-desk")
async def show_search_desk(request: AnyRequest) -> Response[Any]:
    """The form."""
    return _answer(request, search_desk_view({}, {}))


@post("/counter/office/searches", name="search-desk-sent", status_code=200)
async def send_search_desk(request: AnyRequest) -> Response[Any]:
    """The search with its candidates, or the form with what is wrong."""
    form, labels = parse(form_of(request)), load_matching().labels
    if not form.ok:
        return _answer(request, search_desk_view(form.values, labels, form.errors))
    number, reason = number_in(form.values), ReadingReason(form.values[REASON])
    opened = await open_search(account_of(request), number, reason, clock_of(request), keys_of(request))
    if isinstance(opened, SearchDeskProblem):
        return _answer(request, search_desk_view(form.values, labels, search_desk_problem(opened)))
    return _answer(request, search_desk_view(form.values, labels, (), opened))


def _answer(request: AnyRequest, view: SearchDeskView) -> Response[Any]:
    page, partial = "pages/search_desk.html", "partials/search_desk.html"
    return render(request, page=page, partial=partial, view=view, status=422 if view.errors else 200)


routes = (show_search_desk, send_search_desk)
