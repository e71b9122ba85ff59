"""Is the database fit to be worked with? Asked once before a start, in well under two seconds whatever its size."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from db.engine import current_engine, is_postgresql
from db.migrate import NOTES_OF_MIGRATIONS, migration_names, statements, unknown_migrations
from db.problems import DatabaseUnusable

_HEADER = b"SQLite format 3\x00"
_HEADER_LENGTH = 100
_CHECK_SECONDS = 0.8
_LAYOUT = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
_LAYOUT_IN_POSTGRESQL = (
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() "
    "UNION SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() "
    "UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
)


def check_database(location: str) -> None:
    """Raises DatabaseUnusable when a SQLite file is missing, damaged, cut off or no database.

    SQLite's own check runs for as long as a start may take: it reads small databases whole and large ones in part;
    ``python -m ops check-data`` reads everything. PostgreSQL checks its own files.
    """
    if is_postgresql(location):
        return
    path = Path(location)
    if not path.exists():
        raise DatabaseUnusable(
            f"データベースのファイル {path} がありません。python -m ops migrate を実行すると作られます。\n"
            f"There is no database file {path}; python -m ops migrate makes it."
        )
    try:
        _check_header(path)
        _check_content(path)
    except (sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:  # the second: a damaged name in its message
        raise DatabaseUnusable(_message(path, str(error))) from error


async def find_file_problems() -> list[str]:
    """What SQLite's whole check says of the open database, inside a ``read()``; it reads all of the file."""
    engine = current_engine()
    if engine.engine_type != "sqlite":
        return []
    found = [str(row["integrity_check"]) for row in await engine.run_ddl("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


async def find_layout_problems() -> list[str]:
    """How the tables, indexes and triggers of the open database differ from what the migrations make, inside a
    ``read()``: in SQLite by their text, in PostgreSQL by their names.
    """
    expected = _expected_layout()
    engine = current_engine()
    if engine.engine_type == "sqlite":
        rows = await engine.run_ddl(_LAYOUT)
        found = {row["name"]: _one_line(row["sql"]) for row in rows}
    else:
        rows = await engine.run_ddl(_LAYOUT_IN_POSTGRESQL)
        expected = {name: "" for name, text in expected.items() if not text.startswith("CREATE TRIGGER")}
        expected["audit_entry_append_only"] = ""
        found = {row["name"]: "" for row in rows if row["name"] in expected}
    problems = [f"migration {name} is not known to this version" for name in await unknown_migrations()]
    problems += [f"{name} is missing" for name in expected if name not in found]
    problems += [f"{name} is not of this service" for name in found if name not in expected]
    return problems + [
        f"{name} is not as it was made" for name in expected if name in found and found[name] != expected[name]
    ]


def _expected_layout() -> dict[str, str]:
    """Every table, index and trigger that the migrations make, with its text."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(NOTES_OF_MIGRATIONS)
        for name in migration_names():
            for statement in statements(name, "sqlite"):
                connection.execute(statement)
        return {name: _one_line(text) for name, text in connection.execute(_LAYOUT)}


def _one_line(statement: str) -> str:
    return " ".join(statement.split())


def _check_header(path: Path) -> None:
    if not path.is_file():  # opening a pipe would wait for ever
        raise sqlite3.DatabaseError("it is not a file")
    with path.open("rb") as file:
        header = file.read(_HEADER_LENGTH)
    if not header:  # an empty file is an empty database to SQLite; it was not to whoever had data in it
        raise sqlite3.DatabaseError("the file is empty")
    if not header.startswith(_HEADER) or len(header) < _HEADER_LENGTH:
        raise sqlite3.DatabaseError("file is not a database")
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    log = path.with_name(f"{path.name}-wal")
    log_waits = log.exists() and log.stat().st_size > 0  # then the file may rightly be behind its header
    if not log_waits and path.stat().st_size < pages * (65536 if page_size == 1 else page_size):
        raise sqlite3.DatabaseError("the file is cut off")


def _check_content(path: Path) -> None:
    # Read-only: a damaged file is left exactly as it is, its write-ahead log included.
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=_CHECK_SECONDS, check_same_thread=False)
    stop = threading.Timer(_CHECK_SECONDS, connection.interrupt)
    stop.start()
    try:
        _quick_check(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY}:
            raise
    finally:
        stop.cancel()
        stop.join()
        connection.close()


def _quick_check(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA cell_size_check = ON")
    found = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        raise sqlite3.DatabaseError("; ".join(found))


def _message(path: Path, reason: str) -> str:
    return (
        f"データベースのファイル {path} がこわれているか、データベースではありません（{reason}）。"
        "控え（バックアップ）から戻してください。ファイルには何も書いていません。\n"
        f"The database file {path} is damaged or is not a database ({reason}). "
        "Restore it from a backup. Nothing was written to it."
    )
