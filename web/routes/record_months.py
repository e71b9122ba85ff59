"""One month of the record."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Template

from web.lookup import month_of, outside, record_of
from web.render import render
from web.views.record_month import record_month_view


@get("/records/{year:str}/{month:str}", name="record-month")
async def show_record_month(request: Request[Any, Any, Any], year: FromPath[str], month: FromPath[str]) -> Template:
    """Everything recorded for a month, how it counts and why."""
    asked = month_of(year, month)
    screen = await record_of(request)
    span = screen.timeline.span_at(asked)
    if span is None:
        raise outside(screen, f"{asked.year}年{asked.month}月")
    view = record_month_view(screen.timeline, span, asked, screen.findings, screen.marks)
    return render(request, page="pages/record_month.html", partial="partials/month_detail.html", view=view)


routes = (show_record_month,)
