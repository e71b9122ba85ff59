"""Importing: documents are staged beside the current ones, where no reader finds them, and then become current at once.

A document is current when its person's ``current_document`` names it. Everything staged belongs to a batch in the state
``staging``; what a stopped import has left behind is removed by the next one. Lines that collide with a correction are
staged too, beside the documents, and wait for an officer once the batch is applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.engine import current_engine
from db.queries.audit import Act, Action, append_entries
from db.sql import value_list
from db.tables import CorrectionConflict, ImportBatch, Person, RecordDocument
from pension.calendar import YearMonth

_PEOPLE_AT_ONCE = 1000


class BatchState(StrEnum):
    """Where an import stands."""

    STAGING = "staging"
    APPLIED = "applied"
    REFUSED = "refused"  # the file had bad lines
    STOPPED = "stopped"  # killed, or overtaken by another import


class ConflictOutcome(StrEnum):
    """What has come of a line that collides with a correction."""

    STAGED = "staged"  # its import is not applied yet
    WAITING = "waiting"  # for an officer
    KEPT = "kept"  # an officer laid the correction on top of it
    TAKEN = "taken"  # an officer took it, and the correction fell away
    REJECTED = "rejected"  # an officer sent it back: it is wrong
    REPLACED = "replaced"  # a later import brought another line that collides
    CLEARED = "cleared"  # a later import brought one that does not


class ImportOvertaken(Exception):
    """Another import has begun, or a record has changed, since this one began; nothing of this one is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """An import about to begin."""

    file_sha256: str
    file_name: str
    is_demo: bool
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A line of an earlier import that still waits beside a person's current document."""

    conflict_id: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """The current document of a person, as an import compares it, and what waits beside it."""

    person_id: int
    document_id: int
    digest: str
    as_of: YearMonth
    document: str
    waiting: WaitingLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedDocument:
    """A document to stage; ``replaces`` is the person's current document, None for a new person."""

    basic_pension_number: str
    name: str
    as_of: YearMonth
    digest: str
    document: str
    replaces: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedConflict:
    """A line to set aside: ``correction`` is the first that it collides with, by id."""

    person_id: int
    correction: str
    reason: str
    as_of: YearMonth
    digest: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCounts:
    """What an import has found in its file; ``as_of`` is the latest month.

    ``people_waiting`` have a line that waits for an officer, ``corrections_carried`` corrections were laid on top of
    lines that left them out.
    """

    lines: int = 0
    people_new: int = 0
    people_changed: int = 0
    people_unchanged: int = 0
    people_waiting: int = 0
    corrections_carried: int = 0
    as_of: YearMonth | None = None


async def fetch_when_applied(file_sha256: str) -> datetime | None:
    """When a file with these bytes was imported, if it was."""
    rows = await ImportBatch.raw(
        "SELECT finished_at FROM import_batch WHERE file_sha256 = {} AND state = {}",
        file_sha256,
        BatchState.APPLIED.value,
    )
    return rows[0]["finished_at"] if rows else None


async def fetch_data_as_of() -> YearMonth | None:
    """The latest month up to which records are known; None before the first import."""
    rows = await ImportBatch.raw(
        "SELECT max(as_of) AS as_of FROM import_batch WHERE state = {}", BatchState.APPLIED.value
    )
    text = rows[0]["as_of"]
    return YearMonth.parse(text) if text else None


async def count_batches(*, is_demo: bool) -> int:
    """How many imports of one sort have been applied."""
    rows = await ImportBatch.raw(
        "SELECT count(*) AS number FROM import_batch WHERE state = {} AND is_demo = {}",
        BatchState.APPLIED.value,
        is_demo,
    )
    number: int = rows[0]["number"]
    return number


async def begin_batch(batch: NewBatch) -> int:
    """Begin an import; whatever an earlier one has left in ``staging`` is removed. Returns the batch's id."""
    rows = await ImportBatch.raw("SELECT id FROM import_batch WHERE state = {}", BatchState.STAGING.value)
    for row in rows:
        await discard_batch(row["id"], BatchState.STOPPED, BatchCounts(), batch.started_at)
    rows = await ImportBatch.raw(
        "INSERT INTO import_batch (file_sha256, file_name, state, is_demo, lines, people_new, people_changed, "
        "people_unchanged, started_at) VALUES ({}, {}, {}, {}, 0, 0, 0, 0, {}) RETURNING id",
        batch.file_sha256,
        batch.file_name,
        BatchState.STAGING.value,
        batch.is_demo,
        batch.started_at,
    )
    batch_id: int = rows[0]["id"]
    return batch_id


