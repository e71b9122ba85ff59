"""The officer's desk: records that came and collide with a correction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template

from services.correction_conflicts import (
    Choice,
    ConflictProblem,
    list_conflicts,
    open_conflict,
    settle_conflict,
)
from web.errors import NotAllowed, PageNotFound
from web.forms.correction_conflicts import CHOICE, REASON, parse, seen_in
from web.forms.result import FieldError
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.correction_conflicts import conflict_desk_view, conflict_problem, open_conflict_view
from web.views.frame import Link
from web.views.office import CONFLICTS

AnyRequest = Request[Any, Any, Any]
_SHOWN_AGAIN = (ConflictProblem.CHANGED_MEANWHILE, ConflictProblem.NOT_POSSIBLE, ConflictProblem.SAME_OFFICER)
_BACK = Link("訂正とぶつかる記録の一覧へ", CONFLICTS.url)


@get("/counter/office/corrections/conflicts", name="correction-conflicts")
async def show_conflicts(request: AnyRequest) -> Template:
    """Everything that waits, the longest waiting first."""
    view = conflict_desk_view(await list_conflicts(), request.query_params.get("done", ""))
    return render(
        request, page="pages/correction_conflicts.html", partial="partials/correction_conflicts.html", view=view
    )


@get("/counter/office/corrections/conflicts/{number:int}", name="correction-conflict")
async def show_conflict(request: AnyRequest, number: FromPath[int]) -> Response[Any]:
    """One of them; that it was opened stands in the person's log."""
    return await _answer(request, number, {})


@post("/counter/office/corrections/conflicts/{number:int}", name="correction-conflict-settled", status_code=200)
async def send_choice(request: AnyRequest, number: FromPath[int]) -> Response[Any]:
    """Do what was chosen, or show again with what is wrong."""
    data = form_of(request)
    form = parse(data)
    if not form.ok:
        return await _answer(request, number, form.values, form.errors)
    choice, reason = Choice(form.values[CHOICE]), form.values[REASON]
    problem = await settle_conflict(account_of(request), number, seen_in(data), choice, reason, clock_of(request))
    if problem in _SHOWN_AGAIN:
        return await _answer(request, number, form.values, conflict_problem(problem))
    if problem is not None:
        raise _refusal(problem)
    return redirect(request, f"{CONFLICTS.url}?done={choice}")


async def _answer(
    request: AnyRequest, number: int, values: Mapping[str, str], errors: tuple[FieldError, ...] = ()
) -> Response[Any]:
    opened = await open_conflict(account_of(request), number, clock_of(request))
    if isinstance(opened, ConflictProblem):
        raise _refusal(opened)
    view = open_conflict_view(opened, values, errors)
    page, partial = "pages/correction_conflict.html", "partials/correction_conflict.html"
    return render(request, page=page, partial=partial, view=view, status=422 if errors else 200)


def _refusal(problem: ConflictProblem) -> Exception:
    if problem is ConflictProblem.OWN_RECORD:
        return NotAllowed("ご自分や、代理をしている方の記録については、ほかの職員が決めます。", _BACK)
    return PageNotFound("この番号の記録は、もう待っていません。", _BACK)


routes = (show_conflicts, show_conflict, send_choice)
