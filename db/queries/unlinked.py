"""Records without an owner: an import is staged where no search finds it, and then takes the place of the one before.

Every import has a range of search keys of its own: its number stands in the upper bits. A search looks in the range of
the import that is ``applied``; ranges of others are staged, or wait to be cleared away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from db.engine import current_engine
from db.tables import UnlinkedBatch
from db.tables import UnlinkedRecord as RecordRow
from pension.calendar import YearMonth
from pension.matching import KEY_BITS
from pension.record import Sex
from pension.status import Scheme
from pension.unlinked import RecordedBirth, UnlinkedRecord

_RANGES = 128
"""As many as the upper bits of a signed number of 64 allow; what is cleared away gives its range back."""
_CLEARED_AT_ONCE = 5000
MOST_CANDIDATES = 50_000
"""A bound on the work: the commonest name has some hundreds of candidates among fifty million records."""


_FIND = (
    "SELECT r.number, r.scheme, r.kana, r.birth, r.name, r.sex, r.employer, r.first_month, r.last_month "
    "FROM unlinked_batch b CROSS JOIN {wanted} CROSS JOIN unlinked_record r "
    "WHERE b.state = 'applied' AND r.search_key = ((b.id % {ranges}) << {bits}) + k.value "
    "AND r.birth {born} LIMIT {{}}"
)
_ON_SQLITE = _FIND.format(
    wanted="json_each({}) k", born="IN (SELECT value FROM json_each({}))", ranges=_RANGES, bits=KEY_BITS
)
_ON_POSTGRESQL = _FIND.format(
    wanted="unnest({}::bigint[]) k (value)", born="= ANY({}::text[])", ranges=_RANGES, bits=KEY_BITS
)


class UnlinkedState(StrEnum):
    """Where an import of records without an owner stands."""

    STAGING = "staging"
    APPLIED = "applied"
    REPLACED = "replaced"  # by a later one
    REFUSED = "refused"  # the file had bad lines
    STOPPED = "stopped"  # killed, or overtaken by another import


class UnlinkedOvertaken(Exception):
    """Another import has begun since this one began; nothing of this one is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnlinkedBatch:
    """An import about to begin."""

    file_sha256: str
    file_name: str
    is_demo: bool
    started_at: datetime


async def fetch_when_unlinked_applied(file_sha256: str) -> datetime | None:
    """When the file with these bytes was imported, if its records are the present ones."""
    rows = await UnlinkedBatch.raw(
        "SELECT finished_at FROM unlinked_batch WHERE file_sha256 = {} AND state = {}",
        file_sha256,
        UnlinkedState.APPLIED.value,
    )
    return rows[0]["finished_at"] if rows else None


async def count_unlinked_batches(*, is_demo: bool) -> int:
    """How many imports of one sort there are whose records are, or were, found."""
    rows = await UnlinkedBatch.raw(
        "SELECT count(*) AS number FROM unlinked_batch WHERE state IN ({}, {}) AND is_demo = {}",
        UnlinkedState.APPLIED.value,
        UnlinkedState.REPLACED.value,
        is_demo,
    )
    number: int = rows[0]["number"]
    return number


async def begin_unlinked_batch(batch: NewUnlinkedBatch) -> int:
    """Begin an import, which stops one that is staging. Returns its id."""
    applied = await _fetch_applied()
    while True:
        await UnlinkedBatch.raw(
            "UPDATE unlinked_batch SET state = {}, finished_at = {} WHERE state = {}",
            UnlinkedState.STOPPED.value,
            batch.started_at,
            UnlinkedState.STAGING.value,
        )
        batch_id = await _insert(batch, UnlinkedState.STAGING)
        if batch_id is None:
            continue  # another one has begun this moment, and is stopped in its turn
        if applied is None or _base(batch_id) != _base(applied):
            return batch_id
        await UnlinkedBatch.raw("DELETE FROM unlinked_batch WHERE id = {}", batch_id)


async def note_refused_unlinked(batch: NewUnlinkedBatch) -> None:
    """Note a file that was refused before anything of it was staged."""
    await _insert(batch, UnlinkedState.REFUSED)


async def stage_unlinked(batch_id: int, records: Sequence[tuple[int, UnlinkedRecord]]) -> None:
    """Put records with their keys where no search finds them. Raises UnlinkedOvertaken."""
    await _hold(batch_id)
    base = _base(batch_id)
    await current_engine().run_many(
        "INSERT INTO unlinked_record "
        "(search_key, number, scheme, kana, birth, name, sex, employer, first_month, last_month) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
        [(base + key, *_columns(record)) for key, record in records],
    )


