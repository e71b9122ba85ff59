"""P5: one SQLite file, two processes, 50 readers and 5 writers: the service's engine against Piccolo's own.

The same statements, as often, from the same tables. A reader reads a person's document, a writer notes that a session
was in use; both rest a little in between, as people do, so that waiting is seen and not only a full processor.

``python -m bench.database ENGINE FILE READERS WRITERS`` is one of the two processes; it prints what it came to as JSON.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from piccolo.engine.sqlite import SQLiteEngine, TransactionType

from bench.report import Table, spread
from bench.trial import CLOCK, Trial
from db.engine import close_database, open_database
from db.problems import DatabaseUnavailable
from db.tables import RecordDocument, Session
from db.transactions import read, write

READERS, WRITERS = (25, 25), (3, 2)  # per process
ROUNDS = 5
_READS, _WRITES = 60, 40  # of each reader and each writer
_REST = 0.02  # seconds
_DOCUMENT = (
    "SELECT d.document, d.digest FROM person p JOIN record_document d ON d.id = p.current_document WHERE p.id = {}"
)
_TOUCH = "UPDATE session SET last_seen_at = {}"

Block = Callable[[], AbstractAsyncContextManager[object]]


@dataclass(slots=True)
class Outcome:
    """What one process came to."""

    queries: int = 0
    errors: int = 0
    cpu_seconds: float = 0.0
    threads: int = 0
    write_seconds: list[float] = field(default_factory=list)


@asynccontextmanager
async def _nothing() -> AsyncIterator[None]:
    """Piccolo reads outside of a transaction."""
    yield


@asynccontextmanager
async def _kept(path: str) -> AsyncIterator[tuple[Block, Block]]:
    await open_database(path)
    yield read, write
    await close_database()


@asynccontextmanager
async def _stock(path: str) -> AsyncIterator[tuple[Block, Block]]:
    engine = SQLiteEngine(path=path, timeout=30)
    for table in (RecordDocument, Session):
        table._meta.db = engine
    yield _nothing, lambda: engine.transaction(transaction_type=TransactionType.immediate)


_ENGINES: Mapping[str, Callable[[str], AbstractAsyncContextManager[tuple[Block, Block]]]] = {
    "the service's engine": _kept,
    "Piccolo's own, IMMEDIATE": _stock,
}


async def _work(engine: str, path: str, readers: int, writers: int) -> Outcome:
    outcome = Outcome()
    async with _ENGINES[engine](path) as (reading, writing), asyncio.TaskGroup() as tasks:
        for number in range(readers):
            tasks.create_task(_read(reading, number + 1, outcome))
        for number in range(writers):
            tasks.create_task(_write(writing, number, outcome))
    outcome.cpu_seconds = time.process_time() - _begun
    return outcome


async def _read(reading: Block, person: int, outcome: Outcome) -> None:
    for _ in range(_READS):
        try:
            async with reading():
                await RecordDocument.raw(_DOCUMENT, person)
            outcome.queries += 1
        except (sqlite3.Error, DatabaseUnavailable):
            outcome.errors += 1
        outcome.threads = max(outcome.threads, len(list(Path("/proc/self/task").iterdir())))
        await asyncio.sleep(_REST)


async def _write(writing: Block, number: int, outcome: Outcome) -> None:
    await asyncio.sleep(number * _REST / 5)
    for _ in range(_WRITES):
        begun = time.perf_counter()
        try:
            async with writing():
                await Session.raw(_TOUCH, CLOCK.now())
            outcome.queries += 1
            outcome.write_seconds.append(time.perf_counter() - begun)
        except (sqlite3.Error, DatabaseUnavailable):
            outcome.errors += 1
        await asyncio.sleep(_REST)


def measure_database(trial: Trial) -> list[Table]:
    """Both engines in turn, each on its own copy."""
    found: dict[str, list[Outcome]] = {engine: [] for engine in _ENGINES}
    for number in range(ROUNDS):
        for engine in _ENGINES:
            copy = trial.folder / f"copy-{number}.sqlite"
            shutil.copyfile(trial.database, copy)
            found[engine].append(_round(engine, copy))
            copy.unlink()
    return [_costs(found), _ratios(*found.values())]


def _round(engine: str, file: Path) -> Outcome:
    processes = [
        subprocess.Popen(  # noqa: S603 - this module
            [sys.executable, "-m", "bench.database", engine, str(file), str(readers), str(writers)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for readers, writers in zip(READERS, WRITERS, strict=True)
    ]
    parts = [Outcome(**json.loads(process.communicate()[0])) for process in processes]
    return Outcome(
        queries=sum(part.queries for part in parts),
        errors=sum(part.errors for part in parts),
        cpu_seconds=sum(part.cpu_seconds for part in parts),
        threads=max(part.threads for part in parts),
        write_seconds=sorted(seconds for part in parts for seconds in part.write_seconds),
    )


def _cpu(outcome: Outcome) -> float:
    return outcome.cpu_seconds / outcome.queries * 1e6


def _late(outcome: Outcome) -> float:
    """The 99th of a hundred writes, in milliseconds."""
    return outcome.write_seconds[len(outcome.write_seconds) * 99 // 100] * 1000


def _costs(found: Mapping[str, list[Outcome]]) -> Table:
    return Table(
        "SQLite: 50 readers and 5 writers in two processes",
        f"{ROUNDS} rounds, engines in turn; median (least–most). Each reader reads {_READS} times, each writer writes "
        f"{_WRITES} times, with {_REST * 1000:g} ms of rest.",
        ("engine", "errors", "CPU µs a query", "write: median ms", "write: 99th of 100, ms", "threads at most"),
        tuple(
            (
                engine,
                f"{sum(round.errors for round in rounds)}",
                spread([_cpu(round) for round in rounds]),
                spread([median(round.write_seconds) * 1000 for round in rounds], 1),
                spread([_late(round) for round in rounds], 1),
                f"{max(round.threads for round in rounds)}",
            )
            for engine, rounds in found.items()
        ),
    )


def _ratios(kept: list[Outcome], stock: list[Outcome]) -> Table:
    rounds = list(zip(kept, stock, strict=True))
    rows = (
        ("P5", "errors", "0", f"{sum(ours.errors for ours, _ in rounds)}"),
        ("P5", "CPU a query, Piccolo's ÷ ours", "≥ 5", spread([_cpu(b) / _cpu(a) for a, b in rounds], 1)),
        ("P5", "99th of 100 writes, Piccolo's ÷ ours", "≥ 10", spread([_late(b) / _late(a) for a, b in rounds], 1)),
        ("P5", "threads", "≤ 3", f"{max(ours.threads for ours, _ in rounds)}"),
    )
    return Table("SQLite as ratios", "Each ratio is taken within a round.", ("goal", "what", "wanted", "found"), rows)


if __name__ == "__main__":
    _, engine, path, readers, writers = sys.argv
    _begun = time.process_time()
    print(json.dumps(asdict(asyncio.run(_work(engine, path, int(readers), int(writers))))))
