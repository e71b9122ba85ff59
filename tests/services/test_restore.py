"""Backing up and restoring: the drill, and everything that is refused before anything is touched."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.backup import copy_database, put_in_place
from db.engine import close_database, current_engine, open_database
from db.migrate import apply_migrations
from db.problems import DatabaseUnavailable, DatabaseUnusable
from db.queries.audit import SERVICE_RECORD, find_broken_chain
from db.transactions import read
from services import backup, backup_file
from services import restore as restoring
from services.backup import BackupOrder, back_up
from services.backup_file import BackupUnfit, Manifest, read_manifest
from services.check_data import CheckOrder, check_data
from services.clock import JapanClock
from services.restore import Restored, RestoreOrder, restore
from tests.databases import PostgresServer, SteppingClock
from tests.services.monthly_files import Importer, document, visible, write_file
from tests.services.people import make_account, token_of

SQLITE_ONLY = pytest.mark.parametrize("engine_name", ["sqlite"])


@asynccontextmanager
async def opened(location: str) -> AsyncIterator[None]:
    await open_database(location)
    yield
    await close_database()


@pytest.fixture
async def full(location: str, tmp_path: Path, clock: SteppingClock) -> str:
    """A database with three people, one of whom is signed in."""
    async with opened(location):
        await Importer(tmp_path, clock).take(*(document(index) for index in range(3)))
        await make_account(clock, person_id=1)
        await token_of(clock)
    return location


@pytest.fixture
async def saved(full: str, tmp_path: Path, clock: SteppingClock) -> Path:
    """Its backup."""
    await back_up(backup_order(full, tmp_path / "saved.zip"), clock)
    return tmp_path / "saved.zip"


def backup_order(location: str, file: Path) -> BackupOrder:
    return BackupOrder(location=location, file=file, is_demo=False, begin=lambda _: None, progress=lambda _: None)


async def restored(file: Path, location: str, clock: SteppingClock, **more: bool) -> Restored:
    flags = {"is_demo": False, "replace": False, "check_only": False} | more
    order = RestoreOrder(file=file, location=location, begin=lambda _: None, progress=lambda _: None, **flags)
    return await restore(order, clock)


async def seen_in(location: str) -> dict[str, Any]:
    async with opened(location):
        found = await visible()
        found["sessions"] = await count("session")
    return found


async def count(table: str) -> int:
    async with read():
        rows = await current_engine().run_ddl(f"SELECT count(*) AS number FROM {table}")  # noqa: S608 - our own tables
        number: int = rows[0]["number"]
        return number


def records_of(seen: dict[str, Any]) -> Any:
    return seen["documents"], [act for act in seen["acts"] if act[0] != SERVICE_RECORD]


async def destroy(location: str, request: pytest.FixtureRequest) -> None:
    """The disk is gone."""
    if location.startswith("postgresql"):
        server: PostgresServer = request.getfixturevalue("postgres_server")
        await server.clear()
    else:
        for path in Path(location).parent.glob(f"{Path(location).name}*"):
            path.unlink()


# ---- the drill ----


@pytest.mark.slow
async def test_the_drill(full: str, tmp_path: Path, clock: SteppingClock, request: pytest.FixtureRequest) -> None:
    """Back up while a month is being imported, lose everything, restore, look at everything."""
    before = await seen_in(full)
    month = write_file(tmp_path / "next.jsonl", *(document(index, name="夏野 和子") for index in range(1500)))
    importing = subprocess.Popen(
        [sys.executable, "-m", "ops", "import-month", str(month)],
        env=os.environ | {"NENKIN_DATABASE": full},
        stdout=subprocess.DEVNULL,
    )
    files: list[Path] = []
    while await asyncio.to_thread(importing.poll) is None or not files:
        files.append(tmp_path / f"drill-{len(files)}.zip")
        await back_up(backup_order(full, files[-1]), clock)
    assert importing.returncode == 0
    after = await seen_in(full)
    for file in (files[0], files[-1]):
        await destroy(full, request)
        await restored(file, full, clock)
        found = await seen_in(full)
        assert records_of(found) in (records_of(before), records_of(after)), "the old month or the new, never a mixture"
        assert found["sessions"] == 0
        async with opened(full):
            # the import ran by the system's clock, which may be ahead of the test's or behind it
            later = SteppingClock(max(clock.now(), JapanClock().now()))
            assert await check_data(CheckOrder(print, lambda _: None, lambda: None), later) == 0


async def test_everything_but_sessions_comes_back(
    saved: Path, full: str, clock: SteppingClock, request: pytest.FixtureRequest
) -> None:
    before = await seen_in(full)
    assert before["sessions"] == 1
    await destroy(full, request)
    result = await restored(saved, full, clock)
    assert result == Restored(read_manifest(saved))
    found = await seen_in(full)
    assert records_of(found) == records_of(before)
    assert found["sessions"] == 0, "a session that has ended must not live again"
    assert [act[2] for act in before["acts"] if act[0] == SERVICE_RECORD] == ["backup"]
    assert [act[2] for act in found["acts"] if act[0] == SERVICE_RECORD] == ["restore"]
    async with opened(full), read():
        assert await find_broken_chain(SERVICE_RECORD) is None


async def test_a_backup_says_what_is_in_it(saved: Path) -> None:
    manifest = read_manifest(saved)
    assert (manifest.rows["person"], manifest.rows["account"], manifest.rows["session"]) == (3, 1, 1)
    assert manifest.migrations
    assert not manifest.is_demo


async def test_only_checking_touches_nothing(saved: Path, full: str, clock: SteppingClock) -> None:
    before = await seen_in(full)
    assert (await restored(saved, full, clock, check_only=True)).manifest.rows["person"] == 3
    assert await seen_in(full) == before
    assert {path.name for path in saved.parent.iterdir()} <= {"saved.zip", "month-1.jsonl", "nenkin.sqlite"}


async def test_a_database_that_holds_something_is_replaced_only_when_asked(
    saved: Path, full: str, clock: SteppingClock, tmp_path: Path
) -> None:
    async with opened(full):
        await Importer(tmp_path, clock).take(document(9))
    before = await seen_in(full)
    with pytest.raises(BackupUnfit, match="--replace"):
        await restored(saved, full, clock)
    assert await seen_in(full) == before
    result = await restored(saved, full, clock, replace=True)
    assert len((await seen_in(full))["documents"]) == 3
    if result.kept is not None:
        assert len((await seen_in(str(result.kept)))["documents"]) == 4, "what was there is kept beside"


async def test_an_empty_database_is_filled_without_asking(
    saved: Path, full: str, clock: SteppingClock, request: pytest.FixtureRequest
) -> None:
    await destroy(full, request)
    async with opened(full):
        await apply_migrations(clock.now())
    await restored(saved, full, clock)
    assert len((await seen_in(full))["documents"]) == 3


# ---- what is refused ----


async def refusal(file: Path, location: str, clock: SteppingClock, **more: bool) -> str:
    """Why a restore is refused; nothing has changed, and nothing is left lying about."""
    before, files = await seen_in(location), files_about(file)
    with pytest.raises(BackupUnfit) as found:
        await restored(file, location, clock, **({"replace": True} | more))
    assert await seen_in(location) == before
    assert files_about(file) == files
    return str(found.value)


def files_about(file: Path) -> list[Path]:
    """What lies beside a file and below, without the logs of an open database."""
    return sorted(path for path in file.parent.rglob("*") if not path.name.endswith(("-wal", "-shm")))


async def test_a_damaged_or_foreign_file(saved: Path, full: str, clock: SteppingClock) -> None:
    whole = saved.read_bytes()
    for content in (b"", b"something else", whole[: len(whole) // 2], whole[:2000] + b"\x00" * 500 + whole[2500:]):
        saved.write_bytes(content)
        assert await refusal(saved, full, clock)


async def test_a_newer_or_wrong_backup(
    saved: Path, full: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = read_manifest(saved)
    for changes, said in (
        ({"migrations": (*manifest.migrations, "m9999_later")}, "m9999_later"),
        ({"is_demo": True}, "見本の控え"),
        ({"engine": "postgresql" if manifest.engine == "sqlite" else "sqlite"}, "には戻せません"),
        ({"rows": {"person": 4}}, "件数" if manifest.engine == "sqlite" else ""),
    ):
        if not said:
            continue
        changed = replace(manifest, **changes)
        monkeypatch.setattr(restoring, "read_manifest", lambda _, changed=changed: changed)
        monkeypatch.setitem(backup_file._DATA, changed.engine, backup_file._DATA[manifest.engine])
        assert said in await refusal(saved, full, clock)
    monkeypatch.undo()
    assert "見本の控えではありません" in await refusal(saved, full, clock, is_demo=True)


@SQLITE_ONLY
async def test_a_mark_that_lies(saved: Path, full: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest says demo, the records do not."""
    manifest = replace(read_manifest(saved), is_demo=True)
    monkeypatch.setattr(restoring, "read_manifest", lambda _: manifest)
    assert "印と合いません" in await refusal(saved, full, clock, is_demo=True)


