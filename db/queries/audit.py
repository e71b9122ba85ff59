"""Appending to the audit log and checking its chains."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from db.tables import AuditChain, AuditEntry

SERVICE_RECORD = 0
"""The chain of acts that concern no single person's record."""

_START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is written down: who did what to which record, when. ``detail`` holds no names and no numbers of people."""

    record: int
    actor: str
    action: str
    happened_at: datetime
    detail: str = ""


def entry_hash(act: Act, position: int, previous_hash: str) -> str:
    """SHA-256 over one entry and the hash of the one before, in hexadecimal."""
    when = act.happened_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [act.record, position, when, act.actor, act.action, act.detail, previous_hash]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


async def append_entry(act: Act) -> None:
    """Append one entry to its record's chain; the act itself is in the same ``write()``.

    The first statement locks the chain's head, so that two acts on one record never take the same place.
    """
    rows = await AuditChain.raw(
        "INSERT INTO audit_chain (record, length, head) VALUES ({}, 1, {}) "
        "ON CONFLICT (record) DO UPDATE SET length = audit_chain.length + 1 RETURNING length, head",
        act.record,
        _START,
    )
    position, previous_hash = rows[0]["length"], rows[0]["head"]
    own_hash = entry_hash(act, position, previous_hash)
    await AuditEntry.raw(
        "INSERT INTO audit_entry "
        "(record, position, actor, action, detail, happened_at, previous_hash, entry_hash) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {})",
        act.record,
        position,
        act.actor,
        act.action,
        act.detail,
        act.happened_at,
        previous_hash,
        own_hash,
    )
    await AuditChain.raw("UPDATE audit_chain SET head = {} WHERE record = {}", own_hash, act.record)


async def find_broken_chain(record: int) -> int | None:
    """The position of the first entry of a record's chain that is not what was written, or None.

    Entries cut off at the end are found too: the head of the chain is kept apart.
    """
    previous_hash, position = _START, 0
    rows = await AuditEntry.raw("SELECT * FROM audit_entry WHERE record = {} ORDER BY position", record)
    for position, row in enumerate(rows, start=1):
        act = Act(**{name: row[name] for name in ("record", "actor", "action", "happened_at", "detail")})
        own_hash = entry_hash(act, position, previous_hash)
        if (row["position"], row["previous_hash"], row["entry_hash"]) != (position, previous_hash, own_hash):
            return position
        previous_hash = own_hash
    heads = await AuditChain.raw("SELECT length, head FROM audit_chain WHERE record = {}", record)
    expected = (heads[0]["length"], heads[0]["head"]) if heads else (0, _START)
    return None if (position, previous_hash) == expected else position + 1


async def fetch_records_with_entries() -> list[int]:
    """Every record that has a chain."""
    return [row["record"] for row in await AuditChain.raw("SELECT record FROM audit_chain ORDER BY record")]
