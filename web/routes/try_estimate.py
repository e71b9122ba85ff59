"""登録しないで試算する: open to everybody, every answer in the form, nothing stored."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.response import Template

from services.try_estimate import try_estimate
from web.forms.try_estimate import TryForm, parse, read_paper, read_plan, refused
from web.render import render
from web.session import form_of
from web.settings import clock_of
from web.views.try_estimate import try_result_view, try_view

AnyRequest = Request[Any, Any, Any]


@get("/estimate/try", name="try-estimate")
async def show_try(request: AnyRequest) -> Template:
    """The first question."""
    return _ask(request, TryForm({}))


@post("/estimate/try", name="try-estimate-sent", status_code=200)
async def send_try(request: AnyRequest) -> Template:
    """The next question, the one before, the same with its errors, or the result."""
    clock = clock_of(request)
    today = clock.now().date()
    form = parse(form_of(request), today)
    if form.step is not None:
        return _ask(request, form)
    estimate = try_estimate(read_paper(form.values, today), read_plan(form.values), clock)
    if isinstance(estimate, tuple):
        return _ask(request, refused(form, estimate))
    view = try_result_view(form, estimate)
    return render(request, page="pages/try_result.html", partial="partials/try_result.html", view=view)


def _ask(request: AnyRequest, form: TryForm) -> Template:
    status = 422 if form.errors else 200
    return render(request, page="pages/try.html", partial="partials/try.html", view=try_view(form), status=status)


routes = (show_try, send_try)
