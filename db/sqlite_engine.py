"""SQLite for Piccolo with kept connections.

Piccolo's own engine opens a connection and a thread for each query (about 1 ms for a read of 7 µs), starts writes as
DEFERRED (which fails at once when two writers meet) and leaks the connection when BEGIN or COMMIT fails. Here reads run
on kept connections on the event loop, and writes run one after the other on one kept connection.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.querystring import QueryString

from db.active_transaction import JoinedTransaction, Transaction
from db.problems import DatabaseUnavailable, OutsideTransaction

WRITE_WAIT_SECONDS = 10.0
_LONGEST_NAP_SECONDS = 0.02
_SETUP = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


_PASSING_TROUBLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}


@contextmanager
def _unavailable() -> Iterator[None]:
    """Tell trouble of the machine, which passes, from an error of ours, which does not."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _PASSING_TROUBLE:
            raise DatabaseUnavailable(str(error)) from error
        raise


class KeptSQLiteEngine(SQLiteEngine):
    """One SQLite file: several kept readers (one, unless reads really interleave) and one kept writer."""

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path))
        self._open: ContextVar[Transaction | None] = ContextVar("open_transaction", default=None)
        self._idle_readers: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        self._one_writer = asyncio.Lock()
        self._commits = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite-commit")

    async def open(self) -> None:
        """Open the writer: it creates the file where there is none and switches it to write-ahead logging."""
        self._writer = self._connect_writer()

    async def close(self) -> None:
        """Close every kept connection; the last one folds the write-ahead log into the file."""
        while self._idle_readers:
            self._idle_readers.pop().close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._commits.shutdown()

    def active(self) -> Transaction | None:
        """The transaction of the running task, if there is one."""
        return Transaction.of_this_task(self._open.get())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """A read transaction: one snapshot of the file, never waiting for the writer."""
        with _unavailable():
            connection = self._idle_readers.pop() if self._idle_readers else self._connect_reader()
            try:
                connection.execute("BEGIN")
                with self._bound(connection):
                    yield
                connection.execute("COMMIT")
            finally:
                self._keep_or_close(connection)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """A write transaction: waits for its turn, then holds the file's one write lock."""
        deadline = asyncio.get_running_loop().time() + WRITE_WAIT_SECONDS
        try:
            async with asyncio.timeout_at(deadline):
                await self._one_writer.acquire()
        except TimeoutError as error:
            raise DatabaseUnavailable("another write of this process takes too long") from error
        try:
            with _unavailable():
                connection = self._writer = self._writer or self._connect_writer()
                await self._begin_write(connection, deadline)
                try:
                    with self._bound(connection):
                        yield
                    await self._commit(connection)
                finally:
                    self._undo_unless_committed(connection)
        finally:
            self._one_writer.release()

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> list[dict[str, Any]]:
        """Run one statement of Piccolo in the task's transaction."""
        sql, arguments = querystring.compile_string(engine_type="sqlite")
        return self._connection().execute(sql, arguments).fetchall()

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> list[dict[str, Any]]:
        """Run one statement without arguments in the task's transaction."""
        return self._connection().execute(ddl).fetchall()

    async def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement (placeholders ``{}``) for every row in the task's transaction."""
        self._connection().executemany(sql.replace("{}", "?"), rows)

    def transaction(self, *_: Any, **__: Any) -> Any:
        """Piccolo's own entry (used by ``get_or_create`` and such): joins the task's transaction."""
        return JoinedTransaction(self.active())

    def _connection(self) -> sqlite3.Connection:
        active = self.active()
        if active is None:
            raise OutsideTransaction("a query outside of read() and write()")
        connection: sqlite3.Connection = active.connection
        return connection

    @contextmanager
    def _bound(self, connection: sqlite3.Connection) -> Iterator[None]:
        token = self._open.set(Transaction.here(connection))
        try:
            yield
        finally:
            self._open.reset(token)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path,
            timeout=1.0,
            isolation_level=None,
            detect_types=sqlite3.PARSE_DECLTYPES,
            check_same_thread=False,  # COMMIT runs in the commit thread, while nothing else uses the connection
        )
        connection.row_factory = _as_dict
        for pragma in _SETUP:
            connection.execute(pragma)
        return connection

    def _connect_reader(self) -> sqlite3.Connection:
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _connect_writer(self) -> sqlite3.Connection:
        connection = self._connect()
        connection.execute("PRAGMA journal_mode = WAL")
        # From here on waiting is done by the event loop, not inside SQLite where it would stop every reader.
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    def _keep_or_close(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()
            raise
        self._idle_readers.append(connection)

    async def _begin_write(self, connection: sqlite3.Connection, deadline: float) -> None:
        loop = asyncio.get_running_loop()
        nap = 0.001
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or loop.time() >= deadline:
                    raise
            else:
                return
            await asyncio.sleep(nap)
            nap = min(nap * 2, _LONGEST_NAP_SECONDS)

    async def _commit(self, connection: sqlite3.Connection) -> None:
        """Commit in a thread: it waits for the disk. A cancelled task still learns how it ended before it goes."""
        commit = asyncio.get_running_loop().run_in_executor(self._commits, connection.execute, "COMMIT")
        cancelled: asyncio.CancelledError | None = None
        while not commit.done():
            try:
                await asyncio.wait((commit,))
            except asyncio.CancelledError as error:
                cancelled = error
        commit.result()
        if cancelled is not None:
            raise cancelled

    def _undo_unless_committed(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            # A connection that cannot even roll back is of no use; the next write opens a new one.
            self._writer = None
            connection.close()
