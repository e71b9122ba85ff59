"""Where services get the time from."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A source of time, passed in by ``web`` and ``ops``."""

    def now(self) -> datetime:
        """The present moment, with its zone."""
        ...
