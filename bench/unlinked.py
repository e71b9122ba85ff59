"""P7: a search for records without an owner, the whole ladder, beside an exact look-up and beside trigram indexes.

``python -m bench.unlinked SIZE…`` builds databases of so many invented records on SQLite and on PostgreSQL, one after
the other, and prints the tables; ``--write`` writes them to ``bench/results/``. Every contender searches for the same
people in turn, in one process, over the same rows:

- **exact**: name and birth date as they are typed, by an index on both;
- **ladder**: the service's own search with all its comparing (:func:`services.unlinked_search.has_records`);
- **trigram** (FTS5's, pg_trgm's): the names with most trigrams in common with the one typed, and of these the ones
  born on that day.

To each person sought belongs one record, damaged as ``ops/population/damage.csv`` has it; recall counts those that the
ladder allows. The other records are drawn from a hundred family and some sixty given names a generation: more people of
one name than there are in Japan, which makes every search harder than it is there.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

import asyncpg

from bench.report import Table, circumstances, commit, write_results
from db.engine import close_database, current_engine, open_database
from db.migrate import apply_migrations
from db.tables import UnlinkedRecord as RecordRow
from db.transactions import read, write
from ops.population.dice import Dice
from ops.population.tables import load_tables
from ops.population.unlinked import UnlinkedPopulation, make_unlinked
from pension.kana import plain_parts
from pension.matching import KEY_BITS, find_match, fold_key, prepare_search
from pension.record import Person, Sex
from pension.unlinked import Sought, SoughtName, UnlinkedRecord
from rules.matching import load_matching
from services.clock import DEMO_NOW
from services.unlinked_search import find_records, has_records

PEOPLE = 2000  # sought by the contenders that are quick
SLOW_PEOPLE = 20  # of these by the others
_WARM = 50
_DRAWN = 200_000
_PORTION = 50_000
_MOST_ALIKE = 200
"""The best so many by trigrams are looked at for their birth date."""
_BASE = 1 << KEY_BITS
_TOPIC = 400_000
_COLUMNS = ("search_key", "number", "scheme", "kana", "birth", "name", "sex", "first_month", "last_month")
_SORT = (
    f"INSERT INTO unlinked_record ({', '.join(_COLUMNS)}) "  # noqa: S608 - our own names
    f"SELECT {', '.join(_COLUMNS)} FROM unsorted ORDER BY search_key"
)
"""As an import lays them down: records of one key lie side by side."""
_EXACT = "SELECT number, kana, birth, name, sex FROM unlinked_record WHERE kana = {} AND birth = {}"
_FTS5 = (
    "SELECT r.number FROM (SELECT rowid FROM unlinked_fts WHERE unlinked_fts MATCH {} ORDER BY rank LIMIT {}) f "
    "JOIN unlinked_record r ON r.id = f.rowid WHERE r.birth = {}"
)
_PG_TRGM = (
    "SELECT number FROM (SELECT number, birth FROM unlinked_record WHERE kana % {} "
    "ORDER BY similarity(kana, {}) DESC LIMIT {}) f WHERE birth = {}"
)
_MAKE_FTS5 = (
    "CREATE VIRTUAL TABLE unlinked_fts USING fts5"
    "(kana, tokenize='trigram', content='unlinked_record', content_rowid='id', detail='full');"
    "INSERT INTO unlinked_fts (unlinked_fts) VALUES ('rebuild')"
)
_MAKE_PG_TRGM = (
    "CREATE EXTENSION pg_trgm",
    "CREATE INDEX unlinked_trigrams ON unlinked_record USING gin (kana gin_trgm_ops)",
)
EXACT, LADDER, TRIGRAM = "exact", "ladder", "trigram"
OWN = "own"
INDEXES = {LADDER: "unlinked_record_by_key", EXACT: "unlinked_exact"}

Row = tuple[object, ...]
Ask = Callable[[Sought], Awaitable[set[str]]]


@dataclass(frozen=True, slots=True)
class Planted:
    """Somebody to be sought, and the number of the record that is theirs."""

    sought: Sought
    number: str


@dataclass(slots=True)
class Measured:
    """What a contender took on one database: seconds of each search, how many records it found, bytes of its index."""

    bytes: int = 0
    seconds: list[float] = field(default_factory=list)
    found: int = 0
    most_candidates: int = 0

    def at(self, share: float) -> float:
        """The microseconds within which such a share of the searches stayed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e6


# ── people and records ──────────────────────────────────────────────────────────────────────────────────────────────


