"""Reading everything and saying what is not as it was written: every kind of damage is planted and found."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.condition_documents import encode_conditions
from db.documents import digest_document
from db.engine import close_database, current_engine, open_database
from db.problems import DamagedDocument
from db.queries import integrity
from db.queries.accounts import Role
from db.queries.records import fetch_document
from db.queries.scenarios import NewScenario, insert_scenario
from db.sqlite_engine import KeptSQLiteEngine
from db.transactions import read, write
from pension.calendar import YearMonth
from pension.conditions import Conditions
from services.check_data import CheckOrder, Problem, ProblemKind, check_data
from services.correction_conflicts import Choice, OpenedConflict, open_conflict, settle_conflict
from services.issue_notices import NoticeOrder, NoticesIssued, issue_notices
from tests.databases import SteppingClock
from tests.services.corrections import ask, decided, officer, opened, put_in
from tests.services.monthly_files import Importer, colliding, document, paid_instead
from tests.services.people import HASH, make_account, token_of
from tests.services.test_reading_volume import staff

SQLITE_ONLY = pytest.mark.parametrize("engine_name", ["sqlite"])
_HEX = "a" * 64


@pytest.fixture(autouse=True)
async def three_people(database: str, tmp_path: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three people, the first with a second version, an account and a session."""
    monkeypatch.setattr(integrity, "_ROWS_AT_ONCE", 2)
    importer = Importer(tmp_path, clock)
    await importer.take(*(document(index) for index in range(3)))
    await importer.take(document(0, name="夏野 和子"))
    await make_account(clock, person_id=1)
    await token_of(clock)


async def found(clock: SteppingClock) -> list[Problem]:
    """Everything that the check reports."""
    problems: list[Problem] = []
    order = CheckOrder(report=problems.append, begin=lambda _: None, progress=lambda: None)
    assert await check_data(order, clock) == len(problems)
    return problems


async def kinds(clock: SteppingClock) -> list[tuple[ProblemKind, str]]:
    return [(problem.kind, problem.where) for problem in await found(clock)]


async def damage(*statements: str) -> None:
    """Change the database as nothing in the service does, with foreign keys and triggers out of the way."""
    engine = current_engine()
    if not isinstance(engine, KeptSQLiteEngine):
        async with write():
            for statement in ("SET LOCAL session_replication_role = replica", *statements):
                await engine.run_ddl(statement)
        return
    assert engine._writer is not None
    engine._writer.execute("PRAGMA foreign_keys = OFF")
    async with write():
        triggers = await engine.run_ddl("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        around = [f"DROP TRIGGER {row['name']}" for row in triggers], [row["sql"] for row in triggers]
        for statement in (*around[0], *statements, *around[1]):
            await engine.run_ddl(statement)
    engine._writer.execute("PRAGMA foreign_keys = ON")


async def test_sound_data(clock: SteppingClock) -> None:
    assert await found(clock) == []


async def test_progress_counts_every_version(clock: SteppingClock) -> None:
    told: list[int] = []
    order = CheckOrder(report=lambda _: None, begin=told.append, progress=lambda: told.append(1))
    await check_data(order, clock)
    assert told == [4, 1, 1, 1, 1]


# ---- notices ----


async def told(clock: SteppingClock) -> None:
    """A notice for each of the three."""
    order = NoticeOrder(YearMonth.of_date(clock.now().date()), True, lambda _: None)
    assert await issue_notices(order, clock) == NoticesIssued(3, 0)


async def test_notices_as_they_were_written(clock: SteppingClock) -> None:
    await told(clock)
    assert await found(clock) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE estimate_notice SET notice = notice || ' ' WHERE id = 2",
        "UPDATE estimate_notice SET month = '2000-01' WHERE id = 2",
        "UPDATE estimate_notice SET rules_fiscal_year = 2000 WHERE id = 2",
    ],
)
async def test_a_notice_that_is_not_as_it_was_written(clock: SteppingClock, statement: str) -> None:
    await told(clock)
    await damage(statement)
    assert await kinds(clock) == [(ProblemKind.NOTICE, "person 2 estimate_notice 2")]


# ---- requests to correct ----


