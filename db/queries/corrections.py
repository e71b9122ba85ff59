"""Requests to correct a record, with their steps, as values. What people tell in them may not reach a log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.sql import value_list
from db.tables import CorrectionRequest as RequestRow
from db.tables import CorrectionStep as StepRow
from pension.calendar import YearMonth
from pension.correction_requests import Evidence, Request
from pension.correction_steps import Outcome, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenStep:
    """One step: when, by which account, at which office (empty: by the person themselves).

    ``note`` is what the office tells the person with it; ``until_day`` the day by which papers are asked for.
    """

    step: Step
    happened_at: datetime
    taken_by: int
    office: str = ""
    outcome: Outcome | None = None
    note: str = ""
    until_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRequest:
    """A request as it stands: whose, how far, since when; ``steps`` in order.

    ``seen_document`` is the version of the record that the person had before them, ``decision`` what the office works
    on (JSON), ``document_before`` and ``document_after`` the versions between which the record was changed.
    """

    request_id: int
    number: str
    person_id: int
    request: Request
    seen_document: int
    step: Step
    changed_at: datetime
    decision: str | None
    document_before: int | None
    document_after: int | None
    steps: tuple[TakenStep, ...]

    @property
    def outcome(self) -> Outcome | None:
        """What was decided, while that stands: not when it is reviewed again."""
        return self.decided.outcome if self.decided else None

    @property
    def decided(self) -> TakenStep | None:
        """The step with the decision that stands."""
        last = next((taken for taken in reversed(self.steps) if taken.step in _DECIDING), None)
        return last if last is not None and last.step is Step.DECIDED else None


_ROWS_AT_ONCE = 500
_DECIDING = frozenset({Step.UNDER_REVIEW, Step.DECIDED})

_REQUESTS = (
    "SELECT r.id AS request_id, r.number, r.person AS person_id, r.start, r.claim, "
    "r.first_month, r.last_month, r.told, r.evidence, r.seen_document, r.step, r.changed_at, r.decision, "
    "r.document_before, r.document_after FROM correction_request r "
)


async def insert_request(
    number: str, person_id: int, seen_document: int, request: Request, prepared: TakenStep
) -> bool:
    """Keep a request with its first step; False when its number is taken."""
    rows = await RequestRow.raw(
        "INSERT INTO correction_request (number, person, asked_by, start, claim, first_month, last_month, told, "
        "evidence, seen_document, step, changed_at) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}) "
        "ON CONFLICT (number) DO NOTHING RETURNING id",
        number,
        person_id,
        prepared.taken_by,
        request.start,
        request.claim,
        str(request.first_month),
        str(request.last_month),
        request.told,
        _evidence_text(request.evidence),
        seen_document,
        prepared.step.value,
        prepared.happened_at,
    )
    if rows:
        await _insert_step(rows[0]["id"], prepared)
    return bool(rows)


async def fetch_requests_of(person_id: int) -> tuple[StoredRequest, ...]:
    """A person's requests, newest first."""
    return await _requests(await RequestRow.raw(_REQUESTS + "WHERE r.person = {} ORDER BY r.id DESC", person_id))


async def fetch_request(number: str) -> StoredRequest | None:
    """The request with this number."""
    found = await _requests(await RequestRow.raw(_REQUESTS + "WHERE r.number = {}", number))
    return found[0] if found else None


async def hold_request(number: str) -> StoredRequest | None:
    """The request with this number, held until the end of the caller's ``write()``: it stays as it is read here."""
    await RequestRow.raw("UPDATE correction_request SET step = step WHERE number = {}", number)
    return await fetch_request(number)


async def fetch_requests_at(steps: Collection[Step], most: int) -> tuple[StoredRequest, ...]:
    """Everybody's requests that have come so far, the one that has waited longest first."""
    at = value_list(sorted(step.value for step in steps))
    rows = await RequestRow.raw(_REQUESTS + "WHERE r.step IN ({}) ORDER BY r.changed_at, r.id LIMIT {}", at, most)
    return await _requests(rows)


