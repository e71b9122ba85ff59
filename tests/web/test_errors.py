"""Errors are screens: as page and as partial, in plain words, without traces; nothing personal in the log."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from httpx import Response
from litestar import Litestar, get
from litestar.exceptions import HTTPException, TooManyRequestsException
from litestar.params import FromPath

import web.app
import web.errors
from db.problems import DatabaseUnavailable
from tests.web.conftest import Browser, client_of
from web import session
from web.access import ACCESS, VISITOR
from web.app import LARGEST_FORM, create_app
from web.errors import PageNotFound
from web.settings import Settings
from web.views.error import STATUSES, error_view
from web.views.frame import Link

SECRET = "山田花子 1234-567890"
PARTIAL = {"hx_request": "true", "hx_request_type": "partial"}


@get("/fails/{status:int}", name="fails")
async def show_failure(status: FromPath[int]) -> str:
    """Fails in the way that leads to a status."""
    match status:
        case 404:
            raise PageNotFound("昭和60年13月という月はありません。", Link("年金記録の一覧へ", "/records"))
        case 429:
            raise TooManyRequestsException(headers={"Retry-After": "60"})
        case 500:
            raise RuntimeError(SECRET)
        case 503:
            raise DatabaseUnavailable(SECRET)
        case _:
            raise HTTPException(status_code=status, detail=SECRET)


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """With a handler that fails on request."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web.app, "ROUTES", (*web.app.ROUTES, show_failure))
        patch.setitem(ACCESS, ("GET", "/fails/{status}"), frozenset({VISITOR}))
        yield create_app(Settings())


def assert_plain(answer: Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    view = error_view(status)
    assert view.heading in answer.text
    assert view.next_step in answer.text
    for inside in (SECRET, "Traceback", "Error", "litestar", "Exception"):
        assert inside not in answer.text


@pytest.mark.parametrize("status", STATUSES)
async def test_as_a_page(browser: Browser, status: int) -> None:
    answer = await browser.get(f"/fails/{status}")
    assert_plain(answer, status)
    assert answer.text.startswith("<!DOCTYPE html>")
    assert f"<title>{error_view(status).heading}｜わたしの年金記録</title>" in answer.text


@pytest.mark.parametrize("status", STATUSES)
async def test_as_a_partial(browser: Browser, status: int) -> None:
    answer = await browser.get(f"/fails/{status}", **PARTIAL)
    assert_plain(answer, status)
    assert answer.text.startswith("<title>")
    assert "<html" not in answer.text
    assert "data-announce=" in answer.text


async def test_a_status_without_words_of_its_own(browser: Browser) -> None:
    assert_plain(await browser.get("/fails/418"), 418)
    assert_plain(await browser.get("/fails/502"), 502)


async def test_a_missing_page_says_its_own_sentence_and_leads_back(browser: Browser) -> None:
    answer = await browser.get("/fails/404")
    assert "昭和60年13月という月はありません。" in answer.text
    assert '<a class="link" href="/records">年金記録の一覧へ</a>' in answer.text


async def test_when_to_come_back_is_said(browser: Browser) -> None:
    assert (await browser.get("/fails/429")).headers["retry-after"] == "60"
    assert (await browser.get("/fails/503")).headers["retry-after"] == "120"


@pytest.mark.parametrize(("size", "announced"), [(LARGEST_FORM + 1, True), (LARGEST_FORM + 1, False)])
async def test_a_body_beyond_the_limit(browser: Browser, size: int, announced: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:  # without a Content-Length the limit holds while reading
        for _ in range(size // 1024 + 1):
            yield b"a" * 1024

    headers = {"content-type": "application/x-www-form-urlencoded"}
    content = b"a" * size if announced else pieces()
    answer = await browser.client.post("/sign-in", content=content, headers=headers)
    assert_plain(answer, 413)


async def test_an_announced_size_is_refused_before_reading(browser: Browser) -> None:
    async def never_read() -> AsyncIterator[bytes]:
        for piece in (b"a",):
            yield piece
            raise OSError("the body was read on")

    headers = {"content-type": "application/x-www-form-urlencoded", "content-length": "300000000"}
    answer = await browser.client.post("/sign-in", content=never_read(), headers=headers)
    assert_plain(answer, 413)


async def test_the_session_look_up_fails(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(*_: object, **__: object) -> None:
        raise DatabaseUnavailable

    await browser.sign_in()
    monkeypatch.setattr(session, "load_session", busy)
    assert_plain(await browser.get("/"), 503)
    browser.client.cookies.clear()
    assert (await browser.get("/")).status_code == 200, "public pages go on"


async def test_even_the_error_screen_may_fail(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(web.errors, "error_view", broken)
    answer = await browser.get("/nowhere")
    assert answer.status_code == 500
    assert "うまく動きませんでした" in answer.text
    assert "content-security-policy" in answer.headers


async def test_the_log_says_where_and_not_what(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await browser.get(f"/fails/500?number={SECRET}")
        await browser.get("/fails/404")
    errors = [record.getMessage() for record in caplog.records if record.name == "nenkin.errors"]
    assert len(errors) == 1
    assert errors[0].startswith("RuntimeError in /fails/{status} at ")
    assert "show_failure" in errors[0]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("nenkin")]
    assert not any(part in line for part in ("山田", "1234", "number=") for line in ours)


@pytest.mark.usefixtures("app")  # for its route
async def test_in_development_the_log_says_everything(caplog: pytest.LogCaptureFixture) -> None:
    async with client_of(create_app(Settings(development=True))) as client:
        answer = await client.get("/fails/500")
    assert_plain(answer, 500)
    assert SECRET in caplog.text


async def test_a_fault_after_the_answer_has_begun_is_not_answered_twice(
    app: Litestar, caplog: pytest.LogCaptureFixture
) -> None:
    from web.errors import ErrorScreens

    sent: list[object] = []

    async def breaks_off(_: object, __: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]  # send is callable
        raise RuntimeError(SECRET)

    async def keep(message: object) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [], "litestar_app": app}
    with pytest.raises(RuntimeError):
        await ErrorScreens(breaks_off)(scope, keep, keep)  # type: ignore[arg-type]  # as bare as can be
    assert len(sent) == 1
    assert SECRET not in caplog.text
