"""Accounts of staff that were stopped because they opened too many people's records, to be lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from web.views.frame import Frame, Link
from web.views.wording import in_fours, moment_words

STOPS = Link("止まっている職員のアカウント", "/operations/stops")
LIFTED = "lifted"
_REASONS = (
    ("explained", "理由を本人に確かめたので、使えるようにする"),
    ("planned", "前からの予定の仕事だったので、使えるようにする"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """One account, whose it is, and since when it is stopped."""

    account_id: str
    name: str
    office: str
    user_id: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsView:
    """Those that wait; ``reasons`` are value and words of the buttons, ``notice`` answers the act that led here."""

    frame: Frame
    notice: str
    lead: str
    stops: tuple[StopLine, ...]
    reasons: tuple[tuple[str, str], ...]


def stop_line(*, account_id: int, name: str, office: str, user_id: str, stopped_at: datetime) -> StopLine:
    """One account; the time is in the zone it is to be read in."""
    return StopLine(
        account_id=str(account_id), name=name, office=office, user_id=in_fours(user_id), since=moment_words(stopped_at)
    )


def stops_view(stops: tuple[StopLine, ...], *, home: Link, done: str = "") -> StopsView:
    """The screen; ``home`` is where its reader works, ``done`` names the act that led here."""
    notice = "アカウントを、また使えるようにしました。" if done == LIFTED else ""
    lead = f"止まっているアカウントが、{len(stops)}件あります。" if stops else "止まっているアカウントは、ありません。"
    return StopsView(
        frame=Frame(title=STOPS.label, announce=notice or lead, breadcrumbs=(home,)),
        notice=notice,
        lead=lead,
        stops=stops,
        reasons=_REASONS,
    )
