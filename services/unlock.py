"""Opening a lock before its time: citizens' by officers at the desk, staff's by administrators."""

from __future__ import annotations

from enum import StrEnum

from db.queries.accounts import Role, fetch_credentials
from db.queries.attempts import Attempt
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.sessions import StoredSession
from db.queries.sign_in_guard import forget_failures
from db.transactions import write
from services.clock import Clock
from services.keys import Keys
from services.sessions import account_actor
from services.sign_in import canonical_user_id, guard_subject
from services.watch import watch

_OPENERS = {True: frozenset({Role.ADMINISTRATOR}), False: frozenset({Role.OFFICER, Role.SUPERVISOR})}


class UnlockResult(StrEnum):
    """What came of it; opening what is not locked is no error."""

    DONE = "done"
    NO_SUCH_ACCOUNT = "no-such-account"
    NOT_ALLOWED = "not-allowed"


async def unlock(session: StoredSession, user_id: str, reason: str, clock: Clock, keys: Keys) -> UnlockResult:
    """Let tries be looked at again; the owner finds it in the access log. ``reason`` names no person."""
    canonical = canonical_user_id(user_id)
    async with write():
        owner = await fetch_credentials(canonical)
        if owner is None or owner.is_closed:
            return await _refuse(session, UnlockResult.NO_SUCH_ACCOUNT, clock)
        if session.role not in _OPENERS[owner.role.is_staff]:
            return await _refuse(session, UnlockResult.NOT_ALLOWED, clock)
        await forget_failures(guard_subject(canonical, keys))
        act = Act(
            record=owner.person_id or SERVICE_RECORD,
            actor=account_actor(session.account_id),
            action=Action.UNLOCK,
            happened_at=clock.now(),
            detail=reason,
        )
        await append_entry(act)
    return UnlockResult.DONE


async def _refuse(session: StoredSession, result: UnlockResult, clock: Clock) -> UnlockResult:
    """A slip is one; many in a minute are somebody who looks for user ids."""
    await watch(Attempt.DENIED, account_actor(session.account_id), "", clock.now())
    return result
