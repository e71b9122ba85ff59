"""Registering: a secret that belongs to a person is turned into an account with an own password, once.

The three ways (access key, letter, id of the former service) differ in their secret and in nothing else. Whether the
secret is right, belongs to somebody else, or to nobody, the same work is done in the same order, and the answer is one.

Who has an account already gets a new password for it this way (forgotten id or password): every session of it ends and
its lock opens; a one-time code stays switched on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import (
    Credentials,
    NewAccount,
    Role,
    fetch_credentials,
    fetch_credentials_of,
    insert_account,
)
from db.queries.audit import Act, Action, append_entry
from db.queries.passwords import change_password
from db.queries.registration import Proof, fetch_account_of_person, lock_person
from db.queries.sessions import delete_sessions_of
from db.queries.sign_in_guard import forget_failures
from db.transactions import read, write
from services.password_rules import Problem, shortest_password, what_is_weak
from services.passwords import PasswordsBusy, hash_in_pool, verify_password
from services.register_limits import (
    admit_registration,
    forgive_registration,
    registration_try,
    take_back_registration,
)
from services.sessions import Browser, account_actor
from services.sign_in import Busy, House, guard_subject
from services.sign_in_limits import Admitted, Locked, TooManyTries, Try
from services.user_ids import new_user_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of registering, with the statements that differ.

    ``find`` looks a secret up by what it is filed under and its hash; ``end`` uses it up for an account; ``end_all`` is
    what happens after too many wrong tries against what it is filed under.
    """

    name: str
    find: Callable[[str, str], Awaitable[Proof | None]]
    end: Callable[[int | str, int, datetime], Awaitable[bool]]
    end_all: Callable[[str, datetime], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What somebody gives: a text, and what it is filed under (a number, a user id).

    ``own_words`` must not be in the password.
    """

    way: Way
    place: str
    text: str
    own_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """The account stands. ``user_id`` is canonical; ``renewed`` when it was there before."""

    user_id: str
    renewed: bool


@dataclass(frozen=True, slots=True)
class WeakPassword:
    """The secret was not looked at: another password first."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class WrongSecret:
    """Something does not belong together; what, is not told."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Everything is right, but the secret has been used or has been ended."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Everything is right, but too late."""


Registration = Registered | WeakPassword | WrongSecret | Ended | Expired | Locked | TooManyTries | Busy


async def register(secret: Secret, password: str, browser: Browser, house: House) -> Registration:
    """Open an account for the person the secret belongs to, or renew the access to the one there is."""
    now = house.clock.now()
    try:
        problem = await what_is_weak(password, secret.own_words, shortest_password(has_code=False))
    except PasswordsBusy:
        return Busy()
    if problem is not None:
        return WeakPassword(problem)
    attempt = registration_try(house.keys.digest(secret.place, purpose=secret.way.name), browser)
    admission = await admit_registration(attempt, now)
    if not isinstance(admission, Admitted):
        return admission
    try:
        found = await house.keys.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
        password_hash = await hash_in_pool(password)
    except PasswordsBusy:
        await take_back_registration(attempt, admission)
        return Busy()
    async with read():
        proof = await secret.way.find(secret.place, found)
    if proof is None:
        return await _refuse(secret, admission, now)
    return await _accept(_Claim(secret.way, proof, attempt), password, password_hash, house)


@dataclass(frozen=True, slots=True)
class _Claim:
    way: Way
    proof: Proof
    attempt: Try


async def _refuse(secret: Secret, admission: Admitted, now: datetime) -> WrongSecret | Locked:
    if admission.locked_until is None:
        return WrongSecret()
    if secret.way.end_all is not None:
        async with write():
            await secret.way.end_all(secret.place, now)
    return Locked(admission.locked_until)


async def _accept(claim: _Claim, password: str, password_hash: str, house: House) -> Registration:
    now = house.clock.now()
    if claim.proof.ended_at is not None:
        return await _again(claim, password)
    if claim.proof.expires_at is not None and now >= claim.proof.expires_at:
        return Expired()
    try:
        async with write():
            return await _use_up(claim, password_hash, house, now)
    except _Overtaken:
        return Ended()


async def _use_up(claim: _Claim, password_hash: str, house: House, now: datetime) -> Registered:
    is_demo = await lock_person(claim.proof.person_id)
    account = await fetch_account_of_person(claim.proof.person_id)
    if account is None:
        account_id, user_id = await _open(claim.proof, password_hash, is_demo, now)
    else:
        account_id, user_id = account.account_id, account.user_id
        await _renew(account, password_hash, house, now)
    if not await claim.way.end(claim.proof.proof_id, account_id, now):
        raise _Overtaken
    await forgive_registration(claim.attempt)
    await append_entry(_act(claim, account_id, now, renewed=account is not None))
    return Registered(user_id, account is not None)


class _Overtaken(Exception):
    """The same secret was used twice in one moment; this one changes nothing."""


async def _again(claim: _Claim, password: str) -> Registered | Ended:
    """The same form sent twice (the page loaded anew) shows the same result: with the same password, while it holds."""
    async with read():
        account = await fetch_credentials_of(claim.proof.account_id) if claim.proof.account_id else None
    if account is None or not await verify_password(account.password_hash, password):
        return Ended()
    async with write():
        await forgive_registration(claim.attempt)
    return Registered(account.user_id, renewed=False)


async def _open(proof: Proof, password_hash: str, is_demo: bool, now: datetime) -> tuple[int, str]:
    is_free = proof.user_id and await fetch_credentials(proof.user_id) is None
    user_id = proof.user_id if is_free else await new_user_id()
    account = NewAccount(
        user_id=user_id,
        password_hash=password_hash,
        role=Role.CITIZEN,
        person_id=proof.person_id,
        is_demo=is_demo,
    )
    return await insert_account(account, now), user_id


async def _renew(account: Credentials, password_hash: str, house: House, now: datetime) -> None:
    await change_password(account.account_id, account.password_hash, password_hash, now)
    await delete_sessions_of(account.account_id)
    await forget_failures(guard_subject(account.user_id, house.keys))


def _act(claim: _Claim, account_id: int, now: datetime, *, renewed: bool) -> Act:
    return Act(
        record=claim.proof.person_id,
        actor=account_actor(account_id),
        action=Action.RENEW_ACCESS if renewed else Action.REGISTER,
        happened_at=now,
        detail=claim.way.name,
    )
