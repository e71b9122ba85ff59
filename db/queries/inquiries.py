"""Questions about the access log (閲覧についてのお問い合わせ) as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.tables import Inquiry as InquiryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One question: about which entry of whose log, and how far it has come; ``answer`` is empty until then."""

    number: str
    person_id: int
    person_name: str
    entry: int
    question: str
    asked_at: datetime
    taken_up_at: datetime | None
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInquiry:
    """A question to keep."""

    number: str
    person_id: int
    entry: int
    asked_by: int
    question: str
    asked_at: datetime


_INQUIRIES = (
    "SELECT i.number, i.person AS person_id, d.name AS person_name, i.entry, i.question, i.asked_at, i.taken_up_at, "
    "i.answered_at, i.answer FROM inquiry i JOIN person p ON p.id = i.person "
    "LEFT JOIN record_document d ON d.id = p.current_document "
)


async def insert_inquiry(inquiry: NewInquiry) -> bool:
    """Keep a question; False when its number is taken."""
    rows = await InquiryRow.raw(
        "INSERT INTO inquiry (number, person, entry, asked_by, question, asked_at, answer) "
        "VALUES ({}, {}, {}, {}, {}, {}, '') ON CONFLICT (number) DO NOTHING RETURNING id",
        inquiry.number,
        inquiry.person_id,
        inquiry.entry,
        inquiry.asked_by,
        inquiry.question,
        inquiry.asked_at,
    )
    return bool(rows)


async def fetch_inquiries_of(person_id: int) -> list[Inquiry]:
    """A person's questions, newest first."""
    return _inquiries(await InquiryRow.raw(_INQUIRIES + "WHERE i.person = {} ORDER BY i.id DESC", person_id))


async def fetch_inquiry(number: str) -> Inquiry | None:
    """The question with this number."""
    found = _inquiries(await InquiryRow.raw(_INQUIRIES + "WHERE i.number = {}", number))
    return found[0] if found else None


async def fetch_inquiries(most: int) -> list[Inquiry]:
    """Everybody's: the unanswered ones first, the oldest first; then the answered ones, the newest first."""
    unanswered = await InquiryRow.raw(_INQUIRIES + "WHERE i.answered_at IS NULL ORDER BY i.id LIMIT {}", most)
    answered = await InquiryRow.raw(
        _INQUIRIES + "WHERE i.answered_at IS NOT NULL ORDER BY i.answered_at DESC, i.id DESC LIMIT {}", most
    )
    return _inquiries([*unanswered, *answered])


async def count_unanswered(person_id: int) -> int:
    """How many of a person's questions wait for an answer."""
    rows = await InquiryRow.raw(
        "SELECT count(*) AS number FROM inquiry WHERE person = {} AND answered_at IS NULL", person_id
    )
    number: int = rows[0]["number"]
    return number


async def take_up_inquiry(number: str, account_id: int, now: datetime) -> bool:
    """Note that somebody looks into it; False when it was taken up or answered before, or is none."""
    rows = await InquiryRow.raw(
        "UPDATE inquiry SET taken_up_at = {}, taken_up_by = {} "
        "WHERE number = {} AND taken_up_at IS NULL AND answered_at IS NULL RETURNING id",
        now,
        account_id,
        number,
    )
    return bool(rows)


async def answer_inquiry(number: str, account_id: int, answer: str, now: datetime) -> bool:
    """Answer it; False when it was answered before or is none."""
    rows = await InquiryRow.raw(
        "UPDATE inquiry SET answer = {}, answered_at = {}, answered_by = {}, taken_up_at = COALESCE(taken_up_at, {}), "
        "taken_up_by = COALESCE(taken_up_by, {}) WHERE number = {} AND answered_at IS NULL RETURNING id",
        answer,
        now,
        account_id,
        now,
        account_id,
        number,
    )
    return bool(rows)


def _inquiries(rows: list[dict[str, Any]]) -> list[Inquiry]:
    return [Inquiry(**{**row, "person_name": row["person_name"] or ""}) for row in rows]
