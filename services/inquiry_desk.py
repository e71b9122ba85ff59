"""The office answers questions about the access log. Nobody answers for a reading of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.queries.audit import Act, Action, append_entry, fetch_entry
from db.queries.inquiries import Inquiry, answer_inquiry, fetch_inquiries, fetch_inquiry, take_up_inquiry
from db.queries.sessions import StoredSession
from db.transactions import read, write
from services.act_details import Detail
from services.clock import JST, Clock
from services.inquiries import InquiryLine, with_entry
from services.sessions import account_actor
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading

MOST_LISTED = 100
_NUMBER = re.compile(r"[0-9]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """A question in the list: number and times of Japan, nothing of the person and no word of the text."""

    number: str
    asked_at: datetime
    taken_up_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInquiry:
    """A question that was opened, and who asks."""

    person_name: str
    line: InquiryLine


class DeskProblem(StrEnum):
    """Why nothing is shown or done."""

    NO_SUCH_INQUIRY = "no-such-inquiry"
    OWN_ACT = "own-act"  # it is about what this account did itself
    ANSWERED_BEFORE = "answered-before"


async def list_inquiries() -> list[DeskLine]:
    """The unanswered ones first, the oldest first."""
    async with read():
        inquiries = await fetch_inquiries(MOST_LISTED)
    return [
        DeskLine(
            number=inquiry.number,
            asked_at=inquiry.asked_at.astimezone(JST),
            taken_up_at=inquiry.taken_up_at.astimezone(JST) if inquiry.taken_up_at else None,
            answered_at=inquiry.answered_at.astimezone(JST) if inquiry.answered_at else None,
        )
        for inquiry in inquiries
    ]


async def open_inquiry(session: StoredSession, number: str, clock: Clock) -> OpenInquiry | DeskProblem:
    """The question with this number; that it was opened is noted each time in the person's log."""
    async with write():
        inquiry = await _find(session, number)
        if isinstance(inquiry, DeskProblem):
            return inquiry
        group, reason = StaffReading.INQUIRY, ReadingReason.INQUIRY
        await note_staff_reading(session, inquiry.person_id, group, reason, clock.now())
        return OpenInquiry(person_name=inquiry.person_name, line=await with_entry(inquiry))


async def take_up(session: StoredSession, number: str, clock: Clock) -> DeskProblem | None:
    """Begin to look into it; twice is no error."""
    async with write():
        inquiry = await _find(session, number)
        if isinstance(inquiry, DeskProblem):
            return inquiry
        if await take_up_inquiry(number, session.account_id, clock.now()):
            await _note(session, inquiry, Action.TAKE_UP, clock.now())
    return None


async def answer(session: StoredSession, number: str, text: str, clock: Clock) -> DeskProblem | None:
    """Answer it, once and for good; the person reads it on their page."""
    async with write():
        inquiry = await _find(session, number)
        if isinstance(inquiry, DeskProblem):
            return inquiry
        if not await answer_inquiry(number, session.account_id, text, clock.now()):
            return DeskProblem.ANSWERED_BEFORE
        await _note(session, inquiry, Action.ANSWER, clock.now())
    return None


async def _find(session: StoredSession, number: str) -> Inquiry | DeskProblem:
    inquiry = await fetch_inquiry(number) if _NUMBER.fullmatch(number) else None
    if inquiry is None:
        return DeskProblem.NO_SUCH_INQUIRY
    entry = await fetch_entry(inquiry.person_id, inquiry.entry)
    if entry is not None and entry.actor == account_actor(session.account_id):
        return DeskProblem.OWN_ACT
    return inquiry


async def _note(session: StoredSession, inquiry: Inquiry, action: Action, now: datetime) -> None:
    detail = Detail(inquiry=inquiry.number, office=session.office).as_text()
    actor = account_actor(session.account_id)
    await append_entry(Act(record=inquiry.person_id, actor=actor, action=action, happened_at=now, detail=detail))
