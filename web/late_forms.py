"""Forms that are sent after their session has ended by itself: what was typed waits as a draft for the next sign-in.

The dead session opens nothing and shows nothing. It only names the account whose draft is added to, for a form that
carries the token of its own page; one that was signed out is not found at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request

from db.queries.drafts import DraftKind
from services.drafts import keep_draft
from services.sessions import load_idle_session
from web.csrf import read_late_form
from web.forms.estimate_questions import late_fields
from web.session import visit_of
from web.settings import clock_of


@dataclass(frozen=True, slots=True)
class LateForm:
    """A form that may come late: its kind, the parameter of its address that names the step, and its own fields."""

    kind: DraftKind
    step: str
    fields: Callable[[str, Mapping[str, str]], Mapping[str, str]]


LATE_FORMS: Mapping[str, LateForm] = {
    "/estimate/questions/{question}": LateForm(DraftKind.ESTIMATE_QUESTIONS, "question", late_fields),
}


async def keep_late_form(request: Request[Any, Any, Any]) -> None:
    """Keep what a visitor has sent whose session has ended while they typed; nothing for everybody else."""
    form, token = LATE_FORMS.get(request.scope["path_template"]), visit_of(request.scope).ended
    if form is None or not token or request.method != "POST":
        return
    session = await load_idle_session(token, clock_of(request))
    sent = await read_late_form(request, token) if session else None
    step = request.path_params[form.step]
    fields = form.fields(step, sent) if sent else {}
    if session is not None and fields:
        await keep_draft(session, form.kind, step, fields, clock_of(request))
