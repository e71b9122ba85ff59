"""A fiscal year as a page and as a panel."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser


async def test_a_year_as_a_page(reader: Browser) -> None:
    page = await reader.get("/records/fiscal-year/2001")
    assert page.status_code == 200
    assert "<h1>平成13年度（2001年度）の記録</h1>" in page.text
    for year, month in [(2001, 4), (2001, 12), (2002, 3)]:
        assert f'href="/records/{year}/{month}"' in page.text


async def test_a_year_as_a_panel(reader: Browser) -> None:
    part = await reader.get("/records/fiscal-year/2001", hx_request_type="partial")
    assert "<html" not in part.text
    assert '<article id="fiscal-year-detail"' in part.text
    assert 'data-hx-get="/records/2001/4"' in part.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/records/fiscal-year/1950", "1950年度の記録はありません。"),
        ("/records/fiscal-year/2027", "2027年度の記録はありません。"),
        ("/records/fiscal-year/s58", "アドレスの年度が読み取れません。"),
    ],
)
async def test_a_year_that_is_not_there(reader: Browser, address: str, sentence: str) -> None:
    page = await reader.get(address)
    assert page.status_code == 404
    assert sentence in page.text
    assert 'href="/records"' in page.text
