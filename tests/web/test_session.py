"""Sessions: made at sign-in only, never adopted, dead at sign-out, no database work for visitors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, cast

import pytest
from httpx import Response
from litestar import Request
from litestar.types import HTTPScope

from services.clock import DEMO_NOW, JapanClock
from services.sessions import IDLE_LIMIT
from tests.web.conftest import PASSWORD, SITE, USER_ID, Browse, Browser, client_of, token_in
from web import session
from web.app import create_app
from web.session import Visit, account_of, close_session, visit_of
from web.settings import Settings

PLANTED = "A" * 43


def a_request() -> Request[Any, Any, Any]:
    """One that did not come through the application's doors."""
    return Request(cast("HTTPScope", {"type": "http", "headers": []}))


def cookies_set(answer: Response) -> SimpleCookie:
    cookies: SimpleCookie = SimpleCookie()
    for line in answer.headers.get_list("set-cookie"):
        cookies.load(line)
    return cookies


async def test_signing_in_begins_a_session_of_a_fresh_secret(browser: Browser) -> None:
    answer = await browser.sign_in()
    cookie = cookies_set(answer)["session"]
    assert answer.status_code == 303
    assert len(cookie.value) == 43
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == "", "the cookie must end with the browser"
    assert await browser.is_signed_in()


async def test_a_planted_token_is_never_adopted(browse: Browse) -> None:
    async with browse() as victim, browse() as attacker:
        victim.client.cookies.set("session", PLANTED, domain="127.0.0.1")
        attacker.client.cookies.set("session", PLANTED, domain="127.0.0.1")
        refused = await victim.get("/")
        assert cookies_set(refused)["session"]["max-age"] == "0", "an unknown token is taken away"
        victim.client.cookies.set("session", PLANTED, domain="127.0.0.1")
        begun = cookies_set(await victim.sign_in())["session"].value
        assert begun != PLANTED
        assert await victim.is_signed_in()
        assert not await attacker.is_signed_in()


async def test_the_session_of_before_is_dead_after_signing_in_again(browse: Browse) -> None:
    async with browse() as browser, browse() as copy:
        first = cookies_set(await browser.sign_in())["session"].value
        page = await browser.get("/")
        fields = {"csrf_token": token_in(page), "user-id": USER_ID, "password": PASSWORD}
        second = cookies_set(await browser.post("/sign-in", fields))["session"].value
        assert second != first
        copy.client.cookies.set("session", first, domain="127.0.0.1")
        assert not await copy.is_signed_in()
        assert await browser.is_signed_in()


async def test_signing_out_kills_the_session_on_the_server(browse: Browse) -> None:
    async with browse() as browser, browse() as copy:
        token = cookies_set(await browser.sign_in())["session"].value
        copy.client.cookies.set("session", token, domain="127.0.0.1")
        assert await copy.is_signed_in()
        answer = await browser.sign_out()
        assert (answer.status_code, answer.headers["location"]) == (303, "/?from=sign-out")
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
        assert cookies_set(answer)["session"]["max-age"] == "0"
        copy.client.cookies.set("session", token, domain="127.0.0.1")
        assert not await copy.is_signed_in()
        assert "ログアウトしました。" in (await browser.get("/?from=sign-out")).text


async def test_an_idle_session_is_dead(settings: Settings, browser: Browser) -> None:
    token = cookies_set(await browser.sign_in())["session"].value
    late = create_app(replace(settings, clock=JapanClock(DEMO_NOW + IDLE_LIMIT + timedelta(seconds=1))))
    async with client_of(late) as client:
        client.cookies.set("session", token, domain="127.0.0.1")
        assert not await Browser(client).is_signed_in()


async def test_who_was_signed_in_until_now_is_told_so_and_led_back(settings: Settings, browser: Browser) -> None:
    token = cookies_set(await browser.sign_in())["session"].value
    late = create_app(replace(settings, clock=JapanClock(DEMO_NOW + IDLE_LIMIT + timedelta(seconds=1))))
    async with client_of(late) as client:
        browser = Browser(client)
        client.cookies.set("session", token, domain="127.0.0.1")
        led = await browser.get("/records?view=points")
        client.cookies.set("session", token, domain="127.0.0.1")
        sent = await browser.post("/records/checks/marks", {}, referer=f"{SITE}/records/checks")
        page = await browser.get(led.headers["location"])
    assert led.headers["location"] == "/sign-in?next=/records%3Fview%3Dpoints&because=time-out"
    assert sent.headers["location"] == "/sign-in?next=/records/checks&because=time-out"
    assert "しばらく操作がなかったか" in page.text
    assert 'name="next" value="/records?view=points"' in page.text


@pytest.mark.parametrize(
    "cookie", [b"", b"session", b"session=", b"session=short", b"session=" + b"\xe4" * 43, b"other=" + b"A" * 43]
)
async def test_what_cannot_be_a_token_costs_no_look_up(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, cookie: bytes
) -> None:
    async def forbidden(*_: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(session, "load_session", forbidden)
    answer = await browser.client.get("/", headers={b"cookie": cookie})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers, "a public page without form needs no cookie"


async def test_over_tls_cookies_are_bound_to_the_host(settings: Settings) -> None:
    app = create_app(replace(settings, tls=True))
    async with app.lifespan(), client_of(app, "https://nenkin.example") as client:
        browser = Browser(client)
        answer = await browser.sign_in()
        cookies = cookies_set(answer)
        assert set(cookies) == {"__Host-session", "__Host-form"}
        assert all(cookie["secure"] and cookie["path"] == "/" and not cookie["domain"] for cookie in cookies.values())
        assert await browser.is_signed_in()
        client.cookies.clear()
        client.cookies.set("session", cookies["__Host-session"].value, domain="nenkin.example")
        assert not await browser.is_signed_in(), "a cookie without the prefix could have been planted by a neighbour"


async def test_the_token_is_nowhere_in_the_database(settings: Settings, browser: Browser) -> None:
    token = cookies_set(await browser.sign_in())["session"].value
    files = [Path(settings.database), *Path(settings.database).parent.glob("*.sqlite-wal")]
    assert not any(token.encode() in file.read_bytes() for file in files)


async def test_closing_a_visitors_visit_asks_no_database() -> None:
    request = a_request()
    await close_session(request)
    assert (b"clear-site-data", b'"cache", "storage"') in visit_of(request.scope).headers


def test_a_handler_for_citizens_that_visitors_reach_is_a_programming_error() -> None:
    request = a_request()
    with pytest.raises(LookupError):
        account_of(request)


def test_requests_do_not_share_a_visit() -> None:
    assert visit_of(a_request().scope) is not visit_of(a_request().scope)
    assert Visit().form == {}
