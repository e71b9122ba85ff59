"""What was paid, as pages and opened in the table."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser, said


async def test_the_amounts_as_a_page(reader: Browser) -> None:
    page = await reader.get("/records/paid")
    assert page.status_code == 200
    assert "<h1>これまでに納めた額</h1>" in page.text
    assert "これまでに納めた保険料（納付済額）は、あわせて4,157,308円です。" in said(page)
    assert 'href="/records/paid/1980" data-hx-get="/records/paid/1980" data-hx-target="#paid-panel-1980"' in page.text


async def test_a_year_as_a_page_and_as_a_panel(reader: Browser) -> None:
    page = await reader.get("/records/paid/2001")
    assert "<h1>平成13年度（2001年度）に納めた保険料</h1>" in page.text
    part = await reader.get("/records/paid/2001", hx_request_type="partial")
    assert "<html" not in part.text
    assert '<article id="paid-year"' in part.text
    assert 'href="/records/paid#paid-2001" data-close' in part.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/records/paid/1950", "昭和25年度（1950年度）には、納めた保険料の記録がありません。"),
        ("/records/paid/s58", "アドレスの年度が読み取れません。"),
    ],
)
async def test_a_year_that_is_not_there(reader: Browser, address: str, sentence: str) -> None:
    page = await reader.get(address)
    assert page.status_code == 404
    assert sentence in page.text
