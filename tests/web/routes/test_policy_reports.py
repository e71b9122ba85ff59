"""Reports of browsers that a page broke the content policy."""

from __future__ import annotations

import json
import logging

import pytest

from services.alerts import list_alerts
from services.policy_reports import MOST_BY_ADDRESS
from tests.web.conftest import Browser
from web.routes.policy_reports import LARGEST_REPORT

REPORT = {
    "csp-report": {
        "document-uri": "https://nenkin.example/records/1995/6?name=山田花子",
        "referrer": "https://nenkin.example/home",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/collect?number=1234-567890",
        "script-sample": "alert('山田花子')",
    }
}


async def report(browser: Browser, said: object = REPORT, **headers: str) -> int:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    answer = await browser.client.post(
        "/policy-reports", content=body, headers={"content-type": "application/csp-report", **headers}
    )
    return answer.status_code


async def test_every_answer_says_where_to_report(browser: Browser) -> None:
    for path in ("/", "/nowhere", "/static/nothing.css"):
        assert (await browser.get(path)).headers["content-security-policy"].endswith("; report-uri /policy-reports")


async def test_a_report_is_an_alert_without_anything_personal(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert await report(browser) == 204
        assert await report(browser) == 204
    (alert,) = await list_alerts()
    assert (alert.rule, alert.subject, alert.times) == ("content-policy", "policy:script-src-elem elsewhere", 2)
    for personal in ("山田", "1234-567890", "evil", "1995"):
        assert personal not in caplog.text.encode().decode("unicode_escape", "replace") + caplog.text


async def test_who_is_signed_in_may_report_too(reader: Browser) -> None:
    assert await report(reader) == 204
    assert len(await list_alerts()) == 1


async def test_add_ons_and_nonsense_are_let_go(browser: Browser) -> None:
    add_on = {"csp-report": {**REPORT["csp-report"], "source-file": "chrome-extension"}}
    others: tuple[object, ...] = ({}, [], b"\xff", b"", {"csp-report": {"effective-directive": "x" * 2000}})
    for said in (add_on, *others):
        assert await report(browser, said) == 204
    assert await list_alerts() == []


async def test_too_large_and_too_many_are_refused(browser: Browser) -> None:
    assert await report(browser, b" " * (LARGEST_REPORT + 1)) == 400
    assert [await report(browser) for _ in range(MOST_BY_ADDRESS)] == [204] * MOST_BY_ADDRESS
    assert await report(browser) == 429
    (alert,) = await list_alerts()
    assert alert.times == MOST_BY_ADDRESS


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_page_elsewhere_can_make_browsers_send_is_no_report(browser: Browser, kind: str) -> None:
    assert await report(browser, **{"content-type": kind}) == 400
    assert await list_alerts() == []


async def test_a_report_opens_no_form(reader: Browser) -> None:
    """The door without a token leads here only."""
    answer = await reader.client.post("/sign-out", content=json.dumps(REPORT).encode())
    assert answer.status_code == 403
