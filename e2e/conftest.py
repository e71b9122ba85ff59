"""The running service, a browser, and pages that fail the test when the browser complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from ops.one_time_codes import next_code
from ops.trial import Trial, running_trial

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def trial() -> Iterator[Trial]:
    """The real service over a demo database of its own."""
    with running_trial() as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, trial: Trial) -> Iterator[Callable[..., Page]]:
    """Makes pages in contexts of their own: ``browse(java_script_enabled=False)``; the service worker by request.

    An error in the console or a breach of the content policy in any of them fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def open_page(**options: Any) -> Page:
        usual = {"base_url": trial.base_url, "locale": "ja-JP", "timezone_id": "Asia/Tokyo", "service_workers": "block"}
        context = chromium.new_context(**{**usual, **options})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def enter(trial: Trial) -> Callable[[Page, str], Page]:
    """Signs a persona in on a page."""
    known = {account["persona"]: account for account in trial.accounts}

    def sign_in(page: Page, persona: str) -> Page:
        page.goto("/sign-in")
        page.get_by_label("ユーザーID", exact=True).fill(known[persona]["user_id"])
        page.get_by_label("パスワード", exact=True).fill(known[persona]["password"])
        page.get_by_role("main").get_by_role("button", name="ログイン", exact=True).click()
        if known[persona]["one_time_code_secret"]:
            page.wait_for_url("**/sign-in/code")
            page.get_by_label("確認コード", exact=True).fill(next_code(known[persona]["one_time_code_secret"]))
            page.get_by_role("button", name="次へ進む").click()
        page.wait_for_url(lambda address: not urlsplit(address).path.startswith("/sign-in"))
        return page

    return sign_in
