"""An overlap as a page and as a panel."""

from __future__ import annotations

from tests.web.conftest import Browser


async def test_an_overlap_as_a_page_is_a_table(reader: Browser) -> None:
    page = await reader.get("/records/2001/8/overlap")
    assert page.status_code == 200
    assert "<h1>平成13年（2001年）8月の記録をくらべる</h1>" in page.text
    assert page.text.count('scope="col"') == 3
    assert "国民年金法第7条第1項" in page.text
    assert "還付（お返し）の対象になることがあります" in page.text


async def test_an_overlap_as_a_panel_has_no_table_in_the_table(reader: Browser) -> None:
    part = await reader.get("/records/2001/8/overlap", hx_request_type="partial")
    assert "<table" not in part.text
    assert part.text.count('<dl class="facts">') == 2
    assert 'id="overlap-detail"' in part.text


async def test_a_month_without_overlap_says_so_and_leads_back(reader: Browser) -> None:
    page = await reader.get("/records/1990/5/overlap")
    assert page.status_code == 200
    assert "重なっている記録はありません。" in page.text
    assert 'href="/records/1990/5"' in page.text


async def test_a_month_outside_the_record(reader: Browser) -> None:
    page = await reader.get("/records/1950/5/overlap")
    assert page.status_code == 404
    assert "1950年5月の記録はありません。" in page.text


async def test_what_is_no_month(reader: Browser) -> None:
    assert (await reader.get("/records/1990/13/overlap")).status_code == 404