async def corrected(clock: SteppingClock) -> tuple[int, int]:
    """A request of person 1 that has been put into the record: who decided it, and the version it lies on."""
    await ask(1, clock)
    one, other = await officer(clock), await officer(clock, "officer33")
    await decided(one, clock)
    looked_at = await opened(other, clock)
    assert await put_in(other, looked_at, clock) is None
    return one.account_id, looked_at.version


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("number = number", None),
        ('decision = \'{"outcome":"granted"}\'', None),
        ('decision = \'{"outcome":"perhaps"}\'', "様式に合いません"),
        ('decision = \'{ "outcome":"granted"}\'', "様式に合いません"),
        ("step = 'decided'", "経過のいちばん新しいものと合いません"),
    ],
)
async def test_requests_to_correct_as_they_were_written(clock: SteppingClock, change: str, said: str | None) -> None:
    await ask(1, clock)
    await damage(f"UPDATE correction_request SET {change}")  # noqa: S608 - a test's own text
    problems = await found(clock)
    assert [(problem.kind, problem.where) for problem in problems] == (
        [(ProblemKind.CORRECTION, "person 1 correction_request 1")] if said else []
    )
    assert all(said and said in problem.what for problem in problems)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("correction_step SET note = note", None),
        ("correction_request SET document_before = 1", "直したあとの記録が、決めたとおりではありません"),
        ("correction_step SET taken_by = 2 WHERE step = 'record_updated'", "決めた職員とは別ではありません"),
        ("correction_request SET decision = replace(decision, '1986-04-01', '1987-04-01')", "決めたとおりでは"),
    ],
)
async def test_a_version_is_what_two_officers_have_decided(clock: SteppingClock, change: str, said: str | None) -> None:
    assert await corrected(clock) == (2, 4)
    await damage(f"UPDATE {change}")
    problems = await found(clock)
    assert len(problems) == (1 if said else 0)
    assert all(said and said in problem.what for problem in problems)


async def test_a_record_that_was_updated_has_what_it_became(clock: SteppingClock) -> None:
    await ask(1, clock)
    await damage(
        "UPDATE correction_request SET step = 'record_updated'", "UPDATE correction_step SET step = 'record_updated'"
    )
    (problem,) = await found(clock)
    assert problem.what == "記録を直したのに、直したあとの記録がありません"


async def test_a_damaged_record_is_not_blamed_on_its_request(clock: SteppingClock) -> None:
    await corrected(clock)
    await damage("UPDATE record_document SET document = '{}' WHERE id = 1")
    assert {problem.kind for problem in await found(clock)} == {ProblemKind.DOCUMENT}


# ---- kept estimates ----


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("place = place", None),
        ("conditions = '{}'", "様式に合いません"),
        ("place = 6", "番号が"),
        ("asked_on = 'paper'", "知らない画面"),
    ],
)
async def test_kept_estimates_as_they_were_written(clock: SteppingClock, change: str, said: str | None) -> None:
    text = encode_conditions(Conditions(future=()))
    async with write():
        for place in (1, 2, 3):
            new = NewScenario(
                person_id=1, place=place, handle=f"h{place}", name=f"{place}", asked_on="simple", conditions=text
            )
            assert await insert_scenario(new, clock.now())
    await damage(f"UPDATE scenario SET {change} WHERE id = 3")  # noqa: S608 - a test's own text
    problems = await found(clock)
    assert [(problem.kind, problem.where) for problem in problems] == (
        [(ProblemKind.SCENARIO, "person 1 scenario 3")] if said else []
    )
    assert all(said and said in problem.what for problem in problems)


# ---- documents ----


async def test_a_changed_document_is_found_and_never_shown(clock: SteppingClock) -> None:
    await damage("UPDATE record_document SET document = replace(document, '1961-06-15', '1961-06-16') WHERE person = 3")
    assert await kinds(clock) == [(ProblemKind.DOCUMENT, "person 3 document 3")]
    async with read():
        sound, missing, changed = [await fetch_document(person) for person in (2, 999, 3)]
    assert sound is not None
    assert sound.decode().person.name == "春野 和子"
    assert missing is None
    assert changed is not None
    with pytest.raises(DamagedDocument):
        changed.decode()


