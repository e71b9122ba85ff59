"""Forms that are not finished (入力の途中のもの) as values. Nothing of them may reach a log or an address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.tables import Draft as DraftRow


class DraftKind(StrEnum):
    """The forms whose input is kept."""

    ESTIMATE_QUESTIONS = "estimate-questions"  # 質問形式の試算
    CORRECTION = "correction"  # 記録の訂正の相談
    INQUIRY = "inquiry"  # アクセス記録のお問い合わせ; its step is the entry's place in the log
    HISTORY = "history"  # 履歴整理表のお答え that came after the session had ended, each under its question's step
    OWN_SEARCH = "search-unlinked"  # 持ち主不明記録の検索 that came after the session had ended, encrypted
    DECEASED_SEARCH = "search-deceased"  # 亡くなった方の記録の検索, the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed into a form, by the names of its fields, and the step at which it is to be gone on with."""

    kind: DraftKind
    step: str
    fields: Mapping[str, str]
    changed_at: datetime


async def fetch_drafts(account_id: int, since: datetime) -> tuple[Draft, ...]:
    """An account's drafts that were changed since then, the last changed first."""
    rows = await DraftRow.raw(
        "SELECT kind, step, fields, changed_at FROM draft WHERE account = {} AND changed_at > {} "
        "ORDER BY changed_at DESC, kind",
        account_id,
        since,
    )
    return tuple(_draft(row) for row in rows)


async def fetch_draft(account_id: int, kind: DraftKind, since: datetime) -> Draft | None:
    """The draft of one kind, None where there is none that young."""
    rows = await DraftRow.raw(
        "SELECT kind, step, fields, changed_at FROM draft WHERE account = {} AND kind = {} AND changed_at > {}",
        account_id,
        kind.value,
        since,
    )
    return _draft(rows[0]) if rows else None


async def put_draft(account_id: int, draft: Draft) -> None:
    """Keep a draft in the place of the one of its kind."""
    await DraftRow.raw(
        "INSERT INTO draft (account, kind, step, fields, changed_at) VALUES ({}, {}, {}, {}, {}) "
        "ON CONFLICT (account, kind) DO UPDATE SET step = excluded.step, fields = excluded.fields, "
        "changed_at = excluded.changed_at",
        account_id,
        draft.kind.value,
        draft.step,
        json.dumps(dict(draft.fields), ensure_ascii=False),
        draft.changed_at,
    )


async def delete_draft(account_id: int, kind: DraftKind) -> bool:
    """Remove a draft; False when there was none."""
    rows = await DraftRow.raw("DELETE FROM draft WHERE account = {} AND kind = {} RETURNING id", account_id, kind.value)
    return bool(rows)


async def delete_old_drafts(before: datetime) -> None:
    """Remove what nobody has gone on with."""
    await DraftRow.raw("DELETE FROM draft WHERE changed_at <= {}", before)


def _draft(row: dict[str, Any]) -> Draft:
    return Draft(
        kind=DraftKind(row["kind"]),
        step=row["step"],
        fields=json.loads(row["fields"]),
        changed_at=row["changed_at"],
    )
