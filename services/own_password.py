"""Changing one's own password: from the account page, or at sign-in when it has become too old."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.accounts import Credentials, fetch_credentials_of
from db.queries.audit import Action, append_entry
from db.queries.passwords import change_password, delete_former_hashes, fetch_former_hashes
from db.queries.sessions import Stage, StoredSession, count_failed_code, delete_session, delete_sessions_of
from db.transactions import read, write
from services.acts import own_act
from services.own_words import own_words
from services.password_rules import Problem, shortest_password, what_is_weak
from services.passwords import hash_in_pool, verify_password
from services.sessions import Browser, NewSession
from services.sign_in import House
from services.sign_in_stages import enter

FORMER_PASSWORDS = 5
"""So many passwords before the present one are not taken again."""

MOST_TRIES = 5
"""Wrong present passwords in one session; then it ends."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The new password holds; every other session has ended, and this one goes on under a new token."""

    session: NewSession


@dataclass(frozen=True, slots=True)
class NotChanged:
    """Nothing was changed. ``wrong_present``: the present password was not right; ``problem``: the new one is unfit."""

    wrong_present: bool
    problem: Problem | None


async def change_own_password(
    session: StoredSession, present: str | None, new: str, browser: Browser, house: House
) -> Changed | NotChanged:
    """Put a new password in the place of the present one.

    ``present`` is None in the middle of signing in, where it has just been given. Raises
    services.passwords.PasswordsBusy.
    """
    async with read():
        credentials = await fetch_credentials_of(session.account_id)
        former = await fetch_former_hashes(session.account_id, FORMER_PASSWORDS)
    if credentials is None or not (present is None or await is_own_password(session, present)):
        return NotChanged(wrong_present=True, problem=None)
    problem = await _problem(session, credentials, former, new)
    if problem is not None:
        return NotChanged(wrong_present=False, problem=problem)
    new_hash, now = await hash_in_pool(new), house.clock.now()
    async with write():
        if not await change_password(session.account_id, credentials.password_hash, new_hash, now):
            return NotChanged(wrong_present=True, problem=None)
        await delete_former_hashes(session.account_id, FORMER_PASSWORDS)
        await append_entry(own_act(session, Action.CHANGE_PASSWORD, now))
        await delete_sessions_of(session.account_id, but=session.token_hash)
        is_new = session.stage is not Stage.COMPLETE
        return Changed(await enter(credentials, Stage.COMPLETE, browser, now, is_new=is_new))


async def is_own_password(session: StoredSession, password: str) -> bool:
    """Whether this is the signed-in account's password.

    After five wrong ones the session ends: who found a screen open must not go on guessing. Raises
    services.passwords.PasswordsBusy.
    """
    async with read():
        credentials = await fetch_credentials_of(session.account_id)
    if await verify_password(credentials.password_hash if credentials else None, password):
        return True
    await count_wrong(session)
    return False


async def count_wrong(session: StoredSession) -> None:
    """Count a wrong password or code in a session; after the fifth it ends."""
    async with write():
        if await count_failed_code(session.token_hash) >= MOST_TRIES:
            await delete_session(session.token_hash)


async def _problem(session: StoredSession, credentials: Credentials, former: list[str], new: str) -> Problem | None:
    words = await own_words(session)
    problem = await what_is_weak(new, words, shortest_password(has_code=credentials.has_one_time_code))
    if problem is not None:
        return problem
    for old in (credentials.password_hash, *former):
        if await verify_password(old, new):
            return Problem.USED_BEFORE
    return None
