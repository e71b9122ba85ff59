"""記録の訂正の相談: a person's requests, each with its way, on the screen and on paper; and taking one back."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from db.queries.drafts import DraftKind
from pension.correction_steps import WITHDRAWABLE, Step
from services.correction_change import CorrectionChange, show_change
from services.corrections import (
    MOST_OPEN,
    CorrectionScreen,
    CorrectionsScreen,
    RequestProblem,
    delete_correction,
    show_correction,
    show_corrections,
    withdraw_correction,
)
from services.drafts import discard_draft, draft_of, keep_draft
from services.show_records import NoRecordHere
from web.errors import PageNotFound
from web.forms.corrections import SUMMARY, request_fields
from web.lookup import nothing_yet
from web.notices import leave_notice
from web.render import redirect, render
from web.session import account_of
from web.settings import clock_of
from web.views.correction_links import CORRECTIONS_URL
from web.views.correction_questions import SUMMARY_URL
from web.views.correction_request import (
    Amounts,
    change_view,
    correction_print_view,
    correction_request_view,
    delete_view,
    withdraw_view,
)
from web.views.correction_words import CORRECTIONS_CRUMB, correction_url
from web.views.corrections import corrections_view
from web.views.frame import Link, Notice
from web.views.plain_form import PlainFormView

AnyRequest = Request[Any, Any, Any]
KIND = DraftKind.CORRECTION


@get("/corrections", name="corrections")
async def show_list(request: AnyRequest) -> Response[Any]:
    """Every request of the person, newest first."""
    screen = await corrections_of(request)
    view = corrections_view(screen.requests, most=MOST_OPEN, points=len(screen.record.open_findings))
    return render(request, page="pages/corrections.html", partial="partials/corrections.html", view=view)


@get("/corrections/{correction:str}", name="correction")
async def show_one(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """One request: how far it has come, what was asked, what was decided and has changed."""
    screen = await _correction_of(request, correction)
    found = await show_change(account_of(request), screen.request, clock_of(request))
    change, amounts = (found.change if found else None), _amounts(request, found)
    view = correction_request_view(
        screen.request, screen.seen, change, amounts, points=len(screen.record.open_findings)
    )
    return render(request, page="pages/correction.html", partial="partials/correction.html", view=view)


@get("/corrections/{correction:str}/print", name="correction-print")
async def show_print(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """The sheet for the office."""
    screen = await _correction_of(request, correction)
    view = correction_print_view(screen.request, screen.seen, clock_of(request).now().date())
    page, partial = "pages/correction_print.html", "partials/correction_print.html"
    return render(request, page=page, partial=partial, view=view)


@get("/corrections/{correction:str}/change", name="correction-change")
async def show_change_form(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """Before a request that is not at the office yet is opened to be changed."""
    screen = await _at(request, correction, frozenset({Step.PREPARED}))
    draft = await draft_of(account_of(request), KIND, clock_of(request))
    return _confirm(request, change_view(screen.request, has_draft=draft is not None))


@post("/corrections/{correction:str}/change", name="correction-opened", status_code=200)
async def send_change(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """Open its answers once more."""
    screen, account = await _at(request, correction, frozenset({Step.PREPARED})), account_of(request)
    await discard_draft(account, KIND)
    fields = request_fields(correction, screen.request.request)
    await keep_draft(account, KIND, SUMMARY, fields, clock_of(request))
    return redirect(request, SUMMARY_URL)


@get("/corrections/{correction:str}/delete", name="correction-delete")
async def show_delete(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """Before a request is deleted."""
    return _confirm(request, delete_view((await _at(request, correction, frozenset({Step.PREPARED}))).request))


@post("/corrections/{correction:str}/delete", name="correction-deleted", status_code=200)
async def send_delete(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """Delete it for good."""
    problem = await delete_correction(account_of(request), correction, clock_of(request))
    if problem:
        raise _refused(correction, problem)
    leave_notice(request, Notice.CORRECTION_DELETED)
    return redirect(request, CORRECTIONS_URL)


@get("/corrections/{correction:str}/withdraw", name="correction-withdraw")
async def show_withdraw(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """Before a request is taken back."""
    return _confirm(request, withdraw_view((await _at(request, correction, WITHDRAWABLE - {Step.PREPARED})).request))


@post("/corrections/{correction:str}/withdraw", name="correction-withdrawn", status_code=200)
async def send_withdraw(request: AnyRequest, correction: FromPath[str]) -> Response[Any]:
    """Take it back."""
    problem = await withdraw_correction(account_of(request), correction, clock_of(request))
    if problem:
        raise _refused(correction, problem)
    leave_notice(request, Notice.CORRECTION_WITHDRAWN)
    return redirect(request, correction_url(correction))


async def corrections_of(request: AnyRequest) -> CorrectionsScreen:
    """The requests of the person shown; raises PageNotFound where there is no record."""
    screen = await show_corrections(account_of(request), clock_of(request))
    if isinstance(screen, NoRecordHere):
        raise nothing_yet(account_of(request))
    return screen


async def _correction_of(request: AnyRequest, number: str) -> CorrectionScreen:
    screen = await show_correction(account_of(request), number, clock_of(request))
    if isinstance(screen, NoRecordHere):
        raise nothing_yet(account_of(request))
    if isinstance(screen, RequestProblem):
        raise _refused(number, screen)
    return screen


async def _at(request: AnyRequest, number: str, steps: frozenset[Step]) -> CorrectionScreen:
    """A request that stands at one of these steps; raises PageNotFound for another."""
    screen = await _correction_of(request, number)
    if screen.request.step not in steps:
        raise _refused(number, RequestProblem.TOO_LATE)
    return screen


def _amounts(request: AnyRequest, found: CorrectionChange | None) -> Amounts | None:
    """What is shown to the person alone."""
    if found is None or account_of(request).acting is not None:
        return None
    amounts = found.amounts
    return Amounts(found.limits, amounts.before if amounts else None, amounts.after if amounts else None)


def _confirm(request: AnyRequest, view: PlainFormView) -> Response[Any]:
    return render(request, page="pages/plain_form.html", partial="partials/plain_form.html", view=view)


def _refused(number: str, problem: RequestProblem) -> PageNotFound:
    if problem is RequestProblem.TOO_LATE:
        back = Link("この相談にもどる", correction_url(number))
        return PageNotFound("この相談は先へ進んだため、もう変えられません。年金事務所でおたずねください。", back)
    return PageNotFound("この受付番号の相談は、ありません。消したためかもしれません。", CORRECTIONS_CRUMB)


routes = (
    show_list,
    show_one,
    show_print,
    show_change_form,
    send_change,
    show_delete,
    send_delete,
    show_withdraw,
    send_withdraw,
)
