"""What the command line needs of the environment; the names are those of the web server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")
DEMO_NOW = datetime(2026, 11, 23, 12, 0, tzinfo=JST)
DEFAULT_DATABASE = "data/nenkin.sqlite"


@dataclass(frozen=True, slots=True)
class OperatorClock:
    """Japan's time; in the demo it stands still, so that the invented people never grow old."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The present moment."""
        return self.fixed or datetime.now(JST)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """``NENKIN_DATABASE`` and ``NENKIN_DEMO``."""

    database: str
    demo: bool
    clock: OperatorClock


def read_settings(environ: Mapping[str, str]) -> OperatorSettings:
    """Settings from the environment; an empty variable counts as absent."""
    demo = environ.get("NENKIN_DEMO", "").strip() == "1"
    return OperatorSettings(
        database=environ.get("NENKIN_DATABASE", "").strip() or DEFAULT_DATABASE,
        demo=demo,
        clock=OperatorClock(DEMO_NOW if demo else None),
    )
