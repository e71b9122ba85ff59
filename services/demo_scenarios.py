"""Estimates that the invented people have kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.queries.accounts import fetch_credentials
from db.queries.scenarios import NewScenario, insert_scenario
from db.transactions import write
from services.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoScenario:
    """Who (by user id) keeps which conditions, as JSON, under which name and in which place."""

    person: str
    place: int
    handle: str
    name: str
    asked_on: str
    conditions: str


async def add_demo_scenarios(scenarios: Sequence[DemoScenario], clock: Clock) -> None:
    """Add what is not there yet, for accounts already made."""
    async with write():
        for scenario in scenarios:
            credentials = await fetch_credentials(scenario.person)
            if credentials and credentials.person_id is not None:
                await insert_scenario(_row(scenario, credentials.person_id), clock.now())


def _row(scenario: DemoScenario, person_id: int) -> NewScenario:
    return NewScenario(
        person_id=person_id,
        place=scenario.place,
        handle=scenario.handle,
        name=scenario.name,
        asked_on=scenario.asked_on,
        conditions=scenario.conditions,
    )