async def test_older_versions_are_looked_at_too(clock: SteppingClock) -> None:
    await damage("UPDATE record_document SET digest = 'x' WHERE person = 1 AND version = 1")
    assert await kinds(clock) == [(ProblemKind.DOCUMENT, "person 1 document 1")]


@pytest.mark.parametrize("column", ["name", "as_of"])
async def test_what_stands_beside_a_document(clock: SteppingClock, column: str) -> None:
    await damage(f"UPDATE record_document SET {column} = '2020-01' WHERE id = 2")  # noqa: S608 - our own columns
    assert await kinds(clock) == [(ProblemKind.DOCUMENT, "person 2 document 2")]


async def test_a_number_that_is_not_the_documents(clock: SteppingClock) -> None:
    await damage("UPDATE person SET basic_pension_number = '9999-999999' WHERE id = 2")
    assert await kinds(clock) == [(ProblemKind.DOCUMENT, "person 2 document 2")]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"sex":"female"', '"sex":"female" ', "決まった書き方"),
        ('"kana":"ハルノ', '"kana":"x', "様式に合いません（person.kana）"),
        ('"birth_date":"1961', '"birth_date":"2061', "born-after-as-of"),
    ],
)
async def test_a_whole_document_that_no_import_would_take(
    clock: SteppingClock, before: str, after: str, said: str
) -> None:
    async with read():
        rows = await current_engine().run_ddl("SELECT document FROM record_document WHERE id = 2")
    text = rows[0]["document"].replace(before, after)
    await damage(f"UPDATE record_document SET document = '{text}', digest = '{digest_document(text)}' WHERE id = 2")  # noqa: S608 - a test's own text
    (problem,) = await found(clock)
    assert problem.kind is ProblemKind.DOCUMENT
    assert said in problem.what


# ---- rows that do not fit together ----


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE record_document SET batch = 99 WHERE id = 2", "record_document id 2"),
        ("UPDATE record_document SET replaces = 99 WHERE id = 4", "record_document id 4"),
        ("UPDATE person SET current_document = 99 WHERE id = 3", "person id 3"),
        ("UPDATE account SET person = 99", "account id 1"),
        ("UPDATE session SET account = 99", "session account 99"),
        ("UPDATE session SET mandate = 99", "session account 1"),
        ("INSERT INTO inquiry_number (person, number) VALUES (99, '1')", "inquiry_number person 99"),
        (
            "INSERT INTO inquiry (number, person, entry, asked_by, question, asked_at, answer) "
            "VALUES ('1', 1, 99, 1, '', '2026-11-01', '')",
            "inquiry id 1",
        ),
        ("INSERT INTO check_mark (person, finding_key, marked_at) VALUES (99, 'x', '2026-01-01')", "check_mark id 1"),
        ("INSERT INTO audit_chain (record, length, head) VALUES (99, 0, 'x')", "audit_chain record 99"),
        ("DELETE FROM audit_chain WHERE record = 3", "audit_entry id 3"),
        ("DELETE FROM person WHERE id = 3", "record_document id 3"),
    ],
)
async def test_rows_that_belong_to_nothing(clock: SteppingClock, statement: str, where: str) -> None:
    await damage(statement)
    assert (ProblemKind.ORPHAN, where) in await kinds(clock)


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE person SET current_document = 3 WHERE id = 2", "person 2"),
        ("UPDATE import_batch SET state = 'stopped' WHERE id = 1", "person 2"),
        ("UPDATE person SET current_document = NULL WHERE id = 3", "person 3"),
        ("INSERT INTO person (basic_pension_number, created_at) VALUES ('1', '2026-01-01')", "person 4"),
        ("UPDATE record_document SET version = 7 WHERE id = 4", "person 1"),
        ("UPDATE record_document SET version = 2 WHERE id = 3", "person 3"),
    ],
)
async def test_versions_that_do_not_fit(clock: SteppingClock, statement: str, where: str) -> None:
    await damage(statement)
    assert (ProblemKind.VERSION, where) in await kinds(clock)


