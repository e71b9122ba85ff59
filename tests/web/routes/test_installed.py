"""Manifest and service worker over HTTP."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.web.conftest import Browser, client_of
from web.app import create_app
from web.settings import Settings


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/service-worker.js", "text/javascript; charset=utf-8"),
    ],
)
async def test_they_are_asked_for_anew_each_time(browser: Browser, path: str, kind: str) -> None:
    answer = await browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


async def test_the_manifest_names_icons_that_answer(browser: Browser) -> None:
    said = json.loads((await browser.get("/manifest.webmanifest")).text)
    for icon in said["icons"]:
        answer = await browser.get(icon["src"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, icon["type"])


async def test_every_page_leads_to_them(browser: Browser) -> None:
    for path in ("/", "/sign-in", "/nowhere"):
        page = (await browser.get(path)).text
        assert '<link rel="manifest" href="/manifest.webmanifest">' in page
        assert "/static/js/offline." in page


async def test_switched_off_the_worker_ends_itself_and_no_page_asks_for_it(settings: Settings) -> None:
    async with client_of(create_app(replace(settings, offline=False))) as client:
        page, script = await client.get("/"), await client.get("/service-worker.js")
    assert "/static/js/offline." not in page.text
    assert "unregister()" in script.text
    assert 'addEventListener("fetch"' not in script.text
