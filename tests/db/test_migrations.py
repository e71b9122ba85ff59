"""Migrations make on both databases what the table classes say."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from db.engine import close_database, current_engine, open_database
from db.migrate import apply_migrations, migration_names, missing_migrations
from db.queries.audit import Act, append_entry
from db.tables import TABLES
from db.transactions import read, write
from tests.databases import NOW


@pytest.fixture
async def empty(empty_location: str) -> AsyncIterator[None]:
    await open_database(empty_location)
    yield
    await close_database()


async def columns_of(table: str) -> dict[str, bool]:
    """Every column of a table, and whether it may be null."""
    engine = current_engine()
    async with read():
        if engine.engine_type == "sqlite":
            rows = await engine.run_ddl(f"PRAGMA table_info({table})")
            return {row["name"]: not (row["notnull"] or row["pk"]) for row in rows}
        rows = await engine.run_ddl(
            f"SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = '{table}'"  # noqa: S608 - names of our own tables
        )
        return {row["column_name"]: row["is_nullable"] == "YES" for row in rows}


async def test_from_nothing_to_the_newest_and_again(empty: None) -> None:
    assert await missing_migrations() == migration_names()
    assert await apply_migrations(NOW) == migration_names()
    assert await missing_migrations() == []
    assert await apply_migrations(NOW) == []


async def test_tables_are_as_their_classes_say(database: str) -> None:
    for table in TABLES:
        declared = {column._meta.db_column_name: column._meta.null for column in table._meta.columns}
        assert await columns_of(table._meta.tablename) == declared, table


async def test_a_failing_migration_leaves_nothing_behind(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from db.migrations import m0001_first_tables

    statements = [*m0001_first_tables.statements(current_engine().engine_type), "CREATE nonsense"]
    with monkeypatch.context() as patch:
        patch.setattr(m0001_first_tables, "statements", lambda _: statements)
        with pytest.raises(Exception, match="nonsense"):
            await apply_migrations(NOW)
    assert await columns_of("person") == {}
    assert await apply_migrations(NOW) == migration_names()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
async def test_the_database_refuses_to_change_the_audit_log(database: str, statement: str) -> None:
    async with write():
        await append_entry(Act(record=7, actor="account:1", action="read", happened_at=NOW))
    with pytest.raises(Exception, match="append-only"):
        async with write():
            await current_engine().run_ddl(statement)
