"""Hours of the day within which something is usual: when staff work, when months are imported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from services.clock import JST

ANY_HOUR = "any"
_FORM = re.compile(r"([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Hours:
    """From ``begin`` to before ``end`` in Japan's time, over midnight where the end comes first."""

    begin: time
    end: time

    def __str__(self) -> str:
        """As it is written in settings."""
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def hold(self, moment: datetime) -> bool:
        """Whether a moment lies within them."""
        now = moment.astimezone(JST).time()
        if self.begin < self.end:
            return self.begin <= now < self.end
        return now >= self.begin or now < self.end


def read_hours(text: str) -> Hours | None:
    """Hours written as ``07:00-21:00``; None for ``any``, or for nothing. Raises ValueError."""
    if text in ("", ANY_HOUR):
        return None
    found = _FORM.fullmatch(text)
    if found is None or found[1] == found[2]:
        raise ValueError(text)
    return Hours(time.fromisoformat(found[1]), time.fromisoformat(found[2]))
