"""Several people and staff of every kind over one database, for what they may do with each other's records.

Sessions are made directly: how one signs in is tested elsewhere.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from litestar import Litestar

from db.engine import close_database, current_engine, open_database
from db.migrate import apply_migrations
from db.queries.accounts import Role, fetch_credentials
from db.queries.audit import find_broken_chain
from db.transactions import read, write
from ops.personas import load_personas, load_unlinked
from services import sessions
from services.clock import DEMO_NOW
from services.demo import DemoAccount, add_demo_accounts
from services.import_unlinked import UnlinkedOrder, import_unlinked
from services.keys import DEMO_SECRET, Keys
from services.monthly_import import ImportOrder, import_month
from tests.databases import SteppingClock
from tests.services.people import weak_passwords
from tests.web.conftest import Browser, client_of, token_in
from web.app import create_app
from web.settings import Settings, load_settings

GIVER, HELPER, STRANGER = "haruno", "shimizu", "kato"
"""Personas and user ids: 春野 和子, 清水 幸子 and 加藤 秀雄."""
NAMES = {GIVER: "春野 和子", HELPER: "清水 幸子", STRANGER: "加藤 秀雄"}
STAFF = {role.value: role for role in Role if role.is_staff} | {"officer2": Role.OFFICER}
_FORM_TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')

Enter = Callable[[str], Awaitable[Browser]]


@pytest.fixture(scope="session")
def town_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people with records, records without an owner, and staff."""
    folder = tmp_path_factory.mktemp("town")
    people = [person for person in load_personas() if person.persona in NAMES]
    lines = folder / "month.jsonl"
    lines.write_text("".join(f"{person.line}\n" for person in people), encoding="utf-8")
    unlinked = folder / "unlinked.jsonl"
    unlinked.write_text("".join(f"{line}\n" for line in load_unlinked()), encoding="utf-8")
    citizens = [
        DemoAccount(user_id=person.persona, password="x", basic_pension_number=person.basic_pension_number)
        for person in people
    ]
    staff = [
        DemoAccount(user_id=name, password="x", role=role, staff_name="窓口 一郎", office="さくら年金事務所")
        for name, role in STAFF.items()
    ]

    async def prepare() -> None:
        await open_database(str(folder / "town.sqlite"))
        await apply_migrations(DEMO_NOW)
        clock = SteppingClock(DEMO_NOW)
        await import_month(ImportOrder(file=lines, is_demo=True, report=print, progress=lambda _: None), clock)
        await import_unlinked(UnlinkedOrder(file=unlinked, is_demo=True, report=print, progress=lambda _: None), clock)
        await add_demo_accounts([*citizens, *staff], clock, Keys(DEMO_SECRET))
        await close_database()

    with weak_passwords():
        asyncio.run(prepare())
    return folder / "town.sqlite"


@dataclass(frozen=True)
class Town:
    """The application, made once, and the clock it goes by."""

    app: Litestar
    clock: SteppingClock


@pytest.fixture(scope="session")
def town() -> Town:
    """The application with staff at work on this machine."""
    clock = SteppingClock(DEMO_NOW)
    networks = load_settings({"NENKIN_DEMO": "1"}).staff_networks
    return Town(create_app(Settings(demo=True, clock=clock, staff_networks=networks)), clock)


@pytest.fixture
def town_clock(town: Town) -> SteppingClock:
    """Noon of the demo's day until the test moves it."""
    town.clock.moment = DEMO_NOW
    return town.clock


@pytest.fixture
async def enter(town: Town, town_clock: SteppingClock, town_database: Path, tmp_path: Path) -> AsyncIterator[Enter]:
    """Opens a browser in which somebody is signed in, by user id; empty for a visitor. Over a database of its own."""
    database = tmp_path / "town.sqlite"
    shutil.copyfile(town_database, database)
    await open_database(str(database))
    async with AsyncExitStack() as stack:

        async def open_for(user_id: str) -> Browser:
            browser = Browser(await stack.enter_async_context(client_of(town.app)))
            if user_id:
                browser.client.cookies.set("session", await _begin(user_id, town_clock))
            return browser

        yield open_for
    await close_database()


async def _begin(user_id: str, clock: SteppingClock) -> str:
    async with write():
        credentials = await fetch_credentials(user_id)
        assert credentials is not None
        new = await sessions.begin_session(
            credentials.account_id, credentials.role, sessions.Browser(in_staff_network=True), clock.now()
        )
    return new.token


async def send(browser: Browser, url: str, fields: dict[str, str], *, page: str = "/faq") -> str:
    """Send a form with a token of a page the sender may open; the status and where it leads, as one text."""
    answer = await browser.post(url, {"csrf_token": token_in(await browser.get(page)), **fields})
    return f"{answer.status_code} {answer.headers.get('location', '')}".strip()


def without_token(text: str) -> str:
    """A page without what is new in every answer."""
    return _FORM_TOKEN.sub("", text)


def mandate_form(**changes: str) -> dict[str, str]:
    """The filled form with which the giver wants the helper."""
    return {
        "helper-user-id": HELPER,
        "helper-name": NAMES[HELPER],
        "screens-records": "records",
        "screens-checks": "checks",
        "screens-recall": "recall",
        "screens-search": "search",
        "screens-history": "history",
        "period": "6",
        "step": "do",
        **changes,
    }


async def rows(statement: str) -> list[dict[str, object]]:
    """What the database holds."""
    async with read():
        found: list[dict[str, object]] = await current_engine().run_ddl(statement)
    return found


async def log_of(person: str) -> list[tuple[str, str, str]]:
    """Actor, action and detail of a person's sound chain, oldest first."""
    async with read():
        credentials = await fetch_credentials(person)
        assert credentials is not None
        assert credentials.person_id is not None
        assert await find_broken_chain(credentials.person_id) is None
    found = await rows(
        f"SELECT actor, action, detail FROM audit_entry WHERE record = {credentials.person_id} ORDER BY position"  # noqa: S608 - a number of our own
    )
    return [(str(row["actor"]), str(row["action"]), str(row["detail"])) for row in found]
