"""What the address of a screen asks for: the signed-in person's record, a month or a year of it, what they keep."""

from __future__ import annotations

import re
from typing import Any

from litestar import Request

from db.queries.mandates import ScreenGroup
from db.queries.sessions import StoredSession
from pension.calendar import YearMonth
from pension.recall import RecallPoint
from services.recall import RecallScreen, show_recall
from services.scenarios import Scenario, find_scenario
from services.show_records import NoRecordHere, RecordScreen, show_records
from web.errors import PageNotFound
from web.forms.scenarios import OPENED
from web.session import account_of, form_of
from web.settings import clock_of
from web.views.frame import Link
from web.views.wording import full_fiscal_year_words

_YEAR = re.compile(r"[12][0-9]{3}")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_BACK = Link("年金記録の一覧にもどる", "/records")


async def record_of(request: Request[Any, Any, Any], group: ScreenGroup = ScreenGroup.RECORDS) -> RecordScreen:
    """The record of the signed-in person or of the one they act for; raises PageNotFound where there is none."""
    account = account_of(request)
    screen = await show_records(account, clock_of(request), group)
    if isinstance(screen, NoRecordHere):
        raise nothing_yet(account)
    return screen


async def recall_of(request: Request[Any, Any, Any]) -> RecallScreen:
    """What can be asked about that record; raises PageNotFound where there is none."""
    account = account_of(request)
    screen = await show_recall(account, clock_of(request))
    if isinstance(screen, NoRecordHere):
        raise nothing_yet(account)
    return screen


def recall_point_of(screen: RecallScreen, key: str) -> RecallPoint:
    """The point an address names; raises PageNotFound where the record has none like that any more."""
    if key not in screen.points:
        raise PageNotFound(
            "この項目は、いまの記録にはありません。記録が新しくなったためです。",
            Link("思い出すお手伝いへもどる", "/recall"),
        )
    return screen.points[key]


def nothing_yet(account: StoredSession) -> PageNotFound:
    """The answer where there is no record yet."""
    if account.acting:
        return PageNotFound(f"{account.acting.name}さんの年金記録は、まだ届いていません。")
    return PageNotFound("あなたの年金記録は、まだ届いていません。", Link("マイページにもどる", "/home"))


async def scenario_of(request: Request[Any, Any, Any], handle: str) -> Scenario:
    """The kept estimate an address names; raises PageNotFound for one that is not there or is somebody else's."""
    scenario = await find_scenario(account_of(request), handle)
    if scenario is None:
        raise PageNotFound(
            "この試算は、残されていません。消したあとかもしれません。",
            Link("残した試算をくらべる画面へ", "/estimate/compare"),
        )
    return scenario


async def opened_in(request: Request[Any, Any, Any]) -> Scenario | None:
    """The kept estimate whose conditions a form was opened with, if it is still there."""
    handle = form_of(request).get(OPENED, "")
    return await find_scenario(account_of(request), handle) if handle else None


def month_of(year: str, month: str) -> YearMonth:
    """The month an address names; raises PageNotFound for what is no month, like 1985/13 or abc/4."""
    if not (_YEAR.fullmatch(year) and _MONTH.fullmatch(month)):
        raise PageNotFound("アドレスの年月が読み取れません。年は西暦の4けた、月は1から12までの数字です。", _BACK)
    return YearMonth.of(int(year), int(month))


def year_of(year: str) -> int:
    """The fiscal year an address names; raises PageNotFound for what is no year."""
    if not _YEAR.fullmatch(year):
        raise PageNotFound("アドレスの年度が読み取れません。年度は西暦の4けたの数字です。", _BACK)
    return int(year)


def outside(screen: RecordScreen, asked: str) -> PageNotFound:
    """The answer to a month or year (in words) that lies outside the table."""
    first, last = screen.timeline.first_month, screen.timeline.last_month
    years = f"{full_fiscal_year_words(first.fiscal_year)}から{full_fiscal_year_words(last.fiscal_year)}まで"
    return PageNotFound(f"{asked}の記録はありません。この年金記録にあるのは、{years}です。", _BACK)
