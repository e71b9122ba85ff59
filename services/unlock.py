"""Opening a lock before its time (S53): a citizen's at the office, once they have shown who they are; staff's by an
administrator.
"""

from __future__ import annotations

from enum import StrEnum

from db.queries.accounts import Role, fetch_credentials
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.sessions import StoredSession
from db.queries.sign_in_guard import fetch_guard, forget_failures
from db.transactions import write
from services.clock import Clock
from services.keys import Keys
from services.sessions import account_actor
from services.sign_in import canonical_user_id, guard_subject


class IdentityCheck(StrEnum):
    """What was seen (本人確認): the kind of paper, never its number or a copy."""

    MY_NUMBER_CARD = "my-number-card"
    DRIVING_LICENCE = "driving-licence"
    PASSPORT = "passport"
    TWO_OTHERS = "two-others"
    STAFF_CARD = "staff-card"


class UnlockResult(StrEnum):
    """What came of it."""

    DONE = "done"
    NOT_LOCKED = "not-locked"
    NO_SUCH_ACCOUNT = "no-such-account"
    NOT_YOURS = "not-yours"  # staff's locks are the administrator's, citizens' the office's


async def unlock(user_id: str, check: IdentityCheck, session: StoredSession, clock: Clock, keys: Keys) -> UnlockResult:
    """Begin anew with the failures under a user id."""
    canonical = canonical_user_id(user_id)
    async with write():
        account = await fetch_credentials(canonical)
        if account is None or account.is_closed:
            return UnlockResult.NO_SUCH_ACCOUNT
        if account.role.is_staff is not (session.role is Role.ADMINISTRATOR):
            return UnlockResult.NOT_YOURS
        subject = guard_subject(canonical, keys)
        if (await fetch_guard(subject)).failures == 0:
            return UnlockResult.NOT_LOCKED
        await forget_failures(subject)
        act = Act(
            record=account.person_id or SERVICE_RECORD,
            actor=account_actor(session.account_id),
            action=Action.UNLOCK,
            happened_at=clock.now(),
            detail=f"account:{account.account_id} {check.value}",
        )
        await append_entry(act)
    return UnlockResult.DONE
