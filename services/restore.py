"""Putting a backup in the place of the database: everything is checked first, then one step switches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from db.backup import holds_records, put_in_place, read_contents, take_out_of_use
from db.engine import close_database, is_postgresql, open_database
from db.migrate import migration_names
from db.postgres_backup import check_dump, holds_rows, restore_dump
from db.problems import DatabaseUnavailable, DatabaseUnusable
from db.queries.audit import SERVICE_RECORD, Act, append_entry
from db.queries.sessions import delete_all_sessions
from db.roles import grant_to_roles
from db.transactions import write
from services.backup_file import BackupUnfit, Manifest, extract_database, read_manifest
from services.clock import Clock
from services.demo import find_mode_conflict

_REPLACE = "置きかえるなら --replace をつけてください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreOrder:
    """What to restore and where to. ``replace`` allows a database that holds something to be replaced; with
    ``check_only`` everything is checked and nothing is touched.
    """

    file: Path
    location: str
    is_demo: bool
    replace: bool
    check_only: bool
    begin: Callable[[int], None]
    progress: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was checked, or restored; ``kept`` is where the database that was there before lies now."""

    manifest: Manifest
    kept: Path | None = None


async def restore(order: RestoreOrder, clock: Clock) -> Restored:
    """Check everything, then switch. Raises BackupUnfit before anything is touched; OSError, DatabaseUnavailable.

    Nobody is signed in afterwards: a session that had ended since the backup must not live again.
    """
    manifest = read_manifest(order.file)
    _check_fit(manifest, order)
    await _check_target(order)
    async with _extracted(order, manifest) as database:
        if is_postgresql(order.location):
            return await _into_postgresql(order, manifest, database, clock)
        return await _into_file(order, manifest, database, clock)


def _check_fit(manifest: Manifest, order: RestoreOrder) -> None:
    engine = "postgresql" if is_postgresql(order.location) else "sqlite"
    if manifest.engine != engine:
        raise BackupUnfit(f"{manifest.engine} の控えです。{engine} のデータベースには戻せません。")
    if manifest.is_demo != order.is_demo:
        whose = (
            "見本の控えです。NENKIN_DEMO=1 のときだけ"
            if manifest.is_demo
            else "見本の控えではありません。NENKIN_DEMO なしで"
        )
        raise BackupUnfit(f"{whose}戻せます。")
    unknown = sorted(set(manifest.migrations) - set(migration_names()))
    if unknown:
        raise BackupUnfit(
            f"新しい版のデータベースの控えです（{'、'.join(unknown)}）。その版のプログラムで戻してください。"
        )


async def _check_target(order: RestoreOrder) -> None:
    if order.replace or order.check_only:
        return
    if is_postgresql(order.location):
        await open_database(order.location)
        try:
            holds = await holds_rows()
        finally:
            await close_database()
    else:
        holds = holds_records(Path(order.location))
    if holds:
        raise BackupUnfit(f"戻す先のデータベースには、すでに記録があります。{_REPLACE}")


@asynccontextmanager
async def _extracted(order: RestoreOrder, manifest: Manifest) -> AsyncIterator[Path]:
    """The database beside its place, so that switching is one step on one disk; for PostgreSQL beside the backup."""
    beside = order.file if is_postgresql(order.location) or order.check_only else Path(order.location)
    beside.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=beside.parent, prefix=f".{beside.name}.restoring.") as folder:
        database = Path(folder) / "database"
        order.begin(manifest.size)
        extract_database(order.file, manifest, database, order.progress)
        yield database


async def _into_file(order: RestoreOrder, manifest: Manifest, database: Path, clock: Clock) -> Restored:
    try:
        contents = read_contents(database)
    except DatabaseUnusable as error:
        raise BackupUnfit(f"控えの中のデータベースがこわれています（{error}）。") from error
    if (contents.migrations, contents.rows) != (manifest.migrations, manifest.rows):
        raise BackupUnfit("控えの中身が、控えに書かれた件数と合いません。")
    await _check_mode(str(database), order)
    if order.check_only:
        return Restored(manifest)
    await _note(str(database), clock)
    target = Path(order.location)
    if target.exists():
        _take_out_of_use(target)
    return Restored(manifest, put_in_place(database, target))


async def _check_mode(location: str, order: RestoreOrder) -> None:
    await open_database(location)
    try:
        conflict = await find_mode_conflict(demo=order.is_demo)
    finally:
        await close_database()
    if conflict is not None:
        raise BackupUnfit("控えの中身が、見本かどうかの印と合いません。")


def _take_out_of_use(target: Path) -> None:
    try:
        take_out_of_use(target)
    except DatabaseUnavailable as error:
        raise BackupUnfit(
            f"戻す先のデータベースが使われています（{error}）。サービスを止めてから戻してください。"
        ) from error


async def _into_postgresql(order: RestoreOrder, manifest: Manifest, dump: Path, clock: Clock) -> Restored:
    try:
        await check_dump(dump)
    except DatabaseUnusable as error:
        raise BackupUnfit(f"控えの中のデータが読めません（{error}）。") from error
    if not order.check_only:
        await restore_dump(order.location, dump)
        await _note(order.location, clock)
    return Restored(manifest)


async def _note(location: str, clock: Clock) -> None:
    """End every session, write down that this is a restored database, and give PostgreSQL's roles their rights."""
    await open_database(location)
    try:
        async with write():
            await delete_all_sessions()
            await append_entry(Act(record=SERVICE_RECORD, actor="operator", action="restore", happened_at=clock.now()))
        await grant_to_roles()
    finally:
        await close_database()
