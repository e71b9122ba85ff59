"""The installation's key: what is encrypted and hashed with it."""

from __future__ import annotations

import base64

import pytest

from services.keys import DEMO_SECRET, Keys, UnreadableSecret, read_secret

KEYS = Keys(b"k" * 32)


def test_what_is_encrypted_can_be_read_again_at_its_place_only() -> None:
    sealed = KEYS.encrypt("秘密", place="account:1")
    assert "秘密" not in sealed
    assert KEYS.decrypt(sealed, place="account:1") == "秘密"
    assert KEYS.encrypt("秘密", place="account:1") != sealed, "never twice the same"
    for keys, place in ((KEYS, "account:2"), (Keys(b"x" * 32), "account:1")):
        with pytest.raises(UnreadableSecret):
            keys.decrypt(sealed, place=place)


def test_every_changed_byte_is_noticed() -> None:
    raw = base64.b64decode(KEYS.encrypt("secret", place="x"))
    for place in range(len(raw)):
        changed = bytearray(raw)
        changed[place] ^= 1
        with pytest.raises(UnreadableSecret):
            KEYS.decrypt(base64.b64encode(bytes(changed)).decode(), place="x")
    for broken in ("", "AAAA", "not base 64!"):
        with pytest.raises(UnreadableSecret):
            KEYS.decrypt(broken, place="x")


async def test_hashes_differ_by_key_purpose_and_place() -> None:
    assert KEYS.digest("a", purpose="user-id") == KEYS.digest("a", purpose="user-id")
    assert KEYS.digest("a", purpose="user-id") != KEYS.digest("a", purpose="other")
    assert KEYS.digest("a", purpose="user-id") != Keys(b"x" * 32).digest("a", purpose="user-id")
    slow = [
        await KEYS.slow_digest("a", purpose=purpose, place=place)
        for purpose, place in (("p", "1"), ("p", "1"), ("p", "2"), ("q", "1"))
    ]
    assert slow[0] == slow[1]
    assert len(set(slow)) == 3
    assert {len(text) for text in slow} == {64}


def test_keys_say_nothing_of_themselves() -> None:
    assert "6b" not in repr(KEYS)
    assert "k" * 8 not in repr(KEYS)
    assert Keys(b"k" * 32) == KEYS != Keys(b"x" * 32)
    assert KEYS != "x"
    assert len({KEYS, Keys(b"k" * 32)}) == 1


def test_only_the_demo_goes_without_a_secret() -> None:
    assert read_secret("", demo=True) == DEMO_SECRET
    assert read_secret("ab" * 32, demo=True) == bytes.fromhex("ab" * 32)
    with pytest.raises(ValueError, match="NENKIN_SECRET_KEY"):
        read_secret("", demo=False)
