"""Both databases for tests: the same test runs on a SQLite file and in a private PostgreSQL that the tests start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import asyncpg
import pytest

from db.engine import close_database, open_database
from db.migrate import apply_migrations

JST = timezone(timedelta(hours=9), "JST")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=JST)
_MIGRATED: dict[str, bytes] = {}  # a database with every table and nothing in it, by engine


class SteppingClock:
    """A clock that moves only when a test says so."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The present moment of the test."""
        return self.moment

    def step(self, **duration: float) -> None:
        """Move on, or back with a negative duration."""
        self.moment += timedelta(**duration)


class PostgresServer:
    """A PostgreSQL of our own in a temporary folder, reached through a socket file there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._programs = _find_programs()

    def start(self) -> None:
        """Make the cluster and start it; as root it runs as the user ``postgres``, because it refuses root."""
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        # fsync off: the tests' own crashes are of our program, not of the machine
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        self._run("pg_ctl", "-D", self._data, "-w", "-o", options, "-l", str(self._folder / "log"), "start")

    def stop(self) -> None:
        """Stop it at once and remove its files."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    @property
    def location(self) -> str:
        """Where its database is, in the form of NENKIN_DATABASE."""
        return self.location_of("postgres", "postgres")

    def location_of(self, database: str, role: str) -> str:
        """The same for another database on it, as another role."""
        return f"postgresql:///{database}?host={self._folder}&user={role}"

    def run_file(self, file: Path) -> None:
        """Run a file of statements as its administrator does."""
        self._run("psql", "-v", "ON_ERROR_STOP=1", "-q", "-d", self.location, "-f", str(file))

    def run_words(self, *statements: str) -> None:
        """Run statements one by one as its administrator."""
        words = [word for statement in statements for word in ("-c", statement)]
        self._run("psql", "-v", "ON_ERROR_STOP=1", "-q", "-d", self.location, *words)

    async def clear(self) -> str:
        """Drop every table, function and trigger: a database without anything. Returns its location."""
        connection = await asyncpg.connect(self.location)
        # a test that has failed may have left a transaction open, and would be waited for
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        await connection.close()
        return self.location

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout.decode(errors='replace')}")


def _find_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside_psql = shutil.which("initdb")
    if beside_psql:
        return Path(beside_psql).resolve().parent
    if not found:
        pytest.fail("PostgreSQL is needed for this test: apt-get install postgresql", pytrace=False)
    return found[-1].parent


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the whole run."""
    # not under pytest's own folder: only its owner may enter that one
    folder = Path(tempfile.mkdtemp(prefix="nenkin-pg-"))
    folder.chmod(0o755)
    server = PostgresServer(folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which of the two databases a test runs on."""
    name: str = request.param
    return name


@pytest.fixture
async def empty_location(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database without tables."""
    if engine_name == "sqlite":
        return str(tmp_path / "nenkin.sqlite")
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.clear()


@pytest.fixture
async def location(empty_location: str, engine_name: str) -> str:
    """A migrated database with nothing in it; a SQLite file is made once and then copied."""
    if engine_name in _MIGRATED:
        Path(empty_location).write_bytes(_MIGRATED[engine_name])
        return empty_location
    await migrate_location(empty_location)
    if engine_name == "sqlite":
        _MIGRATED[engine_name] = Path(empty_location).read_bytes()
    return empty_location


@pytest.fixture
async def database(location: str) -> AsyncIterator[str]:
    """The same, open."""
    await open_database(location)
    yield location
    await close_database()


@pytest.fixture
def clock() -> SteppingClock:
    """Noon of 23 November 2026 in Japan."""
    return SteppingClock()


async def migrate_location(location: str) -> None:
    """Make the tables."""
    await open_database(location)
    await apply_migrations(NOW)
    await close_database()
