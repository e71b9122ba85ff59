"""One-time codes (確認コード): six digits that an app on the telephone makes anew every 30 seconds (RFC 6238).

A code is accepted in its own 30 seconds and in those before and after, because telephones' clocks are not exact. Each
time step is accepted once and never after a later one: what somebody has seen over a shoulder is worth nothing. The
secret is stored encrypted. Recovery codes (予備のコード) are eight, of 64 bits, each good for one sign-in; only slow
keyed hashes of them are stored, so they are shown once.
"""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from datetime import datetime

import pyotp

from db.queries.one_time_codes import fetch_one_time_code
from db.transactions import read
from services.keys import Keys, UnreadableSecret, code_place

STEP = 30  # seconds
RECOVERY_CODES = 8
_SECRET_LETTERS = 32  # of base 32: 160 bits
_RECOVERY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
_RECOVERY_GROUPS = (4, 4, 5)  # 13 of 31 letters: 64 bits
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212\u30fc\uff0d]+")
_CODE = re.compile(r"[0-9]{6}")


def new_secret() -> str:
    """A fresh secret, in the base 32 that apps take."""
    return pyotp.random_base32(_SECRET_LETTERS)


def new_recovery_codes() -> tuple[str, ...]:
    """Eight fresh recovery codes in groups, to be shown once."""
    return tuple(_new_recovery_code() for _ in range(RECOVERY_CODES))


def canonical_code(typed: str) -> str:
    """A typed code without spaces and hyphens, in half-width small letters; one-time codes and recovery codes alike."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).casefold()


def is_one_time_code(canonical: str) -> bool:
    """Whether it has the form of a one-time code; anything else can only be a recovery code."""
    return _CODE.fullmatch(canonical) is not None


def matching_step(secret: str, canonical: str, moment: datetime) -> int | None:
    """The time step whose code this is: that of the moment, the one before or the one after; None for no such code."""
    if not is_one_time_code(canonical):
        return None
    maker, now = pyotp.TOTP(secret), int(moment.timestamp()) // STEP
    matches = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(maker.generate_otp(step), canonical)]
    return matches[-1] if matches else None


async def stored_step(account_id: int, canonical: str, moment: datetime, keys: Keys) -> int | None:
    """The time step of a code of this account.

    None too when its secret was sealed under another key of the installation: no code is right then.
    """
    async with read():
        stored = await fetch_one_time_code(account_id)
    if stored is None:
        return None
    try:
        secret = keys.decrypt(stored.secret, place=code_place(account_id))
    except UnreadableSecret:
        return None
    step = matching_step(secret, canonical, moment)
    return step if step is not None and step > stored.last_step else None


async def recovery_hash(account_id: int, canonical: str, keys: Keys) -> str:
    """How a recovery code of this account is stored. Raises services.passwords.PasswordsBusy."""
    return await keys.slow_digest(canonical, purpose="recovery-code", place=code_place(account_id))


def setup_address(secret: str, user_id: str, service_name: str) -> str:
    """What the QR picture says to the app (otpauth://…)."""
    return pyotp.TOTP(secret).provisioning_uri(name=user_id, issuer_name=service_name)


def _new_recovery_code() -> str:
    groups = ("".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(size)) for size in _RECOVERY_GROUPS)
    return "-".join(groups)
