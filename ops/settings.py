"""What the command line needs of the environment; the names are those of the web server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.clock import DEMO_NOW, JapanClock

DEFAULT_DATABASE = "data/nenkin.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """``NENKIN_DATABASE`` and ``NENKIN_DEMO``."""

    database: str
    demo: bool
    clock: JapanClock


def read_settings(environ: Mapping[str, str]) -> OperatorSettings:
    """Settings from the environment; an empty variable counts as absent."""
    demo = environ.get("NENKIN_DEMO", "").strip() == "1"
    return OperatorSettings(
        database=environ.get("NENKIN_DATABASE", "").strip() or DEFAULT_DATABASE,
        demo=demo,
        clock=JapanClock(DEMO_NOW if demo else None),
    )