@pytest.mark.parametrize("change", ["state = 'odd'", "finished_at = NULL", "people_new = 7", "people_changed = 1"])
async def test_imports_that_do_not_fit(clock: SteppingClock, change: str) -> None:
    await damage(f"UPDATE import_batch SET {change} WHERE id = 1")  # noqa: S608 - a test's own text
    assert (ProblemKind.BATCH, "import_batch 1") in await kinds(clock)


async def test_an_import_under_way_is_no_problem(clock: SteppingClock) -> None:
    async with write():
        await current_engine().run_ddl(
            "INSERT INTO import_batch (file_sha256, file_name, state, is_demo, lines, people_new, people_changed, "
            "people_unchanged, started_at) VALUES ('x', 'x', 'staging', false, 0, 0, 0, 0, '2026-11-23')"
        )
        await current_engine().run_ddl(
            "INSERT INTO person (basic_pension_number, created_at) VALUES ('1', '2026-01-01')"
        )
        await current_engine().run_ddl(
            "INSERT INTO record_document (person, version, batch, name, as_of, digest, document, stored_at) "
            "SELECT 4, 1, 3, name, as_of, digest, document, stored_at FROM record_document WHERE id = 3"
        )
    assert [problem.kind for problem in await found(clock)] == [ProblemKind.DOCUMENT], (
        "its number is not the document's"
    )


# ---- versions that an office made, and lines that wait ----


async def settled(clock: SteppingClock, tmp_path: Path, *choices: Choice) -> None:
    """Somebody whose line collided, once for each choice of an officer."""
    importer = Importer(tmp_path / "later", clock)
    importer.folder.mkdir()
    session = await staff(clock, "officer7", Role.OFFICER)
    await importer.take(paid_instead(7), paid_instead(8))
    await importer.take(colliding(7), colliding(8))
    for number, choice in enumerate(choices, start=1):
        opened = await open_conflict(session, number, clock)
        assert isinstance(opened, OpenedConflict)
        assert await settle_conflict(session, number, opened.seen, choice, "確かめました", clock) is None


async def test_what_an_officer_decided_is_accounted_for(clock: SteppingClock, tmp_path: Path) -> None:
    await settled(clock, tmp_path, Choice.KEEP, Choice.REJECT)
    assert await found(clock) == []
    await damage("UPDATE correction_conflict SET outcome = 'waiting', resolved_at = NULL WHERE id = 1")
    assert await kinds(clock) == [
        (ProblemKind.VERSION, "document 7"),
        (ProblemKind.CONFLICT, "correction_conflict 1"),
    ]


async def test_a_version_that_nobody_decided_about(clock: SteppingClock) -> None:
    await damage("UPDATE record_document SET batch = NULL WHERE id = 4")
    assert (ProblemKind.VERSION, "document 4") in await kinds(clock)


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'odd'",
        "outcome = 'staged'",
        "outcome = 'cleared'",
        "outcome = 'kept', resolved_at = '2026-11-23'",
        "document_after = 1",
        "batch = 99",
        "document = document || ' '",
        f"document = '{{}}', digest = '{digest_document('{}')}'",
    ],
)
async def test_lines_that_do_not_fit(clock: SteppingClock, tmp_path: Path, change: str) -> None:
    await settled(clock, tmp_path)
    await damage(f"UPDATE correction_conflict SET {change} WHERE id = 2")  # noqa: S608 - a test's own text
    kind = ProblemKind.ORPHAN if change == "batch = 99" else ProblemKind.CONFLICT
    assert kind in {kind for kind, _ in await kinds(clock)}


