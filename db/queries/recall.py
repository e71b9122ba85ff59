"""Answers of people who were helped to remember. Nothing of them may reach a log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.tables import RecallAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswers:
    """What was answered about a point (by its key): question to answer.

    ``evidence`` is what was recorded there when the last of them was given.
    """

    point: str
    evidence: str
    answers: Mapping[str, str]
    changed_at: datetime


async def fetch_recall_answers(person_id: int) -> tuple[StoredAnswers, ...]:
    """Everything a person has answered, by point."""
    rows = await RecallAnswers.raw(
        "SELECT point, evidence, answers, changed_at FROM recall_answers WHERE person = {} ORDER BY point", person_id
    )
    return tuple(_stored(row) for row in rows)


async def put_recall_answers(person_id: int, given: StoredAnswers) -> None:
    """Keep answers in the place of those about the same point."""
    await RecallAnswers.raw(
        "INSERT INTO recall_answers (person, point, evidence, answers, changed_at) VALUES ({}, {}, {}, {}, {}) "
        "ON CONFLICT (person, point) DO UPDATE SET evidence = excluded.evidence, answers = excluded.answers, "
        "changed_at = excluded.changed_at",
        person_id,
        given.point,
        given.evidence,
        json.dumps(dict(given.answers), ensure_ascii=False),
        given.changed_at,
    )


async def delete_recall_answers(person_id: int, point: str) -> bool:
    """Forget what was answered about a point; False when there was nothing."""
    rows = await RecallAnswers.raw(
        "DELETE FROM recall_answers WHERE person = {} AND point = {} RETURNING id", person_id, point
    )
    return bool(rows)


def _stored(row: dict[str, Any]) -> StoredAnswers:
    return StoredAnswers(
        point=row["point"],
        evidence=row["evidence"],
        answers=json.loads(row["answers"]),
        changed_at=row["changed_at"],
    )
