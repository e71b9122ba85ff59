"""The lock (S53) and the limit by address.

A try counts as failed before it is looked at and is taken back when it proves right, in one transaction each, so that
many tries side by side are no way around the limit. The lock is kept by what was typed, not by account: it comes for
user ids that nobody has in the same way, at the same time and with the same words, and tells nothing.

What people mistype before they get in is taken back too. So an office of two hundred people behind one address does not
come near the limit of that address, and somebody who guesses does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.queries.accounts import Credentials, note_failures
from db.queries.attempts import Attempt, count_by_address, take_back_attempts
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.sign_in_guard import count_try, delete_old_guards, forget_failures, lock, restore_guard
from services.sessions import account_actor
from services.watch import Rule, raise_alert, watch

FAILURES_BEFORE_LOCK = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
MOST_FAILURES = 100
"""From here on time alone does not open the lock (NIST SP 800-63B-4, 3.2.2)."""
GUARDS_KEPT = timedelta(days=30)

MOST_BY_ADDRESS = 30
ADDRESS_WINDOW = timedelta(minutes=5)
STAFF_NETWORK_FACTOR = 10
"""Many people work behind one listed address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """Somebody tries: under which user id (as a keyed hash), from where, and whose account it is, if anybody's."""

    subject: str
    address: str
    in_staff_network: bool
    credentials: Credentials | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """The try may be looked at. ``failures_before`` are those in a row; ``locked_until`` holds if this one fails too.

    ``needs_unlock``: even if it proves right, somebody must open the lock first.
    """

    failures_before: int
    locked_until: datetime | None
    needs_unlock: bool


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many failures in a row: no try is looked at until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class TooManyTries:
    """Too many failures from this address in the last minutes (429)."""


Admission = Admitted | Locked | TooManyTries


async def admit(attempt: Try, kind: Attempt, now: datetime) -> Admission:
    """Count a try, inside the caller's ``write()``."""
    most = MOST_BY_ADDRESS * (STAFF_NETWORK_FACTOR if attempt.in_staff_network else 1)
    if await count_by_address(kind, attempt.address, now - ADDRESS_WINDOW) >= most:
        return TooManyTries()
    await delete_old_guards(now - GUARDS_KEPT)
    guard = await count_try(attempt.subject, now)
    if guard.locked_until is not None and now < guard.locked_until:
        return Locked(guard.locked_until)
    await watch(kind, attempt.subject, attempt.address, now)
    until = None
    if guard.failures >= FAILURES_BEFORE_LOCK:
        until = now + lock_duration(guard.failures)
        staff = attempt.credentials is not None and attempt.credentials.role.is_staff
        await lock(attempt.subject, until, needs_unlock=guard.needs_unlock or staff or guard.failures >= MOST_FAILURES)
    return Admitted(guard.failures - 1, until, guard.needs_unlock)


async def note_lock(attempt: Try, now: datetime) -> None:
    """A lock has fallen: the owner finds it in the access log, staff on the administrator's page."""
    owner = attempt.credentials
    actor = account_actor(owner.account_id) if owner else "nobody"
    record = owner.person_id if owner and owner.person_id else SERVICE_RECORD
    await append_entry(Act(record=record, actor=actor, action=Action.LOCK, happened_at=now))
    if owner is not None and owner.role.is_staff:
        await raise_alert(Rule.STAFF_LOCKED, actor, now)


async def forgive(attempt: Try, failures: int) -> None:
    """The owner is in: failures in a row begin anew and are told; slips at this address count for nothing."""
    await forget_failures(attempt.subject)
    for kind in (Attempt.SIGN_IN, Attempt.ONE_TIME_CODE):
        await take_back_attempts(kind, attempt.subject, attempt.address)
    if attempt.credentials is not None:
        await note_failures(attempt.credentials.account_id, failures)


async def take_back(attempt: Try, admission: Admitted) -> None:
    """The try was no failure after all: it was not looked at, or is not yet the last step."""
    await restore_guard(attempt.subject, admission.failures_before, needs_unlock=admission.needs_unlock)
    await take_back_attempts(Attempt.SIGN_IN, attempt.subject, attempt.address)


def lock_duration(failures: int) -> timedelta:
    """15 minutes after five failures, twice as long after each further one, at most a day."""
    doublings = min(failures - FAILURES_BEFORE_LOCK, 10)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)
