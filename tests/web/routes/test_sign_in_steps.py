"""The steps between the password and the service: nothing of the service opens before the last one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import Litestar

from db.queries.accounts import Role
from services.sign_in_code import MOST_CODES
from tests.web.accounts import code_at, make_account, send, staff_settings
from tests.web.conftest import PASSWORD, Browse, Browser, said, token_in
from web.app import create_app

NEW = "kumo-hashi-mugi-suzume"


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """A demo whose clocks stand still."""
    yield create_app(staff_settings())


async def at_code(browser: Browser, wish: str = "") -> None:
    await make_account("coded222", code=True)
    fields = {"next": wish} if wish else {}
    led = await browser.sign_in("coded222", **fields)
    assert led.headers["location"].startswith("/sign-in/code")


async def test_the_password_alone_opens_nothing(browser: Browser) -> None:
    await at_code(browser)
    for path in ("/home", "/records", "/account", "/session", "/sign-in/new-password", "/sign-in/code-setup"):
        led = await browser.get(path)
        assert (led.status_code, led.headers["location"].partition("?")[0]) == (303, "/sign-in/code"), path
    assert 'action="/account"' not in (await browser.get("/")).text


async def test_a_right_code_leads_where_one_wanted_to_be(browser: Browser) -> None:
    await at_code(browser, "/records/checks")
    page = await browser.get("/sign-in/code?next=/records/checks")
    assert 'autocomplete="one-time-code"' in page.text
    led = await send(browser, "/sign-in/code?next=/records/checks", code=code_at(), next="/records/checks")
    assert led.headers["location"] == "/records/checks"
    assert await browser.is_signed_in()


async def test_each_step_is_a_new_session(browser: Browser) -> None:
    await at_code(browser)
    before = browser.client.cookies["session"]
    await send(browser, "/sign-in/code", code=code_at())
    assert browser.client.cookies["session"] != before
    browser.client.cookies.set("session", before, domain="127.0.0.1")
    assert (await browser.get("/home")).headers["location"].startswith("/sign-in?")


@pytest.mark.parametrize(("typed", "words"), [("", "確認コードを入力してください"), ("000000", "確認コードがちがうか")])
async def test_what_is_wrong_is_said_and_the_code_is_not_repeated(browser: Browser, typed: str, words: str) -> None:
    await at_code(browser)
    page = await send(browser, "/sign-in/code", code=typed)
    assert page.status_code == 422
    assert words in said(page)
    assert "000000" not in page.text
    assert "<title>エラー：" in page.text


async def test_after_five_wrong_codes_the_account_is_locked(browser: Browser) -> None:
    await at_code(browser)
    for _ in range(MOST_CODES - 1):
        await send(browser, "/sign-in/code", code="000000")
    page = await send(browser, "/sign-in/code", code="000000")
    assert page.status_code == 422
    assert "午後0時15分まで" in page.text
    assert "いまは、受け付けられません</h2>" in page.text, "there is nothing to mend"
    assert "直してください" not in page.text
    assert (await browser.get("/sign-in/code")).status_code == 303, "and the sign-in is over"
    page = await browser.sign_in("coded222")
    assert "午後0時15分まで" in page.text


async def test_too_many_codes_in_one_sign_in_begin_it_anew(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.sign_in_limits.FAILURES_BEFORE_LOCK", 100)
    await at_code(browser)
    for _ in range(MOST_CODES - 1):
        await send(browser, "/sign-in/code", code="000000")
    led = await send(browser, "/sign-in/code", code="000000")
    assert led.headers["location"] == "/sign-in?because=codes"
    assert "はじめからやりなおします" in (await browser.get("/sign-in?because=codes")).text


async def test_a_sign_in_can_be_left(browser: Browser) -> None:
    await at_code(browser)
    token = token_in(await browser.get("/sign-in/code"))
    assert (await browser.post("/sign-out", {"csrf_token": token})).status_code == 303
    assert (await browser.get("/sign-in/code")).headers["location"].startswith("/sign-in")


async def test_a_code_of_another_browser_is_of_no_use(browse: Browse) -> None:
    async with browse() as victim, browse() as attacker:
        await at_code(victim)
        await send(victim, "/sign-in/code", code=code_at())
        await attacker.sign_in("coded222")
        page = await send(attacker, "/sign-in/code", code=code_at())
        assert page.status_code == 422, "it was used"


async def test_the_token_of_the_first_step_is_worth_nothing_at_the_second(browser: Browser) -> None:
    await make_account("coded222", code=True)
    first = token_in(await browser.get("/sign-in"))
    await browser.post("/sign-in", {"csrf_token": first, "user-id": "coded222", "password": PASSWORD})
    refused = await browser.post("/sign-in/code", {"csrf_token": first, "code": code_at()})
    assert refused.status_code == 403


async def test_staff_set_up_their_code_before_anything_else(browser: Browser) -> None:
    await make_account("newcomer22", Role.CLERK)
    assert (await browser.sign_in("newcomer22")).headers["location"] == "/sign-in/code-setup"
    page = await browser.get("/sign-in/code-setup")
    assert "<svg" in page.text
    assert "職員の方は、確認コードを用意してから" in said(page)
    assert (await send(browser, "/sign-in/code-setup", code="000000")).status_code == 422
    assert (await send(browser, "/sign-in/code-setup", code="")).status_code == 422
    key = page.text.partition('lang="en">')[2].partition("<")[0].replace(" ", "")
    shown = await send(browser, "/sign-in/code-setup", code=code_at(secret=key))
    assert shown.status_code == 200
    assert "この画面でしか、お見せできません" in shown.text
    assert 'href="/account"' in shown.text
    assert await browser.is_signed_in()
    assert (await browser.get("/sign-in/code-setup")).status_code == 403


async def test_who_must_choose_a_new_password_does_so_first(browser: Browser) -> None:
    await make_account("expired22", must_change=True)
    assert (await browser.sign_in("expired22")).headers["location"] == "/sign-in/new-password"
    page = await browser.get("/sign-in/new-password")
    assert "いまのパスワード" not in page.text
    both = {"password_new": NEW, "password_again": NEW}
    assert (await send(browser, "/sign-in/new-password", password_new=NEW, password_again="x")).status_code == 422
    assert "短いため" in (await send(browser, "/sign-in/new-password", password_new="x", password_again="x")).text
    led = await send(browser, "/sign-in/new-password", **both)
    assert (led.status_code, led.headers["location"]) == (303, "/home")
    assert await browser.is_signed_in()


async def test_the_help_says_what_to_do(browser: Browser) -> None:
    page = await browser.get("/sign-in/help")
    assert page.status_code == 200
    assert "予備のコード" in said(page)
    assert "0570-00-0000" not in page.text or "相談の電話" in page.text


async def test_too_many_tries_from_one_place_are_429(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.sign_in_limits.MOST_BY_ADDRESS", 0)
    assert (await browser.sign_in("nobody22", "wrong")).status_code == 429


async def test_a_shared_computer_is_remembered_over_the_steps(browser: Browser) -> None:
    await make_account("coded222", code=True)
    await browser.sign_in("coded222", shared="1")
    await send(browser, "/sign-in/code", code=code_at())
    assert "午後0時05分" in (await browser.get("/account")).text


async def test_a_foreign_origin_sends_no_code(browser: Browser) -> None:
    await at_code(browser)
    token = token_in(await browser.get("/sign-in/code"))
    answer = await browser.post(
        "/sign-in/code", {"csrf_token": token, "code": code_at()}, origin="https://evil.example"
    )
    assert answer.status_code == 403
