"""What was paid so far."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.params import FromPath
from litestar.response import Template

from db.queries.mandates import ScreenGroup
from web.errors import PageNotFound
from web.lookup import record_of, year_of
from web.render import render
from web.views.frame import Link
from web.views.paid import paid_view
from web.views.paid_year import PAID_URL, paid_year_view
from web.views.wording import full_fiscal_year_words


@get("/records/paid", name="paid")
async def show_paid(request: Request[Any, Any, Any]) -> Template:
    """Every year's contributions by scheme, and the totals."""
    screen = await record_of(request, ScreenGroup.MONEY)
    view = paid_view(screen.timeline, screen.paid, len(screen.open_findings))
    return render(request, page="pages/paid.html", partial="partials/paid.html", view=view)


@get("/records/paid/{year:str}", name="paid-year")
async def show_paid_year(request: Request[Any, Any, Any], year: FromPath[str]) -> Template:
    """How the amounts of a fiscal year were counted."""
    asked = year_of(year)
    screen = await record_of(request, ScreenGroup.MONEY)
    paid = screen.paid
    if not paid.in_year(asked):
        sentence = f"{full_fiscal_year_words(asked)}には、納めた保険料の記録がありません。"
        raise PageNotFound(sentence, Link("これまでに納めた額にもどる", PAID_URL))
    view = paid_year_view(paid, asked, len(screen.open_findings))
    return render(request, page="pages/paid_year.html", partial="partials/paid_year.html", view=view)


routes = (show_paid, show_paid_year)
