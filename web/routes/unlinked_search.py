"""Searching for records without an owner: one's own, or those of somebody who has died. Everything goes by POST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post

from db.queries.drafts import DraftKind
from pension.record import Sex
from pension.unlinked import Sought
from services.drafts import discard_draft, draft_of
from services.late_drafts import sealed_fields_of
from services.unlinked_search import (
    DeceasedSearch,
    MayNotSearch,
    OwnSearch,
    SearchHouse,
    SearchResult,
    TooManySearches,
    list_searches,
    search_deceased,
    search_own,
    show_sought,
)
from web.errors import PageNotFound
from web.forms.unlinked_search import (
    BIRTH,
    PURPOSE,
    RELATIONSHIP,
    REVIEW,
    SEX,
    Dialogue,
    birth_date_in,
    parse_deceased,
    parse_own,
    resumed,
)
from web.notices import leave_notice
from web.render import redirect, render
from web.session import account_of, form_of
from web.settings import clock_of, keys_of, settings_of
from web.views.frame import Link, Notice
from web.views.review import ReviewView
from web.views.unlinked_answer import answer_view, limit_view, search_view
from web.views.unlinked_questions import (
    KnownPerson,
    SearchQuestionView,
    deceased_question,
    deceased_review,
    own_question,
    own_review,
)
from web.views.unlinked_words import DECEASED_URL, OWN_URL

AnyRequest = Request[Any, Any, Any]


@get("/search", name="search")
async def show_search(request: AnyRequest) -> Response[Any]:
    """Where searches begin, and the earlier ones."""
    view = search_view(await list_searches(account_of(request)), settings_of(request).searches_a_day)
    return render(request, page="pages/search.html", partial="partials/search.html", view=view)


@get("/search/unlinked", name="search-unlinked")
async def show_own(request: AnyRequest) -> Response[Any]:
    """The first question of a search for one's own records, or where one that came late goes on."""
    known, kept = await _known(request), await _came_late(request, DraftKind.OWN_SEARCH)
    if kept is None:
        return _begin_again(request, OWN_URL)
    return _own(request, known, resumed(parse_own(kept, _today(request)), kept))


@post("/search/unlinked", name="search-unlinked-sent", status_code=200)
async def send_own(request: AnyRequest) -> Response[Any]:
    """The next question, the last look, or the answer."""
    known, dialogue = await _known(request), parse_own(form_of(request), _today(request))
    if not dialogue.is_sent:
        await _is_gone_on_with(request, DraftKind.OWN_SEARCH)
        return _own(request, known, dialogue)
    order = OwnSearch(other_names=dialogue.other_names, purpose=dialogue.values[PURPOSE])
    return await _answer(request, await search_own(account_of(request), order, _house(request)), DraftKind.OWN_SEARCH)


@get("/search/deceased", name="search-deceased")
async def show_deceased(request: AnyRequest) -> Response[Any]:
    """The first question of a search for somebody who has died, or where one that came late goes on."""
    await _known(request)
    kept = await _came_late(request, DraftKind.DECEASED_SEARCH)
    if kept is None:
        return _begin_again(request, DECEASED_URL)
    return _deceased(request, resumed(parse_deceased(kept, _today(request)), kept))


@post("/search/deceased", name="search-deceased-sent", status_code=200)
async def send_deceased(request: AnyRequest) -> Response[Any]:
    """The next question, the last look, or the answer."""
    dialogue = parse_deceased(form_of(request), _today(request))
    if not dialogue.is_sent:
        await _is_gone_on_with(request, DraftKind.DECEASED_SEARCH)
        return _deceased(request, dialogue)
    result = await search_deceased(account_of(request), _order(request, dialogue), _house(request))
    return await _answer(request, result, DraftKind.DECEASED_SEARCH)


async def _came_late(request: AnyRequest, kind: DraftKind) -> Mapping[str, str] | None:
    """What was sent of a search after its session had ended; None where it cannot be read any more."""
    return await sealed_fields_of(account_of(request), kind, keys_of(request), clock_of(request))


async def _is_gone_on_with(request: AnyRequest, kind: DraftKind) -> None:
    """Forget what came late: the form carries everything from here on, and the next late one is another."""
    if await draft_of(account_of(request), kind, clock_of(request)):
        await discard_draft(account_of(request), kind)


def _begin_again(request: AnyRequest, url: str) -> Response[Any]:
    leave_notice(request, Notice.SEARCH_UNREADABLE)
    return redirect(request, url)


def _order(request: AnyRequest, dialogue: Dialogue) -> DeceasedSearch:
    birth_date = birth_date_in(dialogue.values, _today(request))
    assert birth_date is not None  # noqa: S101 - a dialogue that is sent has one
    return DeceasedSearch(
        names=(dialogue.name, *dialogue.other_names),
        birth_date=birth_date,
        sex=Sex(dialogue.values[SEX]),
        purpose=dialogue.values[PURPOSE],
        relationship=dialogue.values[RELATIONSHIP],
    )


async def _known(request: AnyRequest) -> KnownPerson:
    sought: Sought | None = await show_sought(account_of(request), clock_of(request))
    if sought is None:
        raise _no_record(request)
    names = tuple(name.kana for name in sought.names)
    return KnownPerson(names=names, birth_date=sought.birth_date, sex=sought.sex.value)


def _own(request: AnyRequest, known: KnownPerson, dialogue: Dialogue) -> Response[Any]:
    acting = account_of(request).acting is not None
    if dialogue.at == REVIEW:
        return _show(request, own_review(dialogue, known, acting=acting))
    return _show(request, own_question(dialogue, known, acting=acting))


def _deceased(request: AnyRequest, dialogue: Dialogue) -> Response[Any]:
    birth_date = birth_date_in(dialogue.values, _today(request)) if dialogue.at in (BIRTH, REVIEW) else None
    if dialogue.at == REVIEW and birth_date:
        return _show(request, deceased_review(dialogue, birth_date))
    return _show(request, deceased_question(dialogue, birth_date))


def _show(request: AnyRequest, view: SearchQuestionView | ReviewView) -> Response[Any]:
    if isinstance(view, ReviewView):
        return render(request, page="pages/review.html", partial="partials/review.html", view=view)
    status = 422 if view.errors else 200
    page, partial = "pages/search_question.html", "partials/search_question.html"
    return render(request, page=page, partial=partial, view=view, status=status)


async def _answer(request: AnyRequest, result: SearchResult, kind: DraftKind) -> Response[Any]:
    acting = account_of(request).acting is not None
    page, partial = "pages/search_answer.html", "partials/search_answer.html"
    match result:
        case MayNotSearch():
            raise _no_record(request)
        case TooManySearches(again_at):
            return render(request, page=page, partial=partial, view=limit_view(again_at, acting=acting), status=429)
        case answer:
            await discard_draft(account_of(request), kind)
            return render(request, page=page, partial=partial, view=answer_view(answer, acting=acting))


def _no_record(request: AnyRequest) -> PageNotFound:
    account = account_of(request)
    if account.acting:
        return PageNotFound(f"{account.acting.name}さんの年金記録は、まだ届いていません。")
    return PageNotFound("あなたの年金記録がまだ届いていないため、調べられません。", Link("マイページにもどる", "/home"))


def _house(request: AnyRequest) -> SearchHouse:
    a_day = settings_of(request).searches_a_day
    return SearchHouse(clock=clock_of(request), keys=keys_of(request), a_day=a_day)


def _today(request: AnyRequest) -> Any:
    return clock_of(request).now().date()


routes = (show_search, show_own, send_own, show_deceased, send_deceased)