# ---- accounts and sessions ----


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("role = 'emperor'", "知らない役割"),
        ("person = NULL", "記録がありません"),
        ("user_id = 'Haruno 92'", "ユーザーID"),
        ("user_id = ''", "ユーザーID"),
        ("password_hash = 'natsu'", "パスワードの保存"),
        ("previous_sign_in_at = '2026-11-24', last_sign_in_at = '2026-11-01'", "ログインの日時"),
        ("last_sign_in_at = '2030-01-01'", "ログインの日時"),
        ("created_at = '2030-01-01'", "作られた日時"),
    ],
)
async def test_accounts_that_nothing_makes(clock: SteppingClock, change: str, said: str) -> None:
    await damage(f"UPDATE account SET {change}")  # noqa: S608 - a test's own text
    (problem,) = await found(clock)
    assert (problem.kind, problem.where) == (ProblemKind.ACCOUNT, "account 1")
    assert said in problem.what


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"token_hash = '{_HEX[1:]}'", "印の形"),
        (f"csrf_secret = '{_HEX.upper()}'", "印の形"),
        ("expires_at = '2027-11-23'", "長さ"),
        ("expires_at = created_at", "長さ"),
        ("last_seen_at = '2026-11-01'", "順"),
        ("last_seen_at = '2026-12-01'", "順"),
    ],
)
async def test_sessions_that_nothing_makes(clock: SteppingClock, change: str, said: str) -> None:
    await damage(f"UPDATE session SET {change}")  # noqa: S608 - a test's own text
    (problem,) = await found(clock)
    assert (problem.kind, problem.where) == (ProblemKind.SESSION, "account 1")
    assert said in problem.what


async def test_several_portions_of_accounts(clock: SteppingClock) -> None:
    for number in range(3):
        await make_account(clock, user_id=f"haruno{number}", person_id=2, password_hash=HASH)
    await damage("UPDATE account SET role = 'x' WHERE id = 4")
    assert await kinds(clock) == [(ProblemKind.ACCOUNT, "account 4")]


# ---- the audit log ----


async def test_a_cut_audit_log_is_found(clock: SteppingClock) -> None:
    await damage("UPDATE audit_chain SET length = 5 WHERE record = 2")
    assert await kinds(clock) == [(ProblemKind.AUDIT, "record 2 position 2")]


async def test_entries_of_the_future_are_found(clock: SteppingClock) -> None:
    await damage("UPDATE audit_entry SET happened_at = '2030-01-01' WHERE record = 3")
    assert await kinds(clock) == [(ProblemKind.AUDIT, "record 3 position 1"), (ProblemKind.AUDIT, "record 3")]


# ---- the database itself ----


async def test_a_migration_of_a_newer_version(clock: SteppingClock) -> None:
    await damage("INSERT INTO applied_migration (name, applied_at) VALUES ('m9999_later', '2026-01-01')")
    (problem,) = await found(clock)
    assert problem.kind is ProblemKind.LAYOUT
    assert "m9999_later" in problem.what


async def test_a_missing_index_is_found(clock: SteppingClock) -> None:
    async with write():
        await current_engine().run_ddl("DROP INDEX session_by_expiry")
    assert [problem.what for problem in await found(clock)] == ["session_by_expiry is missing"]


async def test_an_audit_log_without_its_guard_is_found(clock: SteppingClock) -> None:
    engine = current_engine()
    async with write():
        sqlite = engine.engine_type == "sqlite"
        await engine.run_ddl(
            "DROP TRIGGER audit_entry_no_update"
            if sqlite
            else "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only"
        )
    (problem,) = await found(clock)
    assert problem.what in ("audit_entry_no_update is missing", "audit_entry_append_only is missing")


@SQLITE_ONLY
async def test_what_is_not_of_this_service_is_found(clock: SteppingClock) -> None:
    async with write():
        await current_engine().run_ddl("CREATE TRIGGER spy AFTER INSERT ON session BEGIN SELECT 1; END")
    assert [problem.what for problem in await found(clock)] == ["spy is not of this service"]


@SQLITE_ONLY
async def test_a_damaged_index_is_found(database: str, clock: SteppingClock) -> None:
    async with write():
        engine = current_engine()
        await engine.run_ddl("PRAGMA writable_schema = ON")
        await engine.run_ddl(
            "UPDATE sqlite_master SET sql = replace(sql, 'basic_pension_number)', 'created_at)') "
            "WHERE name = 'person_by_number'"
        )
    await close_database()
    await open_database(database)
    problems = await found(clock)
    assert {problem.kind for problem in problems} == {ProblemKind.FILE, ProblemKind.LAYOUT}
    assert "person_by_number is not as it was made" in [problem.what for problem in problems]
