"""Signing in with user id and password. What comes after it (code, new password) is a stage of its own session."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import Credentials, Role, fetch_credentials, renew_hash
from db.queries.attempts import Attempt
from db.queries.sessions import Stage
from db.transactions import read, write
from services.clock import Clock
from services.keys import Keys
from services.passwords import PasswordsBusy, rehash, verify_password
from services.sessions import Browser, NewSession, account_actor
from services.sign_in_limits import Admitted, Locked, TooManyTries, Try, admit, forgive, note_lock, take_back
from services.sign_in_stages import enter, next_stage
from services.watch import watch

_USER_ID = re.compile(r"[a-z0-9]{1,64}")
_IGNORED = re.compile(r"[\s!\u002d\u2010-\u2015\u2212\u30fc\uff0d\uff70]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the installation brings to every sign-in: its time, its keys, and whether everybody changes passwords.

    ``wall_clock`` tells the true time also in the demo: one-time codes are made by people's telephones.
    """

    clock: Clock
    wall_clock: Clock
    keys: Keys
    profile_2011: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The right password: a session has begun, and ``stage`` says what still comes before the service."""

    session: NewSession
    stage: Stage
    role: Role


@dataclass(frozen=True, slots=True)
class WrongCredentials:
    """No account has this user id and this password; which of the two was wrong is not told."""


@dataclass(frozen=True, slots=True)
class NeedsUnlock:
    """The right password, but after very many failures somebody must open the account first."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Too many people are signing in at this moment: try again in a few seconds (503)."""


Refusal = WrongCredentials | Locked | NeedsUnlock | TooManyTries | Busy
SignInResult = SignedIn | Refusal


async def sign_in(user_id: str, password: str, browser: Browser, house: House) -> SignInResult:
    """Check user id and password and begin a session.

    Unknown user ids take the same path and the same work as wrong passwords, to the same lock.
    """
    now = house.clock.now()
    canonical = canonical_user_id(user_id)
    async with read():
        found = await fetch_credentials(canonical)
    credentials = found if found and not found.is_closed else None
    attempt = Try(
        subject=guard_subject(canonical, house.keys),
        address=browser.address,
        in_staff_network=browser.in_staff_network,
        credentials=credentials,
    )
    async with write():
        admission = await admit(attempt, Attempt.SIGN_IN, now)
    if not isinstance(admission, Admitted):
        return admission
    try:
        new_hash = await _check_password(credentials, password)
    except PasswordsBusy:
        async with write():
            await take_back(attempt, admission)
        return Busy()
    if credentials is None or new_hash is None:
        return await _refuse(attempt, admission, now)
    return await _accept(credentials, new_hash, attempt, admission, browser, house)


def canonical_user_id(typed: str) -> str:
    """A user id as it is stored: case, width, spaces, hyphens and the ``!`` of former ids make no difference.

    Empty, which is nobody's, for what cannot be one: user ids are letters a to z and digits.
    """
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", typed)).casefold()
    return plain if _USER_ID.fullmatch(plain) else ""


def guard_subject(canonical: str, keys: Keys) -> str:
    """Under what the failures of a user id are counted: a keyed hash, for people also type passwords there."""
    return keys.digest(canonical, purpose="user-id")


async def _check_password(credentials: Credentials | None, password: str) -> str | None:
    """The hash under today's parameters when the password is right, else None."""
    stored = credentials.password_hash if credentials else None
    if not await verify_password(stored, password) or stored is None:
        return None
    return await rehash(stored, password)


async def _refuse(attempt: Try, admission: Admitted, now: datetime) -> WrongCredentials | Locked:
    if admission.locked_until is None:
        return WrongCredentials()
    async with write():
        await note_lock(attempt, now)
    return Locked(admission.locked_until)


async def _accept(
    credentials: Credentials, new_hash: str, attempt: Try, admission: Admitted, browser: Browser, house: House
) -> SignInResult:
    now = house.clock.now()
    if credentials.role.is_staff and not browser.in_staff_network:
        async with write():
            await watch(Attempt.OFF_NETWORK, account_actor(credentials.account_id), browser.address, now)
        return await _refuse(attempt, admission, now)
    if admission.needs_unlock:
        return NeedsUnlock()
    stage = next_stage(credentials, None, now, profile_2011=house.profile_2011)
    async with write():
        # The password may have been changed while the old one was being checked.
        if not await renew_hash(credentials.account_id, credentials.password_hash, new_hash):
            return WrongCredentials()
        if stage is Stage.CODE:
            await take_back(attempt, admission)  # neither a failure, nor the end of those before
        else:
            await forgive(attempt, admission.failures_before)
        return SignedIn(await enter(credentials, stage, browser, now), stage, credentials.role)
