"""The step after the password for those who have one: a one-time code, or a recovery code in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.queries.accounts import Credentials, fetch_credentials_of
from db.queries.attempts import Attempt
from db.queries.audit import SERVICE_RECORD, Act, Action, append_entry
from db.queries.one_time_codes import use_recovery_code, use_step
from db.queries.sessions import Stage, StoredSession, count_failed_code, delete_session
from db.transactions import read, write
from services.one_time_codes import canonical_code, is_one_time_code, recovery_hash, stored_step
from services.passwords import PasswordsBusy
from services.sessions import Browser, account_actor
from services.sign_in import Busy, House, SignedIn, guard_subject
from services.sign_in_limits import Admitted, Locked, TooManyTries, Try, admit, forgive, note_lock, take_back
from services.sign_in_stages import enter, next_stage

MOST_CODES = 5
"""Wrong codes in one sign-in; then it begins again with the password."""


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Not a code of this account, or one that was used before."""


@dataclass(frozen=True, slots=True)
class SignInOver:
    """This sign-in has ended: too many wrong codes, or the account is gone."""


SendCodeResult = SignedIn | WrongCode | SignInOver | Locked | TooManyTries | Busy


@dataclass(frozen=True, slots=True)
class _Proof:
    """What a right code was: a time step, or a recovery code by its hash. It counts once it is used up."""

    step: int | None = None
    code_hash: str = ""

    async def use_up(self, account_id: int, now: datetime) -> bool:
        if self.step is not None:
            return await use_step(account_id, self.step)
        return await use_recovery_code(account_id, self.code_hash, now)


async def send_code(session: StoredSession, typed: str, browser: Browser, house: House) -> SendCodeResult:
    """Check a code for the sign-in that waits for it, and go on with a new session."""
    now = house.clock.now()
    async with read():
        credentials = await fetch_credentials_of(session.account_id)
    if credentials is None or credentials.is_closed:
        return await _end(session)
    attempt = Try(
        subject=guard_subject(credentials.user_id, house.keys),
        address=browser.address,
        in_staff_network=browser.in_staff_network,
        credentials=credentials,
    )
    async with write():
        admission = await admit(attempt, Attempt.ONE_TIME_CODE, now)
    if not isinstance(admission, Admitted):
        return admission
    try:
        proof = await _prove(credentials, typed, house)
    except PasswordsBusy:
        async with write():
            await take_back(attempt, admission)
        return Busy()
    entered = await _enter(credentials, proof, attempt, admission, browser, house) if proof else None
    return entered or await _refuse(session, attempt, admission, now)


async def _prove(credentials: Credentials, typed: str, house: House) -> _Proof | None:
    canonical = canonical_code(typed)
    if is_one_time_code(canonical):
        step = await stored_step(credentials.account_id, canonical, house.wall_clock.now(), house.keys)
        return None if step is None else _Proof(step=step)
    return _Proof(code_hash=await recovery_hash(credentials.account_id, canonical, house.keys))


async def _enter(
    credentials: Credentials, proof: _Proof, attempt: Try, admission: Admitted, browser: Browser, house: House
) -> SignedIn | None:
    now = house.clock.now()
    stage = next_stage(credentials, Stage.CODE, now, profile_2011=house.profile_2011)
    async with write():
        if not await proof.use_up(credentials.account_id, now):
            return None
        await forgive(attempt, admission.failures_before)
        if proof.step is None:
            await append_entry(_act(credentials, Action.USE_RECOVERY_CODE, now))
        return SignedIn(await enter(credentials, stage, browser, now), stage, credentials.role)


async def _refuse(
    session: StoredSession, attempt: Try, admission: Admitted, now: datetime
) -> WrongCode | SignInOver | Locked:
    async with write():
        over = await count_failed_code(session.token_hash) >= MOST_CODES
        if over or admission.locked_until:
            await delete_session(session.token_hash)
        if admission.locked_until:
            await note_lock(attempt, now)
            return Locked(admission.locked_until)
    return SignInOver() if over else WrongCode()


async def _end(session: StoredSession) -> SignInOver:
    async with write():
        await delete_session(session.token_hash)
    return SignInOver()


def _act(credentials: Credentials, action: Action, now: datetime) -> Act:
    return Act(
        record=credentials.person_id or SERVICE_RECORD,
        actor=account_actor(credentials.account_id),
        action=action,
        happened_at=now,
    )
