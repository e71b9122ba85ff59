"""The account page: password, one-time code, recovery codes, devices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import Litestar

from db.queries.accounts import Role
from services.own_password import MOST_TRIES
from tests.web.accounts import code_at, make_account, send, staff_settings
from tests.web.conftest import PASSWORD, Browse, Browser, said, token_in
from web.app import create_app

NEW = "kumo-hashi-mugi-suzume"


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """A demo whose clocks stand still."""
    yield create_app(staff_settings())


@pytest.fixture
async def owner(browser: Browser) -> Browser:
    """A citizen without a one-time code, signed in."""
    await make_account("owner222")
    await browser.sign_in("owner222")
    return browser


async def with_code(browser: Browser, role: Role = Role.CITIZEN) -> None:
    await make_account("coded222", role, code=True)
    await browser.sign_in("coded222")
    await send(browser, "/sign-in/code", code=code_at(-1))


async def test_what_the_account_is_like(owner: Browser) -> None:
    page = said(await owner.get("/account"))
    assert "owne-r222" in page and "間の線（-）は、入力しなくてもかまいません。" in page
    assert "使っていません。" in page
    assert "までに、変えてください" not in page
    assert "予備のコードを作る" not in page


async def test_staff_see_until_when_the_password_is_good(browser: Browser) -> None:
    await with_code(browser, Role.OFFICER)
    page = said(await browser.get("/account"))
    assert "令和9年（2027年）2月21日までに、変えてください。" in page
    assert "窓口 みどり" in page


async def test_changing_the_password(owner: Browser, browse: Browse) -> None:
    fields = {"password": PASSWORD, "password_new": NEW, "password_again": NEW}
    async with browse() as other:
        await other.sign_in("owner222")
        led = await send(owner, "/account/password", **fields)
        assert led.headers["location"] == "/account?done=password"
        assert "パスワードを変えました" in (await owner.get(led.headers["location"])).text
        assert await owner.is_signed_in()
        assert not await other.is_signed_in(), "a thief is out"
        assert (await other.sign_in("owner222")).status_code == 422
        assert (await other.sign_in("owner222", NEW)).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "いまのパスワードを入力してください"),
        ({"password": "wrong"}, "いまのパスワードがちがいます"),
        ({"password": "x" * 1025}, "パスワードが長すぎます"),
        ({"password_new": ""}, "新しいパスワードを入力してください"),
        ({"password_again": "x"}, "上の新しいパスワードとちがいます"),
        ({"password_new": "short", "password_again": "short"}, "15文字以上にしてください"),
        ({"password_new": PASSWORD * 2, "password_again": PASSWORD * 2}, ""),
    ],
)
async def test_everything_wrong_is_said_beside_its_field(owner: Browser, fields: dict[str, str], words: str) -> None:
    filled = {"password": PASSWORD, "password_new": NEW, "password_again": NEW} if fields else {}
    page = await send(owner, "/account/password", **{**filled, **fields})
    if words:
        assert page.status_code == 422
        assert words in page.text
        assert NEW not in page.text
        assert PASSWORD not in page.text


async def test_a_fresh_passphrase_is_suggested_each_time(owner: Browser) -> None:
    pages = [(await owner.get("/account/password")).text.partition("たとえば：")[2][:80] for _ in range(3)]
    assert len(set(pages)) == 3


async def test_guessing_the_present_password_ends_the_session(owner: Browser) -> None:
    for _ in range(MOST_TRIES):
        await send(owner, "/account/password", password="wrong", password_new=NEW, password_again=NEW)
    assert not await owner.is_signed_in()


async def test_switching_the_code_on_and_off(owner: Browser) -> None:
    page = await owner.get("/account/one-time-code")
    key = page.text.partition('lang="en">')[2].partition("<")[0].replace(" ", "")
    assert len(key) == 32
    assert 'style="' not in page.text
    wrong = await send(owner, "/account/one-time-code", password="wrong", code="000000")
    assert wrong.status_code == 422
    assert "あと2か所" in wrong.text
    code = code_at(-1, key)
    shown = await send(owner, "/account/one-time-code", password=PASSWORD, code=code)
    codes = [part.partition("<")[0] for part in shown.text.split('<b class="typed-key">')[1:]]
    assert len(set(codes)) == 8
    assert "前にお渡しした" not in shown.text, "there were none before"
    assert "使っています。" in said(await owner.get("/account"))
    assert "あと8個" in said(await owner.get("/account"))
    again = await send(owner, "/account/one-time-code", password=PASSWORD, code=code)
    assert again.status_code == 422
    assert "もう使われています" in again.text
    led = await send(owner, "/account/one-time-code", password=PASSWORD, code=code_at(0, key))
    assert led.headers["location"] == "/account?done=code-off"
    assert "使っていません。" in said(await owner.get("/account"))


async def test_staff_cannot_do_without(browser: Browser) -> None:
    await with_code(browser, Role.CLERK)
    page = await browser.get("/account/one-time-code")
    assert "職員の方は、確認コードをいつも使います" in said(page)
    token = token_in(await browser.get("/account/recovery-codes"))
    fields = {"csrf_token": token, "password": PASSWORD, "code": code_at()}
    await browser.post("/account/one-time-code", fields)
    assert "使っています。" in said(await browser.get("/account"))


async def test_new_recovery_codes(browser: Browser) -> None:
    await with_code(browser)
    assert "使える予備のコードは、もうありません" in said(await browser.get("/account/recovery-codes"))
    assert (await send(browser, "/account/recovery-codes", password="")).status_code == 422
    assert (await send(browser, "/account/recovery-codes", password="wrong")).status_code == 422
    shown = await send(browser, "/account/recovery-codes", password=PASSWORD)
    assert shown.text.count('<b class="typed-key">') == 8
    assert "前にお渡しした予備のコードは、もう使えません。" in shown.text
    assert "あと8個です" in said(await browser.get("/account/recovery-codes"))
    code = shown.text.partition('<b class="typed-key">')[2].partition("<")[0]
    await browser.sign_out()
    await browser.sign_in("coded222")
    assert (await send(browser, "/sign-in/code", code=code)).status_code == 303


async def test_without_a_one_time_code_there_are_no_recovery_codes(owner: Browser) -> None:
    page = await send(owner, "/account/recovery-codes", password=PASSWORD)
    assert '<b class="typed-key">' not in page.text


async def test_devices(owner: Browser, browse: Browse) -> None:
    async with browse() as phone, browse() as library:
        for other in (phone, library):
            await other.sign_in("owner222")
        page = await owner.get("/account/devices")
        assert page.text.count("ログアウトさせる<span") == 2
        handle = page.text.partition('name="device" value="')[2].partition('"')[0]
        led = await send(owner, "/account/devices", which="one", device=handle)
        assert led.headers["location"] == "/account/devices?done=signed-out-of"
        assert [await phone.is_signed_in(), await library.is_signed_in()].count(True) == 1
        led = await send(owner, "/account/devices", which="others")
        assert "ほかのすべての機器で" in (await owner.get(led.headers["location"])).text
        assert not await phone.is_signed_in()
        assert not await library.is_signed_in()
        assert await owner.is_signed_in()


@pytest.mark.parametrize("fields", [{}, {"which": "none"}, {"which": "one"}])
async def test_what_no_button_sends_is_refused(owner: Browser, fields: dict[str, str]) -> None:
    assert (await send(owner, "/account/devices", **fields)).status_code == 400


async def test_nobody_elses_device_can_be_signed_out(owner: Browser, browse: Browse) -> None:
    await make_account("other222")
    async with browse() as other:
        await other.sign_in("other222")
        for handle in ("0" * 16, "", "x" * 1000):
            led = await send(owner, "/account/devices", which="one", device=handle)
            assert led.headers["location"] == "/account/devices?done=signed-out-of", "the same answer"
        assert await other.is_signed_in()


async def test_the_page_says_when_the_session_ends_and_how_to_have_more_time(owner: Browser) -> None:
    page = await owner.get("/account")
    assert "午後0時15分" in page.text
    assert 'data-session-seconds="900"' in page.text
    more = await owner.get("/session", referer="http://127.0.0.1:8000/account")
    assert 'data-session-left="900"' in more.text
    assert 'href="/account"' in more.text
    strange = await owner.get("/session", referer="https://evil.example/")
    assert "evil" not in strange.text


async def test_the_parts_come_alone_for_scripts(owner: Browser) -> None:
    part = await owner.get("/session", hx_request="true", hx_request_type="partial")
    assert part.text.lstrip().startswith("<title>")
    assert "<html" not in part.text
