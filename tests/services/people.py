"""Accounts and sessions for tests."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pyotp
import pytest
from argon2 import PasswordHasher

from db.queries.accounts import NewAccount, Role, insert_account
from db.queries.one_time_codes import store_secret, switch_on
from db.queries.sessions import StoredSession
from db.transactions import write
from services import passwords
from services.keys import DEMO_SECRET, Keys, code_place
from services.sessions import Browser, load_session
from services.sign_in import House, SignedIn, SignInResult, sign_in
from tests.databases import SteppingClock

PASSWORD = "さくら-かぜ-やま-かわ"
USER_ID = "haruno92"
WEAK_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
HASH = WEAK_HASHER.hash(unicodedata.normalize("NFC", PASSWORD))


KEYS = Keys(DEMO_SECRET)
CODE_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HERE = Browser(address="192.0.2.7", device="Windowsのパソコン（Chrome）", in_staff_network=True)
ELSEWHERE = Browser(address="203.0.113.9", device="iPhone（Safari）")


@contextmanager
def weak_passwords() -> Iterator[None]:
    """Weak parameters while a database is prepared for many tests: each of them will check the hashes in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", WEAK_HASHER)
        yield


def house_of(clock: SteppingClock, *, profile_2011: bool = False) -> House:
    """An installation in which this is the time."""
    return House(clock=clock, wall_clock=clock, keys=KEYS, profile_2011=profile_2011)


async def make_account(
    clock: SteppingClock,
    *,
    user_id: str = USER_ID,
    person_id: int | None = None,
    password_hash: str = HASH,
    role: Role = Role.CITIZEN,
    code_secret: str = "",
) -> int:
    """An account with the tests' password, and one-time codes where there is a secret for them."""
    account = NewAccount(user_id=user_id, password_hash=password_hash, role=role, person_id=person_id)
    async with write():
        account_id = await insert_account(account, clock.now())
        if code_secret:
            await store_secret(account_id, KEYS.encrypt(code_secret, place=code_place(account_id)))
            await switch_on(account_id, clock.now())
    return account_id


def code_of(clock: SteppingClock, secret: str = CODE_SECRET, steps: int = 0) -> str:
    """What the app shows at this time, or so many times thirty seconds later."""
    return pyotp.TOTP(secret).generate_otp(int(clock.now().timestamp()) // 30 + steps)


async def try_sign_in(
    clock: SteppingClock, user_id: str = USER_ID, password: str = PASSWORD, browser: Browser | None = None
) -> SignInResult:
    """Sign in with what a test gives."""
    return await sign_in(user_id, password, browser or Browser(), house_of(clock))


async def token_of(clock: SteppingClock, *, old_token: str | None = None) -> str:
    """Sign in; the new token."""
    result = await try_sign_in(clock, browser=Browser(old_token=old_token))
    assert isinstance(result, SignedIn)
    return result.session.token


async def signed_in(clock: SteppingClock, person_id: int | None = None) -> StoredSession:
    """The session of a new account that has signed in."""
    await make_account(clock, person_id=person_id)
    session = await load_session(await token_of(clock), clock)
    assert session is not None
    return session
