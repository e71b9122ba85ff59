"""The only two ways into the database: ``read()`` and ``write()``.

Both are asynchronous context managers around one transaction. Everything read inside one ``read()`` is one moment of
the database; everything written inside one ``write()`` is kept together or not at all.

On SQLite there is one writer at a time, so what a ``write()`` has read stays true until its end. On PostgreSQL
writers run side by side: decide only on rows that the same ``write()`` has locked first
(``UPDATE … RETURNING``), as :mod:`db.queries.audit` does.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from db.engine import current_engine


class TransactionMisuse(Exception):
    """A programming error: a ``write()`` inside another transaction of the same task."""


@asynccontextmanager
async def read() -> AsyncIterator[None]:
    """One consistent view of the database; inside another transaction of the same task it joins that one.

    Raises :class:`db.problems.DatabaseUnavailable` when no connection comes free in time.
    """
    engine = current_engine()
    if engine.active() is not None:
        yield
        return
    async with engine.reading():
        yield


@asynccontextmanager
async def write() -> AsyncIterator[None]:
    """One change, on disk when the block has ended without an exception, undone otherwise.

    Raises :class:`db.problems.DatabaseUnavailable` when other writers do not finish in time or the disk is full. Start
    no tasks inside: they are outside of the transaction.
    """
    engine = current_engine()
    if engine.active() is not None:
        raise TransactionMisuse("write() inside another transaction")
    async with engine.writing():
        yield