async def fetch_stored(numbers: Sequence[str]) -> dict[str, StoredDocument]:
    """The current documents of these people, by basic pension number."""
    if not numbers:
        return {}
    rows = await RecordDocument.raw(
        "SELECT p.basic_pension_number, p.id AS person_id, d.id, d.digest, d.as_of, d.document, "
        "c.id AS conflict_id, c.digest AS waiting_digest "
        "FROM person p JOIN record_document d ON d.id = p.current_document "
        "LEFT JOIN correction_conflict c ON c.person = p.id AND c.outcome = {} "
        "WHERE p.basic_pension_number IN ({})",
        ConflictOutcome.WAITING.value,
        value_list(numbers),
    )
    return {row["basic_pension_number"]: _stored(row) for row in rows}


def _stored(row: dict[str, Any]) -> StoredDocument:
    waiting = None
    if row["conflict_id"] is not None:
        waiting = WaitingLine(conflict_id=row["conflict_id"], digest=row["waiting_digest"])
    return StoredDocument(
        person_id=row["person_id"],
        document_id=row["id"],
        digest=row["digest"],
        as_of=YearMonth.parse(row["as_of"]),
        document=row["document"],
        waiting=waiting,
    )


async def stage_documents(batch_id: int, documents: Sequence[StagedDocument], now: datetime) -> None:
    """Put documents beside the current ones. Raises ImportOvertaken."""
    await _hold(batch_id, BatchState.STAGING, now)
    engine = current_engine()
    numbers = [document.basic_pension_number for document in documents]
    await engine.run_many(
        "INSERT INTO person (basic_pension_number, created_at) VALUES ({}, {}) "
        "ON CONFLICT (basic_pension_number) DO NOTHING",
        [(document.basic_pension_number, now) for document in documents if document.replaces is None],
    )
    rows = await Person.raw(
        "SELECT p.id, p.basic_pension_number, coalesce(max(d.version), 0) AS version "
        "FROM person p LEFT JOIN record_document d ON d.person = p.id "
        "WHERE p.basic_pension_number IN ({}) GROUP BY p.id, p.basic_pension_number",
        value_list(numbers),
    )
    latest = {row["basic_pension_number"]: (row["id"], row["version"]) for row in rows}
    await engine.run_many(
        "INSERT INTO record_document "
        "(person, version, batch, replaces, name, as_of, digest, document, stored_at) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {})",
        [
            (
                latest[document.basic_pension_number][0],
                latest[document.basic_pension_number][1] + 1,
                batch_id,
                document.replaces,
                document.name,
                str(document.as_of),
                document.digest,
                document.document,
                now,
            )
            for document in documents
        ],
    )


async def stage_conflicts(batch_id: int, conflicts: Sequence[StagedConflict], now: datetime) -> None:
    """Set lines aside where no officer finds them yet. Raises ImportOvertaken."""
    await _hold(batch_id, BatchState.STAGING, now)
    await current_engine().run_many(
        "INSERT INTO correction_conflict "
        "(person, batch, correction, reason, as_of, digest, document, outcome, found_at, note) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, '')",
        [
            (
                conflict.person_id,
                batch_id,
                conflict.correction,
                conflict.reason,
                str(conflict.as_of),
                conflict.digest,
                conflict.document,
                ConflictOutcome.STAGED.value,
                now,
            )
            for conflict in conflicts
        ],
    )


async def apply_batch(batch_id: int, counts: BatchCounts, cleared: Sequence[int], now: datetime) -> None:
    """Make every staged document the current one and let every line set aside wait, with an audit entry each.

    ``cleared`` are the lines of earlier imports, by the ids of their conflicts, in whose place now stands one without a
    conflict. Raises ImportOvertaken.
    """
    await _hold(batch_id, BatchState.APPLIED, now)
    await _note_counts(batch_id, counts)
    await Person.raw(
        "UPDATE person SET current_document = d.id FROM record_document d "
        "WHERE d.batch = {} AND d.person = person.id "
        "AND coalesce(person.current_document, 0) = coalesce(d.replaces, 0)",
        batch_id,
    )
    if await _count_current(batch_id) != counts.people_new + counts.people_changed:
        raise ImportOvertaken("a record has changed while the import was running")
    await _note_each("record_document", "version", Action.IMPORT, batch_id, now)
    await _let_conflicts_wait(batch_id, cleared, now)


