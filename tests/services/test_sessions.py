"""How long a session lives, and what it remembers."""

from __future__ import annotations

import pytest

from db import sqlite_engine
from db.engine import current_engine
from db.problems import DatabaseUnavailable
from db.queries.accounts import close_account
from db.queries.sessions import delete_session
from db.transactions import read, write
from services import sessions
from services.sessions import (
    ABSOLUTE_LIMIT,
    IDLE_LIMIT,
    TOUCH_INTERVAL,
    load_session,
    note_reading,
)
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import make_account, signed_in, token_of


async def audited(action: str) -> list[str]:
    async with read():
        acts = await current_engine().run_ddl("SELECT action, detail FROM audit_entry ORDER BY record, position")
    return [row["detail"] for row in acts if row["action"] == action]


async def unavailable(*_: object) -> None:
    raise DatabaseUnavailable("disk full")


async def test_a_session_of_a_closed_account_is_none(database: str, clock: SteppingClock) -> None:
    account_id = await make_account(clock)
    token = await token_of(clock)
    async with write():
        await close_account(account_id, clock.now())
    assert await load_session(token, clock) is None


@pytest.mark.parametrize("token", ["", "A" * 43, "x" * 10_000, "\ud800", "' OR 1=1 --"])
async def test_unknown_tokens_are_refused(database: str, clock: SteppingClock, token: str) -> None:
    await make_account(clock)
    await token_of(clock)
    assert await load_session(token, clock) is None


async def test_what_a_session_knows(database: str, clock: SteppingClock, tmp_path: object) -> None:
    session = await signed_in(clock)
    assert (session.user_id, session.role, session.person_id, session.name) == ("haruno92", "citizen", None, "")
    assert session.created_at == session.last_seen_at == clock.now()
    assert session.expires_at == clock.now() + ABSOLUTE_LIMIT
    assert len(session.csrf_secret) == 64


async def test_a_person_is_named_as_the_current_document_does(
    database: str, clock: SteppingClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    importer = Importer(tmp_path_factory.mktemp("files"), clock)
    await importer.take(document(1))
    await make_account(clock, person_id=1)
    token = await token_of(clock)
    session = await load_session(token, clock)
    assert session is not None
    assert (session.person_id, session.name) == (1, "春野 和子")
    await importer.take(document(1, name="夏野 和子"))
    session = await load_session(token, clock)
    assert session is not None
    assert session.name == "夏野 和子"


async def test_idle_sessions_end(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    clock.moment += IDLE_LIMIT - TOUCH_INTERVAL
    assert await load_session(token, clock) is not None  # and it is noted that it was in use
    clock.moment += IDLE_LIMIT - TOUCH_INTERVAL
    assert await load_session(token, clock) is not None
    clock.moment += IDLE_LIMIT
    assert await load_session(token, clock) is None
    clock.step(hours=-1)
    assert await load_session(token, clock) is None, "a clock set back does not revive it"


async def test_no_session_lives_longer_than_a_day_at_work(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    end = clock.now() + ABSOLUTE_LIMIT
    while clock.now() + IDLE_LIMIT / 2 < end:
        clock.moment += IDLE_LIMIT / 2
        assert await load_session(token, clock) is not None
    clock.moment = end
    assert await load_session(token, clock) is None


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_clock_that_jumps_a_day_ends_sessions(database: str, clock: SteppingClock, days: int) -> None:
    await make_account(clock)
    token = await token_of(clock)
    clock.step(days=days)
    assert await load_session(token, clock) is None


async def test_use_is_noted_at_most_once_a_minute(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_account(clock)
    token = await token_of(clock)
    noted = []

    async def note(token_hash: str, now: object) -> None:
        noted.append(now)
        await touch(token_hash, now)

    touch = sessions.__dict__["touch_session"]
    monkeypatch.setattr(sessions, "touch_session", note)
    for _ in range(10):
        clock.step(seconds=20)
        assert await load_session(token, clock) is not None
    assert len(noted) == 3


async def test_reading_goes_on_when_nothing_can_be_written(
    database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_account(clock, person_id=None)
    token = await token_of(clock)
    clock.step(minutes=5)
    monkeypatch.setattr(sessions, "touch_session", unavailable)
    assert await load_session(token, clock) is not None


async def test_sessions_that_are_over_are_removed(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    for _ in range(3):
        await token_of(clock)
    clock.moment += ABSOLUTE_LIMIT
    await token_of(clock)
    async with read():
        rows = await current_engine().run_ddl("SELECT count(*) AS number FROM session")
    assert rows[0]["number"] == 1


class TestReading:
    """The access log of a person's own reading."""

    @pytest.fixture
    async def importer(self, database: str, clock: SteppingClock, tmp_path_factory: pytest.TempPathFactory) -> Importer:
        importer = Importer(tmp_path_factory.mktemp("files"), clock)
        await importer.take(document(1))
        return importer

    async def test_is_noted_once_per_session_and_group(self, importer: Importer, clock: SteppingClock) -> None:
        session = await signed_in(clock, 1)
        for group in ("records", "records", "checks"):
            await note_reading(session, group, clock)
        assert await audited("read") == ["records", "checks"]
        token = await token_of(clock)
        fresh = await load_session(token, clock)
        assert fresh is not None
        await note_reading(fresh, "records", clock)
        assert await audited("read") == ["records", "checks", "records"]
        again = await load_session(token, clock)
        assert again is not None
        assert again.screen_groups_read == {"records"}
        await note_reading(again, "records", clock)
        assert len(await audited("read")) == 3

    async def test_an_account_without_a_record_reads_none(self, importer: Importer, clock: SteppingClock) -> None:
        await note_reading(await signed_in(clock), "records", clock)
        assert await audited("read") == []

    async def test_a_session_that_has_ended_meanwhile(self, importer: Importer, clock: SteppingClock) -> None:
        session = await signed_in(clock, 1)
        async with write():
            await delete_session(session.token_hash)
        await note_reading(session, "records", clock)
        assert await audited("read") == []

    async def test_goes_on_when_nothing_can_be_written(
        self, importer: Importer, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = await signed_in(clock, 1)
        with monkeypatch.context() as patch:
            patch.setattr(sessions, "append_entry", unavailable)
            await note_reading(session, "records", clock)
        assert await audited("read") == []
        await note_reading(session, "records", clock)
        assert await audited("read") == ["records"]


async def test_a_session_is_one_read(database: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_account(clock)
    token = await token_of(clock)
    engine = current_engine()
    statements = []
    real = engine.run_querystring

    async def watched(querystring: object, **named: object) -> object:
        statements.append(str(querystring))
        return await real(querystring, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(engine, "run_querystring", watched)
    await load_session(token, clock)
    assert len(statements) == 1
    if isinstance(engine, sqlite_engine.KeptSQLiteEngine):
        async with read():
            plan = await engine.run_ddl(f"EXPLAIN QUERY PLAN {statements[0]}")
        assert all(row["detail"].startswith("SEARCH") for row in plan), plan
