"""The officer's desk: letters to print and to post, and opening locks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import ServiceUnavailableException
from litestar.params import FromPath
from litestar.response import Template

from db.queries.accounts import Role
from db.queries.letters import Batch
from services.clock import JST
from services.correction_conflicts import count_conflicts
from services.correction_desk import count_waiting
from services.letters import LetterToPrint, make_letters, post_letters, show_desk, show_letters
from services.passwords import PasswordsBusy
from services.unlock import UnlockResult, unlock
from web.errors import PageNotFound
from web.forms.result import FieldError
from web.forms.unlock import CHECK, USER_ID, parse
from web.render import redirect, render
from web.routes.register import AnyRequest, plain_form
from web.session import account_of, form_of
from web.settings import clock_of, keys_of
from web.views.office import (
    CHECKS,
    DESK,
    LETTERS,
    BatchFacts,
    LetterSheets,
    letter_sheets,
    letters_view,
    not_unlocked,
    office_view,
    unlock_view,
)
from web.views.plain_form import PlainFormView

_LARGEST_NUMBER = 2**31


@get("/counter/office", name="office")
async def show_office(request: AnyRequest) -> Template:
    """What waits."""
    desk = await show_desk()
    view = office_view(
        place=account_of(request).office,
        waiting=desk.open_applications,
        corrections=await count_waiting(),
        batches=[_facts(batch) for batch in desk.batches],
        conflicts=await count_conflicts(),
        is_officer=account_of(request).role is Role.OFFICER,
        done=request.query_params.get("done", ""),
    )
    return render(request, page="pages/office.html", partial="partials/office.html", view=view)


@post("/counter/office/letters", name="office-letters-made", status_code=200)
async def send_make_letters(request: AnyRequest) -> Response[Any]:
    """Look at the applications and make their letters; then on to printing."""
    try:
        batch_id = await make_letters(account_of(request), clock_of(request), keys_of(request))
    except PasswordsBusy:
        raise ServiceUnavailableException from None
    return redirect(request, f"{LETTERS}/{batch_id}" if batch_id else f"{DESK.url}?done=nothing")


@get("/counter/office/letters/{batch:int}", name="office-letters")
async def show_batch(request: AnyRequest, batch: FromPath[int]) -> Template:
    """The letters of a batch, to print."""
    found = None
    if 0 < batch < _LARGEST_NUMBER:
        found = await show_letters(batch, account_of(request), clock_of(request), keys_of(request))
    if found is None:
        raise PageNotFound("この手紙の束は、ありません。", DESK)
    facts, letters = found
    view = letters_view(_facts(facts), [_sheets(letter) for letter in letters])
    return render(request, page="pages/office_letters.html", partial="partials/office_letters.html", view=view)


@post("/counter/office/letters/{batch:int}/posted", name="office-letters-posted", status_code=200)
async def send_posted(request: AnyRequest, batch: FromPath[int]) -> Response[Any]:
    """Note that the letters are in the post; asking twice changes nothing."""
    if 0 < batch < _LARGEST_NUMBER:
        await post_letters(batch, account_of(request), clock_of(request))
    return redirect(request, f"{DESK.url}?done=posted")


@get("/counter/office/unlock", name="office-unlock")
async def show_unlock(request: AnyRequest) -> Template:
    """The form for opening a lock."""
    return plain_form(request, _unlock_view(request, {}, ()))


@post("/counter/office/unlock", name="office-unlock-sent", status_code=200)
async def send_unlock(request: AnyRequest) -> Response[Any]:
    """Open the lock, or say why not."""
    form = parse(form_of(request), CHECKS)
    errors = form.errors
    if form.ok:
        user_id, reason = form.values[USER_ID], form.values[CHECK]
        result = await unlock(account_of(request), user_id, reason, clock_of(request), keys_of(request))
        if result is UnlockResult.DONE:
            return plain_form(request, _unlock_view(request, {}, (), done=True))
        errors = not_unlocked(result.value)
    return plain_form(request, _unlock_view(request, form.values, errors), errors)


def _unlock_view(
    request: AnyRequest, values: Mapping[str, str], errors: tuple[FieldError, ...], *, done: bool = False
) -> PlainFormView:
    at_desk = account_of(request).role is not Role.ADMINISTRATOR
    return unlock_view(values, errors, done=done, at_desk=at_desk)


def _facts(batch: Batch) -> BatchFacts:
    return BatchFacts(
        batch_id=batch.batch_id,
        made_at=batch.made_at.astimezone(JST),
        posted_at=batch.posted_at and batch.posted_at.astimezone(JST),
        outcomes={outcome.value: number for outcome, number in batch.outcomes.items()},
    )


def _sheets(letter: LetterToPrint) -> LetterSheets:
    return letter_sheets(letter.person, letter.user_id, letter.code, letter.expires_at.astimezone(JST))


routes = (show_office, send_make_letters, show_batch, send_posted, show_unlock, send_unlock)