async def count_requests_at(steps: Collection[Step]) -> int:
    """How many of everybody's requests have come so far."""
    at = value_list(sorted(step.value for step in steps))
    rows = await RequestRow.raw("SELECT count(*) AS number FROM correction_request WHERE step IN ({})", at)
    number: int = rows[0]["number"]
    return number


async def fetch_decisions_naming(words: str, except_request: int) -> list[str]:
    """The decisions (JSON) of other requests, none that was withdrawn, in which these words stand."""
    rows = await RequestRow.raw(
        "SELECT decision FROM correction_request WHERE decision LIKE {} AND id <> {} AND step <> {}",
        f"%{words}%",
        except_request,
        Step.WITHDRAWN.value,
    )
    return [row["decision"] for row in rows]


async def fetch_deciders(numbers: Sequence[str]) -> frozenset[int]:
    """The accounts that have decided one of the requests with these numbers, or put its correction into the record."""
    if not numbers:
        return frozenset()
    rows = await StepRow.raw(
        "SELECT DISTINCT s.taken_by FROM correction_step s JOIN correction_request r ON r.id = s.request "
        "WHERE r.number IN ({}) AND s.step IN ({}, {})",
        value_list(numbers),
        Step.DECIDED.value,
        Step.RECORD_UPDATED.value,
    )
    return frozenset(row["taken_by"] for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRequest:
    """What of a request can be wrong as it is written; ``last_step`` is the newest in its history.

    ``decided_by`` and ``updated_by`` are the accounts that took the newest steps of these kinds.
    """

    request_id: int
    person_id: int
    number: str
    step: str
    last_step: str | None
    decision: str | None
    document_before: int | None
    document_after: int | None
    decided_by: int | None
    updated_by: int | None


_WRITTEN = (
    "SELECT r.id AS request_id, r.person AS person_id, r.number, r.step, r.decision, r.document_before, "
    "r.document_after, "
    "(SELECT s.step FROM correction_step s WHERE s.request = r.id ORDER BY s.id DESC LIMIT 1) AS last_step, "
    "(SELECT s.taken_by FROM correction_step s WHERE s.request = r.id AND s.step = {} ORDER BY s.id DESC LIMIT 1) "
    "AS decided_by, "
    "(SELECT s.taken_by FROM correction_step s WHERE s.request = r.id AND s.step = {} ORDER BY s.id DESC LIMIT 1) "
    "AS updated_by FROM correction_request r WHERE r.id > {} ORDER BY r.id LIMIT {}"
)


async def each_request() -> AsyncIterator[WrittenRequest]:
    """Everybody's, in the order of their ids."""
    last = 0
    while rows := await RequestRow.raw(
        _WRITTEN,
        Step.DECIDED.value,
        Step.RECORD_UPDATED.value,
        last,
        _ROWS_AT_ONCE,
    ):
        for row in rows:
            yield WrittenRequest(**row)
        last = rows[-1]["request_id"]


async def change_request(request_id: int, request: Request, seen_document: int, now: datetime) -> bool:
    """Put other words in the place of a request's that is not at the office yet; False once it is, or is gone."""
    rows = await RequestRow.raw(
        "UPDATE correction_request SET start = {}, claim = {}, first_month = {}, last_month = {}, told = {}, "
        "evidence = {}, seen_document = {}, changed_at = {} WHERE id = {} AND step = {} RETURNING id",
        request.start,
        request.claim,
        str(request.first_month),
        str(request.last_month),
        request.told,
        _evidence_text(request.evidence),
        seen_document,
        now,
        request_id,
        Step.PREPARED.value,
    )
    return bool(rows)


async def take_step(request_id: int, before: Step, taken: TakenStep) -> bool:
    """Go on from a step to the next; False when the request no longer stands where it was seen, or is gone."""
    rows = await RequestRow.raw(
        "UPDATE correction_request SET step = {}, changed_at = {} WHERE id = {} AND step = {} RETURNING id",
        taken.step.value,
        taken.happened_at,
        request_id,
        before.value,
    )
    if rows:
        await _insert_step(request_id, taken)
    return bool(rows)


async def put_decision(request_id: int, seen: str | None, decision: str | None) -> bool:
    """Keep what the office works on in the place of what was seen; False when somebody else has changed it since."""
    rows = await RequestRow.raw(
        "UPDATE correction_request SET decision = {} WHERE id = {} AND coalesce(decision, '') = {} RETURNING id",
        decision,
        request_id,
        seen or "",
    )
    return bool(rows)


async def note_documents(request_id: int, before: int, after: int) -> None:
    """Note between which versions of the record its correction lies."""
    await RequestRow.raw(
        "UPDATE correction_request SET document_before = {}, document_after = {} WHERE id = {}",
        before,
        after,
        request_id,
    )


async def delete_request(request_id: int) -> bool:
    """Remove a request that never came to the office, with its steps; False when it has, or is gone."""
    rows = await RequestRow.raw(
        "UPDATE correction_request SET step = step WHERE id = {} AND step = {} RETURNING id",
        request_id,
        Step.PREPARED.value,
    )
    if not rows:
        return False
    await StepRow.raw("DELETE FROM correction_step WHERE request = {}", request_id)
    await RequestRow.raw("DELETE FROM correction_request WHERE id = {}", request_id)
    return True


async def _insert_step(request_id: int, taken: TakenStep) -> None:
    await StepRow.raw(
        "INSERT INTO correction_step (request, step, happened_at, taken_by, office, outcome, note, until_day) "
        "VALUES ({}, {}, {}, {}, {}, {}, {}, {})",
        request_id,
        taken.step.value,
        taken.happened_at,
        taken.taken_by,
        taken.office,
        taken.outcome.value if taken.outcome else "",
        taken.note,
        taken.until_day,
    )


async def _requests(rows: Sequence[dict[str, Any]]) -> tuple[StoredRequest, ...]:
    steps: dict[int, list[TakenStep]] = {row["request_id"]: [] for row in rows}
    if steps:
        found = await StepRow.raw(
            "SELECT request, step, happened_at, taken_by, office, outcome, note, until_day FROM correction_step "
            "WHERE request IN ({}) ORDER BY id",
            value_list(list(steps)),
        )
        for row in found:
            steps[row["request"]].append(_step(row))
    return tuple(_request(row, tuple(steps[row["request_id"]])) for row in rows)


def _request(row: dict[str, Any], steps: tuple[TakenStep, ...]) -> StoredRequest:
    return StoredRequest(
        request_id=row["request_id"],
        number=row["number"],
        person_id=row["person_id"],
        request=Request(
            start=row["start"],
            claim=row["claim"],
            first_month=YearMonth.parse(row["first_month"]),
            last_month=YearMonth.parse(row["last_month"]),
            told=row["told"],
            evidence=_evidence(row["evidence"]),
        ),
        seen_document=row["seen_document"],
        step=Step(row["step"]),
        changed_at=row["changed_at"],
        decision=row["decision"],
        document_before=row["document_before"],
        document_after=row["document_after"],
        steps=steps,
    )


def _step(row: dict[str, Any]) -> TakenStep:
    return TakenStep(
        step=Step(row["step"]),
        happened_at=row["happened_at"],
        taken_by=row["taken_by"],
        office=row["office"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        note=row["note"],
        until_day=row["until_day"],
    )


def _evidence_text(evidence: Evidence) -> str:
    said = {"at_hand": evidence.at_hand, "to_look_for": evidence.to_look_for, "others": evidence.others}
    return json.dumps(said, ensure_ascii=False)


def _evidence(text: str) -> Evidence:
    said = json.loads(text)
    return Evidence(at_hand=tuple(said["at_hand"]), to_look_for=tuple(said["to_look_for"]), others=said["others"])
