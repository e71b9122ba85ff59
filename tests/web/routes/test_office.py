"""The officer's desk."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from tests.web.accounts import code_at, staff_settings
from tests.web.conftest import Browse, Browser, said, token_in
from tests.web.routes.test_register_post import (  # noqa: F401 - fixtures are found by their names here
    LOGINS,
    demo_database,
    send,
    settings,
)
from web.app import create_app


@pytest.fixture(scope="module")
def app() -> Litestar:
    """With staff who work on this machine."""
    return create_app(staff_settings())


@pytest.fixture
async def officer(browse: Browse) -> AsyncIterator[Browser]:
    """A browser in which the officer is signed in, with a one-time code."""
    async with browse() as opened:
        account = LOGINS["officer"]
        await opened.sign_in(account.user_id, account.password)
        token = token_in(await opened.get("/sign-in/code"))
        code = code_at(secret=account.one_time_code_secret)
        answer = await opened.post("/sign-in/code", {"csrf_token": token, "code": code})
        assert answer.headers["location"] == "/counter/office"
        yield opened


async def test_letters_are_made_printed_and_marked_as_posted(officer: Browser) -> None:
    desk = await officer.get("/counter/office")
    assert "まだ確かめていない申し込みが1件あります。" in desk.text
    made = await send(officer, "/counter/office/letters", {}, page="/counter/office")
    assert (made.status_code, made.headers["location"]) == (303, "/counter/office/letters/3")
    sheet = await officer.get("/counter/office/letters/3")
    assert "〒100-0000" in sheet.text
    assert "春野 和子 様" in sheet.text
    assert "1234-567890" not in sheet.text
    assert re.search(r"<dd>([a-z0-9]{4}-){3}[a-z0-9]{4}</dd>", sheet.text)
    posted = await send(officer, "/counter/office/letters/3/posted", {}, page="/counter/office")
    assert posted.headers["location"] == "/counter/office?done=posted"
    assert "発送した、と印をつけました。" in (await officer.get("/counter/office?done=posted")).text
    assert "春野" not in (await officer.get("/counter/office/letters/3")).text
    again = await send(officer, "/counter/office/letters", {}, page="/counter/office")
    assert again.headers["location"] == "/counter/office?done=nothing"


@pytest.mark.parametrize("batch", ["0", "99", "99999999999999"])
async def test_a_batch_that_is_not_there(officer: Browser, batch: str) -> None:
    assert (await officer.get(f"/counter/office/letters/{batch}")).status_code == 404
    answer = await send(officer, f"/counter/office/letters/{batch}/posted", {}, page="/counter/office")
    assert answer.status_code == 303


async def test_citizens_do_not_reach_the_desk(browser: Browser) -> None:
    await browser.sign_in(LOGINS["haruno"].user_id, LOGINS["haruno"].password)
    for path in ("/counter/office", "/counter/office/letters/2", "/counter/office/unlock"):
        answer = await browser.get(path)
        assert answer.status_code == 403
        assert "橋本" not in answer.text


async def test_an_officer_opens_a_lock(officer: Browser, browse: Browse) -> None:
    locked = LOGINS["haruno"].user_id
    async with browse() as stranger:
        for _ in range(5):
            await stranger.sign_in(locked, "wrong")
    fields = {"locked-user-id": locked, "identity-check": "passport"}
    missing = await send(officer, "/counter/office/unlock", {"locked-user-id": "", "identity-check": "x"})
    assert missing.status_code == 422
    assert missing.text.count('aria-invalid="true"') == 2
    done = await send(officer, "/counter/office/unlock", fields)
    assert done.status_code == 200
    assert "ログインの停止を解きました。" in done.text
    unknown = await send(officer, "/counter/office/unlock", {**fields, "locked-user-id": "nobody-here"})
    assert unknown.status_code == 422
    assert "このユーザーIDのアカウントは、ありません。" in said(unknown)
    colleague = await send(officer, "/counter/office/unlock", {**fields, "locked-user-id": LOGINS["clerk"].user_id})
    assert "職員の停止は管理者が" in said(colleague)
