"""Estimates as they stood with a notice (定期便時点の見込額)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.documents import digest_document
from db.engine import current_engine
from db.notice_documents import decode_notice, encode_notice
from db.queries.records import PersonDocument
from db.tables import EstimateNotice, Person
from pension.calendar import YearMonth
from pension.estimate_notice import NoticeEstimate

_NEWEST = "SELECT notice, digest FROM estimate_notice WHERE person = {} ORDER BY month DESC LIMIT 1"
_EVERY = (
    "SELECT id, person, month, rules_fiscal_year, digest, notice FROM estimate_notice WHERE id > {} "
    "ORDER BY id LIMIT {}"
)
_NOTICES_AT_ONCE = 500
_PEOPLE = (
    "SELECT p.id, d.id AS document_id, d.document, d.digest FROM person p "
    "JOIN record_document d ON d.id = p.current_document WHERE p.id > {} "
    "AND NOT EXISTS (SELECT 1 FROM estimate_notice n WHERE n.person = p.id AND n.month = {}) ORDER BY p.id LIMIT {}"
)
_INSERT = (
    "INSERT INTO estimate_notice (person, month, record_document, rules_fiscal_year, digest, notice, issued_at) "
    "VALUES ({}, {}, {}, {}, {}, {}, {}) ON CONFLICT (person, month) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class PersonToNotify:
    """Somebody without a notice of a month: their id and their current document."""

    person_id: int
    current: PersonDocument


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice to be kept for a person, with the document it rests on."""

    person_id: int
    document_id: int
    notice: NoticeEstimate


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice as it is stored, with what stands beside it."""

    notice_id: int
    person_id: int
    month: str
    rules_fiscal_year: int
    digest: str
    notice: str


async def each_notice() -> AsyncIterator[StoredNotice]:
    """Every notice, in portions."""
    last = 0
    while rows := await EstimateNotice.raw(_EVERY, last, _NOTICES_AT_ONCE):
        for row in rows:
            yield StoredNotice(
                row["id"], row["person"], row["month"], row["rules_fiscal_year"], row["digest"], row["notice"]
            )
        last = rows[-1]["id"]


async def fetch_newest_notice(person_id: int) -> NoticeEstimate | None:
    """The newest notice of a person; None before the first one."""
    rows = await EstimateNotice.raw(_NEWEST, person_id)
    return decode_notice(rows[0]["notice"], rows[0]["digest"]) if rows else None


async def count_people_with_records() -> int:
    """How many people have a current document."""
    rows = await Person.raw("SELECT COUNT(*) AS people FROM person WHERE current_document IS NOT NULL")
    people: int = rows[0]["people"]
    return people


async def fetch_people_to_notify(month: YearMonth, after: int, most: int) -> list[PersonToNotify]:
    """Some of the people with a record and without a notice of the month, by id, behind the id ``after``."""
    rows = await EstimateNotice.raw(_PEOPLE, after, str(month), most)
    return [
        PersonToNotify(row["id"], PersonDocument(row["document_id"], row["document"], row["digest"])) for row in rows
    ]


async def insert_notices(notices: Sequence[NewNotice], now: datetime) -> None:
    """Keep notices; where somebody has one of that month already, the old one stays."""
    rows = []
    for new in notices:
        text = encode_notice(new.notice)
        year = new.notice.fiscal_year
        rows.append((new.person_id, str(new.notice.month), new.document_id, year, digest_document(text), text, now))
    await current_engine().run_many(_INSERT, rows)