@cache
def planted() -> tuple[tuple[Planted, ...], tuple[UnlinkedRecord, ...]]:
    """People to be sought with a damaged record each that the ladder allows, and these records."""
    persons = [_person(number) for number in range(PEOPLE)]
    order = UnlinkedPopulation(records=0, seed=1, planted=tuple(persons))
    wanted, records = [], []
    for place, (person, record) in enumerate(zip(persons, make_unlinked(order), strict=True)):
        names = (SoughtName(kana=person.kana, name=person.name),)
        sought = Sought(names=names, birth_date=person.birth_date, sex=person.sex)
        rules = load_matching()
        if find_match(prepare_search(sought, rules), record, rules) is not None:
            number = f"9999-{place:06d}"
            wanted.append(Planted(sought, number))
            records.append(_numbered(record, number))
    return tuple(wanted), tuple(records)


def _numbered(record: UnlinkedRecord, number: str) -> UnlinkedRecord:
    return UnlinkedRecord(
        number=number, scheme=record.scheme, kana=record.kana, birth=record.birth, name=record.name, sex=record.sex
    )


def _person(number: int) -> Person:
    dice = Dice(load_tables(), 1, number, _TOPIC)
    year, sex = dice.whole(1930, 1975), Sex.FEMALE if dice.whole(0, 1) else Sex.MALE
    dice.for_whom(sex, year)
    family, given = dice.name("family"), dice.name(sex.value)
    return Person(
        basic_pension_number="9999-999999",
        name=f"{family.written} {given.written}",
        kana=f"{family.kana} {given.kana}",
        birth_date=date(year, 1, 1) + timedelta(days=dice.whole(0, 364)),
        sex=sex,
    )


def rows_of(size: int) -> Iterator[Row]:
    """So many records, the planted ones first; memory stays flat.

    Some are drawn; of the others each takes the name of one of these and the birth date of another.
    """
    kana = load_matching().kana
    own = planted()[1]
    drawn = list(islice(make_unlinked(UnlinkedPopulation(records=min(size, _DRAWN), seed=1)), size))
    folds = [kana.fold(plain_parts(record.kana)) for record in drawn]
    for record in own[:size]:
        fold = kana.fold(plain_parts(record.kana))
        yield _row(fold, record, record, record.number)
    for number in range(size - min(size, len(own))):
        name, birth = number % len(drawn), (number * 7919 + number // len(drawn)) % len(drawn)
        yield _row(folds[name], drawn[name], drawn[birth], f"{number // 1_000_000:04d}-{number % 1_000_000:06d}")


def _row(fold: str, named: UnlinkedRecord, born: UnlinkedRecord, number: str) -> Row:
    key = _BASE + fold_key(fold, (born.birth.month, born.birth.day))
    months = (str(named.first_month), str(named.last_month)) if named.first_month else (None, None)
    sex = named.sex and named.sex.value
    return (key, number, named.scheme.value, named.kana, str(born.birth), named.name, sex, *months)


# ── contenders ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def ask_exactly(sought: Sought) -> set[str]:
    """By the name and the birth date as they are typed."""
    async with read():
        rows = await RecordRow.raw(_EXACT, sought.names[0].kana, sought.birth_date.isoformat())
    return {row["number"] for row in rows}


async def ask_the_ladder(sought: Sought) -> set[str]:
    """As the service does; that the record found is the person's own is looked at apart (:func:`own_record`)."""
    async with read():
        return {OWN} if await has_records(sought) else set()


async def own_record(person: Planted) -> int:
    """How many records the ladder finds, if the person's own is among them; else 0."""
    async with read():
        numbers = {candidate.record.number for candidate in await find_records(person.sought)}
    return len(numbers) if person.number in numbers else 0


async def ask_fts5(sought: Sought) -> set[str]:
    """By SQLite's trigram index."""
    kana = sought.names[0].kana
    trigrams = " OR ".join(f'"{kana[place : place + 3]}"' for place in range(len(kana) - 2))
    async with read():
        rows = await RecordRow.raw(_FTS5, trigrams, _MOST_ALIKE, sought.birth_date.isoformat())
    return {row["number"] for row in rows}


async def ask_pg_trgm(sought: Sought) -> set[str]:
    """By PostgreSQL's trigram index."""
    kana = sought.names[0].kana
    async with read():
        rows = await RecordRow.raw(_PG_TRGM, kana, kana, _MOST_ALIKE, sought.birth_date.isoformat())
    return {row["number"] for row in rows}


# ── databases ───────────────────────────────────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def sqlite_of(size: int, folder: Path, *, trigrams: bool) -> AsyncIterator[Mapping[str, Measured]]:
    """An open SQLite database of so many records, with its indexes."""
    file = folder / "unlinked.sqlite"
    await _migrated(str(file))
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; DROP INDEX unlinked_record_by_key;"
            "CREATE TABLE unsorted AS SELECT * FROM unlinked_record"
        )
        marks = ", ".join("?" * len(_COLUMNS))
        rows = rows_of(size)
        while portion := list(islice(rows, _PORTION)):
            statement = f"INSERT INTO unsorted ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608 - our own names
            connection.executemany(statement, portion)
            connection.commit()
        connection.execute(_SORT)
        connection.executescript(
            "DROP TABLE unsorted;"
            "CREATE INDEX unlinked_record_by_key ON unlinked_record (search_key);"
            "CREATE INDEX unlinked_exact ON unlinked_record (kana, birth);"
        )
        if trigrams:
            connection.executescript(_MAKE_FTS5)
        connection.execute("ANALYZE")
        connection.commit()
        bytes_of = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    await open_database(str(file))
    fts5 = sum(size for name, size in bytes_of.items() if name.startswith("unlinked_fts_"))
    yield {name: Measured(bytes_of[index]) for name, index in INDEXES.items()} | (
        {TRIGRAM: Measured(fts5)} if trigrams else {}
    )
    await close_database()
    file.unlink()


