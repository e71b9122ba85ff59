"""What ``read()`` and ``write()`` promise, on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable

import pytest

from db import postgres_engine, sqlite_engine
from db.engine import close_database, current_engine, open_database
from db.problems import DatabaseUnavailable, DatabaseUnusable, OutsideTransaction
from db.tables import AuditChain
from db.transactions import TransactionMisuse, read, write

Lengths = Callable[[], Awaitable[dict[int, int]]]


async def lengths() -> dict[int, int]:
    async with read():
        return {row["record"]: row["length"] for row in await AuditChain.raw("SELECT record, length FROM audit_chain")}


async def put(record: int, length: int = 0) -> None:
    await AuditChain.raw("INSERT INTO audit_chain (record, length, head) VALUES ({}, {}, '')", record, length)


async def test_a_write_is_kept_and_can_be_read(database: str) -> None:
    async with write():
        await put(1)
        async with read():  # joins: it sees what its own write has done
            assert await AuditChain.count() == 1
    await close_database()
    await open_database(database)
    assert await lengths() == {1: 0}


async def test_an_exception_undoes_the_whole_write(database: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with write():
            await put(1)
            raise ZeroDivisionError
    assert await lengths() == {}
    async with write():
        await put(2)
    assert await lengths() == {2: 0}


async def test_a_read_sees_one_moment(database: str) -> None:
    async def write_one() -> None:
        async with write():
            await put(1)

    async with read():
        assert await AuditChain.count() == 0
        await asyncio.create_task(write_one())
        assert await AuditChain.count() == 0
    assert await lengths() == {1: 0}


async def test_a_query_outside_of_a_transaction_is_refused(database: str) -> None:
    with pytest.raises(OutsideTransaction):
        await AuditChain.count()
    with pytest.raises(OutsideTransaction):
        await current_engine().run_ddl("SELECT 1")
    with pytest.raises(OutsideTransaction):
        current_engine().transaction()


async def test_a_read_cannot_write(database: str) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        async with read():
            await put(1)
    with pytest.raises(TransactionMisuse):
        async with read(), write():
            pass
    assert await lengths() == {}


async def test_a_write_inside_a_write_is_refused(database: str) -> None:
    with pytest.raises(TransactionMisuse):
        async with write(), write():
            pass


async def test_a_task_started_inside_is_outside_of_the_transaction(database: str) -> None:
    async def count_without_transaction() -> None:
        await AuditChain.count()

    async with write():
        await put(1)
        with pytest.raises(OutsideTransaction):
            await asyncio.create_task(count_without_transaction())
        assert await asyncio.create_task(lengths()) == {}


async def test_piccolo_joins_the_open_write(database: str) -> None:
    async with write(), current_engine().transaction():
        await put(1)
    assert await lengths() == {1: 0}


async def test_twenty_writers_at_once_all_succeed(database: str) -> None:
    async with write():
        await put(1)

    async def add_one() -> None:
        async with write():
            rows = await AuditChain.raw("UPDATE audit_chain SET length = length + 1 WHERE record = 1 RETURNING length")
            await AuditChain.raw("UPDATE audit_chain SET head = {} WHERE record = 1", str(rows[0]["length"]))

    await asyncio.gather(*(add_one() for _ in range(20)))
    assert await lengths() == {1: 20}


async def test_readers_that_interleave_each_have_their_own_view(database: str) -> None:
    started = asyncio.Event()

    async def slow_reader() -> int:
        async with read():
            before = await AuditChain.count()
            started.set()
            await asyncio.sleep(0.05)
            return int(await AuditChain.count()) - int(before)

    slow = asyncio.create_task(slow_reader())
    await started.wait()
    async with write():
        await put(1)
    assert await lengths() == {1: 0}
    assert await slow == 0


async def test_many_rows_in_one_statement(database: str) -> None:
    async with write():
        await current_engine().run_many(
            "INSERT INTO audit_chain (record, length, head) VALUES ({}, {}, {})", [(1, 10, ""), (2, 20, "")]
        )
    assert await lengths() == {1: 10, 2: 20}


async def test_a_cancelled_write_is_undone(database: str) -> None:
    async def wait_in_write() -> None:
        async with write():
            await put(1)
            await asyncio.sleep(60)

    task = asyncio.create_task(wait_in_write())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await lengths() == {}
    async with write():
        await put(2)


async def test_no_database_is_open() -> None:
    with pytest.raises(OutsideTransaction):
        current_engine()
    await close_database()  # closing what is not open is no error


class TestSqlite:
    """What only the SQLite engine has to get right."""

    @pytest.fixture
    def engine_name(self) -> str:
        return "sqlite"

    async def test_settings_of_the_connections(self, database: str) -> None:
        engine = current_engine()

        async def setting(name: str) -> object:
            return (await engine.run_ddl(f"PRAGMA {name}"))[0]

        async with write():
            assert await setting("journal_mode") == {"journal_mode": "wal"}
            assert await setting("synchronous") == {"synchronous": 2}
            assert await setting("foreign_keys") == {"foreign_keys": 1}
        async with read():
            assert await setting("foreign_keys") == {"foreign_keys": 1}
            assert await setting("query_only") == {"query_only": 1}

    async def test_reads_keep_their_connection_and_start_no_thread(self, database: str) -> None:
        before = threading.active_count()
        for _ in range(50):
            await lengths()
        engine = current_engine()
        assert isinstance(engine, sqlite_engine.KeptSQLiteEngine)
        assert len(engine._idle_readers) == 1
        assert threading.active_count() == before

    async def test_waits_for_another_process_and_gives_up(self, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(sqlite_engine, "WRITE_WAIT_SECONDS", 0.1)
        threads = threading.active_count()
        for _ in range(3):
            with pytest.raises(DatabaseUnavailable):
                async with write():
                    await put(1)
        assert threading.active_count() == threads
        monkeypatch.undo()
        waiting = asyncio.create_task(self._put_in_write(1))
        await asyncio.sleep(0.05)
        assert await lengths() == {}  # reading goes on meanwhile
        other.execute("COMMIT")
        other.close()
        await waiting
        assert await lengths() == {1: 0}

    async def test_gives_up_when_a_write_of_the_same_process_takes_too_long(
        self, database: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite_engine, "WRITE_WAIT_SECONDS", 0.05)
        async with write():
            with pytest.raises(DatabaseUnavailable):
                await asyncio.create_task(self._put_in_write(1))
        await self._put_in_write(2)
        assert await lengths() == {2: 0}

    async def test_a_failed_commit_is_undone_and_the_next_write_works(self, database: str) -> None:
        with pytest.raises(sqlite3.IntegrityError):
            async with write():
                await current_engine().run_ddl("PRAGMA defer_foreign_keys = ON")
                await put(1)
                await AuditChain.raw(
                    "INSERT INTO session "
                    "(token_hash, account, csrf_secret, screen_groups_read, created_at, last_seen_at, expires_at) "
                    "VALUES ('t', 999, '', '', '2026-01-01', '2026-01-01', '2026-01-01')"
                )
        assert await lengths() == {}
        await self._put_in_write(2)
        assert await lengths() == {2: 0}

    async def test_a_full_disk_is_told_as_such_and_passes(self, database: str) -> None:
        async with write():
            pages = (await current_engine().run_ddl("PRAGMA page_count"))[0]["page_count"]
            await current_engine().run_ddl(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DatabaseUnavailable, match="full"):
            async with write():
                for record in range(10_000):
                    await put(record)
        assert await lengths() == {}
        async with write():
            await current_engine().run_ddl("PRAGMA max_page_count = 1000000")
            await put(1)
        assert await lengths() == {1: 0}

    async def test_a_cancelled_commit_still_ends_before_the_task_does(self, database: str) -> None:
        engine = current_engine()
        assert isinstance(engine, sqlite_engine.KeptSQLiteEngine)
        release = threading.Event()
        blocker = asyncio.get_running_loop().run_in_executor(engine._commits, release.wait)
        writing = asyncio.create_task(self._put_in_write(1))
        await asyncio.sleep(0.05)  # its COMMIT stands behind the blocker now
        writing.cancel()
        await asyncio.sleep(0.05)
        assert not writing.done()
        release.set()
        await blocker
        with pytest.raises(asyncio.CancelledError):
            await writing
        assert await lengths() == {1: 0}
        await self._put_in_write(2)

    @pytest.mark.parametrize("reopened", [False, True])
    async def test_a_broken_writer_is_replaced(self, database: str, reopened: bool) -> None:
        engine = current_engine()
        assert isinstance(engine, sqlite_engine.KeptSQLiteEngine)
        with pytest.raises(sqlite3.ProgrammingError):
            async with write():
                assert engine._writer is not None
                engine._writer.close()
        if reopened:
            await close_database()
            await open_database(database)
        await self._put_in_write(1)
        assert await lengths() == {1: 0}

    async def test_a_broken_reader_is_replaced(self, database: str) -> None:
        engine = current_engine()
        assert isinstance(engine, sqlite_engine.KeptSQLiteEngine)
        with pytest.raises(sqlite3.ProgrammingError):
            async with read():
                active = engine.active()
                assert active is not None
                active.connection.close()
        assert await lengths() == {}

    async def test_a_wrong_statement_is_an_error_of_ours(self, database: str) -> None:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            async with read():
                await current_engine().run_ddl("SELECT * FROM absent_table")
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            async with write():
                await current_engine().run_ddl("DELETE FROM absent_table")

    @staticmethod
    async def _put_in_write(record: int) -> None:
        async with write():
            await put(record)


@pytest.mark.postgres
class TestPostgres:
    """What only the PostgreSQL engine has to get right."""

    @pytest.fixture
    def engine_name(self) -> str:
        return "postgresql"

    async def test_a_commit_waits_for_the_disk(self, database: str) -> None:
        async with write():
            assert [dict(row) for row in await current_engine().run_ddl("SHOW synchronous_commit")] == [
                {"synchronous_commit": "on"}
            ]

    async def test_no_free_connection_is_told_as_such(self, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        ends = asyncio.Event()
        everybody_holds = asyncio.Barrier(11)

        async def hold() -> None:
            async with read():
                await everybody_holds.wait()
                await ends.wait()

        holders = [asyncio.create_task(hold()) for _ in range(10)]
        await everybody_holds.wait()
        monkeypatch.setattr(postgres_engine, "POOL_WAIT_SECONDS", 0.05)
        with pytest.raises(DatabaseUnavailable):
            await lengths()
        monkeypatch.undo()
        ends.set()
        await asyncio.gather(*holders)
        assert await lengths() == {}

    async def test_a_connection_that_is_cut_passes(self, database: str) -> None:
        with pytest.raises(DatabaseUnavailable):
            async with write():
                await put(1)
                await current_engine().run_ddl("SELECT pg_terminate_backend(pg_backend_pid())")
        assert await lengths() == {}
        async with write():
            await put(2)
        assert await lengths() == {2: 0}

    async def test_a_server_that_is_not_there(self) -> None:
        with pytest.raises(DatabaseUnusable, match="NENKIN_DATABASE"):
            await open_database("postgresql:///nenkin?host=/nonexistent&user=postgres")

    async def test_a_pool_that_is_not_open(self, database: str) -> None:
        engine = postgres_engine.PooledPostgresEngine(database)
        with pytest.raises(OutsideTransaction):
            async with engine.reading():
                pass
