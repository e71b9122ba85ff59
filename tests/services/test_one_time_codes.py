"""What one-time codes and recovery codes are made of."""

from __future__ import annotations

import base64

from services.one_time_codes import canonical_code, matching_step, new_recovery_codes, new_secret, setup_address
from tests.databases import NOW

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


def test_the_example_of_the_standard() -> None:
    """RFC 6238, appendix B: at 1111111109 seconds the code of eight digits is 07081804, of six 081804."""
    moment = NOW.fromtimestamp(1111111109, NOW.tzinfo)
    assert matching_step(RFC_SECRET, "081804", moment) == 1111111109 // 30
    assert matching_step(RFC_SECRET, "081805", moment) is None


def test_secrets_are_of_160_bits_and_never_twice_the_same() -> None:
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}


def test_recovery_codes_are_of_64_bits_without_letters_that_look_alike() -> None:
    codes = [code for _ in range(20) for code in new_recovery_codes()]
    assert len(set(codes)) == len(codes) == 160
    letters = set("".join(codes)) - {"-"}
    assert not letters & set("01ilo")
    assert {len(canonical_code(code)) for code in codes} == {13}
    assert 31**13 > 2**64


def test_the_app_is_told_whose_and_of_what() -> None:
    address = setup_address(RFC_SECRET, "haruno92", "わたしの年金記録")
    assert address.startswith("otpauth://totp/")
    assert f"secret={RFC_SECRET}" in address
    assert "haruno92" in address
