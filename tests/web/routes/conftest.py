"""A demo person with a record, and a browser in which they are signed in."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.engine import close_database, open_database
from db.migrate import apply_migrations
from services.clock import DEMO_NOW, JapanClock
from services.demo import DemoAccount, add_demo_accounts
from services.keys import DEMO_SECRET, Keys
from services.monthly_import import ImportOrder, import_month
from tests.personas import load_personas
from tests.services.people import weak_passwords
from tests.web.conftest import PASSWORD, Browse, Browser
from tests.web.town import (  # noqa: F401 - fixtures are found by their names here
    enter,
    town,
    town_clock,
    town_database,
)
from web.settings import Settings

PERSON = "haruno"
READER = "haruno-reader"


@pytest.fixture(scope="session")
def database_with_a_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with one person's record, brought in by the import, and their account."""
    folder = tmp_path_factory.mktemp("record")
    document = next(persona.document for persona in load_personas() if persona.id == PERSON)
    record = json.loads(document.read_text(encoding="utf-8"))
    line = folder / "month.jsonl"
    line.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    number = record["person"]["basic_pension_number"]

    async def prepare() -> None:
        clock = JapanClock(DEMO_NOW)
        await open_database(str(folder / "record.sqlite"))
        await apply_migrations(DEMO_NOW)
        await import_month(ImportOrder(file=line, is_demo=True, report=print, progress=lambda _: None), clock)
        account = DemoAccount(user_id=READER, password=PASSWORD, basic_pension_number=number)
        await add_demo_accounts([account], clock, Keys(DEMO_SECRET))
        await close_database()

    with weak_passwords():
        asyncio.run(prepare())
    return folder / "record.sqlite"


@pytest.fixture
def settings(database_with_a_record: Path, tmp_path: Path) -> Settings:
    """Settings of a demo whose clock stands still, over a database of its own."""
    database = tmp_path / "record.sqlite"
    shutil.copyfile(database_with_a_record, database)
    return Settings(database=str(database), demo=True, phone="0570-00-0000", clock=JapanClock(DEMO_NOW))


@pytest.fixture
async def reader(browse: Browse) -> AsyncIterator[Browser]:
    """A browser in which the person is signed in."""
    async with browse() as opened:
        await opened.sign_in(READER)
        yield opened
