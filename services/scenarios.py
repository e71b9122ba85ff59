"""Estimates that people keep under a name of their own: at most five, the conditions alone, for the person alone.

What they come to is worked out anew each time (docs/adr/0021-a-scenario-is-its-conditions.md). Nobody who acts for
another sees or changes them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.condition_documents import encode_conditions, parse_conditions
from db.problems import DamagedDocument
from db.queries.accounts import lock_account
from db.queries.audit import Action, append_entry
from db.queries.scenarios import (
    AskedOn,
    NewScenario,
    StoredScenario,
    delete_scenario,
    fetch_scenarios,
    insert_scenario,
    rename_scenario,
    replace_scenario,
)
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.conditions import Conditions
from services.acts import own_act
from services.clock import JST, Clock

MOST_SCENARIOS = 5
_HANDLE_BYTES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One kept estimate: ``place`` is its number, 1 to :data:`MOST_SCENARIOS`, ``handle`` stands in addresses.

    ``changed_at`` is in Japan's time.
    """

    handle: str
    place: int
    name: str
    asked_on: AskedOn
    conditions: Conditions
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOrder:
    """What is to be kept under which name; ``replaces`` is the handle of one to take the place of, empty for none."""

    name: str
    asked_on: AskedOn
    conditions: Conditions
    replaces: str = ""


class SaveProblem(StrEnum):
    """Why a scenario cannot be kept, or not under this name."""

    FULL = "full"
    NAME_TAKEN = "name-taken"
    GONE = "gone"  # the one to replace or to rename is not there, nor is anybody's who acts for another


def conditions_text(conditions: Conditions) -> str:
    """Conditions as a form carries them until they are kept."""
    return encode_conditions(conditions)


def conditions_in(text: str) -> Conditions | None:
    """The conditions a form has carried; None for what is no such text."""
    conditions = parse_conditions(text)
    return None if isinstance(conditions, list) else conditions


async def show_scenarios(session: StoredSession) -> tuple[Scenario, ...]:
    """What the signed-in person keeps, by its places."""
    person_id = _own(session)
    if person_id is None:
        return ()
    async with read():
        return tuple(_scenario(stored) for stored in await fetch_scenarios(person_id))


async def find_scenario(session: StoredSession, handle: str) -> Scenario | None:
    """One of the signed-in person's."""
    return next((scenario for scenario in await show_scenarios(session) if scenario.handle == handle), None)


async def save_scenario(session: StoredSession, order: SaveOrder, clock: Clock) -> Scenario | SaveProblem:
    """Keep the conditions of an estimate, or put them in the place of another."""
    person_id, now = _own(session), clock.now()
    if person_id is None:
        return SaveProblem.GONE
    async with write():
        await lock_account(session.account_id)
        kept = await fetch_scenarios(person_id)
        new = _planned(person_id, order, kept)
        if isinstance(new, SaveProblem):
            return new
        if order.replaces:
            await replace_scenario(new, now)
        elif not await insert_scenario(new, now):
            return SaveProblem.NAME_TAKEN  # by another request of the same person at the same moment
        await append_entry(own_act(session, Action.SAVE_SCENARIO, now))
    return Scenario(
        handle=new.handle,
        place=new.place,
        name=order.name,
        asked_on=order.asked_on,
        conditions=order.conditions,
        changed_at=now.astimezone(JST),
    )


async def name_scenario(session: StoredSession, handle: str, name: str, clock: Clock) -> SaveProblem | None:
    """Give one another name; None when it has it."""
    person_id, now = _own(session), clock.now()
    if person_id is None:
        return SaveProblem.GONE
    async with write():
        await lock_account(session.account_id)
        kept = await fetch_scenarios(person_id)
        if all(one.handle != handle for one in kept):
            return SaveProblem.GONE
        if _is_taken(name, kept, handle):
            return SaveProblem.NAME_TAKEN
        await rename_scenario(person_id, handle, name, now)
        await append_entry(own_act(session, Action.RENAME_SCENARIO, now))
    return None


async def drop_scenario(session: StoredSession, handle: str, clock: Clock) -> bool:
    """Take one away for good; False where there is none."""
    person_id = _own(session)
    if person_id is None:
        return False
    async with write():
        if not await delete_scenario(person_id, handle):
            return False
        await append_entry(own_act(session, Action.DELETE_SCENARIO, clock.now()))
    return True


def _own(session: StoredSession) -> int | None:
    return session.person_id if session.acting is None else None


def _planned(person_id: int, order: SaveOrder, kept: list[StoredScenario]) -> NewScenario | SaveProblem:
    """The row to write."""
    if _is_taken(order.name, kept, order.replaces):
        return SaveProblem.NAME_TAKEN
    if order.replaces:
        replaced = next((one for one in kept if one.handle == order.replaces), None)
        return _row(person_id, order, replaced.place, replaced.handle) if replaced else SaveProblem.GONE
    free = sorted(set(range(1, MOST_SCENARIOS + 1)) - {one.place for one in kept})
    return _row(person_id, order, free[0], secrets.token_urlsafe(_HANDLE_BYTES)) if free else SaveProblem.FULL


def _row(person_id: int, order: SaveOrder, place: int, handle: str) -> NewScenario:
    return NewScenario(
        person_id=person_id,
        place=place,
        handle=handle,
        name=order.name,
        asked_on=order.asked_on,
        conditions=encode_conditions(order.conditions),
    )


def _is_taken(name: str, kept: list[StoredScenario], own: str) -> bool:
    return any(one.name == name and one.handle != own for one in kept)


def _scenario(stored: StoredScenario) -> Scenario:
    """Raises DamagedDocument for conditions that are not by the schema."""
    conditions = parse_conditions(stored.conditions)
    if isinstance(conditions, list):
        raise DamagedDocument(f"scenario {stored.handle}: {conditions[0].field}")
    return Scenario(
        handle=stored.handle,
        place=stored.place,
        name=stored.name,
        asked_on=AskedOn(stored.asked_on),
        conditions=conditions,
        changed_at=stored.changed_at.astimezone(JST),
    )
