"""Changing one's own password, and how old it may become."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.sessions import Stage, StoredSession
from db.transactions import read
from services.own_password import MOST_TRIES, Changed, NotChanged, change_own_password, is_own_password
from services.password_age import LONGEST_AGE, changes_at, told_to_change_by
from services.password_rules import Problem
from services.sessions import load_session
from services.sign_in import SignedIn, WrongCredentials, sign_in
from services.sign_in_code import send_code
from tests.databases import SteppingClock
from tests.services.people import (
    CODE_SECRET,
    ELSEWHERE,
    HERE,
    PASSWORD,
    USER_ID,
    code_of,
    house_of,
    make_account,
    signed_in,
    token_of,
    try_sign_in,
)

NEW = "kumo-hashi-mugi-suzume"


async def change(
    session: StoredSession, clock: SteppingClock, present: str | None = PASSWORD, new: str = NEW
) -> Changed | NotChanged:
    return await change_own_password(session, present, new, HERE, house_of(clock))


async def test_the_new_password_holds_and_the_old_one_is_worth_nothing(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    changed = await change(session, clock)
    assert isinstance(changed, Changed)
    assert await try_sign_in(clock, USER_ID, PASSWORD) == WrongCredentials()
    assert isinstance(await try_sign_in(clock, USER_ID, NEW), SignedIn)
    fresh = await load_session(changed.session.token, clock)
    assert fresh is not None
    assert fresh.stage is Stage.COMPLETE


async def test_every_other_session_ends(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    thief = await token_of(clock)
    changed = await change_own_password(session, PASSWORD, NEW, ELSEWHERE, house_of(clock))
    assert isinstance(changed, Changed)
    assert await load_session(thief, clock) is None


async def test_the_present_password_is_needed(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    assert await change(session, clock, present="wrong") == NotChanged(wrong_present=True, problem=None)
    assert isinstance(await try_sign_in(clock), SignedIn)


async def test_an_open_screen_is_no_place_to_guess(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    session = await load_session(token, clock)
    assert session is not None
    for _ in range(MOST_TRIES):
        assert await load_session(token, clock) is not None
        assert not await is_own_password(session, "wrong")
    assert await load_session(token, clock) is None


async def test_weak_ones_are_not_taken(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    for new, problem in (("short", Problem.TOO_SHORT), ("kumo-hashi-haruno92-mugi", Problem.OWN_WORDS)):
        assert await change(session, clock, new=new) == NotChanged(wrong_present=False, problem=problem)


async def test_the_last_ones_are_not_taken_again(database: str, clock: SteppingClock) -> None:
    session = await signed_in(clock)
    used = [f"{NEW}-{letter}" for letter in "kqxwzv"]
    present = PASSWORD
    for new in used:
        changed = await change(session, clock, present=present, new=new)
        assert isinstance(changed, Changed), new
        fresh = await load_session(changed.session.token, clock)
        assert fresh is not None
        session, present = fresh, new
    for old in used[-6:]:
        assert await change(session, clock, present, old) == NotChanged(
            wrong_present=False, problem=Problem.USED_BEFORE
        )
    async with read():
        rows = await current_engine().run_ddl("SELECT count(*) AS number FROM former_password")
    assert rows[0]["number"] == 5


@pytest.mark.parametrize("role", list(Role))
def test_staff_change_it_every_90_days_and_citizens_never(role: Role, clock: SteppingClock) -> None:
    now = clock.now()
    assert changes_at(now, role, profile_2011=False) == (now + LONGEST_AGE if role.is_staff else None)
    assert changes_at(now, role, profile_2011=True) == now + LONGEST_AGE == now + timedelta(days=90)


@pytest.mark.parametrize(("days", "is_told"), [(75, False), (76, True), (90, True), (400, True)])
def test_the_owner_is_told_fourteen_days_before(days: int, is_told: bool, clock: SteppingClock) -> None:
    changed_at = clock.now()
    end = changed_at + LONGEST_AGE
    clock.step(days=days)
    told = told_to_change_by(changed_at, Role.CLERK, clock.now(), profile_2011=False)
    assert told == (end if is_told else None)
    assert told_to_change_by(changed_at, Role.CITIZEN, clock.now(), profile_2011=True) == told
    assert told_to_change_by(changed_at, Role.CITIZEN, clock.now(), profile_2011=False) is None


async def test_an_old_password_leads_to_the_change_and_never_to_a_lock(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    clock.step(days=1000)
    citizen = await try_sign_in(clock)
    assert isinstance(citizen, SignedIn)
    assert citizen.stage is Stage.COMPLETE
    as_in_2011 = await sign_in(USER_ID, PASSWORD, HERE, house_of(clock, profile_2011=True))
    assert isinstance(as_in_2011, SignedIn)
    assert as_in_2011.stage is Stage.NEW_PASSWORD
    pending = await load_session(as_in_2011.session.token, clock)
    assert pending is not None
    changed = await change_own_password(pending, None, NEW, HERE, house_of(clock, profile_2011=True))
    assert isinstance(changed, Changed)
    again = await sign_in(USER_ID, NEW, HERE, house_of(clock, profile_2011=True))
    assert isinstance(again, SignedIn)
    assert again.stage is Stage.COMPLETE


async def test_staff_come_to_the_change_after_the_code(database: str, clock: SteppingClock) -> None:
    await make_account(clock, role=Role.CLERK, code_secret=CODE_SECRET)
    for days, stage in ((89, Stage.COMPLETE), (1, Stage.NEW_PASSWORD)):
        clock.step(days=days)
        first = await try_sign_in(clock, browser=HERE)
        assert isinstance(first, SignedIn)
        session = await load_session(first.session.token, clock)
        assert session is not None
        entered = await send_code(session, code_of(clock), HERE, house_of(clock))
        assert isinstance(entered, SignedIn)
        assert entered.stage is stage
