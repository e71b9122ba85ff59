"""Estimates that people keep: five, by name, for themselves alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import current_engine
from db.problems import DamagedDocument
from db.queries.audit import find_broken_chain
from db.queries.mandates import Acting, ScreenGroup
from db.queries.scenarios import AskedOn
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.claim import ClaimAge
from pension.conditions import Conditions
from services.scenarios import (
    MOST_SCENARIOS,
    SaveOrder,
    SaveProblem,
    Scenario,
    conditions_in,
    conditions_text,
    drop_scenario,
    find_scenario,
    name_scenario,
    save_scenario,
    show_scenarios,
)
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import make_account, signed_in

AT_70 = Conditions(future=(), claim_basic=ClaimAge(70), claim_employees=ClaimAge(70))


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """Somebody signed in who has a record; a second person has one too."""
    await Importer(tmp_path, clock).take(document(1), document(2))
    return await signed_in(clock, 1)


async def keep(session: StoredSession, clock: SteppingClock, name: str, replaces: str = "") -> Scenario | SaveProblem:
    order = SaveOrder(name=name, asked_on=AskedOn.SIMPLE, conditions=AT_70, replaces=replaces)
    return await save_scenario(session, order, clock)


async def kept(session: StoredSession, clock: SteppingClock, name: str) -> Scenario:
    scenario = await keep(session, clock, name)
    assert isinstance(scenario, Scenario)
    return scenario


async def actions() -> list[str]:
    async with read():
        assert await find_broken_chain(1) is None
        rows = await current_engine().run_ddl("SELECT action, detail FROM audit_entry WHERE record = 1 ORDER BY id")
    return [f"{row['action']} {row['detail']}".strip() for row in rows if "scenario" in row["action"]]


async def test_what_is_kept_is_there_again_with_its_conditions(session: StoredSession, clock: SteppingClock) -> None:
    scenario = await kept(session, clock, "70歳から")
    assert await show_scenarios(session) == (scenario,)
    assert (scenario.place, scenario.name, scenario.conditions) == (1, "70歳から", AT_70)
    assert await find_scenario(session, scenario.handle) == scenario
    assert await find_scenario(session, "another") is None
    assert await actions() == ["save-scenario"]  # what was kept stands nowhere in the log


async def test_the_sixth_is_refused_until_one_makes_room(session: StoredSession, clock: SteppingClock) -> None:
    first, *_ = [await kept(session, clock, f"{number}") for number in range(MOST_SCENARIOS)]
    assert await keep(session, clock, "もうひとつ") is SaveProblem.FULL
    replaced = await keep(session, clock, "かわり", replaces=first.handle)
    assert isinstance(replaced, Scenario)
    assert (replaced.handle, replaced.place) == (first.handle, 1)
    assert [scenario.name for scenario in await show_scenarios(session)] == ["かわり", "1", "2", "3", "4"]
    third = (await show_scenarios(session))[2]
    assert await drop_scenario(session, third.handle, clock)
    assert (await kept(session, clock, "もうひとつ")).place == 3


async def test_the_database_itself_holds_to_five_and_to_one_name(session: StoredSession, clock: SteppingClock) -> None:
    """Two requests of one person at the same moment: the second finds the place taken."""
    from db.queries.scenarios import NewScenario, insert_scenario

    await kept(session, clock, "70歳から")
    row = NewScenario(person_id=1, place=1, handle="x", name="ほか", asked_on="simple", conditions="{}")
    for taken in (row, replace(row, place=2, name="70歳から")):
        async with write():
            assert not await insert_scenario(taken, clock.now())


async def test_who_comes_second_at_the_same_moment_is_told(
    session: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_late(*_: object) -> bool:
        return False

    monkeypatch.setattr("services.scenarios.insert_scenario", too_late)
    assert await keep(session, clock, "70歳から") is SaveProblem.NAME_TAKEN
    assert await actions() == []


async def test_names_are_told_apart(session: StoredSession, clock: SteppingClock) -> None:
    one, other = await kept(session, clock, "A"), await kept(session, clock, "B")
    assert await keep(session, clock, "A") is SaveProblem.NAME_TAKEN
    assert await name_scenario(session, other.handle, "A", clock) is SaveProblem.NAME_TAKEN
    assert await name_scenario(session, one.handle, "A", clock) is None  # its own
    assert await name_scenario(session, other.handle, "C", clock) is None
    assert [scenario.name for scenario in await show_scenarios(session)] == ["A", "C"]
    assert await actions() == ["save-scenario", "save-scenario", "rename-scenario", "rename-scenario"]


async def test_what_is_gone_cannot_be_changed(session: StoredSession, clock: SteppingClock) -> None:
    scenario = await kept(session, clock, "A")
    assert await drop_scenario(session, scenario.handle, clock)
    assert not await drop_scenario(session, scenario.handle, clock)
    assert await name_scenario(session, scenario.handle, "B", clock) is SaveProblem.GONE
    assert await keep(session, clock, "B", replaces=scenario.handle) is SaveProblem.GONE
    assert await actions() == ["save-scenario", "delete-scenario"]


async def test_nobody_else_sees_or_changes_it(session: StoredSession, clock: SteppingClock) -> None:
    scenario = await kept(session, clock, "A")
    await make_account(clock, user_id="other22", person_id=2)
    acting = Acting(
        mandate_id=1,
        person_id=1,
        name="だれか",
        screen_groups=frozenset(ScreenGroup),
        ends_at=clock.now().replace(year=2030),
        withdrawn_at=None,
    )
    for stranger in (
        replace(session, person_id=2),
        replace(session, person_id=None),
        replace(session, person_id=2, acting=acting),
        replace(session, acting=acting),
    ):
        assert await show_scenarios(stranger) == ()
        assert await name_scenario(stranger, scenario.handle, "B", clock) is SaveProblem.GONE
        assert not await drop_scenario(stranger, scenario.handle, clock)
        assert await keep(stranger, clock, "B", replaces=scenario.handle) is SaveProblem.GONE
    assert await show_scenarios(session) == (scenario,)


async def test_two_tabs_never_end_with_one_name(session: StoredSession, clock: SteppingClock) -> None:
    scenarios = [await kept(session, clock, name) for name in "ABDE"]
    for name in ("C", "F", "G"):  # connections are only as quick as each other from the second time on
        renamed = await asyncio.gather(*[name_scenario(session, one.handle, name, clock) for one in scenarios])
        assert [renamed.count(None), renamed.count(SaveProblem.NAME_TAKEN)] == [1, 3]


async def test_what_is_not_by_the_schema_is_damage(session: StoredSession, clock: SteppingClock) -> None:
    await kept(session, clock, "A")
    async with write():
        await current_engine().run_ddl("UPDATE scenario SET conditions = '{}'")
    with pytest.raises(DamagedDocument):
        await show_scenarios(session)


def test_conditions_travel_as_text() -> None:
    assert conditions_text(AT_70) == (
        '{"schema_version":1,"future":[],"claim_basic":{"years":70},"claim_employees":{"years":70}}'
    )
    assert conditions_in(conditions_text(AT_70)) == AT_70
    assert conditions_in(conditions_text(Conditions())) == Conditions()
    assert conditions_in("{}") is None
