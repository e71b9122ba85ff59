"""What stands between a right password and the service, and the entry itself.

Each step on is a new session with a new token. Until the last one nothing of the service opens.
"""

from __future__ import annotations

from datetime import datetime

from db.queries.accounts import Credentials, note_sign_in
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry, fetch_devices
from db.queries.sessions import Stage
from services.password_age import must_change
from services.sessions import Browser, NewSession, account_actor, begin_session


def next_stage(credentials: Credentials, passed: Stage | None, now: datetime, *, profile_2011: bool) -> Stage:
    """The stage after the one that was passed; None for the password itself."""
    if passed is None and credentials.has_one_time_code:
        return Stage.CODE
    if passed is None and credentials.role.is_staff:
        return Stage.CODE_SETUP
    if passed is not Stage.NEW_PASSWORD and must_change(credentials, now, profile_2011=profile_2011):
        return Stage.NEW_PASSWORD
    return Stage.COMPLETE


async def enter(
    credentials: Credentials, stage: Stage, browser: Browser, now: datetime, *, is_new: bool = True
) -> NewSession:
    """Begin the session of a stage, inside the caller's ``write()``; the last one is the sign-in that is noted.

    ``is_new`` is False for somebody who was in already and only goes on under a new token.
    """
    session = await begin_session(credentials.account_id, credentials.role, browser, now, stage=stage)
    if stage is Stage.COMPLETE and is_new:
        await note_sign_in(credentials.account_id, now)
        act = Act(
            record=credentials.person_id or SERVICE_RECORD,
            actor=account_actor(credentials.account_id),
            action=await _sign_in_from(credentials, browser.device),
            happened_at=now,
            detail=browser.device,
        )
        await append_entry(act)
    return session


async def _sign_in_from(credentials: Credentials, device: str) -> Action:
    """A browser that somebody has never used before is told to them; the very first one is no news."""
    if credentials.person_id is None:
        return Action.SIGN_IN
    known = await fetch_devices(credentials.person_id, account_actor(credentials.account_id))
    return Action.SIGN_IN_NEW_DEVICE if known and device not in known else Action.SIGN_IN
