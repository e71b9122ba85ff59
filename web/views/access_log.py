"""アクセス記録: who has looked at my record, when, and for what; by day, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from web.views.act_words import ActWords, EntryFacts, act_words
from web.views.frame import Frame, Link
from web.views.helpers import ACCOUNT_CRUMB
from web.views.wording import date_words, time_words

ACCESS_LOG_URL = "/account/access-log"
INQUIRIES_URL = "/account/access-log/inquiries"
NEW_INQUIRY_URL = "/account/access-log/inquiries/new"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry: its time of day, its words, and where to ask about it."""

    time: str
    words: ActWords
    ask_url: str
    ask_about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDay:
    """The entries of one day."""

    heading: str
    lines: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLogView:
    """One page of the log; ``pages`` lead to the newest and to older entries."""

    frame: Frame
    days: tuple[LogDay, ...]
    pages: tuple[Link, ...]


def access_log_view(entries: Sequence[EntryFacts], *, is_newest: bool, older: int | None) -> AccessLogView:
    """A page of the log; ``older`` is the position before which the next page begins."""
    pages = [] if is_newest else [Link("いちばん新しい記録へ", ACCESS_LOG_URL)]
    if older is not None:
        pages.append(Link("これより前の記録を見る", f"{ACCESS_LOG_URL}?{urlencode({'before': older})}"))
    return AccessLogView(
        frame=Frame(title="アクセス記録", announce="アクセス記録の画面です。", breadcrumbs=(ACCOUNT_CRUMB,)),
        days=tuple(
            LogDay(heading=date_words(day), lines=tuple(_line(entry) for entry in group))
            for day, group in groupby(entries, key=_day)
        ),
        pages=tuple(pages),
    )


def _day(entry: EntryFacts) -> date:
    return entry.happened_at.date()


def _line(entry: EntryFacts) -> LogLine:
    when = entry.happened_at
    return LogLine(
        time=time_words(when),
        words=act_words(entry),
        ask_url=f"{NEW_INQUIRY_URL}?{urlencode({'entry': entry.position})}",
        ask_about=f"{when.month}月{when.day}日{time_words(when)}、{entry.position}番めの記録",
    )
