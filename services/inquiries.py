"""「この記録はおかしい」: a person asks about an entry of their access log, and reads what was answered."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.queries.audit import Act, Action, append_entry, fetch_entry
from db.queries.drafts import DraftKind, delete_draft
from db.queries.inquiries import Inquiry, NewInquiry, count_unanswered, fetch_inquiries_of, insert_inquiry
from db.queries.sessions import StoredSession
from db.transactions import read, write
from services.access_history import HistoryEntry, explain_one
from services.act_details import Detail
from services.clock import JST, Clock
from services.sessions import account_actor

MOST_UNANSWERED = 10
_NUMBERS = 10**8


@dataclass(frozen=True, slots=True)
class Asked:
    """The question is kept under this number (受付番号, eight digits)."""

    number: str


class AskProblem(StrEnum):
    """Why a question cannot be kept."""

    NO_SUCH_ENTRY = "no-such-entry"  # in this person's log
    TOO_MANY = "too-many"  # unanswered ones


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryLine:
    """One question with the entry it is about. Times are those of Japan; ``answer`` is empty until there is one."""

    number: str
    question: str
    entry: HistoryEntry | None
    asked_at: datetime
    taken_up_at: datetime | None
    answered_at: datetime | None
    answer: str


async def show_inquiries(session: StoredSession) -> list[InquiryLine]:
    """The signed-in person's own questions, newest first."""
    if session.person_id is None or session.acting is not None:
        return []
    async with read():
        inquiries = await fetch_inquiries_of(session.person_id)
        return [await with_entry(inquiry) for inquiry in inquiries]


async def ask(session: StoredSession, position: int, question: str, clock: Clock) -> Asked | AskProblem:
    """Keep a question about the entry at a position of the signed-in person's own log; its draft is gone with that."""
    person_id = session.person_id
    if person_id is None or session.acting is not None:
        return AskProblem.NO_SUCH_ENTRY
    async with write():
        if await fetch_entry(person_id, position) is None:
            return AskProblem.NO_SUCH_ENTRY
        if await count_unanswered(person_id) >= MOST_UNANSWERED:
            return AskProblem.TOO_MANY
        await delete_draft(session.account_id, DraftKind.INQUIRY)
        return await keep_question(session.account_id, person_id, position, question, clock.now())


async def keep_question(account_id: int, person_id: int, position: int, question: str, now: datetime) -> Asked:
    """Keep it under a number of its own, inside the caller's ``write()``."""
    number = ""
    kept = False
    while not kept:
        number = f"{secrets.randbelow(_NUMBERS):08d}"
        inquiry = NewInquiry(
            number=number,
            person_id=person_id,
            entry=position,
            asked_by=account_id,
            question=question,
            asked_at=now,
        )
        kept = await insert_inquiry(inquiry)
    detail = Detail(inquiry=number).as_text()
    actor = account_actor(account_id)
    await append_entry(Act(record=person_id, actor=actor, action=Action.ASK, happened_at=now, detail=detail))
    return Asked(number)


async def with_entry(inquiry: Inquiry) -> InquiryLine:
    """A question with the entry it is about, inside the caller's transaction."""
    return InquiryLine(
        number=inquiry.number,
        question=inquiry.question,
        entry=await explain_one(inquiry.person_id, inquiry.entry),
        asked_at=inquiry.asked_at.astimezone(JST),
        taken_up_at=_in_japan(inquiry.taken_up_at),
        answered_at=_in_japan(inquiry.answered_at),
        answer=inquiry.answer,
    )


def _in_japan(moment: datetime | None) -> datetime | None:
    return moment.astimezone(JST) if moment else None
