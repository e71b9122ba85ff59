"""Lets another process carry out an act and kills it (kill -9) at a chosen moment, on both databases.

Moments are each statement that reaches the database, and the end of each transaction, when everything is on disk and
nobody has been told yet. The processes are forked from one that has everything loaded, so each costs little.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from db.engine import close_database, open_database
from db.postgres_engine import PooledPostgresEngine
from db.sqlite_engine import KeptSQLiteEngine
from services import passwords
from services.keys import Keys
from tests.services.people import WEAK_HASHER

Act = Callable[[], Awaitable[object]]
_ENGINES: tuple[Any, ...] = (KeptSQLiteEngine, PooledPostgresEngine)
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.services.test_killed_acts"])


async def assert_all_or_nothing(
    location: str, act: Act, seen: Callable[[], Awaitable[object]], after: object, clear: Act | None = None
) -> int:
    """Kill the act at its first moment, at its second …: what is stored is as before, until it is ``after`` at once.

    ``clear`` takes away what tries leave behind. Returns the number of moments.
    """
    before = await seen()
    assert before != after
    for moment in count(1):
        acknowledged = await asyncio.to_thread(_carry_out, location, act, moment)
        state = await seen()
        assert state in (before, after), f"half of it is stored at moment {moment}"
        if state == after:
            return moment
        assert not acknowledged, f"what was acknowledged at moment {moment} is not stored"
        if clear is not None:
            await clear()
    raise AssertionError("endless")


def _carry_out(location: str, act: Act, moment: int) -> bool:
    """Whether the process lived to say that it is done."""
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_be_killed, args=(location, act, moment, theirs))
    process.start()
    theirs.close()
    process.join()
    try:
        acknowledged: bool = ours.recv()
    except EOFError:
        acknowledged = False
    ours.close()
    assert process.exitcode in (0, -signal.SIGKILL), "the act itself has failed"
    process.close()
    return acknowledged


def _be_killed(location: str, act: Act, moment: int, said: Any) -> None:
    moments = count(1)

    def pass_a_moment() -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    for engine in _ENGINES:
        _watch(engine, pass_a_moment)
    setattr(passwords, "_HASHER", WEAK_HASHER)  # noqa: B010 - a private name of another module
    setattr(Keys, "_slow_digest", quick_digest)  # noqa: B010 - as above
    asyncio.run(_act_on(location, act))
    said.send(True)


async def _act_on(location: str, act: Act) -> None:
    await open_database(location)
    await act()
    await close_database()


def _watch(engine: Any, pass_a_moment: Callable[[], None]) -> None:
    connection, writing = engine._connection, engine.writing

    def watched_connection(self: Any) -> Any:
        pass_a_moment()
        return connection(self)

    @asynccontextmanager
    async def watched_writing(self: Any) -> AsyncIterator[None]:
        async with writing(self):
            yield
        pass_a_moment()

    engine._connection, engine.writing = watched_connection, watched_writing


def quick_digest(keys: Keys, text: str, purpose: str, place: str) -> str:
    """A slow keyed hash without its slowness, the same in every process."""
    return keys.digest(f"{place}|{text}", purpose=purpose)
