"""What a stolen copy of the database is worth nothing without: the installation's secret key.

One secret of 256 bits from the settings; a key of its own is derived from it for each purpose. Secrets that must be
read again (those of one-time codes) are encrypted with AES-256-GCM and bound to their place. What need only be
recognised (recovery codes, access keys) is kept as a slow keyed hash, what is looked up often (user ids that were
tried) as a quick one.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.passwords import run_in_pool

DEMO_SECRET = bytes(32)
"""Known to everybody, as the demo's passwords are."""

_NONCE = 12  # bytes
_SALT = 16  # bytes


class UnreadableSecret(Exception):
    """What was encrypted cannot be read: another secret key, another place, or a changed byte."""


def read_secret(text: str, *, demo: bool) -> bytes:
    """The secret as NENKIN_SECRET_KEY has it. Raises ValueError, whose text is for the operator, when it is none."""
    if not text and demo:
        return DEMO_SECRET
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text) or bytes.fromhex(text) == DEMO_SECRET:
        raise ValueError(
            "NENKIN_SECRET_KEY must be 64 hexadecimal digits, made once and kept secret and safe: "
            "python -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return bytes.fromhex(text)


class Keys:
    """Keys for one installation; ``purpose`` and ``place`` keep what is made for one use worthless for another."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keys) and hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        return "Keys()"

    def encrypt(self, text: str, *, place: str) -> str:
        """A text that only :meth:`decrypt` with the same place (``account:12``) can read."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._key("encrypt")).encrypt(nonce, text.encode(), place.encode())
        return base64.b64encode(nonce + sealed).decode()

    def decrypt(self, sealed: str, *, place: str) -> str:
        """The text again. Raises UnreadableSecret."""
        try:
            raw = base64.b64decode(sealed, validate=True)
            return AESGCM(self._key("encrypt")).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
        except (InvalidTag, ValueError) as problem:
            raise UnreadableSecret from problem

    def digest(self, text: str, *, purpose: str) -> str:
        """A quick keyed hash in 64 hexadecimal digits, for what is looked up."""
        return hmac.digest(self._key(purpose), _bytes(text), "sha256").hex()

    async def slow_digest(self, text: str, *, purpose: str, place: str) -> str:
        """A slow keyed hash (argon2id) in 64 hexadecimal digits, for short secrets that are looked up at one place.

        Equal texts at different places hash differently. Raises services.passwords.PasswordsBusy.
        """
        return await run_in_pool(self._slow_digest, text, purpose, place)

    def _slow_digest(self, text: str, purpose: str, place: str) -> str:
        key = self._key(purpose)
        raw = hash_secret_raw(
            secret=hmac.digest(key, _bytes(text), "sha256"),
            salt=hmac.digest(key, b"salt:" + _bytes(place), "sha256")[:_SALT],
            time_cost=1,
            memory_cost=46 * 1024,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        )
        return raw.hex()

    def _key(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, purpose.encode(), "sha256")


def code_place(account_id: int) -> str:
    """Where the secret of an account's one-time codes belongs."""
    return f"one-time-code:{account_id}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
