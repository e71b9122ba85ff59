"""Acts that are counted for limits and alerts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from db.tables import Attempt as AttemptRow


class Attempt(StrEnum):
    """What is counted. ``subject`` is a keyed hash of a user id, or an account as the audit log names it."""

    SIGN_IN = "sign-in"  # a password, counted until it proves right
    ONE_TIME_CODE = "one-time-code"
    ACCESS_KEY = "access-key"  # or another secret of registration
    APPLICATION = "application"  # for a letter
    DENIED = "denied"  # a signed-in account asked for what it may not have, or for what is not there
    OFF_NETWORK = "off-network"  # a staff account from elsewhere
    SEARCH = "search"  # for a record without an owner, also one that the day's limit refused
    WRONG_NUMBER = "wrong-number"  # of a request to correct, by a member of staff
    NIGHT_USE = "night-use"  # a staff account, outside of the hours of work
    POLICY_REPORT = "policy-report"  # a browser says that a page broke its rules


async def note_attempt(kind: Attempt, subject: str, address: str, now: datetime) -> None:
    """Count one."""
    await AttemptRow.raw(
        "INSERT INTO attempt (kind, subject, address, happened_at) VALUES ({}, {}, {}, {})",
        kind.value,
        subject,
        address,
        now,
    )


async def take_back_attempts(kind: Attempt, subject: str, address: str) -> None:
    """Take back what turned out to be the owner's: slips before a success count for nothing."""
    await AttemptRow.raw(
        "DELETE FROM attempt WHERE kind = {} AND subject = {} AND address = {}", kind.value, subject, address
    )


async def count_by_address(kind: Attempt, address: str, since: datetime) -> int:
    """How many came from an address since then."""
    rows = await AttemptRow.raw(
        "SELECT count(*) AS number FROM attempt WHERE kind = {} AND address = {} AND happened_at > {}",
        kind.value,
        address,
        since,
    )
    return _number(rows)


async def count_subjects_by_address(kind: Attempt, address: str, since: datetime) -> int:
    """Against how many different subjects they went."""
    rows = await AttemptRow.raw(
        "SELECT count(DISTINCT subject) AS number FROM attempt WHERE kind = {} AND address = {} AND happened_at > {}",
        kind.value,
        address,
        since,
    )
    return _number(rows)


async def count_by_subject(kind: Attempt, subject: str, since: datetime) -> int:
    """How many went against a subject, or were an account's, since then."""
    rows = await AttemptRow.raw(
        "SELECT count(*) AS number FROM attempt WHERE kind = {} AND subject = {} AND happened_at > {}",
        kind.value,
        subject,
        since,
    )
    return _number(rows)


async def count_attempts(kind: Attempt, since: datetime) -> int:
    """How many there were in all since then."""
    rows = await AttemptRow.raw(
        "SELECT count(*) AS number FROM attempt WHERE kind = {} AND happened_at > {}", kind.value, since
    )
    return _number(rows)


async def delete_old_attempts(before: datetime) -> None:
    """Remove what is no longer counted."""
    await AttemptRow.raw("DELETE FROM attempt WHERE happened_at < {}", before)


def _number(rows: list[dict[str, int]]) -> int:
    return rows[0]["number"]
