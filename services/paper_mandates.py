"""Mandates on paper (委任状): an officer enters them for somebody who cannot give one on the screen, or ends all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.queries.attempts import Attempt, count_by_subject
from db.queries.mandates import NewMandate, withdraw_mandates_of
from db.queries.sessions import StoredSession
from db.transactions import write
from services.clock import Clock
from services.mandates import (
    MOST_FAILED_NAMES,
    NAMES_WINDOW,
    GiveProblem,
    MandateOrder,
    PlannedMandate,
    end_of,
    note_withdrawal,
    plan_for,
    replace_mandate,
)
from services.people import find_person
from services.sessions import account_actor
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from services.watch import watch


class Paper(StrEnum):
    """The kinds of papers an officer has seen; copies are never kept."""

    POWER_OF_ATTORNEY = "power-of-attorney"  # 委任状
    PERSON_IDENTITY = "person-identity"  # 本人の確認書類
    HELPER_IDENTITY = "helper-identity"  # 代理の方の確認書類


class PaperReason(StrEnum):
    """Why it came on paper."""

    ILLNESS = "illness"  # 病気やけがのため
    DISABILITY = "disability"  # 目や手などが不自由なため
    NO_DEVICE = "no-device"  # パソコンや電話を使わないため
    OTHER = "other"


class StopReason(StrEnum):
    """Why all mandates of a person are ended at the counter."""

    REQUEST = "request"  # the person asked for it
    SAFETY = "safety"  # somebody else may be using them


REQUIRED_PAPERS = frozenset(Paper)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """Whose mandate it is, what it says, which papers were seen, and why it came on paper."""

    person_number: str
    person_name: str
    order: MandateOrder
    papers: frozenset[Paper]
    reason: PaperReason


class PaperProblem(StrEnum):
    """Why an order on paper cannot be carried out."""

    NO_SUCH_PERSON = "no-such-person"  # nobody has this number and this name; which of the two is not told
    PAPERS_MISSING = "papers-missing"
    TOO_MANY_TRIES = "too-many-tries"


async def plan_paper_mandate(
    session: StoredSession, paper: PaperOrder, clock: Clock
) -> PlannedMandate | GiveProblem | PaperProblem:
    """What an order would do, to be looked at before it is entered; that the person was looked up is noted."""
    async with write():
        return await _plan(session, paper, clock.now())


async def enter_paper_mandate(
    session: StoredSession, paper: PaperOrder, clock: Clock
) -> PlannedMandate | GiveProblem | PaperProblem:
    """Enter it; an earlier one to the same helper ends. The person sees office, papers and reason."""
    now = clock.now()
    async with write():
        planned = await _plan(session, paper, now)
        person_id = await find_person(paper.person_number, paper.person_name)
        if isinstance(planned, PlannedMandate) and person_id is not None:
            await replace_mandate(_new_mandate(session, paper, person_id, planned, now), session)
        return planned


async def end_all_mandates(
    session: StoredSession, number: str, name: str, reason: StopReason, clock: Clock
) -> int | PaperProblem:
    """End every mandate of a person at once; how many held."""
    now = clock.now()
    async with write():
        person_id = await _find(session, number, name, now)
        if isinstance(person_id, PaperProblem):
            return person_id
        ended = await withdraw_mandates_of(person_id, now)
        for mandate_id in ended:
            await note_withdrawal(session, person_id, mandate_id, now, reason=reason)
    return len(ended)


async def _plan(
    session: StoredSession, paper: PaperOrder, now: datetime
) -> PlannedMandate | GiveProblem | PaperProblem:
    if not paper.papers >= REQUIRED_PAPERS:
        return PaperProblem.PAPERS_MISSING
    person_id = await _find(session, paper.person_number, paper.person_name, now)
    if isinstance(person_id, PaperProblem):
        return person_id
    return await plan_for(session, person_id, paper.order, now)


async def _find(session: StoredSession, number: str, name: str, now: datetime) -> int | PaperProblem:
    actor = account_actor(session.account_id)
    if await count_by_subject(Attempt.DENIED, actor, now - NAMES_WINDOW) >= MOST_FAILED_NAMES:
        return PaperProblem.TOO_MANY_TRIES
    person_id = await find_person(number, name)
    if person_id is None:
        await watch(Attempt.DENIED, actor, "", now)
        return PaperProblem.NO_SUCH_PERSON
    await note_staff_reading(session, person_id, StaffReading.NAME, ReadingReason.MANDATE, now)
    return person_id


def _new_mandate(
    session: StoredSession, paper: PaperOrder, person_id: int, planned: PlannedMandate, now: datetime
) -> NewMandate:
    return NewMandate(
        person_id=person_id,
        helper_id=planned.helper_id,
        screen_groups=paper.order.screen_groups,
        given_at=now,
        ends_at=end_of(planned.last_day),
        entered_by=session.account_id,
        office=session.office,
        papers=_written(paper.papers),
        reason=paper.reason,
    )


def _written(papers: Iterable[Paper]) -> str:
    return " ".join(sorted(papers))
