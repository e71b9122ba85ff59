"""Bringing a database to the newest table layout."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import datetime

import db.migrations
from db.engine import current_engine
from db.tables import AppliedMigration
from db.transactions import read, write

NOTES_OF_MIGRATIONS = (
    "CREATE TABLE IF NOT EXISTS applied_migration (name VARCHAR(100) PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL)"
)


def migration_names() -> list[str]:
    """Every migration there is, oldest first."""
    return sorted(module.name for module in pkgutil.iter_modules(db.migrations.__path__))


def statements(name: str, engine_type: str) -> Iterator[str]:
    """What a migration runs on ``sqlite`` or ``postgres``."""
    found: Iterator[str] = importlib.import_module(f"db.migrations.{name}").statements(engine_type)
    return found


async def apply_migrations(now: datetime) -> list[str]:
    """Apply what is missing, all in one transaction; returns the names of what was applied."""
    engine = current_engine()
    async with write():
        await engine.run_ddl(NOTES_OF_MIGRATIONS)
        missing = await _missing()
        for name in missing:
            for statement in statements(name, engine.engine_type):
                await engine.run_ddl(statement)
            await AppliedMigration.insert(AppliedMigration(name=name, applied_at=now))
    return missing


async def unknown_migrations() -> list[str]:
    """Which migrations this database has been through that this version does not know, inside a ``read()``."""
    rows = await AppliedMigration.select(AppliedMigration.name)
    return sorted({row["name"] for row in rows} - set(migration_names()))


async def missing_migrations() -> list[str]:
    """Which migrations this database still needs; also for one that has never been migrated."""
    async with read():
        if not await AppliedMigration.table_exists():
            return migration_names()
        return await _missing()


async def _missing() -> list[str]:
    rows = await AppliedMigration.select(AppliedMigration.name)
    applied = {row["name"] for row in rows}
    return [name for name in migration_names() if name not in applied]
