"""A month as a page and as a panel, and what is said of a month that is not there."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser


async def test_a_month_as_a_page(reader: Browser) -> None:
    page = await reader.get("/records/2001/8")
    assert page.status_code == 200
    assert "<h1>平成13年（2001年）8月の記録</h1>" in page.text
    assert "<title>平成13年（2001年）8月の記録｜" in page.text
    assert 'href="/records#year-2001"' in page.text
    assert "data-hx-get" not in page.text
    assert "data-close" not in page.text


async def test_a_month_as_a_panel(reader: Browser) -> None:
    part = await reader.get("/records/2001/8", hx_request_type="partial")
    assert part.status_code == 200
    assert "<html" not in part.text
    assert '<article id="month-detail" class="detail" data-month="8" data-announce=' in part.text
    assert 'data-announce="平成13年（2001年）8月の記録を開きました。' in part.text
    assert '<h2 tabindex="-1" data-focus>平成13年（2001年）8月の記録</h2>' in part.text
    assert "data-close" in part.text
    assert 'data-hx-get="/records/2001/7"' in part.text


async def test_a_panel_leads_to_another_year_by_a_page(reader: Browser) -> None:
    part = await reader.get("/records/2001/4", hx_request_type="partial")
    assert 'href="/records/2001/3"' in part.text
    assert 'data-hx-get="/records/2001/3"' not in part.text


@pytest.mark.parametrize(
    "address",
    ["/records/1985/13", "/records/1985/0", "/records/abc/4", "/records/85/4", "/records/1985/four", "/records/-985/4"],
)
async def test_what_is_no_month_is_said_and_leads_back(reader: Browser, address: str) -> None:
    page = await reader.get(address)
    assert page.status_code == 404
    assert "アドレスの年月が読み取れません。" in page.text
    assert 'href="/records"' in page.text


@pytest.mark.parametrize("address", ["/records/1950/4", "/records/2030/1", "/records/1000/1"])
async def test_a_month_outside_the_record_is_said_and_leads_back(reader: Browser, address: str) -> None:
    page = await reader.get(address)
    assert page.status_code == 404
    assert "この年金記録にあるのは、昭和55年度（1980年度）から令和8年度（2026年度）までです。" in page.text
    assert 'href="/records"' in page.text


async def test_a_month_that_is_not_there_as_a_panel(reader: Browser) -> None:
    part = await reader.get("/records/1985/13", hx_request_type="partial")
    assert part.status_code == 404
    assert "<html" not in part.text


async def test_a_leading_zero_is_understood(reader: Browser) -> None:
    assert "平成13年（2001年）8月の記録" in (await reader.get("/records/2001/08")).text


async def test_nobody_else_reads_it(browser: Browser) -> None:
    page = await browser.get("/records/2001/8")
    assert page.status_code == 303
    assert page.headers["location"] == "/sign-in?next=/records/2001/8"
