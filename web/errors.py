"""Errors are screens: as a page, or as a notice for a partial request. Never a stack trace, never personal data."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import (
    HTTPException,
    NotFoundException,
    PermissionDeniedException,
    ServiceUnavailableException,
    TooManyRequestsException,
)
from litestar.types import HTTPScope, Message, Receive, Send

from db.problems import DatabaseUnavailable
from db.queries.sessions import StoredSession
from services.passwords import PasswordsBusy
from services.reading_volume import AccountStopped
from web.access import HELPING_URL, HOMES, Led, NotCovered, OwnChannelOnly, StoppedHere, page_before
from web.asgi import HttpApp
from web.render import redirect, render
from web.session import account_or_none
from web.settings import settings_of
from web.views.error import TOP, ErrorView, error_view, not_covered_view, own_channel_view, stopped_view
from web.views.frame import Link

_log = logging.getLogger("nenkin.errors")
_LAST_RESORT = (
    '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>うまく動きませんでした</title></head>'
    "<body><main><h1>申し訳ありません。うまく動きませんでした</h1>"
    '<p>少し時間をおいて、もう一度お試しください。</p><p><a href="/">トップページへ</a></p></main></body></html>'
)


class PageNotFound(NotFoundException):
    """No such page, said in a sentence of its own, with ways on."""

    def __init__(self, sentence: str, *links: Link) -> None:
        super().__init__()
        self.sentence = sentence
        self.links = links


class NotAllowed(PermissionDeniedException):
    """What this visitor may not do, said in a sentence of its own, with ways on."""

    def __init__(self, sentence: str, *links: Link) -> None:
        super().__init__()
        self.sentence = sentence
        self.links = links


class TooManyTries(TooManyRequestsException):
    """Nothing more is looked up for a while, said in a sentence of its own, with ways on."""

    def __init__(self, sentence: str, *links: Link) -> None:
        super().__init__()
        self.sentence = sentence
        self.links = links


class NotPossibleNow(ServiceUnavailableException):
    """What cannot be done at this moment, said in a sentence of its own, with ways on."""

    def __init__(self, sentence: str, *links: Link) -> None:
        super().__init__()
        self.sentence = sentence
        self.links = links


def error_screen(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    """The answer to whatever went wrong; the unexpected is logged."""
    if isinstance(problem, Led):
        return redirect(request, problem.url)
    status = _status(problem)
    if status >= 500:
        _report(request, problem)
    view = _view(request, problem, status)
    answer = render(request, page="pages/error.html", partial="partials/error.html", view=view, status=status)
    if isinstance(problem, HTTPException) and problem.headers:
        answer.headers.update(problem.headers)
    if status == 503:
        answer.headers["Retry-After"] = "120"
    return answer


def _view(request: Request[Any, Any, Any], problem: Exception, status: int) -> ErrorView:
    account = account_or_none(request)
    if isinstance(problem, NotCovered) and account and account.acting:
        return not_covered_view(account.acting.name)
    if isinstance(problem, AccountStopped | StoppedHere):
        return stopped_view()
    if isinstance(problem, OwnChannelOnly):
        return own_channel_view()
    sentence, links = "", _page_before(request)
    if isinstance(problem, PageNotFound | NotAllowed | TooManyTries | NotPossibleNow):
        sentence, links = problem.sentence, problem.links
    return error_view(status, home=_home(account), sentence=sentence, links=links)


def _home(account: StoredSession | None) -> Link:
    if account is None:
        return TOP
    if account.acting:
        return Link("代わりに見る方の一覧へ", HELPING_URL)
    return Link("はじめの画面へ" if account.role.is_staff else "マイページへ", HOMES[account.role])


class ErrorScreens:
    """Makes a screen of what fails outside of the handlers: session look-up, static files, the error screen itself."""

    def __init__(self, app: HttpApp) -> None:
        self._app = app

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Plain ASGI."""
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as problem:
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            if started:
                _report(request, problem)
                raise
            await self._answer(request, problem)

    async def _answer(self, request: Request[Any, Any, Any], problem: Exception) -> None:
        try:
            answer = error_screen(request, problem).to_asgi_response(app=None, request=request)
        except Exception as second:
            _report(request, second)
            last: Response[str] = Response(_LAST_RESORT, status_code=500, media_type=MediaType.HTML)
            answer = last.to_asgi_response(app=None, request=request)
        await answer(request.scope, request.receive, request.send)


def _page_before(request: Request[Any, Any, Any]) -> tuple[Link, ...]:
    """The page of ours from which a form was sent, to open it anew."""
    address = page_before(request) if request.method != "GET" else ""
    return (Link("前のページを開きなおす", address),) if address else ()


def _status(problem: Exception) -> int:
    if isinstance(problem, DatabaseUnavailable | PasswordsBusy):
        return 503
    if isinstance(problem, AccountStopped):
        return 403
    return problem.status_code if isinstance(problem, HTTPException) else 500


def _report(request: Request[Any, Any, Any], problem: Exception) -> None:
    """Where it happened, without the words of the exception: they may quote what a person typed or what is stored.

    In development, where people are invented, everything.
    """
    if settings_of(request).development:
        _log.error("in development:", exc_info=problem)
    frames = traceback.extract_tb(problem.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("%s in %s at %s", type(problem).__name__, request.scope.get("path_template", "-"), places)
