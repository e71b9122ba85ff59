"""The access table: default deny, sign-in where it is needed, and back to the wished page, never elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, get, post
from litestar.handlers import HTTPRouteHandler

import web.app
from db.queries.accounts import Role
from db.queries.mandates import ScreenGroup
from tests.web.conftest import Browse, Browser
from web.access import ACCESS, HOME_ONLY, VISITOR, is_home_only, own_address, wished_address
from web.settings import Settings

OURS = web.app.ROUTES


@get("/unlisted", name="unlisted")
async def show_unlisted() -> str:
    return "this must never be seen"


@post("/", name="unlisted-method", status_code=200)
async def send_unlisted() -> str:
    return "this must never be seen"


@get("/closed", name="closed")
async def show_closed() -> str:
    return "this must never be seen"


def planted_below(root: str) -> HTTPRouteHandler:
    """A handler below an address that people see through their own channel alone."""

    @get(f"{root}/planted", name=f"planted{root.replace('/', '-')}")
    async def show_planted() -> str:
        return "this must never be seen"

    return show_planted


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """With handlers that nobody has listed, and one that no role may use."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            web.app,
            "ROUTES",
            (*web.app.ROUTES, show_unlisted, send_unlisted, show_closed, *map(planted_below, HOME_ONLY)),
        )
        patch.setitem(ACCESS, ("GET", "/closed"), frozenset())
        for root in HOME_ONLY:
            patch.setitem(ACCESS, ("GET", f"{root}/planted"), frozenset())
        yield web.app.create_app(Settings())


def test_every_handler_stands_in_the_table() -> None:
    app = Litestar(OURS, openapi_config=None, logging_config=None)
    handlers = {(method, route.path_format) for route in app.routes for method in route.methods if method != "OPTIONS"}
    assert handlers <= set(ACCESS)


async def test_an_unlisted_route_does_not_exist_for_anybody(browser: Browser) -> None:
    assert (await browser.get("/unlisted")).status_code == 404
    await browser.sign_in()
    answer = await browser.get("/unlisted")
    assert answer.status_code == 404
    assert "never" not in answer.text


async def test_an_unlisted_method_is_refused(browser: Browser) -> None:
    await browser.sign_in()
    assert (await browser.client.post("/", data={})).status_code == 405
    asked = await browser.client.options("/sign-in")
    assert (asked.status_code, asked.headers["allow"]) == (405, "GET, POST")
    assert (await browser.client.request("TRACE", "/")).status_code == 405


@pytest.mark.parametrize(
    "header",
    [
        *("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"),
        *("X-Forwarded-Prefix", "X-Forwarded-User", "X-Remote-User", "Authorization"),
    ],
)
async def test_no_header_changes_what_is_asked_or_who_asks(browser: Browser, header: str) -> None:
    for value in ("POST", "DELETE", "/faq", "hanako-sakura"):
        answer = await browser.client.get("/account", headers={header: value})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/account")
        sent = await browser.client.post("/account", headers={header: value})
        assert sent.status_code == 405


async def test_a_role_that_may_not_is_refused(browser: Browser) -> None:
    await browser.sign_in()
    assert (await browser.get("/closed")).status_code == 403


@pytest.mark.parametrize(("method", "path"), [row for row, roles in ACCESS.items() if VISITOR not in roles])
@pytest.mark.parametrize("kind", ["page", "partial"])
async def test_visitors_are_led_to_sign_in(browser: Browser, method: str, path: str, kind: str) -> None:
    filled = {"year": "1985", "month": "4", "batch": "1", "number": "12345678", "kind": "inquiry", "scenario": "1"}
    url = re.sub(r"\{([a-z_]+)\}", lambda hole: filled.get(hole[1], "x"), path)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if kind == "partial" else {}
    answer = await browser.client.request(method, url, headers=headers)
    if answer.status_code == 404:
        pytest.fail(f"{path} is listed but has no handler")
    # who is led to a step of signing in would go in a circle
    wish = f"/sign-in?next={url}" if method == "GET" and not url.startswith("/sign-in") else "/sign-in"
    if kind == "partial":
        assert (answer.status_code, answer.headers["HX-Redirect"], answer.text) == (200, wish, "")
    else:
        assert (answer.status_code, answer.headers["location"]) == (303, wish)


async def test_after_signing_in_one_is_where_one_wanted_to_be(browser: Browser) -> None:
    wish = "/records?view=points&emphasis=unpaid"
    led = await browser.get(wish)
    page = await browser.get(led.headers["location"])
    assert f'name="next" value="{wish.replace("&", "&amp;")}"' in page.text
    assert (await browser.sign_in(next=wish)).headers["location"] == wish


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "\\/evil.example", "/%2F/evil.example"),
        *("/\t/evil.example", "javascript:alert(1)", "/sign-in", "/sign-in?next=/home", "/sign-out", "home", ""),
        *("/records\r\nSet-Cookie: a=b", "/records#x", "/@evil.example", "/.", "/..//evil.example", "///evil.example"),
    ],
)
async def test_next_cannot_leave_the_site(browse: Browse, elsewhere: str) -> None:
    async with browse() as browser:
        assert wished_address(elsewhere) == ""
        page = await browser.client.get("/sign-in", params={"next": elsewhere})
        assert 'name="next"' not in page.text
        assert (await browser.sign_in(next=elsewhere)).headers["location"] == "/home"


@given(st.text())
def test_an_own_address_is_a_path_of_this_site(text: str) -> None:
    address = own_address(text)
    assert address in {text, ""}
    assert not address or (address.startswith("/") and not address.startswith("//") and "\\" not in address)


def test_the_table_knows_no_role_twice() -> None:
    roles: set[Any] = set().union(*ACCESS.values())
    assert {VISITOR, *Role} <= roles


def test_no_row_opens_to_the_staff_what_people_see_through_their_own_channel_alone() -> None:
    opened = {path: roles for (_, path), roles in ACCESS.items() if is_home_only(path)}
    assert {
        path: roles for path, roles in opened.items() if not roles <= {VISITOR, Role.CITIZEN, ScreenGroup.MONEY}
    } == {}


def test_own_channel_only_is_what_lies_below_an_address() -> None:
    assert is_home_only("/estimate/detailed/{step}")
    assert is_home_only("/records/paid")
    assert not is_home_only("/records/paid-by-mistake")
    assert not is_home_only("/records/{year}/{month}")


@pytest.mark.parametrize("root", HOME_ONLY)
@pytest.mark.parametrize("kind", ["page", "partial"])
async def test_the_staff_are_told_why_amounts_are_not_shown(browser: Browser, root: str, kind: str) -> None:
    """Any role without a row is answered alike: here a citizen before a row that is open to nobody."""
    await browser.sign_in()
    headers = {"hx_request": "true", "hx_request_type": "partial"} if kind == "partial" else {}
    answer = await browser.get(f"{root}/planted", **headers)
    assert answer.status_code == 403
    assert "この画面は、窓口では表示しません" in answer.text
    assert "never" not in answer.text
    assert ("<main" in answer.text) is (kind == "page")
