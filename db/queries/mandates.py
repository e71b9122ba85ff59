"""Mandates (委任) as values: who may see whose record, which screens of it, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.tables import Mandate as MandateRow


class ScreenGroup(StrEnum):
    """What a mandate can cover; ``web/access.py`` says which addresses belong to which group."""

    RECORDS = "records"  # 年金記録
    CHECKS = "checks"  # ご確認いただきたい項目
    RECALL = "recall"  # 思い出すお手伝い, with what was answered
    HISTORY = "history"  # 私の履歴整理表
    MONEY = "money"  # 納めた額と、納められる月
    SEARCH = "search"  # 持ち主不明記録の検索
    CORRECTIONS = "corrections"  # 記録の訂正の相談


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """For whom a session acts (代理), under which mandate; ``name`` is the person's."""

    mandate_id: int
    person_id: int
    name: str
    screen_groups: frozenset[ScreenGroup]
    ends_at: datetime
    withdrawn_at: datetime | None

    def groups_at(self, now: datetime) -> frozenset[ScreenGroup]:
        """What may be seen at this moment: nothing once the mandate has ended or was withdrawn."""
        return frozenset() if self.withdrawn_at is not None or now >= self.ends_at else self.screen_groups


class MandateState(StrEnum):
    """Where a mandate stands."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """One mandate with the names of both; ``office`` is where one on paper was entered, else empty.

    ``ends_at`` is the first moment at which it no longer holds.
    """

    mandate_id: int
    person_id: int
    person_name: str
    helper_id: int
    helper_name: str
    screen_groups: frozenset[ScreenGroup]
    given_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None
    office: str

    def state_at(self, now: datetime) -> MandateState:
        """Where it stands at this moment; what was withdrawn stays so."""
        if self.withdrawn_at is not None:
            return MandateState.WITHDRAWN
        return MandateState.ACTIVE if now < self.ends_at else MandateState.EXPIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMandate:
    """A mandate to keep; the last four are those of one on paper."""

    person_id: int
    helper_id: int
    screen_groups: frozenset[ScreenGroup]
    given_at: datetime
    ends_at: datetime
    entered_by: int | None = None
    office: str = ""
    papers: str = ""
    reason: str = ""


_MANDATES = (
    "SELECT m.id, m.person, m.helper, m.screen_groups, m.given_at, m.ends_at, m.withdrawn_at, m.office, "
    "d.name AS person_name, hd.name AS helper_name "
    "FROM mandate m JOIN person p ON p.id = m.person LEFT JOIN record_document d ON d.id = p.current_document "
    "JOIN account h ON h.id = m.helper LEFT JOIN person hp ON hp.id = h.person "
    "LEFT JOIN record_document hd ON hd.id = hp.current_document WHERE "
)


def read_groups(text: str) -> frozenset[ScreenGroup]:
    """Groups as they are stored."""
    return frozenset(ScreenGroup(name) for name in text.split())


def write_groups(groups: Iterable[ScreenGroup]) -> str:
    """Groups as they are stored."""
    return " ".join(sorted(groups))


async def insert_mandate(mandate: NewMandate) -> int:
    """Keep a mandate; returns its id."""
    rows = await MandateRow.raw(
        "INSERT INTO mandate (person, helper, screen_groups, given_at, ends_at, entered_by, office, papers, reason) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}) RETURNING id",
        mandate.person_id,
        mandate.helper_id,
        write_groups(mandate.screen_groups),
        mandate.given_at,
        mandate.ends_at,
        mandate.entered_by,
        mandate.office,
        mandate.papers,
        mandate.reason,
    )
    mandate_id: int = rows[0]["id"]
    return mandate_id


async def fetch_mandates_of(person_id: int) -> list[Mandate]:
    """Every mandate a person has given, newest first."""
    return _mandates(await MandateRow.raw(_MANDATES + "m.person = {} ORDER BY m.id DESC", person_id))


async def fetch_mandates_for(account_id: int) -> list[Mandate]:
    """Every mandate an account was given, newest first."""
    return _mandates(await MandateRow.raw(_MANDATES + "m.helper = {} ORDER BY m.id DESC", account_id))


async def withdraw_mandate(mandate_id: int, person_id: int, now: datetime) -> bool:
    """End a person's own mandate; False when it is none of theirs or has ended before."""
    rows = await MandateRow.raw(
        "UPDATE mandate SET withdrawn_at = {} WHERE id = {} AND person = {} AND withdrawn_at IS NULL AND ends_at > {} "
        "RETURNING id",
        now,
        mandate_id,
        person_id,
        now,
    )
    return bool(rows)


async def withdraw_mandates_of(person_id: int, now: datetime) -> list[int]:
    """End every mandate of a person that holds; the ids of those that did."""
    rows = await MandateRow.raw(
        "UPDATE mandate SET withdrawn_at = {} WHERE person = {} AND withdrawn_at IS NULL AND ends_at > {} RETURNING id",
        now,
        person_id,
        now,
    )
    return sorted(row["id"] for row in rows)


async def withdraw_mandates_to(person_id: int, helper_id: int, now: datetime) -> list[int]:
    """End those of them that one helper was given; the ids of those that held."""
    rows = await MandateRow.raw(
        "UPDATE mandate SET withdrawn_at = {} WHERE person = {} AND helper = {} AND withdrawn_at IS NULL "
        "AND ends_at > {} RETURNING id",
        now,
        person_id,
        helper_id,
        now,
    )
    return sorted(row["id"] for row in rows)


def _mandates(rows: list[dict[str, Any]]) -> list[Mandate]:
    return [
        Mandate(
            mandate_id=row["id"],
            person_id=row["person"],
            person_name=row["person_name"] or "",
            helper_id=row["helper"],
            helper_name=row["helper_name"] or "",
            screen_groups=read_groups(row["screen_groups"]),
            given_at=row["given_at"],
            ends_at=row["ends_at"],
            withdrawn_at=row["withdrawn_at"],
            office=row["office"],
        )
        for row in rows
    ]
