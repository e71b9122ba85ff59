"""What the invented people have let each other see and asked about: mandates, readings by staff, questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.queries.accounts import Owner
from db.queries.audit import Act, Action, append_entry, fetch_entries
from db.queries.inquiries import answer_inquiry, fetch_inquiries
from db.queries.mandates import (
    MandateState,
    NewMandate,
    ScreenGroup,
    fetch_mandates_of,
    insert_mandate,
    withdraw_mandate,
)
from db.transactions import write
from services.act_details import Detail
from services.clock import Clock
from services.demo import find_owner
from services.inquiries import keep_question
from services.paper_mandates import REQUIRED_PAPERS, PaperReason
from services.sessions import account_actor
from services.staff_readings import ReadingReason

LASTS = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMandate:
    """Whose record (by user id) which helper may see, in which state; ``entered_by`` is staff where it was on paper."""

    person: str
    helper: str
    screen_groups: frozenset[ScreenGroup]
    state: MandateState
    entered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReading:
    """A member of staff has read a record at the counter, and its person asks; ``answer`` is empty while it is open."""

    person: str
    staff: str
    officer: str
    question: str
    answer: str = ""


async def add_demo_dealings(mandates: Sequence[DemoMandate], readings: Sequence[DemoReading], clock: Clock) -> None:
    """Add what is not there yet, for accounts already made; what names an account that is not there is left out."""
    now = clock.now()
    async with write():
        for mandate in mandates:
            owners = await _owners(mandate.person, mandate.helper, mandate.entered_by or mandate.person)
            if owners is not None:
                await _add_mandate(mandate, *owners, now)
        asked_before = await fetch_inquiries(1)
        for reading in readings:
            owners = await _owners(reading.person, reading.staff, reading.officer)
            if owners is not None and not asked_before:
                await _add_reading(reading, *owners, now)


async def _owners(first: str, second: str, third: str) -> tuple[Owner, Owner, Owner] | None:
    """Who they are, by user id; None when one of them is not there."""
    one, two, three = [await find_owner(user_id) for user_id in (first, second, third)]
    return (one, two, three) if one and two and three else None


async def _add_mandate(mandate: DemoMandate, person: Owner, helper: Owner, by: Owner, now: datetime) -> None:
    person_id = person.person_id or 0
    if any(given.helper_id == helper.account_id for given in await fetch_mandates_of(person_id)):
        return
    given_at = now - 2 * LASTS if mandate.state is MandateState.EXPIRED else now
    new = NewMandate(
        person_id=person_id,
        helper_id=helper.account_id,
        screen_groups=mandate.screen_groups,
        given_at=given_at,
        ends_at=given_at + LASTS,
        entered_by=by.account_id if by.office else None,
        office=by.office,
        papers=" ".join(sorted(REQUIRED_PAPERS)) if by.office else "",
        reason=PaperReason.DISABILITY if by.office else "",
    )
    mandate_id = await insert_mandate(new)
    if mandate.state is MandateState.EXPIRED:
        return  # its entries would be older than the first one of its record
    said = Detail(mandate=mandate_id, office=new.office, papers=new.papers, reason=new.reason)
    await _append(person_id, by, Action.GIVE_MANDATE, said, now)
    if mandate.state is MandateState.WITHDRAWN:
        await withdraw_mandate(mandate_id, person_id, now)
        await _append(person_id, by, Action.WITHDRAW_MANDATE, Detail(mandate=mandate_id), now)


async def _add_reading(reading: DemoReading, person: Owner, staff: Owner, officer: Owner, now: datetime) -> None:
    person_id = person.person_id or 0
    said = Detail(group=ScreenGroup.RECORDS, office=staff.office, reason=ReadingReason.VISIT)
    await _append(person_id, staff, Action.READ, said, now)
    position = (await fetch_entries(person_id, 1))[0].position
    asked = await keep_question(person.account_id, person_id, position, reading.question, now)
    if reading.answer:
        await answer_inquiry(asked.number, officer.account_id, reading.answer, now)
        said = Detail(inquiry=asked.number, office=officer.office)
        await _append(person_id, officer, Action.ANSWER, said, now)


async def _append(person_id: int, by: Owner, action: Action, detail: Detail, now: datetime) -> None:
    actor = account_actor(by.account_id)
    await append_entry(Act(record=person_id, actor=actor, action=action, happened_at=now, detail=detail.as_text()))
