"""Appending to the audit log and checking its chains."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from db.engine import current_engine
from db.sql import value_list
from db.tables import AuditChain, AuditEntry

SERVICE_RECORD = 0
"""The chain of acts that concern no single person's record."""

_START = "0" * 64


class Action(StrEnum):
    """What was done. Older entries have words of their own (``mark``, ``unmark``, ``add-account``)."""

    READ = "read"  # detail: the group of screens
    SIGN_IN = "sign-in"  # detail: the browser
    SIGN_IN_NEW_DEVICE = "sign-in-new-device"  # the same from a browser that was never used before
    SIGN_OUT_OF = "sign-out-of"  # another browser, or all others
    LOCK = "lock"  # too many failures in a row
    UNLOCK = "unlock"  # detail: by time, or why
    CHANGE_PASSWORD = "change-password"  # noqa: S105 - an act
    CODE_ON = "code-on"
    CODE_OFF = "code-off"
    NEW_RECOVERY_CODES = "new-recovery-codes"
    USE_RECOVERY_CODE = "use-recovery-code"
    SEE_ALERT = "see-alert"
    ADD_STAFF = "add-staff"
    CLOSE_ACCOUNT = "close-account"
    ISSUE_KEY = "issue-key"
    REGISTER = "register"  # detail: by which way
    RENEW_ACCESS = "renew-access"  # an account that was there has a new password; detail: by which way
    MAKE_LETTER = "make-letter"
    SEE_LETTER = "see-letter"  # to print it
    POST_LETTERS = "post-letters"  # detail: the batch
    CARRY_OVER = "carry-over"  # an id of the former service was brought in
    GIVE_MANDATE = "give-mandate"  # detail: which one, and with what papers where it came on paper
    WITHDRAW_MANDATE = "withdraw-mandate"
    ASK = "ask"  # about an entry of this log; detail: the inquiry's number
    TAKE_UP = "take-up"  # staff begin to look into an inquiry
    ANSWER = "answer"
    RECALL = "recall"  # the first answer about a point of the record; detail: which point, never what was said
    FORGET_RECALL = "forget-recall"
    SEARCH = "search"  # for a record without an owner; detail: whose, and the search's number
    SEARCH_REFUSED = "search-refused"  # over the day's limit
    ADD_LIFE_EVENT = "add-life-event"  # to the worksheet; never with what it says
    CHANGE_LIFE_EVENT = "change-life-event"
    DELETE_LIFE_EVENT = "delete-life-event"
    DELETE_HISTORY = "delete-history"  # the whole worksheet
    PREPARE_CORRECTION = "prepare-correction"  # a request; detail: its number, never what it says
    CHANGE_CORRECTION = "change-correction"
    WITHDRAW_CORRECTION = "withdraw-correction"
    DELETE_CORRECTION = "delete-correction"  # before it came to the office
    STEP_CORRECTION = "step-correction"  # the office goes on with a request; detail: its number, and which step
    IMPORT = "import"  # a new version of the record; detail: the batch, and which version
    IMPORT_WAITS = "import-waits"  # a line that collides with a correction; detail: the batch, and the conflict
    SETTLE_CONFLICT = "settle-conflict"  # an officer's choice about such a line; detail: which
    CORRECT = "correct"  # the record itself; detail: the request's number
    SAVE_SCENARIO = "save-scenario"  # the conditions of an estimate; which ones is nowhere in the log
    RENAME_SCENARIO = "rename-scenario"
    DELETE_SCENARIO = "delete-scenario"
    STOP_ACCOUNT = "stop-account"  # too many people's records; detail: the account
    LIFT_STOP = "lift-stop"  # detail: the account, and why


_LENGTHEN = (
    "INSERT INTO audit_chain (record, length, head) VALUES ({}, 1, {}) "
    "ON CONFLICT (record) DO UPDATE SET length = audit_chain.length + 1"
)
_APPEND = (
    "INSERT INTO audit_entry "
    "(record, position, actor, action, detail, happened_at, previous_hash, entry_hash) "
    "VALUES ({}, {}, {}, {}, {}, {}, {}, {})"
)


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


async def append_entries(acts: Sequence[Act]) -> None:
    """Append one entry each to the chains of different records; the acts themselves are in the same ``write()``.

    The first statement locks the heads of the chains, always in the same order, so that two acts on one record never
    take the same place and two writers never wait for each other.
    """
    ordered = sorted(acts, key=lambda act: act.record)
    engine = current_engine()
    await engine.run_many(_LENGTHEN, [(act.record, _START) for act in ordered])
    heads = await _fetch_heads([act.record for act in ordered])
    entries = [(act, *heads[act.record]) for act in ordered]
    hashed = [(act, position, before, entry_hash(act, position, before)) for act, position, before in entries]
    await engine.run_many(
        _APPEND,
        [
            (act.record, position, act.actor, act.action, act.detail, act.happened_at, before, own)
            for act, position, before, own in hashed
        ],
    )
    await engine.run_many(
        "UPDATE audit_chain SET head = {} WHERE record = {}", [(own, act.record) for act, _, _, own in hashed]
    )


