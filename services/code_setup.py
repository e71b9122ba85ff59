"""Switching one-time codes on and off, and making recovery codes anew.

Each asks for the password again: an open screen alone must change nothing of how its owner gets in. Every other
session of the account ends, and this one goes on under a new token.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import fetch_credentials_of
from db.queries.audit import Action, append_entry
from db.queries.one_time_codes import (
    OneTimeCode,
    count_recovery_codes,
    fetch_one_time_code,
    replace_recovery_codes,
    store_secret,
    switch_off,
    switch_on,
    use_step,
)
from db.queries.sessions import Stage, StoredSession, delete_sessions_of
from db.transactions import read, write
from services.acts import own_act
from services.keys import Keys, UnreadableSecret, code_place
from services.one_time_codes import (
    canonical_code,
    matching_step,
    new_recovery_codes,
    new_secret,
    recovery_hash,
    stored_step,
)
from services.own_password import count_wrong, is_own_password
from services.sessions import Browser, NewSession, begin_session
from services.sign_in import House
from services.sign_in_stages import enter, next_stage


@dataclass(frozen=True, slots=True)
class Setup:
    """A secret that waits for its first code, in base 32."""

    secret: str


@dataclass(frozen=True, slots=True)
class AlreadyOn:
    """One-time codes are on."""


@dataclass(frozen=True, slots=True)
class SwitchedOn:
    """On: the recovery codes, to be shown this once, the new session, and what still comes before the service."""

    recovery_codes: tuple[str, ...]
    session: NewSession
    stage: Stage


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Off: nothing but the password is asked for any more."""

    session: NewSession


@dataclass(frozen=True, slots=True)
class NewCodes:
    """New recovery codes, to be shown this once; the ones before are worth nothing."""

    recovery_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was not right; nothing was changed."""

    password: bool = False
    code: bool = False


async def prepare_setup(session: StoredSession, keys: Keys) -> Setup | AlreadyOn:
    """The secret to show; in this session the same again until its first code has come.

    In another session it is a new one: who has seen the picture on a screen that was left open knows nothing later.
    """
    async with read():
        stored = await fetch_one_time_code(session.account_id)
    if stored is not None and stored.is_on:
        return AlreadyOn()
    secret = _waiting_secret(session, stored, keys)
    if secret:
        return Setup(secret)
    secret = new_secret()
    async with write():
        kept = await store_secret(session.account_id, keys.encrypt(secret, place=_waiting_place(session)))
    return Setup(secret) if kept else AlreadyOn()


def _waiting_secret(session: StoredSession, stored: OneTimeCode | None, keys: Keys) -> str:
    """What this session has shown, empty for what another one has, or another key of the installation has sealed."""
    with suppress(UnreadableSecret):
        return keys.decrypt(stored.secret, place=_waiting_place(session)) if stored is not None else ""
    return ""


def _waiting_place(session: StoredSession) -> str:
    return f"{code_place(session.account_id)}:{session.token_hash}"


async def finish_setup(
    session: StoredSession, password: str | None, typed: str, browser: Browser, house: House
) -> SwitchedOn | Wrong | AlreadyOn:
    """Switch on with the first code. ``password`` is None in the middle of signing in, where it has just been given.

    Raises services.passwords.PasswordsBusy.
    """
    if session.has_one_time_code:
        return AlreadyOn()
    right_password = password is None or await is_own_password(session, password)
    async with read():
        secret = _waiting_secret(session, await fetch_one_time_code(session.account_id), house.keys)
    step = matching_step(secret, canonical_code(typed), house.wall_clock.now()) if secret else None
    if not right_password or step is None:
        return Wrong(password=not right_password, code=step is None)
    codes = new_recovery_codes()
    hashes = await _hashes(session.account_id, codes, house.keys)
    sealed = house.keys.encrypt(secret, place=code_place(session.account_id))
    async with write():
        if not await store_secret(session.account_id, sealed):
            return AlreadyOn()
        await use_step(session.account_id, step)
        await switch_on(session.account_id, house.clock.now())
        await replace_recovery_codes(session.account_id, hashes, house.clock.now())
        await append_entry(own_act(session, Action.CODE_ON, house.clock.now()))
        await delete_sessions_of(session.account_id, but=session.token_hash)
        new, stage = await _go_on(session, browser, house)
    return SwitchedOn(codes, new, stage)


async def stop_codes(
    session: StoredSession, password: str, typed: str, browser: Browser, house: House
) -> SwitchedOff | Wrong:
    """Switch off, with password and a code; not for staff. Raises services.passwords.PasswordsBusy."""
    step = await stored_step(session.account_id, canonical_code(typed), house.wall_clock.now(), house.keys)
    wrong = Wrong(password=not await is_own_password(session, password), code=step is None)
    if wrong.code and not wrong.password:
        await count_wrong(session)  # whoever knows the password must not try codes without end
    if wrong.password or step is None or session.role.is_staff:
        return wrong
    now = house.clock.now()
    async with write():
        if not await use_step(session.account_id, step):
            return Wrong(code=True)
        await switch_off(session.account_id)
        await append_entry(own_act(session, Action.CODE_OFF, now))
        await delete_sessions_of(session.account_id, but=session.token_hash)
        return SwitchedOff(await begin_session(session.account_id, session.role, browser, now))


async def make_recovery_codes(session: StoredSession, password: str, house: House) -> NewCodes | Wrong:
    """Eight new ones. Raises services.passwords.PasswordsBusy."""
    if not await is_own_password(session, password):
        return Wrong(password=True)
    codes = new_recovery_codes()
    hashes = await _hashes(session.account_id, codes, house.keys)
    async with write():
        await replace_recovery_codes(session.account_id, hashes, house.clock.now())
        await append_entry(own_act(session, Action.NEW_RECOVERY_CODES, house.clock.now()))
    return NewCodes(codes)


async def recovery_codes_left(session: StoredSession) -> int:
    """How many recovery codes have not been used."""
    async with read():
        return await count_recovery_codes(session.account_id)


async def _hashes(account_id: int, codes: Sequence[str], keys: Keys) -> list[str]:
    return [await recovery_hash(account_id, canonical_code(code), keys) for code in codes]


async def _go_on(session: StoredSession, browser: Browser, house: House) -> tuple[NewSession, Stage]:
    now: datetime = house.clock.now()
    if session.stage is Stage.COMPLETE:
        return await begin_session(session.account_id, session.role, browser, now), Stage.COMPLETE
    credentials = await fetch_credentials_of(session.account_id)
    if credentials is None:
        raise LookupError("a session without an account")
    stage = next_stage(credentials, session.stage, now, profile_2011=house.profile_2011)
    return await enter(credentials, stage, browser, now), stage
