"""Fixtures of these tests."""

from __future__ import annotations

import pytest

from services import passwords
from services.keys import Keys
from tests.databases import (  # noqa: F401 - fixtures are found by their names here
    clock,
    database,
    empty_location,
    engine_name,
    location,
    postgres_server,
)
from tests.services.people import WEAK_HASHER


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weak parameters, so that a test costs what it tests; those about passwords take the real ones back."""
    monkeypatch.setattr(passwords, "_HASHER", WEAK_HASHER)


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow keyed hashes without their slowness."""

    def quick(keys: Keys, text: str, purpose: str, place: str) -> str:
        return keys.digest(f"{place}|{text}", purpose=purpose)

    monkeypatch.setattr(Keys, "_slow_digest", quick)
