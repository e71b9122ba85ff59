"""私の履歴整理表: memories beside the official record, on the screen and on paper; and all of them deleted."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Template

from db.queries.drafts import DraftKind
from services.drafts import discard_draft
from services.history_paper import show_history_paper
from services.history_sheet import HistorySheet, delete_all, show_history_sheet
from services.show_records import NoRecordHere
from web.errors import PageNotFound
from web.files import pdf_answer
from web.render import redirect, render
from web.session import account_of
from web.settings import clock_of
from web.views.frame import Link
from web.views.history import history_view
from web.views.history_entry import delete_all_view
from web.views.history_links import HISTORY_URL
from web.views.history_pdf import history_pdf_sheet
from web.views.history_print import HistoryPrintView, history_print_view
from web.views.history_words import PRINT_URL

AnyRequest = Request[Any, Any, Any]


@get("/history", name="history")
async def show_history(request: AnyRequest) -> Template:
    """The worksheet beside the record."""
    sheet = await sheet_of(request)
    record = sheet.record
    points = len(record.open_findings)
    view = history_view(record.timeline, sheet.events, sheet.rows, gaps=sheet.gaps, points=points)
    return render(request, page="pages/history.html", partial="partials/history.html", view=view)


@get("/history/print", name="history-print")
async def show_history_print(request: AnyRequest) -> Template:
    """The same for the office, on paper."""
    view = await paper_of(request)
    return render(request, page="pages/history_print.html", partial="partials/history_print.html", view=view)


@get("/history/pdf", name="history-pdf")
async def send_history_pdf(request: AnyRequest) -> Response[bytes]:
    """The same as a PDF file with tags."""
    sheet = history_pdf_sheet(await paper_of(request))
    return await pdf_answer(sheet, "history.pdf", Link("印刷用の画面へ", PRINT_URL))


@get("/history/delete", name="history-delete")
async def show_delete_all(request: AnyRequest) -> Response[Any]:
    """Before everything is deleted."""
    sheet = await sheet_of(request)
    if not sheet.events:
        return redirect(request, HISTORY_URL)
    view = delete_all_view(sheet.events)
    return render(request, page="pages/history_delete.html", partial="partials/history_delete.html", view=view)


@post("/history/delete", name="history-deleted", status_code=200)
async def send_delete_all(request: AnyRequest) -> Response[Any]:
    """Delete everything; an empty worksheet stays empty."""
    await delete_all(account_of(request), clock_of(request))
    await discard_draft(account_of(request), DraftKind.HISTORY)
    return redirect(request, HISTORY_URL)


async def sheet_of(request: AnyRequest) -> HistorySheet:
    """The worksheet of the signed-in person or of the one they act for; raises PageNotFound without a record."""
    sheet = await show_history_sheet(account_of(request), clock_of(request))
    if isinstance(sheet, NoRecordHere):
        raise _nothing_yet()
    return sheet


async def paper_of(request: AnyRequest) -> HistoryPrintView:
    """The same as it is taken to the office; raises PageNotFound without a record."""
    paper = await show_history_paper(account_of(request), clock_of(request))
    if isinstance(paper, NoRecordHere):
        raise _nothing_yet()
    sheet, today = paper.sheet, clock_of(request).now().date()
    return history_print_view(
        sheet.record.timeline,
        sheet.events,
        sheet.rows,
        paper.asks,
        today,
        sheet.gaps,
        with_answers=paper.with_answers,
    )


def _nothing_yet() -> PageNotFound:
    return PageNotFound("くらべる年金記録は、まだ届いていません。", Link("マイページにもどる", "/home"))


routes = (show_history, show_history_print, send_history_pdf, show_delete_all, send_delete_all)
