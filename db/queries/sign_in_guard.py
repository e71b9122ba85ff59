"""Failures in a row under a user id. The id may be nobody's: strangers see the same lock as owners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.tables import SignInGuard


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """How many tries have failed in a row, until when no more are taken, and whether somebody must open it."""

    failures: int
    locked_until: datetime | None
    needs_unlock: bool


async def count_try(subject: str, now: datetime) -> Guard:
    """Count a try as failed until it is known better, but none during a lock; what stands against the subject then.

    The row stays locked until the caller's ``write()`` ends.
    """
    rows = await SignInGuard.raw(
        "INSERT INTO sign_in_guard (subject, failures, needs_unlock, last_attempt_at) VALUES ({}, 1, {}, {}) "
        "ON CONFLICT (subject) DO UPDATE SET last_attempt_at = {}, failures = sign_in_guard.failures + "
        "CASE WHEN sign_in_guard.locked_until > {} THEN 0 ELSE 1 END "
        "RETURNING failures, locked_until, needs_unlock",
        subject,
        False,
        now,
        now,
        now,
    )
    return _guard(rows[0])


async def lock(subject: str, until: datetime, *, needs_unlock: bool) -> None:
    """Take no tries until then; ``needs_unlock`` stays until somebody takes it away."""
    await SignInGuard.raw(
        "UPDATE sign_in_guard SET locked_until = {}, needs_unlock = {} WHERE subject = {}", until, needs_unlock, subject
    )


async def restore_guard(subject: str, failures: int, *, needs_unlock: bool) -> None:
    """Put back what stood before a try that was not looked at."""
    await SignInGuard.raw(
        "UPDATE sign_in_guard SET failures = {}, locked_until = NULL, needs_unlock = {} WHERE subject = {}",
        failures,
        needs_unlock,
        subject,
    )


async def forget_failures(subject: str) -> None:
    """Begin anew: after a sign-in, or when somebody has opened the lock."""
    await SignInGuard.raw("DELETE FROM sign_in_guard WHERE subject = {}", subject)


async def delete_old_guards(before: datetime) -> None:
    """Remove what nobody has tried since then, except what somebody must open."""
    await SignInGuard.raw("DELETE FROM sign_in_guard WHERE last_attempt_at < {} AND needs_unlock = {}", before, False)


def _guard(row: Mapping[str, Any]) -> Guard:
    return Guard(failures=row["failures"], locked_until=row["locked_until"], needs_unlock=bool(row["needs_unlock"]))
