"""Sessions: who is signed in, for how long, and what they have read.

A token is 256 random bits. The browser holds it in a cookie; the database holds its SHA-256, so a stolen copy of the
database opens nothing. A token that the service did not issue is refused and never adopted.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.problems import DatabaseUnavailable
from db.queries.accounts import Role
from db.queries.audit import Act, append_entry
from db.queries.sessions import (
    NewSessionRow,
    Stage,
    StoredSession,
    delete_expired_sessions,
    delete_session,
    fetch_session,
    insert_session,
    note_screen_groups,
    touch_session,
)
from db.transactions import read, write
from services.clock import Clock
from services.drafts import forget_old_drafts

IDLE_LIMIT = timedelta(minutes=15)
IDLE_LIMIT_OF_STAFF = timedelta(minutes=10)
IDLE_LIMIT_ON_SHARED_COMPUTERS = timedelta(minutes=5)  # 共用のパソコン
ABSOLUTE_LIMIT = timedelta(hours=8)
STAGE_LIMIT = timedelta(minutes=15)
"""How long the steps between the password and the service may take, each."""
TOUCH_INTERVAL = timedelta(minutes=1)
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """What is known of the browser that signs in.

    ``old_token`` is its session until now, which ends; ``device`` says in words what it is (Windows の Chrome);
    ``address`` is where it comes from, ``in_staff_network`` whether staff may work from there; ``is_shared`` when its
    user says that others use it too (共用のパソコン).
    """

    old_token: str | None = None
    device: str = ""
    address: str = ""
    in_staff_network: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just begun: the token for the cookie and the secret its form tokens are made from."""

    token: str
    csrf_secret: str


async def load_session(token: str, clock: Clock, *, is_use: bool = True) -> StoredSession | None:
    """The living session behind a cookie, or None: unknown, ended, idle too long or too old.

    One indexed read; notes at most once a minute that the session is in use, unless a page asks by itself.
    """
    now = clock.now()
    async with read():
        session = await fetch_session(hash_token(token))
    if session is None or not _is_alive(session, now):
        return None
    if is_use and now - session.last_seen_at >= TOUCH_INTERVAL:
        # A full disk or a long import must not keep people from reading.
        with suppress(DatabaseUnavailable):
            async with write():
                await touch_session(session.token_hash, now)
            session = replace(session, last_seen_at=now)
    return session


async def load_idle_session(token: str, clock: Clock) -> StoredSession | None:
    """The session behind a cookie that was idle for too long, before its end; nothing may be read for it any more."""
    now = clock.now()
    async with read():
        session = await fetch_session(hash_token(token))
    if session is None or session.stage is not Stage.COMPLETE or _is_alive(session, now):
        return None
    return session if session.last_seen_at <= now < session.expires_at else None


async def end_session(token: str) -> None:
    """End a session on the server: its token is worth nothing from now on. Unknown tokens are no error."""
    async with write():
        await delete_session(hash_token(token))


async def note_reading(session: StoredSession, screen_group: str, clock: Clock) -> None:
    """Write down, once per session and group of screens, that people or their helpers read a record (アクセス記録)."""
    person_id = session.record_shown
    # whoever acts for several people in one session is noted for each
    noted = f"{screen_group}@{session.acting.mandate_id}" if session.acting else screen_group
    if person_id is None or noted in session.screen_groups_read:
        return
    act = Act(
        record=person_id,
        actor=account_actor(session.account_id),
        action="read",
        happened_at=clock.now(),
        detail=screen_group,
    )
    # People may read their own record also while the disk is full; it is noted with the next page then.
    with suppress(DatabaseUnavailable) if session.acting is None else nullcontext():
        async with write():
            current = await fetch_session(session.token_hash)
            if current is None or noted in current.screen_groups_read:
                return
            await note_screen_groups(session.token_hash, current.screen_groups_read | {noted})
            await append_entry(act)


async def begin_session(
    account_id: int, role: Role, browser: Browser, now: datetime, *, stage: Stage = Stage.COMPLETE
) -> NewSession:
    """Begin a session inside the caller's ``write()``: always a new token; the browser's old one dies."""
    session = NewSession(token=secrets.token_urlsafe(_TOKEN_BYTES), csrf_secret=secrets.token_hex(_TOKEN_BYTES))
    if browser.old_token:
        await delete_session(hash_token(browser.old_token))
    await delete_expired_sessions(now)
    await forget_old_drafts(now)
    limit = ABSOLUTE_LIMIT if stage is Stage.COMPLETE else STAGE_LIMIT
    row = NewSessionRow(
        token_hash=hash_token(session.token),
        csrf_secret=session.csrf_secret,
        account_id=account_id,
        stage=stage,
        device=browser.device,
        begun_at=now,
        ends_at=now + limit,
        idle_limit=idle_limit(role, is_shared=browser.is_shared),
    )
    await insert_session(row)
    return session


def idle_limit(role: Role, *, is_shared: bool) -> timedelta:
    """After how long without use a session ends."""
    if is_shared:
        return IDLE_LIMIT_ON_SHARED_COMPUTERS
    return IDLE_LIMIT_OF_STAFF if role.is_staff else IDLE_LIMIT


def ends_at(session: StoredSession) -> datetime:
    """When the session ends if nothing more is asked of it."""
    return min(session.last_seen_at + session.idle_limit, session.expires_at)


def is_on_shared_computer(session: StoredSession) -> bool:
    """Whether its user has said that others use this computer too."""
    return session.idle_limit == IDLE_LIMIT_ON_SHARED_COMPUTERS


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def account_actor(account_id: int) -> str:
    """How the audit log names an account."""
    return f"account:{account_id}"


def account_of_actor(actor: str) -> int | None:
    """The account that an actor of the audit log is; None for the operator and for nobody."""
    kind, _, number = actor.partition(":")
    return int(number) if kind == "account" and number.isdecimal() else None


def _is_alive(session: StoredSession, now: datetime) -> bool:
    # A clock that was set back must not prolong a session: one that was last seen in the future is dead.
    idle = now - session.last_seen_at
    return -TOUCH_INTERVAL <= idle < session.idle_limit and now < session.expires_at
