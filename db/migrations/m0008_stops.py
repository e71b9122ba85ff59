"""Accounts of staff that opened too many people's records are stopped; how many they open is counted in the log."""

from __future__ import annotations

from collections.abc import Iterator

_CHANGES = """
ALTER TABLE account ADD COLUMN stopped_at TIMESTAMPTZ;
ALTER TABLE account ADD COLUMN stop_lifted_at TIMESTAMPTZ;

CREATE INDEX audit_entry_of_readings ON audit_entry (actor, happened_at) WHERE action = 'read';
"""


def statements(engine_type: str) -> Iterator[str]:
    """The statements for ``sqlite`` or ``postgres``, in order; they are the same."""
    yield from _CHANGES.strip().rstrip(";").split(";")
