"""What may not be in a database: rows that belong to nothing, versions that do not fit, accounts and sessions that no
part of the service can have made. Everything is read in portions; each search names at most :data:`MOST_NAMED`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.queries.imports import BatchState, ConflictOutcome
from db.sql import value_list
from db.tables import TABLES, Account, AuditEntry, CorrectionConflict, Person, RecordDocument, Session
from db.tables import ImportBatch as Batch

MOST_NAMED = 1000
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names a row of another table, or nothing. ``key`` names a row of its own table."""

    table: str
    column: str
    target: str
    target_column: str = "id"
    key: str = "id"


def _declared() -> Iterator[Reference]:
    """Every foreign key of the tables. A row without an id is named by what it belongs to: a token's hash is nothing to
    print.
    """
    for table in TABLES:
        has_id = any(column._meta.db_column_name == "id" for column in table._meta.columns)
        for column in table._meta.foreign_key_columns:
            name = column._meta.db_column_name
            target = column._foreign_key_meta.resolved_references._meta.tablename
            yield Reference(table._meta.tablename, name, target, key="id" if has_id else name)


REFERENCES = (
    *_declared(),
    # what the database itself does not hold to
    Reference("record_document", "replaces", "record_document"),
    Reference("person", "current_document", "record_document"),
    Reference("session", "mandate", "mandate", key="account"),
    Reference("inquiry", "entry", "audit_entry"),
    Reference("audit_entry", "record", "audit_chain", target_column="record"),
    Reference("audit_chain", "nullif(t.record, 0)", "person", key="record"),  # 0 is the service itself
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """One version of a document with what stands beside it."""

    document_id: int
    person_id: int
    number: str
    name: str
    as_of: str
    digest: str
    document: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAccount:
    """One account as it stands."""

    account_id: int
    user_id: str
    password_hash: str
    role: str
    person_id: int | None
    created_at: datetime
    last_sign_in_at: datetime | None
    previous_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTimes:
    """When a session of an account began, was last seen, and ends; and whether what stands for it are hashes."""

    account_id: int
    token_hash: str
    csrf_secret: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


async def find_orphans(reference: Reference) -> list[int]:
    """Rows that name a row which is not there, by their keys."""
    column = reference.column if "." in reference.column else f"t.{reference.column}"
    rows = await Person.raw(
        f"SELECT t.{reference.key} AS found FROM {reference.table} t "  # noqa: S608 - our own tables and columns
        f"LEFT JOIN {reference.target} r ON r.{reference.target_column} = {column} "
        f"WHERE {column} IS NOT NULL AND r.{reference.target_column} IS NULL ORDER BY 1 LIMIT {MOST_NAMED}"
    )
    return [row["found"] for row in rows]


async def find_wrong_currents() -> list[int]:
    """People whose current document is somebody else's, or belongs to an import that was not applied."""
    rows = await Person.raw(
        "SELECT p.id FROM person p JOIN record_document d ON d.id = p.current_document "
        "LEFT JOIN import_batch b ON b.id = d.batch "
        "WHERE d.person <> p.id OR b.state <> {} ORDER BY p.id LIMIT {}",
        BatchState.APPLIED.value,
        MOST_NAMED,
    )
    return [row["id"] for row in rows]


async def find_unexplained_versions() -> list[int]:
    """Documents of no import that neither a request nor a line that collided with a correction accounts for."""
    rows = await RecordDocument.raw(
        "SELECT d.id FROM record_document d WHERE d.batch IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM correction_request r WHERE r.document_after = d.id AND r.person = d.person) "
        "AND NOT EXISTS (SELECT 1 FROM correction_conflict c WHERE c.document_after = d.id AND c.person = d.person "
        "AND c.outcome IN ({}, {})) ORDER BY d.id LIMIT {}",
        ConflictOutcome.KEPT.value,
        ConflictOutcome.TAKEN.value,
        MOST_NAMED,
    )
    return [row["id"] for row in rows]


async def find_odd_conflicts() -> list[int]:
    """Lines set aside in no known state, of an import that is in another, or ended without what belongs to an end."""
    rows = await CorrectionConflict.raw(
        "SELECT c.id FROM correction_conflict c JOIN import_batch b ON b.id = c.batch "
        "WHERE c.outcome NOT IN ({}) "
        "OR b.state <> (CASE c.outcome WHEN {} THEN {} ELSE {} END) "
        "OR (c.resolved_at IS NULL) <> (c.outcome IN ({}, {})) "
        "OR (c.document_after IS NULL) <> (c.outcome NOT IN ({}, {})) ORDER BY c.id LIMIT {}",
        value_list([outcome.value for outcome in ConflictOutcome]),
        ConflictOutcome.STAGED.value,
        BatchState.STAGING.value,
        BatchState.APPLIED.value,
        ConflictOutcome.STAGED.value,
        ConflictOutcome.WAITING.value,
        ConflictOutcome.KEPT.value,
        ConflictOutcome.TAKEN.value,
        MOST_NAMED,
    )
    return [row["id"] for row in rows]


async def each_waiting_line() -> AsyncIterator[tuple[int, str, str]]:
    """The id, the document and the SHA-256 of every line that waits, in the order of their ids."""
    last = 0
    while rows := await CorrectionConflict.raw(
        "SELECT id, document, digest FROM correction_conflict WHERE id > {} AND outcome = {} ORDER BY id LIMIT {}",
        last,
        ConflictOutcome.WAITING.value,
        _ROWS_AT_ONCE,
    ):
        for row in rows:
            yield row["id"], row["document"], row["digest"]
        last = rows[-1]["id"]


async def find_people_without_current() -> list[int]:
    """People who have a document of an applied import, or nothing at all, but no current one."""
    rows = await Person.raw(
        "SELECT p.id FROM person p WHERE p.current_document IS NULL AND ("
        "EXISTS (SELECT 1 FROM record_document d JOIN import_batch b ON b.id = d.batch "
        "WHERE d.person = p.id AND b.state = {}) "
        "OR NOT EXISTS (SELECT 1 FROM record_document d WHERE d.person = p.id) "
        "AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = p.id)) ORDER BY p.id LIMIT {}",
        BatchState.APPLIED.value,
        MOST_NAMED,
    )
    return [row["id"] for row in rows]


async def find_version_gaps() -> list[int]:
    """People whose versions are not 1, 2, 3 …"""
    rows = await RecordDocument.raw(
        "SELECT person FROM record_document GROUP BY person "
        "HAVING min(version) <> 1 OR max(version) <> count(*) ORDER BY person LIMIT {}",
        MOST_NAMED,
    )
    return [row["person"] for row in rows]


async def find_odd_batches() -> list[int]:
    """Imports in no known state, without an end, or with another number of documents than they brought."""
    states = [state.value for state in BatchState]
    rows = await Batch.raw(
        "SELECT b.id FROM import_batch b WHERE b.state NOT IN ({}, {}, {}, {}) "
        "OR (b.state <> {} AND b.finished_at IS NULL) "
        "OR (b.state = {} AND b.people_new + b.people_changed <> "
        "(SELECT count(*) FROM record_document d WHERE d.batch = b.id)) "
        "ORDER BY b.id LIMIT {}",
        *states,
        BatchState.STAGING.value,
        BatchState.APPLIED.value,
        MOST_NAMED,
    )
    return [row["id"] for row in rows]


async def find_entries_after(moment: datetime) -> list[int]:
    """Audit entries that say they happened after a moment, by their records."""
    rows = await AuditEntry.raw(
        "SELECT DISTINCT record FROM audit_entry WHERE happened_at > {} ORDER BY record LIMIT {}", moment, MOST_NAMED
    )
    return [row["record"] for row in rows]


async def count_versions() -> int:
    """How many documents there are, of every version."""
    rows = await RecordDocument.raw("SELECT count(*) AS number FROM record_document")
    number: int = rows[0]["number"]
    return number


async def each_version() -> AsyncIterator[StoredVersion]:
    """Every document of every version, in the order of their ids."""
    last = 0
    while rows := await RecordDocument.raw(
        "SELECT d.id, d.person, p.basic_pension_number, d.name, d.as_of, d.digest, d.document, p.current_document "
        "FROM record_document d JOIN person p ON p.id = d.person WHERE d.id > {} ORDER BY d.id LIMIT {}",
        last,
        _ROWS_AT_ONCE,
    ):
        for row in rows:
            yield StoredVersion(
                document_id=row["id"],
                person_id=row["person"],
                number=row["basic_pension_number"],
                name=row["name"],
                as_of=row["as_of"],
                digest=row["digest"],
                document=row["document"],
                is_current=row["current_document"] == row["id"],
            )
        last = rows[-1]["id"]


async def each_account() -> AsyncIterator[StoredAccount]:
    """Every account, in the order of their ids."""
    last = 0
    while rows := await Account.raw(
        "SELECT id, user_id, password_hash, role, person, created_at, last_sign_in_at, previous_sign_in_at "
        "FROM account WHERE id > {} ORDER BY id LIMIT {}",
        last,
        _ROWS_AT_ONCE,
    ):
        for row in rows:
            yield StoredAccount(
                account_id=row["id"],
                user_id=row["user_id"],
                password_hash=row["password_hash"],
                role=row["role"],
                person_id=row["person"],
                created_at=row["created_at"],
                last_sign_in_at=row["last_sign_in_at"],
                previous_sign_in_at=row["previous_sign_in_at"],
            )
        last = rows[-1]["id"]


async def each_session() -> AsyncIterator[SessionTimes]:
    """Every session, in the order of their hashes."""
    last = ""
    while rows := await Session.raw(
        "SELECT token_hash, account, csrf_secret, created_at, last_seen_at, expires_at "
        "FROM session WHERE token_hash > {} ORDER BY token_hash LIMIT {}",
        last,
        _ROWS_AT_ONCE,
    ):
        for row in rows:
            yield SessionTimes(
                account_id=row["account"],
                token_hash=row["token_hash"],
                csrf_secret=row["csrf_secret"],
                created_at=row["created_at"],
                last_seen_at=row["last_seen_at"],
                expires_at=row["expires_at"],
            )
        last = rows[-1]["token_hash"]
