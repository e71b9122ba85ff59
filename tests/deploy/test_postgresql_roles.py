"""deploy/postgresql/roles.sql and db/roles.py, on a real PostgreSQL: what the role that serves can do, and cannot."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from litestar import Litestar

from db.engine import close_database, open_database
from db.roles import GRANTS, REPORTS, SERVING
from db.tables import TABLES
from ops.demo import prepare
from ops.personas import load_logins, load_personas
from ops.settings import OperatorSettings
from services import passwords
from services.clock import DEMO_NOW, JapanClock
from services.opening import check_start
from tests.databases import PostgresServer, postgres_server
from tests.meta.tree import ROOT
from tests.services.people import WEAK_HASHER
from tests.web.accounts import code_at, staff_settings
from tests.web.conftest import Browser, client_of, token_in
from web.app import create_app

__all__ = ["postgres_server"]  # a fixture is found by its name here

PEOPLE = [person for person in load_personas() if person.persona in {"haruno", "shimizu", "maeda", "morita"}]
LOGINS = {login.persona: login.account for login in load_logins(PEOPLE)}
TWICE = {name: "みずうみ-ほたる-かえで-そらまめ-あかり" for name in ("password-new", "password-again")}
HARUNO = {
    "pension-number": "1234567890",
    "kana": "はるの かずこ",
    **{"birth-era": "昭和", "birth-year": "36", "birth-month": "6", "birth-day": "15"},
    **{"postal-code": "100-0000", "address": "東京都千代田区見本町1-2-3"},
}
MAEDA = {
    **{"access-key": "48210937556012842", "pension-number": "0701700606", "kana": "マエダ ダイスケ"},
    **{"birth-era": "昭和", "birth-year": "45", "birth-month": "6", "birth-day": "6"},
}
_WRITES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) ([a-z_]+)\b(?! SET length)")
_UPSERTS = re.compile(r"INSERT INTO ([a-z_]+)(?:(?!INSERT INTO).)*?DO UPDATE", re.DOTALL)
# what `python -m ops` does, as the owner
OPERATORS_FILES = {"imports.py", "estimate_notices.py", "unlinked.py"}
OPERATORS_ACTS = tuple(f"async def insert_{what}(" for what in ("access_key", "inquiry_number", "former_id"))


@pytest.fixture(scope="module")
def server(postgres_server: PostgresServer) -> Iterator[PostgresServer]:
    """A server on which the administrator has made roles and database, and the owner has prepared the demo."""
    postgres_server.run_file(ROOT / "deploy" / "postgresql" / "roles.sql")
    owner = OperatorSettings(
        database=postgres_server.location_of("nenkin", "nenkin_owner"),
        demo=True,
        clock=JapanClock(DEMO_NOW),
        environ={},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", WEAK_HASHER)
        assert asyncio.run(prepare(PEOPLE, owner)) == 0
    yield postgres_server
    postgres_server.run_words("DROP DATABASE nenkin", "DROP ROLE nenkin_app, nenkin_owner, nenkin_report")


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", WEAK_HASHER)


async def attempt(server: PostgresServer, role: str, statement: str) -> str:
    """What PostgreSQL says to a statement of a role: empty when it does it."""
    connection = await asyncpg.connect(server.location_of("nenkin", role))
    try:
        await connection.execute(statement)
    except asyncpg.PostgresError as refusal:
        return type(refusal).__name__
    finally:
        await connection.close()
    return ""


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'nobody'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_chain",
        "DROP TABLE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entry_append_only ON audit_entry",
        "CREATE TABLE another (id BIGINT)",
        "CREATE TEMPORARY TABLE another (id BIGINT)",
        "UPDATE record_document SET name = ''",
        "DELETE FROM record_document",
        "UPDATE correction_conflict SET document = ''",
        "DELETE FROM correction_conflict",
        "UPDATE correction_request SET person = 1",
        "UPDATE correction_request SET number = '00000000'",
        "UPDATE correction_step SET taken_by = 1",
        "UPDATE person SET basic_pension_number = ''",
        "INSERT INTO access_key (person, key_hash, issued_at, expires_at) VALUES (1, '', now(), now())",
        "DELETE FROM applied_migration",
        "DELETE FROM account",
        "SET ROLE nenkin_owner",
        "GRANT ALL ON audit_entry TO nenkin_app",
        "COPY account TO PROGRAM 'cat'",
    ],
)
async def test_the_serving_role_cannot(server: PostgresServer, statement: str) -> None:
    refused = {"InsufficientPrivilegeError"}
    if statement.startswith("GRANT"):  # PostgreSQL only warns; that nothing came of it is what counts
        await attempt(server, "nenkin_app", statement)
        statement = "DELETE FROM audit_entry"
    assert {await attempt(server, "nenkin_app", statement)} == refused


@pytest.mark.postgres
async def test_the_log_is_append_only_for_its_owner_too(server: PostgresServer) -> None:
    assert await attempt(server, "nenkin_owner", "DELETE FROM audit_entry") == "RaiseError"


@pytest.mark.postgres
async def test_reports_see_counts_and_nobody(server: PostgresServer) -> None:
    assert await attempt(server, "nenkin_report", "SELECT action, count(*) FROM audit_entry GROUP BY action") == ""
    for hidden in ("password_hash FROM account", "document FROM record_document", "* FROM session", "* FROM inquiry"):
        assert await attempt(server, "nenkin_report", f"SELECT {hidden}") == "InsufficientPrivilegeError"
    assert await attempt(server, "nenkin_report", "DELETE FROM account") != ""


async def fill(browser: Browser, path: str, fields: dict[str, str], page: str = "") -> int:
    """Send a form with the token of its page; the status."""
    token = token_in(await browser.get(page or path))
    return (await browser.post(path, {"csrf_token": token, **fields})).status_code


async def in_as(app: Litestar, persona: str) -> Browser:
    """A browser in which somebody of the demo has signed in, with a code if they have one."""
    browser, account = Browser(client_of(app)), LOGINS[persona]
    answer = await browser.sign_in(account.user_id, account.password)
    if answer.headers["location"] == "/sign-in/code":
        code = {"code": code_at(secret=account.one_time_code_secret)}
        assert await fill(browser, "/sign-in/code", code) == 303
    return browser


@pytest.mark.postgres
@pytest.mark.usefixtures("quick_passwords")
async def test_the_serving_role_serves(server: PostgresServer) -> None:
    """What people do that writes, each once, as that role."""
    location = server.location_of("nenkin", SERVING)
    await check_start(location, demo=True)
    app = create_app(staff_settings())
    await open_database(location)
    try:
        await register_as_visitor(app)
        await work_as_citizen(app)
        await work_as_officer(app)
    finally:
        await close_database()


async def register_as_visitor(app: Litestar) -> None:
    visitor = Browser(client_of(app))
    assert (await visitor.sign_in(LOGINS["haruno"].user_id, "wrong")).status_code == 422
    assert await fill(visitor, "/register/post", HARUNO) == 200
    assert await fill(visitor, "/register/key", MAEDA | TWICE) == 200
    assert await fill(visitor, "/register/key", MAEDA | TWICE | {"kana": "ちがう なまえ"}) == 422


async def work_as_citizen(app: Litestar) -> None:
    haruno = await in_as(app, "haruno")
    for page in ("/home", "/records", "/records/paid", "/estimate/notice", "/account/access-log"):
        assert (await haruno.get(page)).status_code == 200
    key = re.search(r'name="finding" value="([^"]+)"', (await haruno.get("/records/checks")).text)
    assert key
    for action in ("mark", "unmark"):
        mark = {"finding": key[1], "action": action}
        assert await fill(haruno, "/records/checks/marks", mark, "/records/checks") == 303
    helper = {"helper-user-id": LOGINS["shimizu"].user_id, "helper-name": "清水 幸子"}
    mandate = {"screens-records": "records", "period": "1", "step": "do"}
    assert await fill(haruno, "/account/helpers/new", helper | mandate) == 303
    question = {"entry": "1", "question": "これは何ですか。", "step": "do"}
    assert await fill(haruno, "/account/access-log/inquiries/new", question, "/account") == 303
    secret = re.search(r'"typed-key" lang="en">([^<]+)<', (await haruno.get("/account/one-time-code")).text)
    assert secret
    code = {"password": LOGINS["haruno"].password, "code": code_at(secret=secret[1].replace(" ", ""))}
    assert await fill(haruno, "/account/one-time-code", code) == 200
    assert await fill(haruno, "/account/password", {"password": code["password"]} | TWICE) == 303
    assert await fill(haruno, "/account/devices", {"which": "others"}) == 303
    assert await fill(haruno, "/estimate/saved/%00/delete", {}, "/account") == 404
    assert (await haruno.sign_out()).status_code == 303


async def work_as_officer(app: Litestar) -> None:
    officer, desk = await in_as(app, "officer"), "/counter/office"
    assert (await officer.get(f"{desk}/inquiries/%00")).status_code == 404
    assert await fill(officer, f"{desk}/letters", {}, desk) == 303
    assert (await officer.get(f"{desk}/letters/1")).status_code == 200
    assert await fill(officer, f"{desk}/letters/1/posted", {}, desk) == 303
    number = re.search(rf"{desk}/inquiries/([0-9]{{8}})", (await officer.get(f"{desk}/inquiries")).text)
    assert number
    for answer in ({"take-up": "1"}, {"answer": "お調べしました。"}):
        assert await fill(officer, number[0], answer) == 303
    collides = f"{desk}/corrections/conflicts/1"
    seen = re.search(r'name="seen" value="([0-9]+)"', (await officer.get(collides)).text)
    assert seen
    choice = {"seen": seen[1], "choice": "kept", "reason": "台帳で確かめました。"}
    assert await fill(officer, collides, choice) == 303


def statements_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Every table that a function of the service writes to, and how; without what operators' commands do."""
    for file in sorted(folder.glob("*.py")):
        for function in re.split(r"^(?=async def )", file.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if file.name in OPERATORS_FILES or function.startswith(OPERATORS_ACTS):
                continue
            for verb, table in _WRITES.findall(function):
                yield table, verb.split()[0]
            for table in _UPSERTS.findall(function):
                yield table, "UPDATE"


def test_every_statement_of_the_service_is_granted_and_nothing_more() -> None:
    written: dict[str, set[str]] = {}
    for table, verb in statements_of(ROOT / "db" / "queries"):
        written.setdefault(table, set()).add(verb)
    granted = {table: {word.split()[0] for word in words} - {"SELECT"} for table, words in GRANTS.items()}
    assert {table: verbs for table, verbs in granted.items() if verbs} == written


def test_every_table_has_a_row() -> None:
    """A table that stands in neither is out of reach: say in db/roles.py what the service does with it."""
    assert set(GRANTS) == {table._meta.tablename for table in TABLES}
    assert set(REPORTS) < set(GRANTS)
