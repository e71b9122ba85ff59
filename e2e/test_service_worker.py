"""The service worker in a real browser: what it keeps, what it shows without a connection, how it is replaced."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from e2e.own_service import OwnService
from ops.trial import Trial

pytestmark = pytest.mark.browser

Browse = Callable[..., Page]
Enter = Callable[[Page, str], Page]

_INSTALLED = """() => navigator.serviceWorker.controller?.state === "activated" """
_CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true });
      found.push({ name, url: request.url, headers: [...answer.headers].flat().join(" "), body: await answer.text() });
    }
  }
  return found;
}"""
_NAMES = "() => caches.keys()"
_WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"


def installed(page: Page) -> Page:
    """Wait until a worker has taken the page over: it fetches the whole list, beside whatever else runs.

    One that could not fetch all of it in time begins anew with the next page.
    """
    for _ in range(3):
        with suppress(TimeoutError):
            page.wait_for_function(_INSTALLED, timeout=30_000)
            return page
        page.reload()
    page.wait_for_function(_INSTALLED, timeout=60_000)
    return page


def until(page: Page, script: str, wanted: Callable[[Any], bool]) -> None:
    """Wait until what a script comes to is as wanted (a page's own waiting does not wait for promises)."""
    for _ in range(600):
        if wanted(page.evaluate(script)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{script} is {page.evaluate(script)}")


def kept_list(page: Page) -> set[str]:
    """The addresses the worker says it keeps."""
    script = page.request.get("/service-worker.js").text()
    found = re.search(r"^const KEPT = (\[.*?\]);$", script, re.MULTILINE | re.DOTALL)
    assert found
    return set(json.loads(found[1]))


def cached(page: Page) -> list[dict[str, str]]:
    """Everything in every cache."""
    found: list[dict[str, str]] = page.evaluate(_CACHED)
    return found


def assert_nobody_is_cached(page: Page, secrets: list[str]) -> None:
    """The caches hold the fixed list, and none of the words in any address, header or body."""
    entries = cached(page)
    assert {urlsplit(entry["url"]).path for entry in entries} == kept_list(page)
    assert all(not urlsplit(entry["url"]).query for entry in entries)
    leaks = [(entry["url"], secret) for entry in entries for secret in secrets if secret in "".join(entry.values())]
    assert leaks == []


def test_only_the_fixed_list_is_kept_and_nobody_is_in_it(browse: Browse, enter: Enter, trial: Trial) -> None:
    page = installed(enter(browse(service_workers="allow"), "haruno"))
    for path in (
        "/records",
        "/records?view=spells",
        "/records/1983/4",
        "/records/checks",
        "/glossary?q=めんじょ",
        "/home",
    ):
        page.goto(path)
    page.goto("/records")
    page.locator("#month-1983-04").click()
    expect(page.locator("#year-panel-1983")).to_be_visible()
    account = next(account for account in trial.accounts if account["persona"] == "haruno")
    tokens = [str(cookie.get("value")) for cookie in page.context.cookies()]
    assert tokens
    numbers = [text for name, text in account.items() if "number" in name]
    secrets = ["春野", "/sign-out", "csrf_token", account["user_id"], account["password"], *tokens, *numbers]
    assert_nobody_is_cached(page, secrets)
    assert page.evaluate(_WORKERS) == 1


def test_without_a_connection_the_help_is_read_and_the_record_is_not(browse: Browse, enter: Enter) -> None:
    page = installed(enter(browse(service_workers="allow"), "haruno"))
    page.context.set_offline(True)
    page.goto("/records")
    expect(page.get_by_role("heading", level=1)).to_have_text("電波がないとき")
    assert "春野" not in page.content()
    for path, heading in (
        ("/glossary", "用語の説明"),
        ("/faq/answers", "よくあるご質問と答え"),
        ("/contact", "お問い合わせ"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.evaluate("() => [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
    assert page.evaluate("() => typeof htmx") == "object"
    page.context.set_offline(False)
    page.goto("/records")
    assert "春野" in page.content()


def test_a_single_text_is_found_among_all(browse: Browse) -> None:
    page = browse(service_workers="allow")
    page.goto("/glossary")
    installed(page)
    page.context.set_offline(True)
    page.goto("/glossary/full-exemption")
    assert urlsplit(page.url)[2:] == ("/glossary/answers", "", "text-full-exemption")
    expect(page.locator("#text-full-exemption h3")).to_have_text("全額免除")
    page.goto("/guide/01-what-is-a-pension")
    assert urlsplit(page.url)[2:] == ("/guide/answers", "", "text-01-what-is-a-pension")
    page.goto("/faq/about/exemption")
    expect(page.get_by_role("heading", level=1)).to_have_text("電波がないとき")
    page.goto("/glossary?q=めんじょ")
    expect(page.get_by_role("heading", level=1)).to_have_text("電波がないとき")


def test_a_term_without_a_connection_leads_to_its_explanation(browse: Browse, chromium: Browser, trial: Trial) -> None:
    context = chromium.new_context(base_url=trial.base_url)  # not browse(): htmx rightly writes to the console here
    page = context.new_page()
    page.goto("/faq/answers")
    installed(page)
    page.context.set_offline(True)
    term = page.locator("main a.term").first
    slug = str(term.get_attribute("href")).rpartition("/")[2]
    term.click()
    page.wait_for_url("**/glossary/answers#*")
    assert urlsplit(page.url).fragment == f"text-{slug}"
    expect(page.locator(f"#text-{slug}")).to_be_visible()
    context.close()


def test_signing_out_takes_everything_away_and_nobody_is_kept_afterwards(browse: Browse, enter: Enter) -> None:
    page = installed(enter(browse(service_workers="allow"), "haruno"))
    page.goto("/records")
    with page.expect_response(lambda answer: urlsplit(answer.url).path == "/sign-out") as signed_out:
        page.get_by_role("button", name="ログアウト").click()
    assert '"storage"' in str(signed_out.value.header_value("clear-site-data"))
    page.wait_for_url(lambda address: urlsplit(address).path == "/")
    installed(page)
    assert_nobody_is_cached(page, ["春野", "csrf_token"])
    page.context.set_offline(True)
    page.goto("/home")
    expect(page.get_by_role("heading", level=1)).to_have_text("電波がないとき")
    page.go_back()
    assert "春野" not in page.content()


@pytest.fixture
def own(tmp_path: Path) -> OwnService:
    """A service that can be stopped and changed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    return OwnService(tmp_path / "own.sqlite", port)


@pytest.fixture
def visitor(chromium: Browser, own: OwnService) -> Iterator[Page]:
    """A browser that comes back to that service."""
    context = chromium.new_context(base_url=own.base_url)
    yield context.new_page()
    context.close()


def test_a_new_version_takes_the_place_of_the_old(own: OwnService, visitor: Page) -> None:
    with own.running(NENKIN_SERVICE_NAME="古い台帳"):
        visitor.goto("/")
        (old,) = installed(visitor).evaluate(_NAMES)
    visitor.goto("/glossary")  # the service is gone, not only the connection
    expect(visitor.locator(".brand-name")).to_have_text("古い台帳")
    with own.running(NENKIN_SERVICE_NAME="新しい台帳"):
        visitor.goto("/glossary")
        expect(visitor.locator(".brand-name")).to_have_text("新しい台帳")
        until(visitor, _NAMES, lambda names: len(names) == 1 and old not in names)
    visitor.goto("/records")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("電波がないとき")
    expect(visitor.locator(".brand-name")).to_have_text("新しい台帳")


def test_switched_off_it_leaves_nothing_behind(own: OwnService, visitor: Page) -> None:
    with own.running():
        visitor.goto("/")
        assert len(installed(visitor).evaluate(_NAMES)) == 1
    with own.running(NENKIN_OFFLINE="0"):
        visitor.goto("/")
        until(visitor, _NAMES, lambda names: names == [])
        until(visitor, _WORKERS, lambda count: count == 0)
        visitor.goto("/glossary")
        assert visitor.evaluate("() => navigator.serviceWorker.controller") is None
