"""Display settings over HTTP: one form, one cookie, open to everybody."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from httpx import Response

from tests.web.conftest import SITE, Browser, client_of, token_in
from web.app import create_app
from web.settings import Settings

LARGE_YELLOW = {"size": "200", "theme": "yellow-on-black"}


async def send(browser: Browser, action: str, fields: dict[str, str], **headers: str) -> Response:
    """Open the form, choose, press a button."""
    page = await browser.get("/display", **headers)
    back = re.search(r'name="back" value="([^"]*)"', page.text)
    sent = {"csrf_token": token_in(page), "action": action, **({"back": back[1]} if back else {}), **fields}
    return await browser.post("/display", sent)


def html_tag(page: Response) -> str:
    found = re.search(r"<html[^>]*>", page.text)
    assert found
    return found[0]


def set_cookies(answer: Response) -> dict[str, str]:
    return dict(line.split("=", 1) for line in answer.headers.get_list("set-cookie"))


async def test_nothing_is_chosen_at_first_and_nothing_is_kept(browser: Browser) -> None:
    page = await browser.get("/display")
    assert page.status_code == 200
    assert html_tag(page) == '<html lang="ja">'
    assert "display" not in browser.client.cookies


async def test_every_page_leads_there_for_visitors_and_signed_in_people(browser: Browser, reader: Browser) -> None:
    for page in (await browser.get("/"), await browser.get("/sign-in"), await reader.get("/records")):
        assert 'href="/display">' in page.text


async def test_a_choice_is_kept_and_every_page_shows_it(browser: Browser) -> None:
    answer = await send(browser, "save", LARGE_YELLOW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/display")
    kept = set_cookies(answer)["display"]
    assert kept == "size-200_theme-yellow-on-black; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000"
    for path in ("/", "/sign-in", "/nowhere"):
        assert html_tag(await browser.get(path)) == '<html lang="ja" data-size="200" data-theme="yellow-on-black">'


async def test_by_https_the_cookie_is_secure(settings: Settings) -> None:
    async with client_of(create_app(replace(settings, tls=True)), "https://nenkin.example") as client:
        kept = set_cookies(await send(Browser(client), "save", {"size": "125"}))["__Host-display"]
        assert kept.startswith("size-125; ") and kept.endswith("; Max-Age=31536000")
        assert "; Secure" in kept
        assert 'data-size="125"' in (await client.get("/")).text


async def test_one_is_led_back_and_told_once(reader: Browser) -> None:
    answer = await send(reader, "save", {"spacing": "wide"}, referer=f"{SITE}/records?view=points")
    assert answer.headers["location"] == "/records?view=points"
    page = await reader.get(answer.headers["location"])
    assert "表示の設定を保存しました。" in page.text
    assert "表示の設定を保存しました。" not in (await reader.get("/records")).text


@pytest.mark.parametrize("foreign", ["http://evil.example/x", f"{SITE}.evil.example/", f"{SITE}/display?x=1", "x"])
async def test_one_is_never_led_elsewhere_or_in_a_circle(browser: Browser, foreign: str) -> None:
    assert (await send(browser, "save", {}, referer=foreign)).headers["location"] == "/display"
    for back in ("//evil.example", "https://evil.example/", "/a//b"):
        assert (await send(browser, "save", {"back": back})).headers["location"] == "/display"


async def test_the_beginning_is_no_cookie(browser: Browser) -> None:
    await send(browser, "save", LARGE_YELLOW)
    answer = await send(browser, "reset", {"size": "150"})
    assert set_cookies(answer)["display"].startswith("; ")
    page = await browser.get("/display")
    assert html_tag(page) == '<html lang="ja">'
    assert "はじめの状態にもどしました" in page.text


async def test_choosing_nothing_keeps_nothing(browser: Browser) -> None:
    answer = await send(browser, "save", {"size": "100", "theme": "browser"})
    assert set_cookies(answer)["display"].endswith("; Max-Age=0")


async def test_a_sample_is_the_page_as_chosen_and_keeps_nothing(browser: Browser) -> None:
    answer = await send(browser, "sample", {**LARGE_YELLOW, "motion": "off"})
    assert answer.status_code == 200
    assert html_tag(answer) == '<html lang="ja" data-size="200" data-theme="yellow-on-black" data-motion="off">'
    assert "まだ保存していません" in answer.text
    assert "display" not in set_cookies(answer)
    assert re.search(r'id="size-200"[^>]* checked', answer.text)
    assert html_tag(await browser.get("/display")) == '<html lang="ja">'


async def test_the_way_back_survives_a_sample(reader: Browser) -> None:
    sample = await send(reader, "sample", LARGE_YELLOW, referer=f"{SITE}/records")
    assert 'name="back" value="/records"' in sample.text


@pytest.mark.parametrize("action", ["sample", "save"])
async def test_an_answer_that_is_none_is_refused_with_the_form(browser: Browser, action: str) -> None:
    answer = await send(browser, action, {"size": "999", "theme": "dark"})
    assert answer.status_code == 422
    assert "<title>エラー：表示の設定" in answer.text
    assert '<a href="#size">' in answer.text
    assert re.search(r'id="theme-dark"[^>]* checked', answer.text), "what was chosen stays"
    assert html_tag(answer) == '<html lang="ja">'
    assert "display" not in set_cookies(answer)


async def test_a_button_that_is_none_is_refused(browser: Browser) -> None:
    assert (await send(browser, "dance", {})).status_code == 400


async def test_it_takes_the_token_of_our_own_form(browser: Browser) -> None:
    assert (await browser.post("/display", {"action": "save", **LARGE_YELLOW})).status_code == 403


async def test_signing_out_keeps_the_display(reader: Browser) -> None:
    await send(reader, "save", {"size": "150"})
    await reader.sign_out()
    assert 'data-size="150"' in html_tag(await reader.get("/"))


async def test_a_damaged_cookie_is_as_none(browser: Browser) -> None:
    browser.client.cookies.set("display", "size-9000_<script>")
    assert html_tag(await browser.get("/")) == '<html lang="ja">'


async def test_an_unknown_notice_says_nothing(browser: Browser) -> None:
    browser.client.cookies.set("notice", "you-have-won")
    assert "data-notice" not in (await browser.get("/")).text


async def test_with_large_text_the_layout_is_that_of_a_narrower_window(reader: Browser) -> None:
    await send(reader, "save", {"size": "200"})
    page = await reader.get("/records")
    sheets = re.findall(r'href="(/static/css/(?:base|grid|month)\.[^"]+)"', page.text)
    texts = "".join([(await reader.get(sheet)).text for sheet in sheets])
    assert "(min-width: 120em)" in texts
    assert "(min-width: 60em)" not in texts
