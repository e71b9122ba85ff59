"""Forms from elsewhere are refused: seven kinds, and the ways that stay open."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest

import web.csrf
from tests.web.conftest import PASSWORD, SITE, USER_ID, Browse, Browser, token_in

SIGN_IN = {"user-id": USER_ID, "password": PASSWORD}


async def signed_in_token(browser: Browser) -> str:
    assert (await browser.sign_in()).status_code == 303
    return token_in(await browser.get("/"))


async def assert_refused(browser: Browser, fields: dict[str, str], **headers: str) -> None:
    """The act is refused and has not happened."""
    answer = await browser.post("/sign-out", fields, **headers)
    assert answer.status_code == 403
    assert "もう一度お試しください" in answer.text
    assert await browser.is_signed_in()


async def test_1_a_form_without_token(browser: Browser) -> None:
    await signed_in_token(browser)
    await assert_refused(browser, {})


@pytest.mark.parametrize("token", ["", "x", "あ", "=" * 88, base64.urlsafe_b64encode(b"0" * 63).decode()])
async def test_2_a_token_that_is_none(browser: Browser, token: str) -> None:
    await signed_in_token(browser)
    await assert_refused(browser, {"csrf_token": token})


async def test_3_a_token_with_one_changed_bit(browser: Browser) -> None:
    raw = bytearray(base64.urlsafe_b64decode(await signed_in_token(browser)))
    raw[40] ^= 1
    await assert_refused(browser, {"csrf_token": base64.urlsafe_b64encode(raw).decode()})


async def test_4_the_token_of_somebody_elses_session(browse: Browse) -> None:
    async with browse() as victim, browse() as attacker:
        await signed_in_token(victim)
        await assert_refused(victim, {"csrf_token": await signed_in_token(attacker)})


async def test_5_the_token_from_before_signing_in(browser: Browser) -> None:
    before = token_in(await browser.get("/sign-in"))
    await signed_in_token(browser)
    await assert_refused(browser, {"csrf_token": before})


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1:9000", "null"])
async def test_6_a_foreign_origin(browser: Browser, origin: str) -> None:
    token = await signed_in_token(browser)
    await assert_refused(browser, {"csrf_token": token}, origin=origin)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_7_a_request_the_browser_calls_foreign(browser: Browser, site: str) -> None:
    token = await signed_in_token(browser)
    await assert_refused(browser, {"csrf_token": token}, sec_fetch_site=site)


async def test_signing_in_needs_the_token_of_the_browsers_own_form_cookie(browse: Browse) -> None:
    async with browse() as victim, browse() as attacker:
        token = token_in(await attacker.get("/sign-in"))
        without_cookie = await victim.post("/sign-in", {"csrf_token": token, **SIGN_IN})
        await victim.get("/sign-in")
        with_another = await victim.post("/sign-in", {"csrf_token": token, **SIGN_IN})
        assert (without_cookie.status_code, with_another.status_code) == (403, 403)
        assert not await victim.is_signed_in()


async def test_a_form_in_another_encoding_is_refused(browser: Browser) -> None:
    token = await signed_in_token(browser)
    files = {"csrf_token": (None, token)}
    assert (await browser.client.post("/sign-out", files=files)).status_code == 403
    assert (await browser.client.post("/sign-out", json={"csrf_token": token})).status_code == 403
    assert await browser.is_signed_in()


@pytest.mark.parametrize("drawn", ["", "SUBMIT", "BUTTON"])
async def test_a_button_says_in_its_name_what_it_does(browser: Browser, drawn: str) -> None:
    """The words are what w3m and lynx send for a button without a value."""
    token = token_in(await browser.get("/display"))
    chosen = await browser.post("/display", {"csrf_token": token, "size": "200", "action:reset": drawn})
    assert chosen.status_code == 303


@pytest.mark.parametrize("body", [b"csrf_token=%ff", b"\xff", b"&".join([b"a=1"] * 201)])
async def test_a_form_that_cannot_be_read_is_a_plain_400(browser: Browser, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await browser.client.post("/sign-in", content=body, headers=headers)
    assert answer.status_code == 400
    assert "読み取れませんでした" in answer.text


async def test_who_sends_too_slowly_or_hangs_up_is_let_go(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"csrf_token="
        await asyncio.sleep(5)

    monkeypatch.setattr(web.csrf, "LONGEST_SENDING", 0.05)
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await browser.client.post("/sign-in", content=slowly(), headers=headers)
    assert answer.status_code == 400


async def test_a_refusal_leads_back_to_the_page_of_ours_it_came_from(browser: Browser) -> None:
    ours = await browser.post("/sign-in", SIGN_IN, referer=f"{SITE}/sign-in?next=/home")
    assert '<a class="link" href="/sign-in?next=/home">' not in ours.text, "a slash in a query could lead elsewhere"
    ours = await browser.post("/sign-in", SIGN_IN, referer=f"{SITE}/sign-in")
    assert '<a class="link" href="/sign-in">前のページを開きなおす</a>' in ours.text
    for foreign in ("http://evil.example/sign-in", f"{SITE}.evil.example/sign-in", f"{SITE}//evil.example", "x"):
        answer = await browser.post("/sign-in", SIGN_IN, referer=foreign)
        assert answer.status_code == 403
        assert "前のページを開きなおす</a>" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": SITE},
        {"sec_fetch_site": "same-origin", "origin": SITE},
        {"sec_fetch_site": "none"},
    ],
)
async def test_our_own_pages_and_text_browsers_pass(browser: Browser, headers: dict[str, str]) -> None:
    token = await signed_in_token(browser)
    assert (await browser.post("/sign-out", {"csrf_token": token}, **headers)).status_code == 303
    assert not await browser.is_signed_in()


async def test_every_answer_masks_the_token_anew(browser: Browser) -> None:
    first, second = token_in(await browser.get("/sign-in")), token_in(await browser.get("/sign-in"))
    assert first != second
    assert not set(first[i : i + 8] for i in range(80)) & set(second[i : i + 8] for i in range(80))
    answer = await browser.post("/sign-in", {"csrf_token": first, **SIGN_IN})
    assert answer.status_code == 303, "each of them is good until the session changes"


async def test_the_first_of_repeated_fields_counts(browser: Browser) -> None:
    token = await signed_in_token(browser)
    body = f"csrf_token={token}&csrf_token=x"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert (await browser.client.post("/sign-out", content=body, headers=headers)).status_code == 303
