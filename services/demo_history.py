"""What the invented people remember of their lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.queries.life_events import fetch_life_events, insert_life_event
from db.queries.records import fetch_person_id
from db.transactions import write
from pension.life_events import LifeEvent
from services.clock import Clock


@dataclass(frozen=True, slots=True)
class DemoMemory:
    """Whose worksheet (by basic pension number) holds which entries."""

    basic_pension_number: str
    events: tuple[LifeEvent, ...]


async def add_demo_history(memories: Sequence[DemoMemory], clock: Clock) -> None:
    """Write the worksheets of people who have none yet."""
    async with write():
        for memory in memories:
            person_id = await fetch_person_id(memory.basic_pension_number)
            if person_id is None or await fetch_life_events(person_id):
                continue
            for event in memory.events:
                await insert_life_event(person_id, event, clock.now())
