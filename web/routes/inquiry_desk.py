"""The office answers questions about the access log."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from services.inquiry_desk import DeskProblem, OpenInquiry, answer, list_inquiries, open_inquiry, take_up
from web.errors import NotAllowed, PageNotFound
from web.forms.inquiries import ANSWER, parse_answer
from web.forms.result import FieldError
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.frame import Link
from web.views.inquiry_desk import DESK_URL, inquiry_desk_view, open_inquiry_view

AnyRequest = Request[Any, Any, Any]
_BACK = Link("お問い合わせの一覧へ", DESK_URL)


@get("/counter/office/inquiries", name="inquiry-desk")
async def show_desk(request: AnyRequest) -> Response[Any]:
    """Every question, those that wait first."""
    view = inquiry_desk_view(await list_inquiries())
    return render(request, page="pages/inquiry_desk.html", partial="partials/inquiry_desk.html", view=view)


@get("/counter/office/inquiries/{number:str}", name="open-inquiry")
async def show_inquiry(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """One question; that it was opened stands in the person's log."""
    return await _answer(request, number)


@post("/counter/office/inquiries/{number:str}", name="inquiry-answered", status_code=200)
async def send_answer(request: AnyRequest, number: FromPath[str]) -> Response[Any]:
    """Take it up, or answer it."""
    data = form_of(request)
    account, clock = account_of(request), clock_of(request)
    if "take-up" in data:
        problem = await take_up(account, number, clock)
    else:
        form = parse_answer(data)
        if not form.ok:
            return await _answer(request, number, form.values[ANSWER], form.errors)
        problem = await answer(account, number, form.values[ANSWER], clock)
    if problem is not None:
        raise _refusal(problem)
    return redirect(request, DESK_URL)


async def _answer(
    request: AnyRequest, number: str, typed: str = "", errors: tuple[FieldError, ...] = ()
) -> Response[Any]:
    opened = await open_inquiry(account_of(request), number, clock_of(request))
    if not isinstance(opened, OpenInquiry):
        raise _refusal(opened)
    view = open_inquiry_view(opened.person_name, opened.line, typed, errors)
    page, partial = "pages/open_inquiry.html", "partials/open_inquiry.html"
    return render(request, page=page, partial=partial, view=view, status=422 if errors else 200)


def _refusal(problem: DeskProblem) -> Exception:
    match problem:
        case DeskProblem.NO_SUCH_INQUIRY:
            return PageNotFound("この受付番号のお問い合わせはありません。", _BACK)
        case DeskProblem.OWN_ACT:
            return NotAllowed("ご自分がしたことについてのお問い合わせには、ほかの職員が答えます。", _BACK)
        case DeskProblem.ANSWERED_BEFORE:
            return PageNotFound("このお問い合わせには、もう答えがあります。", _BACK)


routes = (show_desk, show_inquiry, send_answer)
