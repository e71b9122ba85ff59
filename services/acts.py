"""How an account's own acts on itself are written down."""

from __future__ import annotations

from datetime import datetime

from db.queries.audit import SERVICE_RECORD, Act, Action
from db.queries.sessions import StoredSession
from services.sessions import account_actor


def own_act(session: StoredSession, action: Action, now: datetime, detail: str = "") -> Act:
    """An act of the signed-in account on itself: a citizen's stands with the own record, staff's with the service."""
    return Act(
        record=session.person_id or SERVICE_RECORD,
        actor=account_actor(session.account_id),
        action=action,
        happened_at=now,
        detail=detail,
    )
