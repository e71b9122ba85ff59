"""The access log: who by number, which route by name, and nothing that was typed, shown or sent along."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta

import pytest

from tests.web.conftest import PASSWORD, USER_ID, Browser, token_in


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(record.getMessage()) for record in caplog.records if record.name == "nenkin.access"]


async def test_one_line_for_every_request(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "nenkin.access"):
        await browser.client.head("/")
        await browser.get("/nowhere?number=1234-567890")
        await browser.sign_in(password="wrong")
        await browser.sign_in()
        await browser.get("/")
        await browser.sign_out()
    logged = lines(caplog)
    assert [(line["method"], line["route"], line["status"], line["account"]) for line in logged] == [
        ("HEAD", "top", 200, None),
        ("GET", None, 404, None),
        ("GET", "sign-in", 200, None),
        ("POST", "sign-in-sent", 422, None),
        ("GET", "sign-in", 200, None),
        ("POST", "sign-in-sent", 303, None),
        ("GET", "top", 200, 1),
        ("GET", "top", 200, 1),
        ("POST", "sign-out", 303, 1),
    ]
    for line in logged:
        assert set(line) == {"time", "account", "method", "route", "status", "ms"}
        assert datetime.fromisoformat(str(line["time"])).utcoffset() == timedelta(hours=9)
        assert isinstance(line["ms"], float)


async def test_no_secret_is_logged_at_any_level(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await browser.sign_in(password="まちがい")
        page = await browser.get("/sign-in?next=/records/1985/4")
        token = token_in(page)
        await browser.sign_in()
        await browser.get("/records/1985/4?number=1234-567890")
    secrets = [*browser.client.cookies.values(), token, USER_ID, PASSWORD, "まちがい", "1985", "1234"]
    ours = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("http", "asyncio"))
    )
    assert "sign-in" in ours
    assert [secret for secret in secrets if secret in ours] == []
