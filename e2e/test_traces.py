"""What stays behind: nothing on Back after signing out, nothing personal in the browser's stores."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

_STORES = """async () => ({
  local: localStorage.length,
  session: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).length,
})"""


def test_back_after_signing_out_shows_nothing(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    page.goto("/records")
    assert "春野" in page.content()
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/")
    for _ in range(2):
        page.go_back()
        page.wait_for_load_state()
        assert "春野" not in page.content()
        assert "昭和58年度" not in page.content()


def test_the_session_is_dead_on_the_server(browse: Browse, enter: Enter) -> None:
    page = enter(browse(), "haruno")
    cookies = page.context.cookies()
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url(lambda address: urlsplit(address).path == "/")
    page.context.clear_cookies()
    page.context.add_cookies([{key: cookie[key] for key in ("name", "value", "domain", "path")} for cookie in cookies])  # type: ignore[misc]  # the keys are those of both types
    page.goto("/records")
    assert urlsplit(page.url).path == "/sign-in"


def test_nothing_personal_is_stored_in_the_browser(browse: Browse, enter: Enter) -> None:
    """What the service worker keeps is held in e2e/test_service_worker.py."""
    page = enter(browse(service_workers="allow"), "haruno")
    for path in ("/home", "/records", "/records?view=spells", "/records/1983/4", "/records/checks"):
        page.goto(path)
    page.goto("/records")
    page.locator(".switch a[href*='view=points']").click()
    page.wait_for_url("**/records?view=points")
    stores = page.evaluate(_STORES)
    assert not any("春野" in value or "昭和" in value for _, value in stores.pop("session"))
    assert stores == {"local": 0, "databases": 0}
    readable = page.evaluate("document.cookie")
    assert readable == ""
