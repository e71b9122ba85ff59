"""PostgreSQL's own tools for a whole database: pg_dump and pg_restore in the custom format."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from db.backup import Contents
from db.engine import current_engine
from db.problems import DatabaseUnavailable, DatabaseUnusable
from db.tables import TABLES
from db.transactions import read

_DUMP_HEAD = b"PGDMP"


async def dump_database(location: str, target: Path) -> Contents:
    """One moment of the open database as a dump in the custom format, and what is in it.

    Raises DatabaseUnusable without pg_dump, DatabaseUnavailable when it fails.
    """
    async with read():
        snapshot = (await current_engine().run_ddl("SELECT pg_export_snapshot() AS name"))[0]["name"]
        contents = Contents(await _fetch_migrations(), await _count_rows())
        words = ("--format=custom", f"--snapshot={snapshot}", f"--file={target}", "--no-owner", "--no-privileges")
        await _run("pg_dump", location, *words)
    return contents


async def check_dump(dump: Path) -> None:
    """Raises DatabaseUnusable when a file is no dump that pg_restore can read."""
    with dump.open("rb") as file:
        if file.read(len(_DUMP_HEAD)) != _DUMP_HEAD:
            raise DatabaseUnusable("not a dump in the custom format")
    try:
        await _run("pg_restore", None, "--list", str(dump))
    except DatabaseUnavailable as error:
        raise DatabaseUnusable(str(error)) from error


async def restore_dump(location: str, dump: Path) -> None:
    """Put a dump in the place of what is in a PostgreSQL database, whole or not at all."""
    words = ("--single-transaction", "--exit-on-error", "--clean", "--if-exists", "--no-owner", "--no-privileges")
    await _run("pg_restore", location, *words, str(dump))


async def holds_rows() -> bool:
    """Whether any table of the service in the open database holds a row."""
    async with read():
        rows = await _count_rows()
    return any(number for table, number in rows.items() if table != "applied_migration")


async def _fetch_migrations() -> tuple[str, ...]:
    rows = await current_engine().run_ddl("SELECT name FROM applied_migration ORDER BY name")
    return tuple(row["name"] for row in rows)


async def _count_rows() -> dict[str, int]:
    engine = current_engine()
    found = await engine.run_ddl("SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()")
    there = {row["name"] for row in found}
    counted = {}
    for name in (table._meta.tablename for table in TABLES):
        if name in there:
            rows = await engine.run_ddl(f"SELECT count(*) AS number FROM {name}")  # noqa: S608 - a table of ours
            counted[name] = rows[0]["number"]
    return counted


async def _run(program: str, location: str | None, *words: str) -> None:
    """Run one of the tools; a password goes by the environment, where no list of processes shows it."""
    path = shutil.which(program)
    if path is None:
        raise DatabaseUnusable(
            f"{program} がありません。PostgreSQL のクライアント（postgresql-client）を入れてください。\n"
            f"{program} is missing; install the PostgreSQL client tools."
        )
    environment = dict(os.environ)
    if location is not None:
        address, password = _without_password(location)
        words = (f"--dbname={address}", *words)
        environment |= {"PGPASSWORD": password} if password else {}
    process = await asyncio.create_subprocess_exec(
        path, *words, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    if process.returncode:
        raise DatabaseUnavailable(f"{program}: {said.decode(errors='replace').strip()}")


def _without_password(location: str) -> tuple[str, str]:
    parts = urlsplit(location)
    if parts.password is None:
        return location, ""
    user = quote(unquote(parts.username or ""), safe="")
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}@{host}")), unquote(parts.password)
