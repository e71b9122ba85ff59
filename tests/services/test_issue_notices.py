"""Issuing notices: each person's estimate once, kept as it stood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import services.issue_notices
from db.engine import current_engine
from db.queries.audit import find_broken_chain
from db.queries.estimate_notices import fetch_newest_notice
from db.transactions import read
from pension.estimate_notice import NoticeEstimate
from pension.record import Facts, PensionRecord
from services.issue_notices import MonthToCome, NoticeOrder, NoticesIssued, issue_notices
from services.show_estimate_notice import show_estimate_notice
from tests.databases import SteppingClock
from tests.pension.documents import job, person, record, ym
from tests.services.monthly_files import Importer, number
from tests.services.people import signed_in

THIS_MONTH = "2026-11"


def somebody(index: int, born: str, pay: int = 200_000) -> PensionRecord:
    """In work since 2013-04 at one pay."""
    work = job("2013-04-01", None)
    run = replace(work.pay[0], standard_monthly_remuneration=pay)
    return record(replace(work, pay=(run,)), person=person(born, basic_pension_number=number(index)), facts=Facts())


async def issue(
    clock: SteppingClock, month: str = THIS_MONTH, *, everybody: bool = True, seen: list[int] | None = None
) -> NoticesIssued | MonthToCome:
    progress = seen.append if seen is not None else lambda _: None
    return await issue_notices(NoticeOrder(ym(month), everybody, progress), clock)


@pytest.fixture
def importer(database: str, clock: SteppingClock, tmp_path: Path) -> Importer:
    return Importer(tmp_path, clock)


async def shown(clock: SteppingClock, person_id: int = 1) -> NoticeEstimate:
    notice = await show_estimate_notice(await signed_in(clock, person_id), clock)
    assert notice is not None
    return notice


async def test_a_later_record_does_not_move_what_was_told(importer: Importer, clock: SteppingClock) -> None:
    await importer.take(somebody(1, "1990-06-15"))
    assert await issue(clock) == NoticesIssued(1, 0)
    before = await shown(clock)
    await importer.take(somebody(1, "1990-06-15", pay=500_000))
    assert await issue(clock) == NoticesIssued(0, 1)
    async with read():
        rows = await current_engine().run_ddl("SELECT person, month, rules_fiscal_year FROM estimate_notice")
        assert await find_broken_chain(1) is None
    assert [tuple(dict(row).values()) for row in rows] == [(1, THIS_MONTH, 2026)]
    async with read():
        after = await fetch_newest_notice(1)
    assert after is not None
    assert [stage.yearly for stage in after.stages] == [stage.yearly for stage in before.stages]


async def test_notices_go_to_those_of_the_month(importer: Importer, clock: SteppingClock) -> None:
    await importer.take(somebody(1, "1990-11-15"), somebody(2, "1990-06-15"), somebody(3, "1990-11-01"))
    seen: list[int] = []
    assert await issue(clock, everybody=False, seen=seen) == NoticesIssued(1, 2)
    assert seen[-1] == 3


async def test_it_goes_on_where_it_stood(
    importer: Importer, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.issue_notices, "_PEOPLE_AT_ONCE", 2)
    await importer.take(*(somebody(index, "1990-06-15") for index in range(1, 6)))

    def stop(seen: int) -> None:
        if seen == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await issue_notices(NoticeOrder(ym(THIS_MONTH), True, stop), clock)
    assert await issue(clock) == NoticesIssued(3, 2)


async def test_no_notice_is_of_a_month_to_come(importer: Importer, clock: SteppingClock) -> None:
    await importer.take(somebody(1, "1990-06-15"))
    this_month = str(clock.now())[:7]
    assert await issue(clock, "2999-01") == MonthToCome(ym(this_month))


async def test_before_the_first_notice_there_is_none(importer: Importer, clock: SteppingClock) -> None:
    await importer.take(somebody(1, "1990-06-15"))
    assert await show_estimate_notice(await signed_in(clock, 1), clock) is None


async def test_an_account_without_a_record_has_none(database: str, clock: SteppingClock) -> None:
    assert await show_estimate_notice(await signed_in(clock), clock) is None
