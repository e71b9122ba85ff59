"""The service worker keeps public pages and nothing else; its version changes with what it keeps."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace

import pytest

from tests.web.conftest import USER_ID, Browser, client_of
from web import service_worker
from web.app import create_app
from web.service_worker import KEPT_PAGES, ServiceWorker
from web.settings import Settings

MOST_BYTES = 400_000  # compressed: what one visit may load for later


def kept_by(script: str) -> list[str]:
    """The addresses a script keeps."""
    found = re.search(r"^const KEPT = (\[.*?\]);$", script, re.MULTILINE | re.DOTALL)
    assert found
    addresses: list[str] = json.loads(found[1])
    return addresses


def version_of(script: str) -> str:
    found = re.match(r'const VERSION = "([0-9a-f]{12})";\n', script)
    assert found
    return found[1]


async def script_for(settings: Settings) -> str:
    worker: ServiceWorker = create_app(settings).state["service_worker"]
    return await worker.script()


async def test_everything_on_the_list_answers_a_visitor_without_cookies(browser: Browser) -> None:
    addresses = kept_by((await browser.get("/service-worker.js")).text)
    assert addresses[: len(KEPT_PAGES)] == list(KEPT_PAGES)
    for address in addresses:
        answer = await browser.get(address)
        assert (address, answer.status_code) == (address, 200)
        assert "set-cookie" not in answer.headers


async def test_what_the_kept_pages_need_is_kept(browser: Browser) -> None:
    addresses = kept_by((await browser.get("/service-worker.js")).text)
    for path in KEPT_PAGES:
        needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', (await browser.get(path)).text)
        assert needed
        assert set(needed) <= set(addresses)


async def test_nobody_stands_on_the_kept_pages_even_for_somebody_signed_in(browser: Browser) -> None:
    await browser.sign_in()
    addresses = kept_by((await browser.get("/service-worker.js")).text)
    browser.client.cookies.clear()
    for path in KEPT_PAGES:
        text = (await browser.get(path)).text
        assert "csrf_token" not in text
        assert "/sign-out" not in text
        assert USER_ID not in text
    assert not [address for address in addresses if re.match(r"/(home|records|sign-|accessibility)", address)]


async def test_it_is_light_enough_to_be_loaded_for_later(browser: Browser) -> None:
    addresses = kept_by((await browser.get("/service-worker.js")).text)
    sizes = [len(gzip.compress((await browser.get(address)).content)) for address in addresses]
    assert sum(sizes) < MOST_BYTES


async def test_the_version_changes_with_what_is_kept_and_only_then(settings: Settings) -> None:
    first, again = await script_for(settings), await script_for(settings)
    other = await script_for(replace(settings, service_name="年金の台帳"))
    assert first == again
    assert version_of(first) != version_of(other)


async def test_the_list_is_made_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    worker: ServiceWorker = create_app(settings).state["service_worker"]
    script = await worker.script()
    monkeypatch.setattr(service_worker, "KEPT_PAGES", ())
    assert await worker.script() is script


async def test_a_list_with_a_page_that_does_not_exist_is_not_served(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_worker, "KEPT_PAGES", (*KEPT_PAGES, "/nowhere"))
    async with client_of(create_app(settings)) as client:
        assert (await client.get("/service-worker.js")).status_code == 500


async def test_making_it_writes_no_access_line(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "nenkin.access")
    await script_for(settings)
    assert caplog.records == []