@asynccontextmanager
async def postgresql_of(size: int, folder: Path, *, trigrams: bool) -> AsyncIterator[Mapping[str, Measured]]:
    """An open PostgreSQL database of so many records, with its indexes, in a server of its own."""
    server = _Server(folder / "postgresql")
    server.start()
    try:
        await _migrated(server.location)
        connection = await asyncpg.connect(server.location)
        await connection.execute("DROP INDEX unlinked_record_by_key")
        await connection.execute("CREATE UNLOGGED TABLE unsorted (LIKE unlinked_record)")
        await connection.execute("ALTER TABLE unsorted ALTER id DROP NOT NULL")
        rows = rows_of(size)
        while portion := list(islice(rows, _PORTION)):
            await connection.copy_records_to_table("unsorted", records=portion, columns=_COLUMNS)
        for statement in (
            "SET work_mem = '1GB'",
            _SORT,
            "DROP TABLE unsorted",
            "SET maintenance_work_mem = '1GB'",
            "CREATE INDEX unlinked_record_by_key ON unlinked_record (search_key)",
            "CREATE INDEX unlinked_exact ON unlinked_record (kana, birth)",
            *(_MAKE_PG_TRGM if trigrams else ()),
            "VACUUM ANALYZE unlinked_record",
        ):
            await connection.execute(statement)
        names = {**INDEXES, **({TRIGRAM: "unlinked_trigrams"} if trigrams else {})}
        sizes = {
            name: await connection.fetchval("SELECT pg_relation_size($1::regclass)", names[name]) for name in names
        }
        await connection.close()
        await open_database(server.location)
        yield {name: Measured(bytes) for name, bytes in sizes.items()}
        await close_database()
    finally:
        server.stop()


async def _migrated(location: str) -> None:
    """The tables, and an import that is the present one, whose records have keys from :data:`_BASE` on."""
    await open_database(location)
    await apply_migrations(DEMO_NOW)
    async with write():
        await current_engine().run_many(
            "INSERT INTO unlinked_batch (id, file_sha256, file_name, state, is_demo, records, started_at) "
            "VALUES (1, {}, 'bench', 'applied', {}, 0, {})",
            [("0" * 64, False, DEMO_NOW)],
        )
    await close_database()


class _Server:
    """A PostgreSQL of its own, reached by a socket in its folder. Its letters are UTF-8, or trigrams have no kana."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))

    @property
    def location(self) -> str:
        """In the form of NENKIN_DATABASE."""
        return f"postgresql:///postgres?host={self._folder}&user=postgres"

    def start(self) -> None:
        """Make it and start it."""
        self._folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c shared_buffers=2GB -c max_wal_size=8GB"
        self._run("pg_ctl", "-D", self._data, "-w", "-o", options, "-l", str(self._folder / "log"), "start")

    def stop(self) -> None:
        """Stop it and remove its files."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - the server


# ── measuring ───────────────────────────────────────────────────────────────────────────────────────────────────────

Opened = contextlib.AbstractAsyncContextManager[Mapping[str, Measured]]
ENGINES: Mapping[str, tuple[Callable[..., Opened], Ask]] = {
    "SQLite": (sqlite_of, ask_fts5),
    "PostgreSQL": (postgresql_of, ask_pg_trgm),
}