async def apply_unlinked_batch(batch_id: int, records: int, now: datetime) -> None:
    """From now on searches find this import's records, and no others. Raises UnlinkedOvertaken."""
    await _hold(batch_id)
    await UnlinkedBatch.raw(
        "UPDATE unlinked_batch SET state = {} WHERE state = {}",
        UnlinkedState.REPLACED.value,
        UnlinkedState.APPLIED.value,
    )
    await UnlinkedBatch.raw(
        "UPDATE unlinked_batch SET state = {}, records = {}, finished_at = {} WHERE id = {}",
        UnlinkedState.APPLIED.value,
        records,
        now,
        batch_id,
    )


async def discard_unlinked_batch(batch_id: int, now: datetime) -> None:
    """Give up an import that turned out to be bad while it was staged. Raises UnlinkedOvertaken."""
    await _hold(batch_id)
    await UnlinkedBatch.raw(
        "UPDATE unlinked_batch SET state = {}, finished_at = {} WHERE id = {}",
        UnlinkedState.REFUSED.value,
        now,
        batch_id,
    )


async def clear_unlinked() -> bool:
    """Remove some records of imports that are neither staged nor applied; False when none is left."""
    kept = [
        (_base(row["id"]), _base(row["id"]) + (1 << KEY_BITS))
        for row in await UnlinkedBatch.raw(
            "SELECT id FROM unlinked_batch WHERE state IN ({}, {})",
            UnlinkedState.STAGING.value,
            UnlinkedState.APPLIED.value,
        )
    ]
    place = 0
    for first, end in [*sorted(kept), (_RANGES << KEY_BITS, 0)]:
        if place < first and await _clear(place, min(first, (1 << 63)) - 1):
            return True
        place = end
    return False


async def _clear(first: int, last: int) -> bool:
    rows = await RecordRow.raw(
        "DELETE FROM unlinked_record WHERE id IN "
        "(SELECT id FROM unlinked_record WHERE search_key BETWEEN {} AND {} ORDER BY search_key LIMIT {}) RETURNING id",
        first,
        last,
        _CLEARED_AT_ONCE,
    )
    return bool(rows)


async def fetch_candidates(keys: Collection[int], births: Collection[str]) -> list[UnlinkedRecord]:
    """The records of the present import under these keys with one of these birth dates.

    One statement, whose text is always the same.
    """
    is_sqlite = current_engine().engine_type == "sqlite"
    wanted = [_as_json(values) if is_sqlite else [*values] for values in (keys, births)]
    rows = await RecordRow.raw(_ON_SQLITE if is_sqlite else _ON_POSTGRESQL, *wanted, MOST_CANDIDATES)
    return [_record(row) for row in rows]


def _as_json(values: Collection[int | str]) -> str:
    return msgspec.json.encode([*values]).decode()


async def _fetch_applied() -> int | None:
    rows = await UnlinkedBatch.raw("SELECT id FROM unlinked_batch WHERE state = {}", UnlinkedState.APPLIED.value)
    return rows[0]["id"] if rows else None


async def _insert(batch: NewUnlinkedBatch, state: UnlinkedState) -> int | None:
    rows = await UnlinkedBatch.raw(
        "INSERT INTO unlinked_batch (file_sha256, file_name, state, is_demo, records, started_at) "
        "VALUES ({}, {}, {}, {}, 0, {}) "
        "ON CONFLICT (state) WHERE state IN ('staging', 'applied') DO NOTHING RETURNING id",
        batch.file_sha256,
        batch.file_name,
        state.value,
        batch.is_demo,
        batch.started_at,
    )
    return rows[0]["id"] if rows else None


async def _hold(batch_id: int) -> None:
    """Lock the import, if it is still staging."""
    rows = await UnlinkedBatch.raw(
        "UPDATE unlinked_batch SET state = {} WHERE id = {} AND state = {} RETURNING id",
        UnlinkedState.STAGING.value,
        batch_id,
        UnlinkedState.STAGING.value,
    )
    if not rows:
        raise UnlinkedOvertaken("another import has begun")


def _base(batch_id: int) -> int:
    return batch_id % _RANGES << KEY_BITS


def _columns(record: UnlinkedRecord) -> tuple[object, ...]:
    return (
        record.number,
        record.scheme.value,
        record.kana,
        str(record.birth),
        record.name,
        record.sex and record.sex.value,
        record.employer,
        record.first_month and str(record.first_month),
        record.last_month and str(record.last_month),
    )


def _record(row: dict[str, Any]) -> UnlinkedRecord:
    return UnlinkedRecord(
        number=row["number"],
        scheme=Scheme(row["scheme"]),
        kana=row["kana"],
        birth=RecordedBirth.parse(row["birth"]),
        name=row["name"],
        sex=Sex(row["sex"]) if row["sex"] else None,
        employer=row["employer"],
        first_month=_month(row["first_month"]),
        last_month=_month(row["last_month"]),
    )


def _month(text: str | None) -> YearMonth | None:
    return YearMonth.parse(text) if text else None
