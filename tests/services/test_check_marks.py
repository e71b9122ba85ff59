"""The person's own marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries.audit import find_broken_chain
from db.queries.sessions import StoredSession
from db.transactions import read
from services.check_marks import MarkResult, mark_finding, unmark_finding
from services.show_records import RecordScreen, show_records
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import signed_in


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """Somebody signed in whose record has nothing in it, which is a finding."""
    await Importer(tmp_path, clock).take(document(1))
    return await signed_in(clock, 1)


async def screen_of(session: StoredSession, clock: SteppingClock) -> RecordScreen:
    screen = await show_records(session, clock)
    assert isinstance(screen, RecordScreen)
    return screen


async def actions() -> list[str]:
    async with read():
        assert await find_broken_chain(1) is None
        rows = await current_engine().run_ddl("SELECT action FROM audit_entry WHERE record = 1 ORDER BY position")
    return [row["action"] for row in rows]


async def test_marking_and_taking_it_back(session: StoredSession, clock: SteppingClock) -> None:
    key = (await screen_of(session, clock)).findings[0].key
    for _ in range(2):  # twice is no error and changes nothing
        assert await mark_finding(session, key, clock) is MarkResult.DONE
    screen = await screen_of(session, clock)
    assert screen.marks == {key: clock.now()}
    assert await unmark_finding(session, key, clock) is MarkResult.DONE
    assert await unmark_finding(session, key, clock) is MarkResult.NO_SUCH_FINDING
    assert (await screen_of(session, clock)).marks == {}
    assert await actions() == ["import", "sign-in", "read", "mark", "unmark"]


@pytest.mark.parametrize("key", ["", "never-a-key", "x" * 10_000, "\x00", "\ud800", "' OR 1=1 --"])
async def test_only_findings_of_this_record_can_be_marked(
    session: StoredSession, clock: SteppingClock, key: str
) -> None:
    assert await mark_finding(session, key, clock) is MarkResult.NO_SUCH_FINDING
    assert await unmark_finding(session, key, clock) is MarkResult.NO_SUCH_FINDING
    assert (await screen_of(session, clock)).marks == {}


async def test_an_account_without_a_record(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    assert await mark_finding(session, "key", clock) is MarkResult.NO_SUCH_FINDING
    assert await unmark_finding(session, "key", clock) is MarkResult.NO_SUCH_FINDING