async def discard_batch(batch_id: int, state: BatchState, counts: BatchCounts, now: datetime) -> None:
    """Remove what a batch has staged, and the people it brought; the batch itself stays as a note of the attempt."""
    await _hold(batch_id, state, now)
    await _note_counts(batch_id, counts)
    await CorrectionConflict.raw("DELETE FROM correction_conflict WHERE batch = {}", batch_id)
    await RecordDocument.raw("DELETE FROM record_document WHERE batch = {}", batch_id)
    await Person.raw(
        "DELETE FROM person WHERE current_document IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM record_document d WHERE d.person = person.id) "
        "AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = person.id)"
    )


async def _hold(batch_id: int, state: BatchState, now: datetime) -> None:
    """Lock the batch and set its state, if it is still this import's to set."""
    rows = await ImportBatch.raw(
        "UPDATE import_batch SET state = {}, finished_at = {} WHERE id = {} AND state = {} RETURNING id",
        state.value,
        None if state is BatchState.STAGING else now,
        batch_id,
        BatchState.STAGING.value,
    )
    if not rows:
        raise ImportOvertaken("another import has begun")


async def _note_counts(batch_id: int, counts: BatchCounts) -> None:
    await ImportBatch.raw(
        "UPDATE import_batch SET lines = {}, people_new = {}, people_changed = {}, people_unchanged = {}, "
        "people_waiting = {}, corrections_carried = {}, as_of = {} WHERE id = {}",
        counts.lines,
        counts.people_new,
        counts.people_changed,
        counts.people_unchanged,
        counts.people_waiting,
        counts.corrections_carried,
        str(counts.as_of) if counts.as_of else None,
        batch_id,
    )


async def _count_current(batch_id: int) -> int:
    rows = await Person.raw(
        "SELECT count(*) AS number FROM record_document d JOIN person p ON p.current_document = d.id "
        "WHERE d.batch = {}",
        batch_id,
    )
    number: int = rows[0]["number"]
    return number


async def _let_conflicts_wait(batch_id: int, cleared: Sequence[int], now: datetime) -> None:
    """Close what this import has cleared or replaced. A person waits since their first line that collided, and what an
    officer has noted about it goes on with the new one.
    """
    staged, waiting = ConflictOutcome.STAGED.value, ConflictOutcome.WAITING.value
    await current_engine().run_many(
        "UPDATE correction_conflict SET outcome = {}, resolved_at = {} WHERE outcome = {} AND id = {}",
        [(ConflictOutcome.CLEARED.value, now, waiting, conflict) for conflict in cleared],
    )
    await CorrectionConflict.raw(
        "UPDATE correction_conflict SET found_at = w.found_at, note = w.note, noted_by = w.noted_by, "
        "noted_at = w.noted_at FROM correction_conflict w WHERE w.person = correction_conflict.person "
        "AND w.outcome = {} AND correction_conflict.batch = {} AND correction_conflict.outcome = {}",
        waiting,
        batch_id,
        staged,
    )
    await CorrectionConflict.raw(
        "UPDATE correction_conflict SET outcome = {}, resolved_at = {} WHERE outcome = {} "
        "AND person IN (SELECT person FROM correction_conflict WHERE batch = {} AND outcome = {})",
        ConflictOutcome.REPLACED.value,
        now,
        waiting,
        batch_id,
        staged,
    )
    await CorrectionConflict.raw(
        "UPDATE correction_conflict SET outcome = {} WHERE batch = {} AND outcome = {}", waiting, batch_id, staged
    )
    await _note_each("correction_conflict", "id", Action.IMPORT_WAITS, batch_id, now)


async def _note_each(table: str, named_by: str, action: Action, batch_id: int, now: datetime) -> None:
    """One audit entry per person of whom the batch has brought a row into a table, in portions, so that memory does not
    grow with the file.
    """
    last_person = 0
    while True:
        rows = await RecordDocument.raw(
            f"SELECT person, {named_by} AS name FROM {table} "  # noqa: S608 - our own tables
            "WHERE batch = {} AND person > {} ORDER BY person LIMIT {}",
            batch_id,
            last_person,
            _PEOPLE_AT_ONCE,
        )
        if not rows:
            return
        last_person = rows[-1]["person"]
        await append_entries(
            [
                Act(
                    record=row["person"],
                    actor="operator",
                    action=action,
                    happened_at=now,
                    detail=f"batch {batch_id}, {named_by} {row['name']}",
                )
                for row in rows
            ]
        )
