"""How PostgreSQL's tools are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import postgres_backup
from db.postgres_backup import check_dump
from db.problems import DatabaseUnavailable, DatabaseUnusable


@pytest.mark.parametrize(
    ("location", "address", "password"),
    [
        ("postgresql:///nenkin", "postgresql:///nenkin", ""),
        ("postgresql://ops@db:5433/nenkin?sslmode=require", "postgresql://ops@db:5433/nenkin?sslmode=require", ""),
        ("postgresql://ops:p%40ss@db/nenkin", "postgresql://ops@db/nenkin", "p@ss"),
        ("postgresql://o%2Fps:x@db/nenkin", "postgresql://o%2Fps@db/nenkin", "x"),
    ],
)
def test_no_list_of_processes_shows_the_password(location: str, address: str, password: str) -> None:
    assert postgres_backup._without_password(location) == (address, password)


async def test_the_password_goes_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_restore"
    program.write_text('#!/bin/sh\necho "$PGPASSWORD $*" >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DatabaseUnavailable, match="pg_restore: secret --dbname=postgresql://ops@db/nenkin --single"):
        await postgres_backup.restore_dump("postgresql://ops:secret@db/nenkin", tmp_path / "dump")


async def test_what_pg_restore_cannot_read_is_no_dump(tmp_path: Path) -> None:
    for content in (b"", b"SQLite", b"PGDMP but no more than that"):
        (tmp_path / "dump").write_bytes(content)
        with pytest.raises(DatabaseUnusable):
            await check_dump(tmp_path / "dump")
