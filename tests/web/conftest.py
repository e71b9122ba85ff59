"""The real application over a real, temporary SQLite, with one citizen who can sign in."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from httpx import ASGITransport, AsyncClient, Response
from litestar import Litestar

from db.engine import close_database, open_database
from db.migrate import apply_migrations
from db.queries.accounts import NewAccount, Role, insert_account
from db.transactions import write
from services import passwords
from services.clock import DEMO_NOW, JapanClock
from services.sign_in import canonical_user_id
from tests.services.people import WEAK_HASHER
from web.app import create_app
from web.settings import Settings

USER_ID = "hanako-sakura"
PASSWORD = "さくらの道をあるく人"
SITE = "http://127.0.0.1:8000"

Browse = Callable[..., AbstractAsyncContextManager["Browser"]]


def token_in(page: Response) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, "the page has no form token"
    return found[1]


def hidden_in(page: Response) -> dict[str, str]:
    """The hidden fields of its forms, the form token among them."""
    return dict(re.findall(r'<input type="hidden" name="([a-z_-]+)" value="([^"]*)">', page.text))


@dataclass
class Browser:
    """A client that keeps cookies and follows nothing by itself."""

    client: AsyncClient

    async def get(self, url: str, **headers: str) -> Response:
        """GET, with headers given as ``hx_request_type="partial"``."""
        return await self.client.get(url, headers=_names(headers))

    async def post(self, url: str, fields: dict[str, str], **headers: str) -> Response:
        """POST of form fields as they are."""
        return await self.client.post(url, data=fields, headers=_names(headers))

    async def sign_in(self, user_id: str = USER_ID, password: str = PASSWORD, **fields: str) -> Response:
        """Open the sign-in page, fill it in, send it."""
        token = token_in(await self.get("/sign-in"))
        return await self.post("/sign-in", {"csrf_token": token, "user-id": user_id, "password": password, **fields})

    async def sign_out(self) -> Response:
        """The button in the header of every page."""
        return await self.post("/sign-out", {"csrf_token": token_in(await self.get("/"))})

    async def is_signed_in(self) -> bool:
        """Whether the first page greets a signed-in person."""
        return 'action="/sign-out"' in (await self.get("/")).text


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def client_of(app: Litestar, site: str = SITE) -> AsyncClient:
    """A client that talks to the application without a network; what it raises arrives as the answer it makes of it."""
    return AsyncClient(transport=ASGITransport(cast("Any", app), raise_app_exceptions=False), base_url=site)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weak parameters, so that a test costs what it tests."""
    monkeypatch.setattr(passwords, "_HASHER", WEAK_HASHER)


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with the one account; tests work on copies."""
    path = tmp_path_factory.mktemp("web") / "prepared.sqlite"

    async def prepare() -> None:
        await open_database(str(path))
        await apply_migrations(DEMO_NOW)
        async with write():
            account = NewAccount(
                user_id=canonical_user_id(USER_ID),
                password_hash=WEAK_HASHER.hash(PASSWORD.encode()),
                role=Role.CITIZEN,
                person_id=None,
            )
            await insert_account(account, DEMO_NOW)
        await close_database()

    asyncio.run(prepare())
    return path


@pytest.fixture
def settings(prepared_database: Path, tmp_path: Path) -> Settings:
    """Settings of a demo whose clock stands still, over a database of its own."""
    database = tmp_path / "nenkin.sqlite"
    shutil.copyfile(prepared_database, database)
    return Settings(database=str(database), demo=True, phone="0570-00-0000", clock=JapanClock(DEMO_NOW))


@pytest.fixture(scope="session")
def app() -> Litestar:
    """The application, made once: which database it works on is decided when that is opened."""
    return create_app(Settings(demo=True, clock=JapanClock(DEMO_NOW)))


@pytest.fixture
async def browse(app: Litestar, settings: Settings) -> AsyncIterator[Browse]:
    """Opens further browsers on one running application: ``async with browse() as browser``."""

    @asynccontextmanager
    async def open_browser(site: str = SITE) -> AsyncIterator[Browser]:
        async with client_of(app, site) as client:
            yield Browser(client)

    # not app.lifespan(): its task group must be left in the task that entered it, and a fixture is not
    await open_database(settings.database)
    yield open_browser
    await close_database()


@pytest.fixture
async def browser(browse: Browse) -> AsyncIterator[Browser]:
    """One browser."""
    async with browse() as opened:
        yield opened


def said(page: Response) -> str:
    """The HTML of an answer as if no term had a bubble: what a sentence says in one piece."""
    return re.sub(r'<a class="term(?: link)?" href="[^"]*">([^<]*)</a>', r"\1", page.text)
