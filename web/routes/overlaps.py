"""The records of one month side by side."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Template

from pension.overlap import NoRecord
from web.lookup import month_of, outside, record_of
from web.render import render
from web.views.overlap import overlap_view


@get("/records/{year:str}/{month:str}/overlap", name="record-overlap")
async def show_overlap(request: Request[Any, Any, Any], year: FromPath[str], month: FromPath[str]) -> Template:
    """Every entry of a month, which one counts and why, and what was paid twice."""
    asked = month_of(year, month)
    screen = await record_of(request)
    explained = screen.overlap_in(asked)
    if isinstance(explained, NoRecord):
        raise outside(screen, f"{asked.year}年{asked.month}月")
    view = overlap_view(screen.timeline, explained, screen.findings, screen.marks)
    return render(request, page="pages/overlap.html", partial="partials/overlap_detail.html", view=view)


routes = (show_overlap,)
