"""Searches for records without an owner: who searched, when, and encrypted for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.tables import UnlinkedSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSearch:
    """One search by its number (受付番号): ``kind`` own or deceased; ``sought`` is encrypted, ``subject`` its hash."""

    number: str
    account_id: int
    person_id: int
    person_name: str
    kind: str
    purpose: str
    relationship: str
    subject: str
    sought: str
    found: bool
    searched_at: datetime


_SEARCHES = (
    "SELECT s.number, s.account AS account_id, s.person AS person_id, d.name AS person_name, s.kind, s.purpose, "
    "s.relationship, s.subject, s.sought, s.found, s.searched_at FROM unlinked_search s "
    "JOIN person p ON p.id = s.person LEFT JOIN record_document d ON d.id = p.current_document "
)


async def insert_search(search: StoredSearch) -> bool:
    """Keep a search; False when its number is taken."""
    rows = await UnlinkedSearch.raw(
        "INSERT INTO unlinked_search "
        "(number, account, person, kind, purpose, relationship, subject, sought, found, searched_at) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT (number) DO NOTHING RETURNING id",
        search.number,
        search.account_id,
        search.person_id,
        search.kind,
        search.purpose,
        search.relationship,
        search.subject,
        search.sought,
        search.found,
        search.searched_at,
    )
    return bool(rows)


async def count_searches(account_id: int, since: datetime) -> int:
    """How many searches an account has made from then on."""
    rows = await UnlinkedSearch.raw(
        "SELECT count(*) AS number FROM unlinked_search WHERE account = {} AND searched_at >= {}", account_id, since
    )
    return _number(rows)


async def count_people_sought(account_id: int, since: datetime) -> int:
    """For how many different people an account has searched from then on."""
    rows = await UnlinkedSearch.raw(
        "SELECT count(DISTINCT subject) AS number FROM unlinked_search WHERE account = {} AND searched_at >= {}",
        account_id,
        since,
    )
    return _number(rows)


async def fetch_search(number: str) -> StoredSearch | None:
    """The search with this number."""
    found = _searches(await UnlinkedSearch.raw(_SEARCHES + "WHERE s.number = {}", number))
    return found[0] if found else None


async def fetch_searches_of(account_id: int, person_id: int, most: int) -> list[StoredSearch]:
    """What an account has searched for in one person's name, newest first."""
    return _searches(
        await UnlinkedSearch.raw(
            _SEARCHES + "WHERE s.account = {} AND s.person = {} ORDER BY s.searched_at DESC, s.id DESC LIMIT {}",
            account_id,
            person_id,
            most,
        )
    )


async def delete_old_searches(before: datetime) -> None:
    """Remove those that can no longer be brought to an office."""
    await UnlinkedSearch.raw("DELETE FROM unlinked_search WHERE searched_at < {}", before)


def _searches(rows: list[dict[str, Any]]) -> list[StoredSearch]:
    return [_search(row) for row in rows]


def _search(row: dict[str, Any]) -> StoredSearch:
    return StoredSearch(**{**row, "person_name": row["person_name"] or "", "found": bool(row["found"])})


def _number(rows: list[dict[str, int]]) -> int:
    return rows[0]["number"]
