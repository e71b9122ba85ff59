"""Fixtures of these tests."""

from __future__ import annotations

import pytest

from services import passwords
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
