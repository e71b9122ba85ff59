"""The sign-in screen and its answers."""

from __future__ import annotations

import re

import pytest
from httpx import Response

import web.routes.sign_in
import web.routes.top
from db.problems import DatabaseUnavailable
from services.sign_in import Busy
from tests.web.conftest import USER_ID, Browser, token_in
from tests.web.forms.test_sign_in import full_width

PARTIAL = {"hx_request": "true", "hx_request_type": "partial"}


def without_token(answer: Response) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)


async def test_unknown_id_and_wrong_password_get_the_same_answer(browser: Browser) -> None:
    wrong = await browser.sign_in(password="something else")
    unknown = await browser.sign_in(user_id="no-such-person", password="something else")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert without_token(wrong).replace(USER_ID, "") == without_token(unknown).replace("no-such-person", "")
    assert set(wrong.headers) == set(unknown.headers)
    assert not await browser.is_signed_in()


async def test_what_was_typed_stays_but_never_the_password(browser: Browser) -> None:
    answer = await browser.sign_in(user_id="はなこ<b>", password="ひみつのことば", next="/records")
    assert answer.status_code == 422
    assert 'value="はなこ&lt;b&gt;"' in answer.text
    assert 'name="next" value="/records"' in answer.text
    assert "ひみつ" not in answer.text
    assert "<title>エラー：ログイン｜わたしの年金記録</title>" in answer.text


async def test_everything_missing_is_said_at_once_and_tied_to_its_field(browser: Browser) -> None:
    answer = await browser.sign_in(user_id=" 　", password="")
    assert answer.status_code == 422
    for field, sentence in (
        ("user-id", "ユーザーIDを入力してください。"),
        ("password", "パスワードを入力してください。"),
    ):
        assert f'<a href="#{field}">{sentence}</a>' in answer.text
        assert re.search(
            rf'<input id="{field}"[^>]*aria-describedby="[^"]*{field}-error"[^>]*aria-invalid="true"', answer.text
        )


async def test_user_ids_are_read_kindly(browser: Browser) -> None:
    answer = await browser.sign_in(user_id=f" {full_width(USER_ID.title())}　")
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")


async def test_as_a_partial(browser: Browser) -> None:
    token = token_in(await browser.get("/sign-in"))
    fields = {"csrf_token": token, "user-id": USER_ID, "password": "x"}
    refused = await browser.post("/sign-in", fields, **PARTIAL)
    assert refused.status_code == 422
    assert refused.text.startswith("<title>エラー：ログイン")
    assert "入力に誤りが1件あります。" in refused.text
    accepted = await browser.post("/sign-in", {**fields, "password": "さくらの道をあるく人"}, **PARTIAL)
    assert (accepted.status_code, accepted.headers["hx-redirect"]) == (200, "/home")


async def test_somebody_signed_in_goes_on(browser: Browser) -> None:
    await browser.sign_in()
    answer = await browser.get("/sign-in")
    assert (answer.status_code, answer.headers["location"]) == (303, "/home")


async def test_too_many_at_once_are_asked_to_wait(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(*_: object, **__: object) -> Busy:
        return Busy()

    monkeypatch.setattr(web.routes.sign_in, "sign_in", busy)
    answer = await browser.sign_in()
    assert answer.status_code == 503
    assert "数分たってから" in answer.text


async def test_the_first_page_stays_open_without_the_database(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy() -> None:
        raise DatabaseUnavailable

    monkeypatch.setattr(web.routes.top, "show_data_as_of", busy)
    answer = await browser.get("/")
    assert answer.status_code == 200
    assert "記録の時点" not in answer.text


async def test_the_first_page_leads_on(browser: Browser) -> None:
    visitor = (await browser.get("/")).text
    assert 'href="/sign-in"' in visitor
    assert "ログアウトしました。" not in visitor
    await browser.sign_in()
    citizen = (await browser.get("/?from=sign-out")).text
    assert "マイページへ進む" in citizen
    assert "ログアウトしました。" not in citizen, "it would not be true"
