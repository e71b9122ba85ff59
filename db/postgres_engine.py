"""PostgreSQL for Piccolo: every query inside ``read()`` or ``write()``, on a pooled connection."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

from db.active_transaction import JoinedTransaction, Transaction
from db.problems import DatabaseUnavailable, DatabaseUnusable, OutsideTransaction

POOL_WAIT_SECONDS = 10.0
_POOL_SIZE = 10
_SERVER_SETTINGS = {"synchronous_commit": "on", "timezone": "UTC", "application_name": "nenkin"}

# Trouble of the machine or of others, which passes: connections lost or ended, disk or memory full, deadlocks.
_PASSING_TROUBLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InterfaceError,
)


class PooledPostgresEngine(PostgresEngine):
    """One PostgreSQL database behind a pool of connections."""

    def __init__(self, url: str) -> None:
        super().__init__(config={"dsn": url})
        self._open: ContextVar[Transaction | None] = ContextVar("open_transaction", default=None)

    async def check_version(self) -> None:
        """Nothing: Piccolo would connect, without the pool, the moment the engine is made."""

    async def open(self) -> None:
        """Open the pool and with it a first connection."""
        try:
            self.pool = await asyncpg.create_pool(
                **self.config, min_size=1, max_size=_POOL_SIZE, server_settings=_SERVER_SETTINGS
            )
        except (OSError, asyncpg.PostgresError) as error:
            raise DatabaseUnusable(
                f"PostgreSQL に接続できません（{error}）。NENKIN_DATABASE を確かめてください。\n"
                f"PostgreSQL cannot be reached ({error}); check NENKIN_DATABASE."
            ) from error

    async def close(self) -> None:
        """Close the pool."""
        await self.close_connection_pool()

    def active(self) -> Transaction | None:
        """The transaction of the running task, if there is one."""
        return Transaction.of_this_task(self._open.get())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """A read-only transaction on one snapshot."""
        async with self._transaction(isolation="repeatable_read", readonly=True):
            yield

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """A write transaction."""
        async with self._transaction():
            yield

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> list[Any]:
        """Run one statement of Piccolo in the task's transaction."""
        sql, arguments = querystring.compile_string(engine_type="postgres")
        return list(await self._connection().fetch(sql, *arguments))

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> list[Any]:
        """Run one statement without arguments in the task's transaction."""
        return list(await self._connection().fetch(ddl))

    async def run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement (placeholders ``{}``) for every row in the task's transaction."""
        numbers = count(1)
        numbered = "".join(part if part != "{}" else f"${next(numbers)}" for part in _split_placeholders(sql))
        await self._connection().executemany(numbered, rows)

    def transaction(self, *_: Any, **__: Any) -> Any:
        """Piccolo's own entry (used by ``get_or_create`` and such): joins the task's transaction."""
        return JoinedTransaction(self.active())

    @asynccontextmanager
    async def _transaction(self, **options: Any) -> AsyncIterator[None]:
        if self.pool is None:
            raise OutsideTransaction("the pool is not open")
        try:
            connection = await self.pool.acquire(timeout=POOL_WAIT_SECONDS)
        except (TimeoutError, OSError, *_PASSING_TROUBLE) as error:
            raise DatabaseUnavailable(f"no connection to PostgreSQL: {error}") from error
        try:
            async with connection.transaction(**options):
                token = self._open.set(Transaction.here(connection))
                try:
                    yield
                finally:
                    self._open.reset(token)
        except _PASSING_TROUBLE as error:
            raise DatabaseUnavailable(str(error)) from error
        finally:
            await self.pool.release(connection)

    def _connection(self) -> Any:
        active = self.active()
        if active is None:
            raise OutsideTransaction("a query outside of read() and write()")
        return active.connection


def _split_placeholders(sql: str) -> list[str]:
    parts: list[str] = []
    for index, part in enumerate(sql.split("{}")):
        parts += ["{}", part] if index else [part]
    return parts
