"""Which databases may be worked with, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.engine import close_database, current_engine, open_database
from db.migrate import migration_names
from db.problems import DatabaseUnusable, OutsideTransaction
from db.transactions import read, write
from rules.loader import BrokenRules, load_rules
from services.demo import DemoAccount, add_demo_accounts, find_mode_conflict
from services.migrate import migrate
from services.opening import check_start, database_for_work
from services.sign_in import SignedIn
from tests.databases import SteppingClock
from tests.rules.folders import copied_tables, replace_line
from tests.services.monthly_files import Importer, document, number
from tests.services.people import KEYS, make_account, try_sign_in

DEMO_ACCOUNT = DemoAccount(user_id="Haruno-92", password="sora-kasa-natsu-yoru", basic_pension_number=number(1))


async def test_a_database_is_made_once(empty_location: str, clock: SteppingClock) -> None:
    assert await migrate(empty_location, clock) == migration_names()
    assert await migrate(empty_location, clock) == []
    await check_start(empty_location, demo=False)
    await check_start(empty_location, demo=True)


async def test_a_folder_is_made_for_the_file(tmp_path: Path, clock: SteppingClock) -> None:
    location = str(tmp_path / "new" / "folder" / "nenkin.sqlite")
    assert await migrate(location, clock) == migration_names()


async def test_a_database_that_is_not_prepared(empty_location: str, engine_name: str) -> None:
    with pytest.raises(DatabaseUnusable, match="ops migrate"):
        await check_start(empty_location, demo=False)
    assert engine_name == "postgresql" or not Path(empty_location).exists()
    await open_database(empty_location)
    await close_database()
    with pytest.raises(DatabaseUnusable, match="ops migrate"):
        await check_start(empty_location, demo=False)


async def test_a_damaged_file_is_neither_opened_nor_migrated(tmp_path: Path, clock: SteppingClock) -> None:
    path = tmp_path / "nenkin.sqlite"
    path.write_bytes(b"not a database" * 1000)
    for attempt in (migrate(str(path), clock), check_start(str(path), demo=False)):
        with pytest.raises(DatabaseUnusable, match="damaged"):
            await attempt
    assert path.read_bytes() == b"not a database" * 1000


async def test_it_is_closed_again_whatever_happens(location: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database_for_work(location, demo=False):
            raise ZeroDivisionError
    with pytest.raises(OutsideTransaction):
        current_engine()


async def test_real_records_never_stand_in_the_demo(database: str, tmp_path: Path, clock: SteppingClock) -> None:
    await Importer(tmp_path, clock).take(document(1))
    assert await find_mode_conflict(demo=False) is None
    assert "NENKIN_DEMO=1" in (await find_mode_conflict(demo=True) or "")
    await close_database()
    with pytest.raises(DatabaseUnusable):
        await check_start(database, demo=True)
    await open_database(database)


async def test_a_real_account_alone_is_enough(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    assert await find_mode_conflict(demo=False) is None
    assert await find_mode_conflict(demo=True) is not None


async def test_printed_passwords_never_stand_outside_of_the_demo(database: str, clock: SteppingClock) -> None:
    assert await add_demo_accounts([DEMO_ACCOUNT], clock, KEYS) == 1
    assert await find_mode_conflict(demo=True) is None
    assert "passwords are public" in (await find_mode_conflict(demo=False) or "")


async def test_demo_accounts_are_made_once_and_can_sign_in(database: str, tmp_path: Path, clock: SteppingClock) -> None:
    await Importer(tmp_path, clock).take(document(1))
    assert await add_demo_accounts([DEMO_ACCOUNT], clock, KEYS) == 1
    assert await add_demo_accounts([DEMO_ACCOUNT], clock, KEYS) == 0
    assert isinstance(await try_sign_in(clock, DEMO_ACCOUNT.user_id, DEMO_ACCOUNT.password), SignedIn)
    async with read():
        rows = await current_engine().run_ddl("SELECT person FROM account")
    assert [row["person"] for row in rows] == [1]


async def test_a_refused_import_does_not_decide_the_mode(database: str, tmp_path: Path, clock: SteppingClock) -> None:
    await Importer(tmp_path, clock).take("{")
    assert await find_mode_conflict(demo=True) is None


async def test_tables_of_somebody_else_are_not_touched(empty_location: str, clock: SteppingClock) -> None:
    await open_database(empty_location)
    async with write():
        await current_engine().run_ddl("CREATE TABLE person (theirs INTEGER)")
    await close_database()
    with pytest.raises(Exception, match="already exists"):
        await migrate(empty_location, clock)


async def test_no_service_starts_on_tables_that_are_not_whole(
    empty_location: str, clock: SteppingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(empty_location, clock)
    folder = copied_tables(tmp_path)
    replace_line(folder, "working_pension_limits.csv", 10, "")
    monkeypatch.setattr("services.opening.load_rules", lambda: load_rules(folder))
    with pytest.raises(BrokenRules, match=r"working_pension_limits\.csv:10"):
        await check_start(empty_location, demo=False)
