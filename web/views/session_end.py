"""When the session ends, and the way to have more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from web.views.frame import Frame, Link
from web.views.wording import time_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEndView:
    """``seconds`` are left from now on; ``time`` is when that is; ``back`` leads to where one was."""

    frame: Frame
    seconds: int
    time: str
    back: Link


def session_end_view(*, ends: datetime, now: datetime, back: str) -> SessionEndView:
    """The screen. ``ends`` is in the zone it is to be read in; ``back`` is a checked address of this site."""
    words = time_words(ends)
    return SessionEndView(
        frame=Frame(title="ログインの時間", announce=f"時間をのばしました。{words}まで、そのままお使いいただけます。"),
        seconds=seconds_left(ends, now),
        time=words,
        back=Link("前のページにもどる", back),
    )


def seconds_left(ends: datetime, now: datetime) -> int:
    """Whole seconds until the session ends."""
    return max(int((ends - now).total_seconds()), 0)
