"""Sessions as values. Only the SHA-256 of a token is ever stored or compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from db.queries.accounts import Role
from db.queries.mandates import Acting, read_groups
from db.tables import Session


class Stage(StrEnum):
    """What still stands between a right password and the service; each step on is a new session."""

    CODE = "code"  # the one-time code is asked for
    CODE_SETUP = "code-setup"  # staff without a one-time code set it up first
    NEW_PASSWORD = "new-password"  # noqa: S105 - a stage; the password is too old or was made by somebody else
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSession:
    """One session with what every page needs of its account and person.

    ``name`` is the person's (of staff their own, empty for a citizen without a record), ``previous_sign_in_at`` the
    sign-in before this one and ``failures_before_sign_in`` the wrong tries in between; ``office`` is where staff work.
    ``acting`` says for whom somebody acts; ``person_id`` and ``name`` stay their own then. ``is_stopped``: staff who
    opened too many people's records; ``password_changed_at`` is since when the password holds.
    """

    token_hash: str
    csrf_secret: str
    screen_groups_read: frozenset[str]
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    stage: Stage
    idle_limit: timedelta
    failed_codes: int
    account_id: int
    user_id: str
    role: Role
    previous_sign_in_at: datetime | None
    failures_before_sign_in: int
    has_one_time_code: bool
    office: str
    person_id: int | None
    name: str
    password_changed_at: datetime
    is_stopped: bool = False
    acting: Acting | None = None

    @property
    def record_shown(self) -> int | None:
        """The id of the person whose record the screens of this session show."""
        return self.acting.person_id if self.acting else self.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSessionRow:
    """A session to begin."""

    token_hash: str
    csrf_secret: str
    account_id: int
    stage: Stage
    device: str
    begun_at: datetime
    ends_at: datetime
    idle_limit: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """One of an account's browsers, as its owner sees it."""

    token_hash: str
    device: str
    created_at: datetime
    last_seen_at: datetime


_SESSION = (
    "SELECT s.csrf_secret, s.screen_groups_read, s.created_at, s.last_seen_at, s.expires_at, s.stage, s.idle_seconds, "
    "s.failed_codes, a.id AS account_id, a.user_id, a.role, a.previous_sign_in_at, a.failures_before_sign_in, "
    "a.one_time_code_on_at, a.office, a.staff_name, a.stopped_at, a.password_changed_at, a.created_at AS made_at, "
    "p.id AS person_id, d.name, m.id AS mandate_id, m.person AS acting_for, m.screen_groups, m.ends_at, "
    "m.withdrawn_at, md.name AS acting_name "
    "FROM session s JOIN account a ON a.id = s.account "
    "LEFT JOIN person p ON p.id = a.person "
    "LEFT JOIN record_document d ON d.id = p.current_document "
    "LEFT JOIN mandate m ON m.id = s.mandate AND m.helper = s.account "
    "LEFT JOIN person mp ON mp.id = m.person "
    "LEFT JOIN record_document md ON md.id = mp.current_document "
    "WHERE s.token_hash = {} AND a.closed_at IS NULL"
)


async def fetch_session(token_hash: str) -> StoredSession | None:
    """The session with its account, if that is open, and person, dead or alive, in one indexed read."""
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
        stage=Stage(row["stage"]),
        idle_limit=timedelta(seconds=row["idle_seconds"]),
        failed_codes=row["failed_codes"],
        account_id=row["account_id"],
        user_id=row["user_id"],
        role=Role(row["role"]),
        previous_sign_in_at=row["previous_sign_in_at"],
        failures_before_sign_in=row["failures_before_sign_in"],
        has_one_time_code=row["one_time_code_on_at"] is not None,
        office=row["office"],
        person_id=row["person_id"],
        name=row["name"] or row["staff_name"],
        password_changed_at=row["password_changed_at"] or row["made_at"],
        is_stopped=row["stopped_at"] is not None,
        acting=_acting(row),
    )


def _acting(row: dict[str, Any]) -> Acting | None:
    if row["mandate_id"] is None:
        return None
    return Acting(
        mandate_id=row["mandate_id"],
        person_id=row["acting_for"],
        name=row["acting_name"] or "",
        screen_groups=read_groups(row["screen_groups"]),
        ends_at=row["ends_at"],
        withdrawn_at=row["withdrawn_at"],
    )


async def insert_session(session: NewSessionRow) -> None:
    """Begin a session."""
    await Session.raw(
        "INSERT INTO session (token_hash, account, csrf_secret, screen_groups_read, created_at, last_seen_at, "
        "expires_at, stage, device, idle_seconds, failed_codes) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 0)",
        session.token_hash,
        session.account_id,
        session.csrf_secret,
        "",
        session.begun_at,
        session.begun_at,
        session.ends_at,
        session.stage.value,
        session.device,
        int(session.idle_limit.total_seconds()),
    )


async def fetch_open_sessions(account_id: int, now: datetime) -> list[OpenSession]:
    """An account's complete sessions that may be alive, last used first; the caller leaves out the idle ones."""
    rows = await Session.raw(
        "SELECT token_hash, device, created_at, last_seen_at, idle_seconds FROM session "
        "WHERE account = {} AND stage = {} AND expires_at > {} ORDER BY last_seen_at DESC, created_at DESC",
        account_id,
        Stage.COMPLETE.value,
        now,
    )
    return [
        OpenSession(
            token_hash=row["token_hash"],
            device=row["device"],
            created_at=row["created_at"],
            last_seen_at=row["last_seen_at"],
        )
        for row in rows
        if now - row["last_seen_at"] < timedelta(seconds=row["idle_seconds"])
    ]


async def touch_session(token_hash: str, now: datetime) -> None:
    """Note that the session was in use."""
    await Session.raw("UPDATE session SET last_seen_at = {} WHERE token_hash = {}", now, token_hash)


async def count_failed_code(token_hash: str) -> int:
    """Count a wrong one-time code in this sign-in; how many there were."""
    rows = await Session.raw(
        "UPDATE session SET failed_codes = failed_codes + 1 WHERE token_hash = {} RETURNING failed_codes", token_hash
    )
    number: int = rows[0]["failed_codes"] if rows else 0
    return number


async def note_screen_groups(token_hash: str, groups: frozenset[str]) -> None:
    """Remember which groups of screens this session has read."""
    text = " ".join(sorted(groups))
    await Session.raw("UPDATE session SET screen_groups_read = {} WHERE token_hash = {}", text, token_hash)


async def act_under(token_hash: str, mandate_id: int | None) -> None:
    """From now on the session acts under this mandate; with None for its own account again."""
    await Session.raw("UPDATE session SET mandate = {} WHERE token_hash = {}", mandate_id, token_hash)


async def delete_session(token_hash: str) -> None:
    """End a session."""
    await Session.raw("DELETE FROM session WHERE token_hash = {}", token_hash)


async def delete_sessions_of(account_id: int, *, but: str = "") -> None:
    """End every session of an account, except the one with this token hash."""
    await Session.raw("DELETE FROM session WHERE account = {} AND token_hash <> {}", account_id, but)


async def delete_expired_sessions(now: datetime) -> None:
    """Remove sessions that have reached their end."""
    await Session.raw("DELETE FROM session WHERE expires_at <= {}", now)


async def delete_all_sessions() -> None:
    """End every session."""
    await Session.raw("DELETE FROM session")
