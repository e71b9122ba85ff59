"""The whole record in its four views, and on paper."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from web.lookup import record_of
from web.render import render
from web.views.record_print import record_print_view
from web.views.records import read_address, records_view


@get("/records", name="records")
async def show_record_list(request: Request[Any, Any, Any]) -> Template:
    """The record as a table, its points, its periods, or as sentences; ``?view=`` and ``?emphasis=`` choose."""
    query = request.query_params
    asked = read_address(query.get("view"), query.getall("emphasis", []))
    screen = await record_of(request)
    view = records_view(screen.timeline, screen.totals, screen.findings, screen.marks, asked)
    return render(request, page="pages/records.html", partial="partials/record_grid.html", view=view)


@get("/records/print", name="record-print")
async def show_record_print(request: Request[Any, Any, Any]) -> Template:
    """Everything the screens say of the record, for paper."""
    screen = await record_of(request)
    view = record_print_view(screen.timeline, screen.totals, screen.findings, screen.marks)
    return render(request, page="pages/record_print.html", partial="partials/record_print.html", view=view)


routes = (show_record_list, show_record_print)