async def test_what_is_in_it_is_no_database(
    full: str, tmp_path: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = "postgresql" if full.startswith("postgresql") else "sqlite"
    (tmp_path / "nothing").write_bytes(b"nothing" * 1000)
    manifest = Manifest(engine=engine, made_at=clock.now(), is_demo=False, migrations=(), rows={})
    backup_file.write_backup(tmp_path / "odd.zip", manifest, tmp_path / "nothing", lambda _: None)
    assert "控えの中の" in await refusal(tmp_path / "odd.zip", full, clock)


@SQLITE_ONLY
async def test_a_database_in_use(saved: Path, full: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.backup._PATIENCE", 0.1)
    service = sqlite3.connect(full)
    service.execute("PRAGMA journal_mode = WAL")
    service.execute("SELECT count(*) FROM person").fetchall()
    assert "サービスを止めて" in await refusal(saved, full, clock)
    service.close()
    assert (await restored(saved, full, clock, replace=True)).kept


@SQLITE_ONLY
async def test_a_damaged_database_is_replaced_with_its_log(saved: Path, full: str, clock: SteppingClock) -> None:
    path = Path(full)
    path.write_bytes(b"damaged" * 1000)
    path.with_name("nenkin.sqlite-wal").write_bytes(b"a log that is not the new database's")
    with pytest.raises(BackupUnfit, match="--replace"):
        await restored(saved, full, clock)
    result = await restored(saved, full, clock, replace=True)
    assert result.kept is not None
    assert result.kept.read_bytes().startswith(b"damaged")
    assert result.kept.with_name(f"{result.kept.name}-wal").read_bytes().startswith(b"a log")
    assert len((await seen_in(full))["documents"]) == 3


@SQLITE_ONLY
async def test_a_switch_that_fails_leaves_the_old_database(
    saved: Path, full: str, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await seen_in(full)

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("db.backup.os.link", fail)
    with pytest.raises(OSError, match="no space"):
        await restored(saved, full, clock, replace=True)
    assert await seen_in(full) == before


@SQLITE_ONLY
async def test_the_new_file_can_be_read_by_whoever_read_the_old(saved: Path, full: str, clock: SteppingClock) -> None:
    Path(full).chmod(0o640)
    await restored(saved, full, clock, replace=True)
    assert Path(full).stat().st_mode & 0o777 == 0o640


def test_the_owner_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr("db.backup.shutil.chown", lambda _, user, group: given.append((user, group)))
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"1")
    new.write_bytes(b"2")
    real = Path.stat

    def as_if_of_another(path: Path, **words: Any) -> Any:
        found = real(path, **words)
        return os.stat_result((*found[:4], 4321, *found[5:])) if path == old else found

    monkeypatch.setattr(Path, "stat", as_if_of_another)
    put_in_place(new, old)
    assert given == [(4321, new.parent.stat().st_gid)]


# ---- backing up ----


async def test_no_backup_is_overwritten_and_none_is_left_half(
    full: str, tmp_path: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(b"an older one")
    with pytest.raises(FileExistsError):
        await back_up(backup_order(full, file), clock)
    assert file.read_bytes() == b"an older one"

    def fail(*_: object) -> None:
        raise OSError("no space left")

    file.unlink()
    files = sorted(tmp_path.iterdir())
    monkeypatch.setattr(backup, "write_backup", fail)
    with pytest.raises(OSError, match="no space"):
        await back_up(backup_order(full, file), clock)
    assert sorted(tmp_path.iterdir()) == files


@SQLITE_ONLY
async def test_a_damaged_database_is_not_backed_up(full: str, tmp_path: Path, clock: SteppingClock) -> None:
    content = bytearray(Path(full).read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    Path(full).write_bytes(content)
    with pytest.raises(DatabaseUnusable):
        await back_up(backup_order(full, tmp_path / "backup.zip"), clock)
    assert not (tmp_path / "backup.zip").exists()


@SQLITE_ONLY
async def test_rows_that_belong_to_nothing_are_not_backed_up(full: str, tmp_path: Path, clock: SteppingClock) -> None:
    connection = sqlite3.connect(full)
    with connection:
        connection.execute("DELETE FROM person WHERE id = 1")
    connection.close()
    with pytest.raises(DatabaseUnusable, match="控えを作れません"):
        await back_up(backup_order(full, tmp_path / "backup.zip"), clock)


@SQLITE_ONLY
async def test_no_room_for_the_copy_is_trouble_that_passes(full: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable):
        copy_database(Path(full), tmp_path / "no" / "folder")
