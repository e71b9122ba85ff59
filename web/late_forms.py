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
from services.late_drafts import keep_late_draft
from services.sessions import load_idle_session
from web.access import ACCESS
from web.csrf import read_late_form
from web.forms.corrections import sent_fields
from web.forms.estimate_questions import late_fields
from web.forms.history import late_answer, late_first_answer, late_recalled_answer
from web.forms.inquiries import QUESTION, parse, position_in
from web.forms.unlinked_search import late_deceased, late_own
from web.session import visit_of
from web.settings import clock_of, keys_of

_Typed = tuple[str, Mapping[str, str]]
"""The step at which a form goes on, and its own fields; without fields there is nothing to keep."""


@dataclass(frozen=True, slots=True)
class LateForm:
    """A form that may come late: its kind, and how the parameters of its address and what was sent are read.

    ``is_sealed``: its fields are kept encrypted.
    """

    kind: DraftKind
    read: Callable[[Mapping[str, str], Mapping[str, str]], _Typed]
    is_sealed: bool = False


def _answer(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    step = parameters["question"]
    return step, late_fields(step, sent)


def _inquiry(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    entry, question = position_in(sent), parse(sent).values[QUESTION]
    return str(entry), {QUESTION: question} if entry and question else {}


def _correction(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    question = parameters["question"]
    return question, sent_fields(question, sent)


def _first_of_history(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    return late_first_answer(parameters["category"], sent)


def _of_history(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    return late_answer(parameters["entry"], parameters["question"], sent)


def _from_recall(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    return late_recalled_answer(parameters["point"], sent)


def _own_search(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    return late_own(sent)


def _deceased_search(parameters: Mapping[str, str], sent: Mapping[str, str]) -> _Typed:
    return late_deceased(sent)


LATE_FORMS: Mapping[str, LateForm] = {
    "/corrections/new/{question}": LateForm(DraftKind.CORRECTION, _correction),
    "/estimate/questions/{question}": LateForm(DraftKind.ESTIMATE_QUESTIONS, _answer),
    "/account/access-log/inquiries/new": LateForm(DraftKind.INQUIRY, _inquiry),
    "/history/new/{category}": LateForm(DraftKind.HISTORY, _first_of_history),
    "/history/entries/{entry}/{question}": LateForm(DraftKind.HISTORY, _of_history),
    "/recall/{point}/entry": LateForm(DraftKind.HISTORY, _from_recall),
    "/search/unlinked": LateForm(DraftKind.OWN_SEARCH, _own_search, is_sealed=True),
    "/search/deceased": LateForm(DraftKind.DECEASED_SEARCH, _deceased_search, is_sealed=True),
}


async def keep_late_form(request: Request[Any, Any, Any]) -> None:
    """Keep what a visitor has sent whose session has ended while they typed; nothing for everybody else."""
    form, token = LATE_FORMS.get(request.scope["path_template"]), visit_of(request.scope).ended
    if form is None or not token or request.method != "POST":
        return
    session = await load_idle_session(token, clock_of(request))
    if session is None or session.role not in ACCESS["POST", request.scope["path_template"]]:
        return
    sent = await read_late_form(request, token)
    step, fields = form.read(request.path_params, sent) if sent else ("", {})
    if fields:
        keys = keys_of(request) if form.is_sealed else None
        await keep_late_draft(session, form.kind, step, fields, clock_of(request), keys=keys)
