"""What everybody may read about this service: privacy, terms, whom to ask, what there is without a connection."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Template

from content.loader import load_library
from web.render import render
from web.settings import settings_of
from web.views.contact import Operator, contact_view
from web.views.help_text import page_view

AnyRequest = Request[Any, Any, Any]


@get("/privacy", name="privacy")
async def show_privacy(request: AnyRequest) -> Template:
    """What is kept, who may see it, for how long."""
    return _page(request, "privacy")


@get("/terms", name="terms")
async def show_terms(request: AnyRequest) -> Template:
    """What the service is and is not, and what is asked of those who use it."""
    return _page(request, "terms")


@get("/offline", name="offline")
async def show_offline(request: AnyRequest) -> Template:
    """What the service worker shows when there is no connection."""
    return _page(request, "offline")


@get("/contact", name="contact")
async def show_contact(request: AnyRequest) -> Template:
    """Who runs this installation, and what to ask where."""
    settings = settings_of(request)
    operator = Operator(
        name=settings.operator,
        phone=settings.phone,
        phone_hours=settings.phone_hours,
        address=settings.contact_address,
        office_hours=settings.office_hours,
        note=settings.contact_note,
    )
    return render(request, page="pages/contact.html", partial="partials/contact.html", view=contact_view(operator))


def _page(request: AnyRequest, slug: str) -> Template:
    view = page_view(load_library().pages[slug])
    return render(request, page="pages/help_text.html", partial="partials/help_text.html", view=view)


routes = (show_privacy, show_terms, show_offline, show_contact)
