"""A damaged database file is told as such before anything is done with it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from pathlib import Path

import pytest

from db import health
from db.health import check_database
from db.problems import DatabaseUnusable
from tests.databases import migrate_location


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound database with some content, its write-ahead log folded in."""
    path = tmp_path / "nenkin.sqlite"
    asyncio.run(migrate_location(str(path)))
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany(
            "INSERT INTO audit_chain (record, length, head) VALUES (?, 1, ?)",
            [(number, "x" * 60) for number in range(5000)],
        )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def refusal(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(DatabaseUnusable) as found:
        check_database(str(path))
    assert path.read_bytes() == before, "a damaged file is left as it is"
    text = str(found.value)
    assert str(path) in text
    assert "バックアップ" in text
    assert "backup" in text
    return text


def test_a_sound_file_passes(file: Path) -> None:
    check_database(str(file))


def test_postgresql_is_not_a_file() -> None:
    check_database("postgresql:///nenkin")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="ops migrate"):
        check_database(str(tmp_path / "none.sqlite"))
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite", b"SQLite format 3\x00", b"%PDF-1.7 " * 100, b"\x00" * 5000])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    refusal(path)


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off(file: Path, part: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    refusal(file)


def test_flipped_bits_where_the_structure_is(file: Path) -> None:
    whole = file.read_bytes()
    page_size = int.from_bytes(whole[16:18], "big")
    for page in range(1, len(whole) // page_size):
        flipped = bytearray(whole)
        start = page * page_size
        if whole[start] in {2, 5, 10, 13}:  # a page of a tree: its kind, and where its cells are
            flipped[start] ^= 0x40
            file.write_bytes(flipped)
            refusal(file)


def test_flipped_bits_anywhere_never_raise_anything_else(file: Path) -> None:
    whole = file.read_bytes()
    for place in [*range(100), *range(100, len(whole), 997)]:
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        file.write_bytes(flipped)
        try:
            check_database(str(file))
        except DatabaseUnusable as problem:
            assert "damaged" in str(problem)


def test_a_file_behind_its_write_ahead_log_is_sound(file: Path) -> None:
    writer = sqlite3.connect(file)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    with writer:
        writer.execute("DELETE FROM audit_chain WHERE record < 100")
    check_database(str(file))
    writer.close()


def test_a_locked_file_is_not_a_damaged_one(file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    check_database(str(file))
    other.close()


def test_the_check_of_a_large_file_ends_when_its_time_is_over(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check_for_ever(connection: sqlite3.Connection) -> None:
        connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    monkeypatch.setattr(health, "_quick_check", check_for_ever)
    monkeypatch.setattr(health, "_CHECK_SECONDS", 0.05)
    check_database(str(file))


def test_a_file_that_may_not_be_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("not allowed")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DatabaseUnusable, match="not allowed"):
        check_database(str(file))


def test_disk_errors_are_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    monkeypatch.setattr(health, "_quick_check", fail)
    with pytest.raises(DatabaseUnusable, match="disk I/O"):
        check_database(str(file))


def test_what_is_not_a_file_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(DatabaseUnusable, match="it is not a file"):
            check_database(str(path))
