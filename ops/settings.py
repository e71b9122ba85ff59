"""What the command line needs of the environment; the names are those of the web server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.clock import DEMO_NOW, Clock, JapanClock, OneDayClock
from services.keys import Keys, read_secret

DEFAULT_DATABASE = "data/nenkin.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """``NENKIN_DATABASE``, ``NENKIN_DEMO`` and, for the commands that need it, ``NENKIN_SECRET_KEY``."""

    database: str
    demo: bool
    clock: Clock
    environ: Mapping[str, str] = field(repr=False)

    @property
    def keys(self) -> Keys:
        """The keys of the installation. Raises ValueError, whose text is for the operator, when there are none."""
        return Keys(read_secret(self.environ.get("NENKIN_SECRET_KEY", "").strip(), demo=self.demo))


def read_settings(environ: Mapping[str, str]) -> OperatorSettings:
    """Settings from the environment; an empty variable counts as absent."""
    demo = environ.get("NENKIN_DEMO", "").strip() == "1"
    return OperatorSettings(
        database=environ.get("NENKIN_DATABASE", "").strip() or DEFAULT_DATABASE,
        demo=demo,
        clock=OneDayClock(DEMO_NOW.date()) if demo else JapanClock(),
        environ=environ,
    )
