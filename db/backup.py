"""Copying a whole database while it is in use, and looking into a copy before it is put in a database's place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.health import check_database
from db.problems import DatabaseUnavailable, DatabaseUnusable
from db.tables import TABLES

_HOLDS_RECORDS = ("person", "account", "import_batch", "audit_entry")
_PATIENCE = 10.0  # seconds for the locks of others


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a database: the migrations it has been through, and how many rows each table holds."""

    migrations: tuple[str, ...]
    rows: dict[str, int]


def copy_database(source: Path, target: Path) -> None:
    """One moment of a SQLite database as a new file; writers go on meanwhile, and what they write is not in it.

    Raises DatabaseUnavailable when the disk is full or the file cannot be made, DatabaseUnusable when the database is
    damaged.
    """
    try:
        with closing(_connect(source, "rw")) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.OperationalError as error:
        raise DatabaseUnavailable(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(str(error)) from error


def read_contents(copy: Path) -> Contents:
    """What is in a SQLite file; raises DatabaseUnusable when it is damaged or is not one of this service's."""
    try:
        with closing(_connect(copy, "ro")) as connection:
            _check(connection)
            rows = connection.execute("SELECT name FROM applied_migration ORDER BY name")
            return Contents(tuple(row[0] for row in rows), _count_rows(connection))
    except sqlite3.DatabaseError as error:
        raise DatabaseUnusable(str(error)) from error


def holds_records(path: Path) -> bool:
    """Whether there is anything in a SQLite file that would be lost; also where that cannot be told."""
    if not path.exists():
        return False
    try:
        with closing(_connect(path, "ro")) as connection:
            rows = _count_rows(connection)
    except sqlite3.DatabaseError:
        return True
    return any(rows.get(table) for table in _HOLDS_RECORDS)


def take_out_of_use(path: Path) -> None:
    """Fold the write-ahead log into a SQLite file; raises DatabaseUnavailable while anybody else has it open.

    A damaged file and its log are left as they are: nobody can be working with them.
    """
    try:
        check_database(str(path))
    except DatabaseUnusable:
        return
    try:
        with closing(_connect(path, "rw")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise DatabaseUnavailable(str(error)) from error


def put_in_place(copy: Path, path: Path) -> Path | None:
    """Put a file in the place of a database in one step; what was there is kept beside it. Returns where.

    Both lie in one folder. A write-ahead log that a damaged database has left goes aside with it, so that it can
    never be taken for the new one's.
    """
    aside = path.with_name(f"{path.name}.before-restore")
    with _synced(path.parent):
        if not path.exists():
            copy.replace(path)
            return None
        _take_after(path, copy)
        aside.unlink(missing_ok=True)
        os.link(path, aside)
        for ending in ("-wal", "-shm"):
            log = path.with_name(path.name + ending)
            if log.exists():
                log.replace(aside.with_name(aside.name + ending))
        copy.replace(path)
    return aside


def _take_after(path: Path, copy: Path) -> None:
    """Whoever could read and write the old file can do so with the new one."""
    found = path.stat()
    copy.chmod(found.st_mode & 0o777)
    if (found.st_uid, found.st_gid) != (copy.stat().st_uid, copy.stat().st_gid):
        shutil.chown(copy, found.st_uid, found.st_gid)


@contextmanager
def _synced(folder: Path) -> Iterator[None]:
    """The folder itself is on the disk when the block has ended."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE)


def _check(connection: sqlite3.Connection) -> None:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
    found += [f"row {row[1]} of {row[0]} belongs to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    if found != ["ok"]:
        raise sqlite3.DatabaseError("; ".join(found[:3]))


def _count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names = [table._meta.tablename for table in TABLES if table._meta.tablename in there]
    return {name: _count(connection, name) for name in names}


def _count(connection: sqlite3.Connection, table: str) -> int:
    number: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - a table of ours
    return number