async def measure(engine: str, size: int, folder: Path, *, trigrams: bool) -> Mapping[str, Measured]:
    """Every contender on one database: in turn for each person, so that all have the same caches and the same noise."""
    opened, ask_trigrams = ENGINES[engine]
    people = planted()[0][:size]
    contenders: dict[str, tuple[Ask, Sequence[Planted]]] = {
        EXACT: (ask_exactly, people),
        LADDER: (ask_the_ladder, people),
    }
    if trigrams:
        contenders[TRIGRAM] = (ask_trigrams, people[:SLOW_PEOPLE])
    async with opened(size, folder, trigrams=trigrams) as measured:
        for person in people[:_WARM]:
            await ask_exactly(person.sought)
            await ask_the_ladder(person.sought)
        for place, person in enumerate(people):
            for name, (ask, asked) in contenders.items():
                if place < len(asked):
                    await _time(measured[name], ask, person)
        return measured


async def _time(measured: Measured, ask: Ask, person: Planted) -> None:
    begun = time.perf_counter()
    numbers = await ask(person.sought)
    measured.seconds.append(time.perf_counter() - begun)
    found = await own_record(person) if OWN in numbers else len(numbers) * (person.number in numbers)
    measured.found += found > 0
    measured.most_candidates = max(measured.most_candidates, found)


def table_of(found: Mapping[tuple[str, int], Mapping[str, Measured]]) -> list[Table]:
    """What was measured, and its ratios beside the goals."""
    rows = [
        (
            engine,
            f"{size:,}",
            name,
            f"{one.at(0.5):,.0f}",
            f"{one.at(0.99):,.0f}",
            f"{one.found} of {len(one.seconds)}",
            f"{one.most_candidates}",
            f"{one.bytes / size:.1f}",
        )
        for (engine, size), contenders in found.items()
        for name, one in contenders.items()
    ]
    ratios = [
        (
            engine,
            f"{size:,}",
            f"{one[LADDER].at(0.5) / one[EXACT].at(0.5):.2f}",
            f"{one[TRIGRAM].at(0.5) / one[LADDER].at(0.5):,.0f}" if TRIGRAM in one else "—",
            f"{one[LADDER].found / len(one[LADDER].seconds):.2%}",
            f"{one[LADDER].bytes / size:.1f}",
            f"{one[LADDER].at(0.99) / 1000:.2f}",
        )
        for (engine, size), one in found.items()
    ]
    return [
        Table(
            "Searches for records without an owner",
            f"{len(planted()[0])} people sought, by trigrams {SLOW_PEOPLE} of them; in turn, with warm caches.",
            (
                "database",
                "records",
                "contender",
                "p50 µs",
                "p99 µs",
                "own record found",
                "most found",
                "index bytes a row",
            ),
            tuple(rows),
        ),
        Table(
            "P7 as ratios",
            "Goals: ladder ≤ 1.5 × exact, trigram ≥ 50 × ladder, recall 100 %, ≤ 25 bytes a row, p99 ≤ 20 ms.",
            ("database", "records", "ladder ÷ exact, p50", "trigram ÷ ladder, p50", "recall", "bytes a row", "p99 ms"),
            tuple(ratios),
        ),
    ]


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.unlinked", description=__doc__)
    parser.add_argument("sizes", nargs="+", type=int, metavar="SIZE")
    parser.add_argument("--engine", choices=[*ENGINES], action="append", help="default: both")
    parser.add_argument("--folder", type=Path, help="where to build, with room for about 1 kB a record")
    parser.add_argument("--no-trigrams", action="store_true", help="without these indexes, which take longest to build")
    parser.add_argument("--write", action="store_true", help="write the tables to bench/results/")
    arguments = parser.parse_args()
    name = commit()
    head = circumstances(name, f"SQLite {sqlite3.sqlite_version}")
    folder = Path(mkdtemp(prefix="nenkin-unlinked-", dir=arguments.folder))
    folder.chmod(0o755)  # the server's user must reach its own folder in it
    found = {}
    try:
        for size in arguments.sizes:
            for engine in arguments.engine or ENGINES:
                found[engine, size] = asyncio.run(measure(engine, size, folder, trigrams=not arguments.no_trigrams))
                tables = table_of(found)
                print(head, *(table.markdown() for table in tables), sep="\n", flush=True)
                if arguments.write:  # each time anew: a long run that is stopped leaves what it has measured
                    print(f"written to {write_results(f'unlinked-{name}', head, tables)}", flush=True)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
