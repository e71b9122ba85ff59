"""The estimate of the newest notice."""

from __future__ import annotations

from db.engine import current_engine
from db.transactions import write
from pension.calendar import YearMonth
from services.clock import DEMO_NOW, JapanClock
from services.issue_notices import NoticeOrder, issue_notices
from tests.web.conftest import Browser, said

MONTH = YearMonth.of(2026, 11)


async def test_before_and_after_the_first_notice(reader: Browser) -> None:
    page = await reader.get("/estimate/notice")
    assert page.status_code == 200
    assert "見込額は、まだありません。" in said(page)
    await issue_notices(NoticeOrder(MONTH, True, lambda _: None), JapanClock(DEMO_NOW))
    page = await reader.get("/estimate/notice")
    assert "受け取り始める年齢になっているため、見込額を計算しません" in said(page)
    part = await reader.get("/estimate/notice", hx_request_type="partial")
    assert "<html" not in part.text
    assert '<div id="estimate-notice"' in part.text


async def test_a_notice_that_is_not_as_it_was_written_is_no_estimate(reader: Browser) -> None:
    await issue_notices(NoticeOrder(MONTH, True, lambda _: None), JapanClock(DEMO_NOW))
    async with write():
        await current_engine().run_ddl("UPDATE estimate_notice SET notice = notice || ' '")
    assert (await reader.get("/estimate/notice")).status_code == 500
