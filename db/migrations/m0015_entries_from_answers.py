"""From which point of the record an entry of the worksheet was made (思い出すお手伝い), so that none is made twice."""

from __future__ import annotations

from collections.abc import Iterator


def statements(_engine_type: str) -> Iterator[str]:
    """The statements, which are the same for ``sqlite`` and ``postgres``."""
    yield "ALTER TABLE life_event ADD COLUMN point VARCHAR(60) NOT NULL DEFAULT ''"