async def append_entry(act: Act) -> None:
    """Append one entry to its record's chain; the act itself is in the same ``write()``."""
    await append_entries([act])


async def _fetch_heads(records: Sequence[int]) -> dict[int, tuple[int, str]]:
    rows = await AuditChain.raw(
        "SELECT record, length, head FROM audit_chain WHERE record IN ({})", value_list(records)
    )
    return {row["record"]: (row["length"], row["head"]) for row in rows}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """One entry as it is read back; ``position`` is its place in the chain of its record, from 1."""

    position: int
    actor: str
    action: str
    detail: str
    happened_at: datetime


_ENTRIES = "SELECT position, actor, action, detail, happened_at FROM audit_entry WHERE record = {} AND "


async def fetch_entries(record: int, most: int, *, before: int | None = None) -> list[StoredEntry]:
    """The newest entries of a record, or the newest of those before a position, newest first."""
    if before is None:
        rows = await AuditEntry.raw(_ENTRIES + "position > 0 ORDER BY position DESC LIMIT {}", record, most)
    else:
        rows = await AuditEntry.raw(_ENTRIES + "position < {} ORDER BY position DESC LIMIT {}", record, before, most)
    return [StoredEntry(**row) for row in rows]


async def fetch_entries_about(record: int, actions: Sequence[Action], since: datetime, most: int) -> list[StoredEntry]:
    """The newest entries of a record with one of these actions since a moment, newest first."""
    rows = await AuditEntry.raw(
        _ENTRIES + "action IN ({}) AND happened_at > {} ORDER BY position DESC LIMIT {}",
        record,
        value_list(actions),
        since,
        most,
    )
    return [StoredEntry(**row) for row in rows]


async def count_acts(record: int, action: Action) -> int:
    """How often this was ever done to a record."""
    rows = await AuditEntry.raw(
        "SELECT count(*) AS number FROM audit_entry WHERE record = {} AND action = {}", record, action
    )
    number: int = rows[0]["number"]
    return number


async def fetch_devices(record: int, actor: str) -> set[str]:
    """From which browsers an actor has signed in, as far as a record's chain knows."""
    rows = await AuditEntry.raw(
        "SELECT DISTINCT detail FROM audit_entry WHERE record = {} AND actor = {} AND action IN ({})",
        record,
        actor,
        value_list((Action.SIGN_IN, Action.SIGN_IN_NEW_DEVICE)),
    )
    return {row["detail"] for row in rows}


async def fetch_entry(record: int, position: int) -> StoredEntry | None:
    """The entry at one position of a record's chain."""
    rows = await AuditEntry.raw(_ENTRIES + "position = {}", record, position)
    return StoredEntry(**rows[0]) if rows else None


async def fetch_records_with_entries() -> list[int]:
    """Every record that has a chain."""
    return [row["record"] for row in await AuditChain.raw("SELECT record FROM audit_chain ORDER BY record")]


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read something of a record."""

    record: int
    happened_at: datetime


_READINGS = "FROM audit_entry WHERE action = 'read' AND actor = {} AND happened_at > {}"


async def count_people_read(actor: str, since: datetime) -> int:
    """Of how many people an actor has read something since then."""
    rows = await AuditEntry.raw("SELECT count(DISTINCT record) AS number " + _READINGS, actor, since)
    number: int = rows[0]["number"]
    return number


async def fetch_readings(actor: str, since: datetime, until: datetime) -> list[Reading]:
    """What an actor has read between two moments, in no order."""
    rows = await AuditEntry.raw(
        "SELECT record, happened_at " + _READINGS + " AND happened_at <= {}", actor, since, until
    )
    return [Reading(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """Where a record's chain stood: how many entries it had, and the hash of the last one."""

    record: int
    position: int
    entry_hash: str


_ENDS = (
    "SELECT e.record, e.position, e.entry_hash FROM audit_entry e JOIN "
    "(SELECT record, max(position) AS position FROM audit_entry WHERE record > {} AND record <= {} "
    "AND happened_at < {} GROUP BY record) ended ON ended.record = e.record AND ended.position = e.position "
    "ORDER BY e.record"
)


async def fetch_chain_ends(after: int, until: int, moment: datetime) -> list[ChainEnd]:
    """Where the chains of records after one and until another stood at a moment, in order of the records."""
    return [ChainEnd(**row) for row in await AuditEntry.raw(_ENDS, after, until, moment)]


async def fetch_last_record() -> int:
    """The highest record that has a chain; -1 for none."""
    rows = await AuditChain.raw("SELECT max(record) AS last FROM audit_chain")
    last: int | None = rows[0]["last"]
    return -1 if last is None else last
