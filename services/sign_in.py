"""Signing in with user id and password."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import Credentials, fetch_credentials, note_sign_in
from db.queries.audit import SERVICE_RECORD, Act, append_entry
from db.transactions import read, write
from services.clock import Clock
from services.passwords import PasswordsBusy, rehash, verify_password
from services.sessions import NewSession, account_actor, begin_session

_USER_ID = re.compile(r"[a-z0-9]{1,64}")
_IGNORED = re.compile(r"[\s\u002d\u2010-\u2015\u2212\u30fc\uff0d\uff70]+")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The right password: a new session has begun."""

    session: NewSession


@dataclass(frozen=True, slots=True)
class WrongCredentials:
    """No account has this user id and this password; which of the two was wrong is not told."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Too many people are signing in at this moment: try again in a few seconds (503)."""


SignInResult = SignedIn | WrongCredentials | Busy


async def sign_in(user_id: str, password: str, clock: Clock, *, old_token: str | None = None) -> SignInResult:
    """Check user id and password and begin a session; ``old_token`` is the browser's session until now, which ends.

    Unknown user ids take the same path and the same work as wrong passwords.
    """
    async with read():
        credentials = await fetch_credentials(canonical_user_id(user_id))
    try:
        stored = credentials.password_hash if credentials else None
        if not await verify_password(stored, password) or credentials is None:
            return WrongCredentials()
        password_hash = await rehash(credentials.password_hash, password)
    except PasswordsBusy:
        return Busy()
    return await _begin(credentials, password_hash, old_token, clock.now())


def canonical_user_id(typed: str) -> str:
    """A user id as it is stored: case, width, spaces and hyphens make no difference.

    Empty, which is nobody's, for what cannot be one: user ids are letters a to z and digits.
    """
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", typed)).casefold()
    return plain if _USER_ID.fullmatch(plain) else ""


async def _begin(credentials: Credentials, password_hash: str, old_token: str | None, now: datetime) -> SignInResult:
    async with write():
        # The password may have been changed while the old one was being checked.
        if not await note_sign_in(credentials, password_hash, now):
            return WrongCredentials()
        session = await begin_session(credentials.account_id, old_token, now)
        await append_entry(
            Act(
                record=credentials.person_id or SERVICE_RECORD,
                actor=account_actor(credentials.account_id),
                action="sign-in",
                happened_at=now,
            )
        )
    return SignedIn(session)
