"""アクセス記録: who has looked at my record; and 「この記録はおかしい」."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post

from db.queries.drafts import DraftKind
from services.access_history import HistoryEntry, show_entry, show_history
from services.drafts import draft_of, keep_draft
from services.inquiries import Asked, ask, show_inquiries
from web.errors import PageNotFound
from web.forms.inquiries import KEEP, QUESTION, parse, position_in
from web.forms.mandates import CHANGE, DO, STEP
from web.forms.result import FieldError
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.access_log import ACCESS_LOG_URL, INQUIRIES_URL, access_log_view
from web.views.frame import Link
from web.views.inquiries import inquiries_view
from web.views.inquiry_form import inquiry_form_view, inquiry_review, too_many_inquiries

AnyRequest = Request[Any, Any, Any]


@get("/account/access-log", name="access-log")
async def show_access_log(request: AnyRequest) -> Response[Any]:
    """One page of the log; ``?before=`` leads to older entries."""
    before = position_in({"entry": request.query_params.get("before", "")}) or None
    history = await show_history(account_of(request), before)
    view = access_log_view(history.entries, is_newest=history.is_newest, older=history.older)
    return render(request, page="pages/access_log.html", partial="partials/access_log.html", view=view)


@get("/account/access-log/inquiries", name="inquiries")
async def show_own_inquiries(request: AnyRequest) -> Response[Any]:
    """What the person has asked, and the answers."""
    view = inquiries_view(await show_inquiries(account_of(request)))
    return render(request, page="pages/inquiries.html", partial="partials/inquiries.html", view=view)


@get("/account/access-log/inquiries/new", name="inquiry-form")
async def show_inquiry_form(request: AnyRequest) -> Response[Any]:
    """The form about the entry at ``?entry=`` of the own log."""
    entry = await _entry(request, request.query_params)
    draft = await draft_of(account_of(request), DraftKind.INQUIRY, clock_of(request))
    question = draft.fields.get(QUESTION, "") if draft and draft.step == str(entry.position) else ""
    return _form(request, entry, question)


@post("/account/access-log/inquiries/new", name="inquiry-sent", status_code=200)
async def send_inquiry(request: AnyRequest) -> Response[Any]:
    """Look at it first, then send it; or change what was typed. Until it is sent, it is kept."""
    data, account, clock = form_of(request), account_of(request), clock_of(request)
    entry, form, step = await _entry(request, data), parse(data), data.get(STEP)
    question = form.values[QUESTION]
    if question:
        await keep_draft(account, DraftKind.INQUIRY, str(entry.position), {QUESTION: question}, clock)
    if step == KEEP:
        return Response("", status_code=204)
    if step == CHANGE or not form.ok:
        return _form(request, entry, question, () if step == CHANGE else form.errors)
    if step != DO:
        return _review(request, entry, question)
    if not isinstance(await ask(account, entry.position, question, clock), Asked):
        return _form(request, entry, question, too_many_inquiries())
    return redirect(request, INQUIRIES_URL)


def _review(request: AnyRequest, entry: HistoryEntry, question: str) -> Response[Any]:
    view = inquiry_review(entry, question)
    return render(request, page="pages/review.html", partial="partials/review.html", view=view)


async def _entry(request: AnyRequest, data: Mapping[str, str]) -> HistoryEntry:
    entry = await show_entry(account_of(request), position_in(data))
    if entry is None:
        raise PageNotFound("この記録は、あなたのアクセス記録にありません。", Link("アクセス記録へ", ACCESS_LOG_URL))
    return entry


def _form(
    request: AnyRequest, entry: HistoryEntry, question: str = "", errors: tuple[FieldError, ...] = ()
) -> Response[Any]:
    view = inquiry_form_view(entry, question, errors)
    page, partial = "pages/inquiry_form.html", "partials/inquiry_form.html"
    return render(request, page=page, partial=partial, view=view, status=422 if errors else 200)


routes = (show_access_log, show_own_inquiries, show_inquiry_form, send_inquiry)
