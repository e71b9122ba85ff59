"""The administrator's page of signs of intrusion, and what the doors tell the watch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from litestar import Litestar

from db.problems import DatabaseUnavailable
from db.queries.accounts import Role
from db.transactions import write
from services.alerts import list_alerts
from services.clock import DEMO_NOW
from services.hours import read_hours
from services.watch import DENIED, Rule, raise_alert
from tests.web.accounts import code_at, elsewhere, make_account, send, staff_settings
from tests.web.conftest import Browse, Browser, client_of
from web import watch_requests
from web.app import create_app
from web.views.alerts import RULE_WORDS


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """A demo whose clocks stand still."""
    yield create_app(staff_settings())


@pytest.fixture
async def administrator(browse: Browse) -> AsyncIterator[Browser]:
    """Signed in."""
    await make_account("admin222", Role.ADMINISTRATOR, code=True)
    async with browse() as browser:
        await browser.sign_in("admin222")
        led = await send(browser, "/sign-in/code", code=code_at())
        assert led.headers["location"] == "/operations/alerts"
        yield browser


async def rules() -> list[str]:
    return [alert.rule for alert in await list_alerts()]


def test_every_rule_has_its_words() -> None:
    assert set(RULE_WORDS) == set(Rule)


async def test_all_is_quiet(administrator: Browser) -> None:
    assert "確かめていない兆しは、ありません" in (await administrator.get("/operations/alerts")).text


async def test_every_sign_says_what_to_do_and_can_be_ticked_off(administrator: Browser) -> None:
    async with write():
        for rule in Rule:
            await raise_alert(rule, "address:192.0.2.1" if rule is Rule.SPRAYING else "account:7", DEMO_NOW)
    page = await administrator.get("/operations/alerts")
    assert f"確かめていない兆しが、{len(Rule)}件あります" in page.text
    for heading, what_to_do in RULE_WORDS.values():
        assert heading in page.text
        assert what_to_do in page.text
    assert "場所（アドレス） 192.0.2.1" in page.text
    number = page.text.partition('name="alert" value="')[2].partition('"')[0]
    led = await send(administrator, "/operations/alerts", alert=number)
    assert led.headers["location"] == "/operations/alerts"
    page = await administrator.get("/operations/alerts")
    assert f"{len(Rule) - 1}件あります" in page.text
    assert "午後0時00分に確かめました。" in page.text


@pytest.mark.parametrize("number", ["", "x", "-1", "1e3", "9" * 30, "\uff11"])
async def test_what_is_no_alert(administrator: Browser, number: str) -> None:
    await raise_one()
    assert (await send(administrator, "/operations/alerts", alert=number)).status_code == 400


async def raise_one() -> None:
    async with write():
        await raise_alert(Rule.SPRAYING, "everywhere", DEMO_NOW)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("kind", ["page", "partial"])
async def test_it_is_for_administrators_only(browser: Browser, role: Role, kind: str) -> None:
    await make_account("other222", role, code=True)
    await browser.sign_in("other222")
    await send(browser, "/sign-in/code", code=code_at())
    headers = {"hx_request": "true", "hx_request_type": "partial"} if kind == "partial" else {}
    answer = await browser.get("/operations/alerts", **headers)
    assert answer.status_code == 403
    assert "兆し" not in answer.text


async def test_an_administrator_sees_no_record(administrator: Browser) -> None:
    for path in ("/home", "/records", "/records/checks", "/records/1985/4", "/records/print"):
        assert (await administrator.get(path)).status_code == 403


async def test_a_search_for_what_one_may_not_have_is_noticed(browser: Browser) -> None:
    await make_account("owner222")
    await browser.sign_in("owner222")
    for _ in range(DENIED.number - 1):
        await browser.get("/nowhere")
    assert await rules() == []
    assert (await browser.get("/operations/alerts")).status_code == 403
    assert await rules() == ["denied-objects"]


async def test_visitors_who_lose_their_way_are_not_counted(browser: Browser) -> None:
    for _ in range(10):
        await browser.get("/nowhere")
    assert await rules() == []


async def test_a_refusal_needs_no_disk(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise DatabaseUnavailable("disk full")

    await make_account("owner222")
    await browser.sign_in("owner222")
    monkeypatch.setattr(watch_requests, "note_denied", full)
    assert (await browser.get("/nowhere")).status_code == 404


async def test_a_session_of_staff_is_worth_nothing_from_elsewhere(administrator: Browser) -> None:
    async with client_of(create_app(elsewhere(staff_settings()))) as client:
        stolen = Browser(client)
        client.cookies.set("session", administrator.client.cookies["session"], domain="127.0.0.1")
        for path in ("/", "/operations/alerts", "/account"):
            assert (await stolen.get(path)).status_code == 403
        client.headers["x-forwarded-for"] = "10.0.0.1"
        assert (await stolen.get("/account")).status_code == 403, "a header is no network"
    assert await rules() == ["staff-elsewhere"]


@pytest.mark.parametrize(("role", "told"), [(Role.CLERK, ["night-use"]), (Role.CITIZEN, [])])
async def test_staff_at_work_at_night(browse: Browse, role: Role, told: list[str]) -> None:
    """Noon, which the demo's clock shows, is night for those who work from two to three."""
    await make_account("clerk222", role, code=True)
    async with client_of(create_app(replace(staff_settings(), staff_hours=read_hours("14:00-15:00")))) as client:
        await Browser(client).sign_in("clerk222")
        await Browser(client).get("/sign-in/code")
        await Browser(client).get("/faq")
    assert await rules() == told
    assert all(alert.times == 1 for alert in await list_alerts())


async def test_staff_from_elsewhere_are_told_what_strangers_are_told(browse: Browse) -> None:
    await make_account("clerk222", Role.CLERK, code=True)
    async with client_of(create_app(elsewhere(staff_settings()))) as client:
        answer, wrong = await Browser(client).sign_in("clerk222"), await Browser(client).sign_in("clerk222", "wrong")
    assert (answer.status_code, wrong.status_code) == (422, 422)
    assert "ユーザーIDかパスワードがちがいます" in answer.text
    assert await rules() == ["staff-elsewhere"]
