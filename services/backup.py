"""Backing up the whole database into one file, while the service goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from db.backup import Contents, copy_database, read_contents
from db.engine import is_postgresql
from db.postgres_backup import dump_database
from db.problems import DatabaseUnusable
from db.queries.audit import SERVICE_RECORD, Act, append_entry
from db.transactions import write
from services.backup_file import Manifest, write_backup
from services.clock import Clock
from services.opening import database_for_work


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupOrder:
    """What to back up and where to; ``begin`` is told the bytes there are, ``progress`` the bytes done more."""

    location: str
    file: Path
    is_demo: bool
    begin: Callable[[int], None]
    progress: Callable[[int], None]


async def back_up(order: BackupOrder, clock: Clock) -> Manifest:
    """One moment of the database as a file, noted in the audit log; the file has its name only when it is whole.

    Raises FileExistsError, other OSErrors, DatabaseUnusable and DatabaseUnavailable; then there is no file.
    """
    if order.file.exists():
        raise FileExistsError(f"{order.file} はすでにあります")
    async with database_for_work(order.location, demo=order.is_demo):
        made_at = clock.now()
        with TemporaryDirectory(dir=order.file.parent, prefix=f".{order.file.name}.") as folder:
            database, beside = Path(folder) / "database", Path(folder) / "backup"
            contents = await _take(order.location, database)
            order.begin(database.stat().st_size)
            manifest = Manifest(
                engine="postgresql" if is_postgresql(order.location) else "sqlite",
                made_at=made_at,
                is_demo=order.is_demo,
                migrations=contents.migrations,
                rows=contents.rows,
            )
            manifest = write_backup(beside, manifest, database, order.progress)
            async with write():  # noted first: no copy of everything leaves without a trace
                await append_entry(
                    Act(record=SERVICE_RECORD, actor="operator", action="backup", happened_at=clock.now())
                )
            beside.replace(order.file)
    return manifest


async def _take(location: str, database: Path) -> Contents:
    if is_postgresql(location):
        return await dump_database(location, database)
    try:
        copy_database(Path(location), database)
        return read_contents(database)
    except DatabaseUnusable as error:
        raise DatabaseUnusable(
            f"データベースがこわれているため、控えを作れません（{error}）。"
            "python -m ops check-data で調べてください。\n"
            f"The database is damaged and cannot be backed up ({error}); examine it with: python -m ops check-data"
        ) from error
