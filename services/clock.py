"""The one source of time: Japan's time, passed in by ``web`` and ``ops``; in the demo and in tests it stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Protocol

JST = timezone(timedelta(hours=9), "JST")
DEMO_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=JST)
"""The day of the demo: the invented people never grow old."""


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """The present moment, with its zone."""
        ...


@dataclass(frozen=True, slots=True)
class JapanClock:
    """The clock of the service; ``fixed`` stops it."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The present moment, with the zone UTC+09:00."""
        return self.fixed or datetime.now(JST)
