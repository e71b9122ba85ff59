"""What was typed is kept until it is finished, for its owner alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from db.engine import current_engine
from db.queries.drafts import DraftKind
from db.queries.mandates import Acting, ScreenGroup
from db.queries.sessions import StoredSession
from db.transactions import read
from services.drafts import KEPT, discard_draft, draft_of, keep_draft, show_drafts
from services.sessions import load_session
from services.sign_out import sign_out
from tests.databases import SteppingClock
from tests.services.people import make_account, signed_in, token_of

KIND = DraftKind.ESTIMATE_QUESTIONS


@pytest.fixture
async def session(database: str, clock: SteppingClock) -> StoredSession:
    """Somebody signed in."""
    return await signed_in(clock)


async def keep(session: StoredSession, clock: SteppingClock, step: str, **fields: str) -> None:
    await keep_draft(session, KIND, step, fields, clock)


async def fields_of(session: StoredSession, clock: SteppingClock) -> dict[str, str] | None:
    draft = await draft_of(session, KIND, clock)
    return dict(draft.fields) if draft else None


async def rows() -> int:
    async with read():
        found = await current_engine().run_ddl("SELECT count(*) AS number FROM draft")
    number: int = found[0]["number"]
    return number


async def test_two_tabs_at_once_lose_nothing(session: StoredSession, clock: SteppingClock) -> None:
    await asyncio.gather(*[keep(session, clock, "pay", **{name: "1"}) for name in ("a", "b", "c", "d")])
    assert await fields_of(session, clock) == dict.fromkeys("abcd", "1")


async def test_each_step_is_kept_beside_the_others(session: StoredSession, clock: SteppingClock) -> None:
    assert await draft_of(session, KIND, clock) is None
    await keep(session, clock, "pay", work="employment", note="「年金」と\n書いた ' \" \\")
    clock.step(minutes=3)
    await keep(session, clock, "raise", pay="30万円")
    draft = await draft_of(session, KIND, clock)
    assert draft is not None
    assert draft.fields == {"work": "employment", "note": "「年金」と\n書いた ' \" \\", "pay": "30万円"}
    assert (draft.step, draft.changed_at) == ("raise", clock.now())
    assert await rows() == 1


async def test_what_was_emptied_is_forgotten(session: StoredSession, clock: SteppingClock) -> None:
    await keep(session, clock, "pay", pay="30万円", bonus="60万円")
    await keep(session, clock, "pay", bonus="")
    assert await fields_of(session, clock) == {"pay": "30万円"}


async def test_it_outlives_the_session(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    session = await load_session(token, clock)
    assert session is not None
    await keep(session, clock, "pay", pay="30万円")
    await sign_out(token)
    clock.step(days=1)
    again = await load_session(await token_of(clock), clock)
    assert again is not None
    assert await fields_of(again, clock) == {"pay": "30万円"}


async def test_it_is_its_owners_alone(session: StoredSession, clock: SteppingClock) -> None:
    await keep(session, clock, "pay", pay="30万円")
    other = replace(session, account_id=await make_account(clock, user_id="other-person"))
    assert await draft_of(other, KIND, clock) is None
    assert await show_drafts(other, clock) == ()
    assert not await discard_draft(other, KIND)
    assert await fields_of(session, clock) == {"pay": "30万円"}


async def test_who_acts_for_another_sees_and_keeps_none(session: StoredSession, clock: SteppingClock) -> None:
    await keep(session, clock, "pay", pay="30万円")
    acting = Acting(
        mandate_id=1,
        person_id=1,
        name="",
        screen_groups=frozenset(ScreenGroup),
        ends_at=clock.now() + timedelta(days=1),
        withdrawn_at=None,
    )
    helper = replace(session, acting=acting)
    assert await draft_of(helper, KIND, clock) is None
    assert await show_drafts(helper, clock) == ()
    await keep(helper, clock, "pay", pay="1円")
    assert not await discard_draft(helper, KIND)
    assert await fields_of(session, clock) == {"pay": "30万円"}


async def test_finished_or_thrown_away(session: StoredSession, clock: SteppingClock) -> None:
    await keep(session, clock, "pay", pay="30万円")
    assert [draft.kind for draft in await show_drafts(session, clock)] == [KIND]
    assert await discard_draft(session, KIND)
    assert not await discard_draft(session, KIND)
    assert await show_drafts(session, clock) == ()
    assert await rows() == 0


async def test_nobody_goes_on_after_sixty_days(session: StoredSession, clock: SteppingClock) -> None:
    await keep(session, clock, "pay", pay="30万円")
    clock.step(days=KEPT.days, seconds=-1)
    assert await fields_of(session, clock) == {"pay": "30万円"}
    await token_of(clock)  # somebody signs in: too young to be removed
    assert await rows() == 1
    clock.step(seconds=1)
    assert await fields_of(session, clock) is None
    assert await show_drafts(session, clock) == ()
    await keep(session, clock, "work", work="no")
    assert await fields_of(session, clock) == {"work": "no"}  # nothing of the old one comes back
    clock.step(days=KEPT.days)
    await token_of(clock)
    assert await rows() == 0
