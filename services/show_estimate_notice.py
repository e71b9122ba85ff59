"""The estimate of a person's newest notice, as it was kept."""

from __future__ import annotations

from db.queries.estimate_notices import fetch_newest_notice
from db.queries.sessions import StoredSession
from db.transactions import read
from pension.estimate_notice import NoticeEstimate
from services.clock import Clock
from services.sessions import note_reading

SCREEN_GROUP = "estimates"


async def show_estimate_notice(session: StoredSession, clock: Clock) -> NoticeEstimate | None:
    """The newest notice of the signed-in person, None before the first; noted once per session in the access log."""
    if session.person_id is None:
        return None
    async with read():
        notice = await fetch_newest_notice(session.person_id)
    if notice is not None:
        await note_reading(session, SCREEN_GROUP, clock)
    return notice
