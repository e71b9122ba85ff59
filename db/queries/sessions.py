"""Sessions as values. Only the SHA-256 of a token is ever stored or compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import Role
from db.tables import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """One session with what every page needs of its account and person.

    ``name`` is the person's (empty for an account without a record), ``previous_sign_in_at`` the sign-in before
    this one.
    """

    token_hash: str
    csrf_secret: str
    screen_groups_read: frozenset[str]
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    account_id: int
    user_id: str
    role: Role
    previous_sign_in_at: datetime | None
    person_id: int | None
    name: str


_SESSION = (
    "SELECT s.csrf_secret, s.screen_groups_read, s.created_at, s.last_seen_at, s.expires_at, "
    "a.id AS account_id, a.user_id, a.role, a.previous_sign_in_at, p.id AS person_id, d.name "
    "FROM session s JOIN account a ON a.id = s.account "
    "LEFT JOIN person p ON p.id = a.person "
    "LEFT JOIN record_document d ON d.id = p.current_document "
    "WHERE s.token_hash = {}"
)


async def fetch_session(token_hash: str) -> StoredSession | None:
    """The session with its account and person, dead or alive, in one indexed read."""
    rows = await Session.raw(_SESSION, token_hash)
    if not rows:
        return None
    row = rows[0]
    return StoredSession(
        token_hash=token_hash,
        csrf_secret=row["csrf_secret"],
        screen_groups_read=frozenset(row["screen_groups_read"].split()),
        created_at=row["created_at"],
        last_seen_at=row["last_seen_at"],
        expires_at=row["expires_at"],
        account_id=row["account_id"],
        user_id=row["user_id"],
        role=Role(row["role"]),
        previous_sign_in_at=row["previous_sign_in_at"],
        person_id=row["person_id"],
        name=row["name"] or "",
    )


async def insert_session(token_hash: str, csrf_secret: str, account_id: int, now: datetime, until: datetime) -> None:
    """Begin a session."""
    await Session.raw(
        "INSERT INTO session "
        "(token_hash, account, csrf_secret, screen_groups_read, created_at, last_seen_at, expires_at) "
        "VALUES ({}, {}, {}, {}, {}, {}, {})",
        token_hash,
        account_id,
        csrf_secret,
        "",
        now,
        now,
        until,
    )


async def touch_session(token_hash: str, now: datetime) -> None:
    """Note that the session was in use."""
    await Session.raw("UPDATE session SET last_seen_at = {} WHERE token_hash = {}", now, token_hash)


async def note_screen_groups(token_hash: str, groups: frozenset[str]) -> None:
    """Remember which groups of screens this session has read."""
    text = " ".join(sorted(groups))
    await Session.raw("UPDATE session SET screen_groups_read = {} WHERE token_hash = {}", text, token_hash)


async def delete_session(token_hash: str) -> None:
    """End a session."""
    await Session.raw("DELETE FROM session WHERE token_hash = {}", token_hash)


async def delete_expired_sessions(now: datetime) -> None:
    """Remove sessions that have reached their end."""
    await Session.raw("DELETE FROM session WHERE expires_at <= {}", now)


async def delete_all_sessions() -> None:
    """End every session."""
    await Session.raw("DELETE FROM session")
