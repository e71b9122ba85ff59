"""How many people's records a member of staff opens (A4): at 30 an hour it is told, at 60 the account is stopped."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from db.queries.accounts import Role
from db.queries.audit import SERVICE_RECORD, Action, fetch_entries, find_broken_chain
from db.queries.sessions import StoredSession
from db.transactions import read, write
from services.alerts import list_alerts
from services.reading_volume import (
    FEWEST_HOURS,
    FEWEST_UNUSUAL,
    MANY,
    TOO_MANY,
    WITHIN,
    AccountStopped,
    people_by_hour,
)
from services.sessions import load_session
from services.sign_in import SignedIn
from services.sign_in_code import send_code
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from services.staff_stops import LiftReason, lift_stop, list_stops
from tests.databases import SteppingClock
from tests.services.people import CODE_SECRET, HERE, USER_ID, code_of, house_of, make_account, try_sign_in


async def staff(clock: SteppingClock, user_id: str = USER_ID, role: Role = Role.CLERK) -> StoredSession:
    """Somebody of the staff, signed in."""
    await make_account(clock, user_id=user_id, role=role, code_secret=CODE_SECRET)
    first = await try_sign_in(clock, user_id, browser=HERE)
    assert isinstance(first, SignedIn)
    pending = await load_session(first.session.token, clock)
    assert pending is not None
    result = await send_code(pending, code_of(clock), HERE, house_of(clock))
    assert isinstance(result, SignedIn)
    session = await load_session(result.session.token, clock)
    assert session is not None
    return session


async def open_records(session: StoredSession, people: range, clock: SteppingClock) -> None:
    for person in people:
        async with write():
            await note_staff_reading(session, person, StaffReading.NAME, ReadingReason.MANDATE, clock.now())


async def rules() -> set[str]:
    return {alert.rule for alert in await list_alerts()}


async def test_the_administrator_is_told_at_thirty_people_an_hour(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    await open_records(session, range(1, MANY), clock)
    await open_records(session, range(1, MANY), clock)
    assert await rules() == set(), "the same people are the same people"
    await open_records(session, range(MANY, MANY + 1), clock)
    assert await rules() == {"counter-volume"}


async def test_an_hour_later_it_begins_anew(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    await open_records(session, range(1, MANY), clock)
    clock.moment += WITHIN
    await open_records(session, range(101, 100 + MANY), clock)
    assert await rules() == set()


async def test_three_times_the_usual_is_told_too(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    for hour in range(FEWEST_HOURS):
        await open_records(session, range(100 * hour + 1, 100 * hour + 5), clock)
        clock.step(hours=1)
    clock.step(hours=1)
    await open_records(session, range(5001, 5012), clock)
    assert await rules() == set(), "eleven are less than three times four"
    await open_records(session, range(5012, 5013), clock)
    assert await rules() == {"counter-unusual"}


async def test_whose_usual_is_not_known_is_told_at_thirty_only(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    for hour in range(FEWEST_HOURS - 1):
        await open_records(session, range(100 * hour + 1, 100 * hour + 2), clock)
        clock.step(hours=1)
    clock.step(hours=1)
    await open_records(session, range(5001, 5001 + FEWEST_UNUSUAL), clock)
    assert await rules() == set()


async def test_at_sixty_the_account_is_stopped_and_nothing_more_is_shown(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    await open_records(session, range(1, TOO_MANY), clock)
    assert await list_stops() == []
    await open_records(session, range(TOO_MANY, TOO_MANY + 1), clock)
    assert await rules() == {"counter-volume", "counter-stopped"}
    with pytest.raises(AccountStopped):
        await open_records(session, range(1, 2), clock)
    clock.step(days=1)
    with pytest.raises(AccountStopped):
        await open_records(session, range(900, 901), clock)
    async with read():
        assert await fetch_entries(900, 1) == [], "no entry of what was not shown"
        newest = (await fetch_entries(SERVICE_RECORD, 1))[0]
        assert await find_broken_chain(SERVICE_RECORD) is None
    assert (newest.action, newest.detail) == (Action.STOP_ACCOUNT, f"account:{session.account_id}")


async def test_many_at_the_same_moment_are_no_way_around(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    await open_records(session, range(1, TOO_MANY - 1), clock)

    async def one(person: int) -> bool:
        try:
            await open_records(session, range(person, person + 1), clock)
        except AccountStopped:
            return False
        return True

    assert sum(await asyncio.gather(*(one(person) for person in range(1000, 1008)))) == 2


async def test_a_stop_is_lifted_by_somebody_else_and_the_count_begins_anew(database: str, clock: SteppingClock) -> None:
    session, chief = await staff(clock), await staff(clock, "chief222", Role.SUPERVISOR)
    await open_records(session, range(1, TOO_MANY + 1), clock)
    assert [stop.account_id for stop in await list_stops()] == [session.account_id]
    assert not await lift_stop(session, session.account_id, LiftReason.PLANNED, clock), "nobody lifts an own stop"
    clock.step(minutes=1)
    assert await lift_stop(chief, session.account_id, LiftReason.EXPLAINED, clock)
    assert not await lift_stop(chief, session.account_id, LiftReason.EXPLAINED, clock), "it was lifted"
    assert not await lift_stop(chief, 10**9, LiftReason.EXPLAINED, clock), "there is none"
    async with read():
        newest = (await fetch_entries(SERVICE_RECORD, 1))[0]
    assert (newest.actor, newest.action) == (f"account:{chief.account_id}", Action.LIFT_STOP)
    assert newest.detail == f"account:{session.account_id} explained"
    clock.step(minutes=1)
    await open_records(session, range(1001, 1000 + TOO_MANY), clock)
    assert await list_stops() == []
    await open_records(session, range(2000, 2001), clock)
    assert len(await list_stops()) == 1


async def test_the_session_itself_says_so(database: str, clock: SteppingClock) -> None:
    session = await staff(clock)
    assert not session.is_stopped
    await open_records(session, range(1, TOO_MANY + 1), clock)
    result = await try_sign_in(clock, browser=HERE)
    assert isinstance(result, SignedIn), "signing in is not what was stopped"
    again = await load_session(result.session.token, clock)
    assert again is not None
    assert again.is_stopped


def test_hours_without_work_do_not_count() -> None:
    assert people_by_hour([]) == []
    assert timedelta(hours=1) == WITHIN
