"""Signs of intrusion (不正アクセスの兆候) for the administrator's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.tables import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAlert:
    """One alert: ``rule`` by its name, ``subject`` an account, an address or a record, ``times`` how often it held."""

    alert_id: int
    rule: str
    subject: str
    times: int
    first_at: datetime
    last_at: datetime
    seen_at: datetime | None


async def upsert_alert(rule: str, subject: str, now: datetime) -> int:
    """Open an alert, or count it again while it is open; how often it has held now."""
    rows = await Alert.raw(
        "INSERT INTO alert (rule, subject, times, first_at, last_at) VALUES ({}, {}, 1, {}, {}) "
        "ON CONFLICT (rule, subject) WHERE seen_at IS NULL DO UPDATE SET times = alert.times + 1, last_at = {} "
        "RETURNING times",
        rule,
        subject,
        now,
        now,
        now,
    )
    times: int = rows[0]["times"]
    return times


async def fetch_alerts(most: int) -> list[StoredAlert]:
    """The open ones first, then what was seen, newest first."""
    rows = await Alert.raw(
        "SELECT id, rule, subject, times, first_at, last_at, seen_at FROM alert "
        "ORDER BY CASE WHEN seen_at IS NULL THEN 0 ELSE 1 END, last_at DESC, id DESC LIMIT {}",
        most,
    )
    return [
        StoredAlert(
            alert_id=row["id"],
            rule=row["rule"],
            subject=row["subject"],
            times=row["times"],
            first_at=row["first_at"],
            last_at=row["last_at"],
            seen_at=row["seen_at"],
        )
        for row in rows
    ]


async def mark_seen(alert_id: int, account_id: int, now: datetime) -> bool:
    """An administrator has seen it; False when it was seen before or is none."""
    rows = await Alert.raw(
        "UPDATE alert SET seen_at = {}, seen_by = {} WHERE id = {} AND seen_at IS NULL RETURNING id",
        now,
        account_id,
        alert_id,
    )
    return bool(rows)


async def delete_old_alerts(before: datetime) -> None:
    """Remove what was seen before then."""
    await Alert.raw("DELETE FROM alert WHERE seen_at < {}", before)
