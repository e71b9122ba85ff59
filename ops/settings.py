"""What the command line needs of the environment; the names are those of the web server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pension.numbers import LONGEST_INQUIRY_NUMBER
from services.clock import DEMO_NOW, Clock, JapanClock, OneDayClock
from services.hours import Hours, read_hours
from services.keys import Keys, read_secret

FEWEST_INQUIRY_DIGITS = 9
"""Enough numbers for everybody in Japan."""
DEFAULT_DATABASE = "data/nenkin.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """``NENKIN_DATABASE``, ``NENKIN_DEMO`` and, for the commands that need them, ``NENKIN_SECRET_KEY``,
    ``NENKIN_ACCESS_KEY_MONTHS``, ``NENKIN_INQUIRY_NUMBER_DIGITS`` and ``NENKIN_IMPORT_HOURS``.
    """

    database: str
    demo: bool
    clock: Clock
    environ: Mapping[str, str] = field(repr=False)

    @property
    def keys(self) -> Keys:
        """The keys of the installation. Raises ValueError, whose text is for the operator, when there are none."""
        return Keys(read_secret(self.environ.get("NENKIN_SECRET_KEY", "").strip(), demo=self.demo))

    @property
    def access_key_months(self) -> int:
        """How many months an access key may be used. Raises ValueError, whose text is for the operator."""
        return self._number("NENKIN_ACCESS_KEY_MONTHS", 3, 1, 24)

    @property
    def inquiry_number_digits(self) -> int:
        """How many digits a new inquiry number (照会番号) has. Raises ValueError, whose text is for the operator."""
        return self._number("NENKIN_INQUIRY_NUMBER_DIGITS", 12, FEWEST_INQUIRY_DIGITS, LONGEST_INQUIRY_NUMBER)

    @property
    def import_hours(self) -> Hours | None:
        """When months are imported, None for any hour. Raises ValueError, whose text is for the operator."""
        text = self.environ.get("NENKIN_IMPORT_HOURS", "").strip()
        try:
            return read_hours(text)
        except ValueError:
            raise ValueError(f"NENKIN_IMPORT_HOURS={text} are no hours like 20:00-06:00") from None

    def _number(self, name: str, usual: int, least: int, most: int) -> int:
        text = self.environ.get(name, "").strip() or str(usual)
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ValueError(f"{name}={text} is not a whole number from {least} to {most}")
        return int(text)


def read_settings(environ: Mapping[str, str]) -> OperatorSettings:
    """Settings from the environment; an empty variable counts as absent."""
    demo = environ.get("NENKIN_DEMO", "").strip() == "1"
    return OperatorSettings(
        database=environ.get("NENKIN_DATABASE", "").strip() or DEFAULT_DATABASE,
        demo=demo,
        clock=OneDayClock(DEMO_NOW.date()) if demo else JapanClock(),
        environ=environ,
    )
