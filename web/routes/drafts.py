"""入力の途中のもの: throwing away what was typed and not finished."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from db.queries.drafts import DraftKind
from services.clock import JST
from services.drafts import KEPT, discard_draft, draft_of
from web.errors import PageNotFound
from web.notices import leave_notice
from web.render import redirect, render
from web.session import account_of
from web.settings import clock_of
from web.views.drafts import HOME_CRUMB, discard_view, draft_line
from web.views.frame import Link, Notice

AnyRequest = Request[Any, Any, Any]


@get("/drafts/{kind:str}", name="draft")
async def show_draft(request: AnyRequest, kind: FromPath[str]) -> Response[Any]:
    """What would be thrown away, before it is."""
    found = kind_in(kind)
    draft = await draft_of(account_of(request), found, clock_of(request))
    if draft is None:
        raise _not_there()
    line = draft_line(found, draft.step, draft.changed_at.astimezone(JST), KEPT)
    page, partial = "pages/plain_form.html", "partials/plain_form.html"
    return render(request, page=page, partial=partial, view=discard_view(line, found))


@post("/drafts/{kind:str}", name="draft-discarded", status_code=200)
async def send_discard(request: AnyRequest, kind: FromPath[str]) -> Response[Any]:
    """Throw it away; twice is no error."""
    await discard_draft(account_of(request), kind_in(kind))
    leave_notice(request, Notice.DRAFT_DISCARDED)
    return redirect(request, HOME_CRUMB.url)


def kind_in(text: str) -> DraftKind:
    """The kind an address names; raises :class:`PageNotFound` for anything else."""
    if text not in set(DraftKind):
        raise _not_there()
    return DraftKind(text)


def _not_there() -> PageNotFound:
    return PageNotFound("途中までの入力は、もうありません。", Link("マイページへ", HOME_CRUMB.url))


routes = (show_draft, send_discard)
