"""Both databases for tests: the same test runs on a SQLite file and in a private PostgreSQL that the tests start."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest

from db.engine import close_database, open_database
from db.migrate import apply_migrations

JST = timezone(timedelta(hours=9), "JST")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=JST)
_TEMPLATE = "migrated"


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
        self.create_database(_TEMPLATE, "template1")

        async def migrate_template() -> None:
            await open_database(self.location(_TEMPLATE))
            await apply_migrations(NOW)
            await close_database()

        asyncio.run(migrate_template())

    def stop(self) -> None:
        """Stop it at once and remove its files."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    def create_database(self, name: str, template: str) -> None:
        """A new database like another one."""
        statement = f'CREATE DATABASE "{name}" TEMPLATE "{template}"'
        self._run("psql", "-q", "-h", str(self._folder), "-U", "postgres", "-d", "postgres", "-c", statement)

    def location(self, name: str) -> str:
        """Where a database is, in the form of NENKIN_DATABASE."""
        return f"postgresql:///{name}?host={self._folder}&user=postgres"

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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite"

    async def migrate_file() -> None:
        await open_database(str(path))
        await apply_migrations(NOW)
        await close_database()

    asyncio.run(migrate_file())
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which of the two databases a test runs on."""
    name: str = request.param
    return name


@pytest.fixture
def empty_location(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database without tables."""
    if engine_name == "sqlite":
        return str(tmp_path / "nenkin.sqlite")
    return _new_postgres(request, "template1")


@pytest.fixture
def location(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A migrated database with nothing in it."""
    if engine_name == "sqlite":
        path = tmp_path / "nenkin.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        return str(path)
    return _new_postgres(request, _TEMPLATE)


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


def _new_postgres(request: pytest.FixtureRequest, template: str) -> str:
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = f"test_{uuid4().hex}"
    server.create_database(name, template)
    return server.location(name)
