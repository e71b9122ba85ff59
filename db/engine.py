"""Which database is in use: a SQLite file or PostgreSQL, chosen by one setting.

``location`` is a path of a file (SQLite), or an address that begins with ``postgresql://``.
"""

from __future__ import annotations

from pathlib import Path

from db.postgres_engine import PooledPostgresEngine
from db.problems import OutsideTransaction
from db.sqlite_engine import KeptSQLiteEngine
from db.tables import TABLES

DatabaseEngine = KeptSQLiteEngine | PooledPostgresEngine

_current: DatabaseEngine | None = None


def is_postgresql(location: str) -> bool:
    """Whether a location names a PostgreSQL database."""
    return location.startswith(("postgresql://", "postgres://"))


async def open_database(location: str) -> None:
    """Open the database and bind every table to it; call :func:`db.health.check_database` before."""
    global _current
    engine = PooledPostgresEngine(location) if is_postgresql(location) else KeptSQLiteEngine(Path(location))
    await engine.open()
    _current = engine
    for table in TABLES:
        table._meta.db = engine


async def close_database() -> None:
    """Close what :func:`open_database` has opened."""
    global _current
    if _current is not None:
        await _current.close()
        _current = None


def current_engine() -> DatabaseEngine:
    """The open database."""
    if _current is None:
        raise OutsideTransaction("no database is open")
    return _current
