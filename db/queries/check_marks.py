"""A person's own marks on findings (確認した)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from db.tables import CheckMark


async def fetch_marks(person_id: int) -> Mapping[str, datetime]:
    """When each marked finding (by its key) was marked."""
    rows = await CheckMark.raw("SELECT finding_key, marked_at FROM check_mark WHERE person = {}", person_id)
    return {row["finding_key"]: row["marked_at"] for row in rows}


async def insert_mark(person_id: int, finding_key: str, now: datetime) -> bool:
    """Mark a finding; False when it was marked before."""
    rows = await CheckMark.raw(
        "INSERT INTO check_mark (person, finding_key, marked_at) VALUES ({}, {}, {}) "
        "ON CONFLICT (person, finding_key) DO NOTHING RETURNING id",
        person_id,
        finding_key,
        now,
    )
    return bool(rows)


async def delete_mark(person_id: int, finding_key: str) -> None:
    """Take a mark away."""
    await CheckMark.raw("DELETE FROM check_mark WHERE person = {} AND finding_key = {}", person_id, finding_key)


async def delete_marks(person_id: int, key_prefix: str) -> None:
    """Take away every mark whose key begins like this (no ``%`` or ``_``): what they were about is deleted for good."""
    await CheckMark.raw("DELETE FROM check_mark WHERE person = {} AND finding_key LIKE {}", person_id, f"{key_prefix}%")
