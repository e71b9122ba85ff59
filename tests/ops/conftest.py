"""Fixtures of these tests."""

from __future__ import annotations

from tests.databases import (  # noqa: F401 - fixtures are found by their names here
    clock,
    database,
    empty_location,
    engine_name,
    location,
    postgres_server,
)
from tests.ops.running import run  # noqa: F401 - a fixture, as those above
