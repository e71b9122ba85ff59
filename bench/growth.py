"""P12: what a page costs when there are more people, and when a life is longer.

The database grows from a thousand invented people (``python -m ops make-month``) to a million, by giving the same lives
to more people; the service is asked for the same pages at every size. Then, on the demo's own database, for the records
of shorter and longer lives.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.client import Ask, fetch
from bench.pages import CONNECTIONS, Contender
from bench.processes import Server, free_port, serving
from bench.report import Table, spread
from bench.service import FOLDER
from bench.trial import CLOCK, Trial, demo_environment, sign_in_as
from db.documents import parse_document
from db.engine import close_database, open_database
from db.queries.records import fetch_document
from db.transactions import read
from ops.personas import DemoPerson, load_personas
from pension.record import PensionRecord
from pension.timeline import Timeline
from services.show_records import decide

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 5
LIVES = 6
_SECONDS = 2.0
_READS = 2_000
_PAGES = ("/records", "/home", "/")
_CONSTANT = "constant bytes"
_INVENTED = 900  # people beside those of the demo whose lives are given to the others
_FIRST_DOCUMENT = 10**9  # documents of copied people, far from those that were imported

# ── more people ──────────────────────────────────────────────────────────────────────────────────────────────────────
# Nobody who was imported has a number that is no number: these are counted, and begin with X.
_SAMPLE = """
CREATE TEMP TABLE sample AS SELECT row_number() OVER (ORDER BY id) - 1 AS place, current_document AS document
FROM person WHERE current_document < ?
"""
_ADD_PEOPLE = """
WITH RECURSIVE added (id) AS (SELECT :first UNION ALL SELECT id + 1 FROM added WHERE id < :last)
INSERT INTO person (id, basic_pension_number, current_document, created_at)
SELECT id, printf('X%09d', id), :document + id, :now FROM added
"""
_ADD_DOCUMENTS = """
INSERT INTO record_document (id, person, version, batch, replaces, name, as_of, digest, document, stored_at)
SELECT :document + p.id, p.id, 1, d.batch, NULL, d.name, d.as_of, d.digest, d.document, d.stored_at
FROM person p
JOIN sample s ON s.place = p.id % (SELECT count(*) FROM sample)
JOIN record_document d ON d.id = s.document
WHERE p.id BETWEEN :first AND :last
"""


def grow(database: Path, size: int) -> None:
    """Add people to a closed database until there are so many."""
    with sqlite3.connect(database) as connection:
        connection.execute(_SAMPLE, (_FIRST_DOCUMENT,))
        connection.execute("CREATE UNIQUE INDEX temp.sample_place ON sample (place)")
        highest, now = connection.execute("SELECT max(id), max(created_at) FROM person").fetchone()
        have = connection.execute("SELECT count(*) FROM person").fetchone()[0]
        values = {"first": highest + 1, "last": highest + size - have, "document": _FIRST_DOCUMENT, "now": now}
        connection.execute(_ADD_PEOPLE, values)
        connection.execute(_ADD_DOCUMENTS, values)
    connection.close()


@dataclass(frozen=True, slots=True)
class Size:
    """What was found at one size."""

    people: int
    megabytes: float
    read_microseconds: list[float]
    pages: Mapping[str, Contender]


def measure_growth(trial: Trial) -> list[Table]:
    """Both kinds of growth."""
    database = trial.folder / "many.sqlite"
    shutil.copyfile(trial.database, database)
    _import_people(database, trial.folder / "people.jsonl")
    found = []
    for people in SIZES:
        grow(database, people)
        print(f"{people:,} people", file=sys.stderr)
        found.append(_measure_size(trial, database, people))
    database.unlink()
    return [_people_table(found), _flatness(found), _lives_table(_measure_lives(trial))]


def _import_people(database: Path, month: Path) -> None:
    for words in (("make-month", "--people", str(_INVENTED), "--out", str(month)), ("import-month", str(month))):
        command = [sys.executable, "-m", "ops", *words]
        environment = {**os.environ, **demo_environment(database)}
        subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - the service's own


def _measure_size(trial: Trial, database: Path, people: int) -> Size:
    reads = asyncio.run(_read_people(database, people))
    with _service(trial, database) as server:
        asks = {path: Ask(server.port, path, trial.cookie) for path in _PAGES}
        (trial.folder / "growth").write_text(fetch(asks["/records"]), encoding="utf-8")
        asks[_CONSTANT] = Ask(server.port, "/bench/constant/growth", trial.cookie)
        contenders = {name: Contender(name, ask, server) for name, ask in asks.items()}
        _take_turns(list(contenders.values()))
    return Size(people, database.stat().st_size / 2**20, reads, contenders)


def _take_turns(contenders: Sequence[Contender]) -> None:
    for contender in contenders:
        contender.run(_SECONDS / 2)
        contender.forget()
    for number in range(ROUNDS):
        for contender in (*contenders[number:], *contenders[:number]):
            contender.run(_SECONDS)


@contextmanager
def _service(trial: Trial, database: Path) -> Iterator[Server]:
    port = free_port()
    environment = {**demo_environment(database, port), FOLDER: str(trial.folder)}
    with serving([sys.executable, "-m", "bench.service"], environment, port, folder=trial.folder) as server:
        yield server


async def _read_people(database: Path, people: int) -> list[float]:
    """Microseconds of CPU for the document of somebody chosen at random, in portions."""
    chance = random.Random(people)  # noqa: S311 - which people are read, not a secret
    await open_database(str(database))
    try:
        return [await _read_some(chance, people) for _ in range(ROUNDS)]
    finally:
        await close_database()


async def _read_some(chance: random.Random, people: int) -> float:
    chosen = [chance.randint(1, people) for _ in range(_READS)]
    begun = time.thread_time()
    for person in chosen:
        async with read():
            await fetch_document(person)
    return (time.thread_time() - begun) / _READS * 1e6


def _people_table(found: Sequence[Size]) -> Table:
    return Table(
        "More people",
        f"One worker, {CONNECTIONS} kept connections, {ROUNDS} rounds of {_SECONDS:g} s at each size, pages in turn; "
        "CPU µs a request, median (least–most). A read is that of the document of somebody chosen at random, "
        "without a server.",
        ("people", "database, MB", "one read", *(f"`{page}`" for page in _PAGES), _CONSTANT),
        tuple(
            (
                f"{size.people:,}",
                f"{size.megabytes:,.0f}",
                spread(size.read_microseconds),
                *(spread(contender.cpu) for contender in size.pages.values()),
            )
            for size in found
        ),
    )


def _flatness(found: Sequence[Size]) -> Table:
    """Sizes are measured one after the other, so each page is held against constant bytes of the same minutes."""
    smallest, largest = found[0], found[-1]
    rows = tuple(
        (
            "P12",
            f"`{page}` at {largest.people:,} people ÷ at {smallest.people:,}",
            "1",
            f"{_grown(page, smallest, largest):.2f}",
        )
        for page in _PAGES
    )
    about = "CPU against that of constant bytes at the same size, then largest size against smallest; medians."
    return Table("Growth with people as a ratio", about, ("goal", "what", "wanted", "found"), rows)


def _grown(page: str, smallest: Size, largest: Size) -> float:
    def against_constant(size: Size) -> float:
        return median(size.pages[page].cpu) / median(size.pages[_CONSTANT].cpu)

    return against_constant(largest) / against_constant(smallest)


# ── longer lives ─────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Life:
    """Somebody of the demo."""

    person: DemoPerson
    years: int
    spans: int
    bytes: int


def lives() -> list[Life]:
    """People of the demo from the shortest record to the longest, evenly spread over the years."""
    known = sorted((_life(person) for person in load_personas()), key=lambda life: life.years)
    known = [life for life in known if life.years]
    first, last = known[0].years, known[-1].years
    wanted = [first + (last - first) * place / (LIVES - 1) for place in range(LIVES)]
    chosen = [min(known, key=lambda life: abs(life.years - years)) for years in wanted]
    return list(dict.fromkeys(chosen))


def _life(person: DemoPerson) -> Life:
    record = parse_document(person.line)
    assert isinstance(record, PensionRecord)
    timeline = decide(record, CLOCK.now().date())[0]
    return Life(person, _years(timeline), len(timeline.spans), len(person.line.encode()))


def _years(timeline: Timeline) -> int:
    if not timeline.spans:
        return 0
    return timeline.last_month.fiscal_year - timeline.first_month.fiscal_year + 1


def _measure_lives(trial: Trial) -> list[tuple[Life, Contender]]:
    chosen = lives()
    cookies = [f"session={asyncio.run(sign_in_as(trial.database, life.person.persona))}" for life in chosen]
    with _service(trial, trial.database) as server:
        contenders = [
            Contender(life.person.persona, Ask(server.port, "/records", cookie), server)
            for life, cookie in zip(chosen, cookies, strict=True)
        ]
        _take_turns(contenders)
    return list(zip(chosen, contenders, strict=True))


def _lives_table(found: Sequence[tuple[Life, Contender]]) -> Table:
    return Table(
        "Longer lives",
        f"P12: the table of months, {ROUNDS} rounds of {_SECONDS:g} s, people in turn; median (least–most).",
        ("fiscal years", "spans", "document, bytes", "CPU µs a request", "CPU µs a year"),
        tuple(
            (
                f"{life.years}",
                f"{life.spans}",
                f"{life.bytes:,}",
                spread(contender.cpu),
                f"{median(contender.cpu) / life.years:,.0f}",
            )
            for life, contender in found
        ),
    )
