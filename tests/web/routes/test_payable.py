"""What can still be paid, as a page and counted in it."""

from __future__ import annotations

from tests.web.conftest import Browser, said


async def test_the_months_as_a_page(reader: Browser) -> None:
    page = await reader.get("/records/payable")
    assert page.status_code == 200
    assert "<h1>これから納められる月</h1>" in page.text
    assert "すべて納めると、65歳からの老齢基礎年金が、1年に3,530円ふえます" in said(page)


async def test_chosen_months_by_address_and_in_the_page(reader: Browser) -> None:
    page = await reader.get("/records/payable?month=2025-02")
    assert "選んだ1か月を納めると" in page.text
    assert 'name="month" value="2025-02" checked' in page.text
    part = await reader.get("/records/payable?month=2025-02", hx_request_type="partial")
    assert "<html" not in part.text
    assert 'data-announce="選んだ1か月を納めると。' in part.text


async def test_an_address_that_makes_no_sense_shows_the_months(reader: Browser) -> None:
    page = await reader.get("/records/payable?month=abc&month=2025-99&other=1")
    assert page.status_code == 200
    assert "選んだ" not in page.text.partition("<form")[0]
