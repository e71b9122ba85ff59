"""One fiscal year of the record."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Template

from web.lookup import outside, record_of, year_of
from web.render import render
from web.views.fiscal_year import fiscal_year_view, has_year


@get("/records/fiscal-year/{year:str}", name="fiscal-year")
async def show_fiscal_year(request: Request[Any, Any, Any], year: FromPath[str]) -> Template:
    """The twelve months of a fiscal year in words."""
    asked = year_of(year)
    screen = await record_of(request)
    if not has_year(screen.timeline, asked):
        raise outside(screen, f"{asked}年度")
    view = fiscal_year_view(screen.timeline, asked, screen.findings, screen.marks)
    return render(request, page="pages/fiscal_year.html", partial="partials/fiscal_year_detail.html", view=view)


routes = (show_fiscal_year,)
