"""Fixtures of these tests."""

from tests.databases import (  # noqa: F401 - fixtures are found by their names here
    clock,
    database,
    empty_location,
    engine_name,
    location,
    migrated_file,
    postgres_server,
)
