"""What an operator does for people who cannot do it themselves."""

from __future__ import annotations

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.sessions import Stage
from db.transactions import read
from services.rescue import sign_out_everybody, sign_out_everywhere, take_code_away
from services.sessions import load_session
from services.sign_in import SignedIn
from tests.databases import SteppingClock
from tests.services.people import CODE_SECRET, HERE, USER_ID, make_account, token_of, try_sign_in


async def last_act() -> tuple[str, str, str]:
    async with read():
        rows = await current_engine().run_ddl("SELECT actor, action, detail FROM audit_entry ORDER BY id DESC LIMIT 1")
    return rows[0]["actor"], rows[0]["action"], rows[0]["detail"]


async def test_somebody_is_signed_out_everywhere(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    tokens = [await token_of(clock), await token_of(clock)]
    assert not await sign_out_everywhere("nobody22", clock)
    assert await sign_out_everywhere("HARUNO-92", clock)
    assert [await load_session(token, clock) for token in tokens] == [None, None]
    assert await last_act() == ("operator", "sign-out-of", "account:1 all")


async def test_everybody_is_signed_out(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    token = await token_of(clock)
    await sign_out_everybody(clock)
    assert await load_session(token, clock) is None
    assert await last_act() == ("operator", "sign-out-of", "everybody")


async def test_a_lost_code_is_taken_away(database: str, clock: SteppingClock) -> None:
    await make_account(clock, code_secret=CODE_SECRET)
    waiting = await try_sign_in(clock)
    assert isinstance(waiting, SignedIn)
    assert waiting.stage is Stage.CODE
    assert await take_code_away(USER_ID, clock)
    assert await load_session(waiting.session.token, clock) is None
    again = await try_sign_in(clock)
    assert isinstance(again, SignedIn)
    assert again.stage is Stage.COMPLETE
    assert not await take_code_away(USER_ID, clock)
    assert not await take_code_away("nobody22", clock)


async def test_staff_set_up_a_new_one_at_once(database: str, clock: SteppingClock) -> None:
    await make_account(clock, role=Role.OFFICER, code_secret=CODE_SECRET)
    assert await take_code_away(USER_ID, clock)
    assert await last_act() == ("operator", "code-off", "account:1")
    assert await sign_out_everywhere(USER_ID, clock)
    assert await last_act() == ("operator", "sign-out-of", "account:1 all")
    again = await try_sign_in(clock, browser=HERE)
    assert isinstance(again, SignedIn)
    assert again.stage is Stage.CODE_SETUP
