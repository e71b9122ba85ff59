"""The browsers in which somebody is signed in."""

from __future__ import annotations

from db.engine import current_engine
from db.queries.sessions import StoredSession
from db.transactions import read
from services.devices import list_devices, sign_out_of, sign_out_of_all_others
from services.sessions import Browser, load_session
from services.sign_in import SignedIn
from tests.databases import SteppingClock
from tests.services.people import CODE_SECRET, make_account, try_sign_in


async def entered(
    clock: SteppingClock, device: str, user_id: str = "haruno92", *, shared: bool = False
) -> StoredSession:
    result = await try_sign_in(clock, user_id, browser=Browser(device=device, is_shared=shared))
    assert isinstance(result, SignedIn)
    session = await load_session(result.session.token, clock)
    assert session is not None
    return session


async def words(session: StoredSession, clock: SteppingClock) -> list[str]:
    return [device.words for device in await list_devices(session, clock)]


async def test_this_one_comes_first_and_strangers_are_not_there(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    await make_account(clock, user_id="other222")
    old = await entered(clock, "old")
    clock.step(minutes=1)
    await entered(clock, "new")
    await entered(clock, "strange", "other222")
    assert await words(old, clock) == ["old", "new"]
    assert [device.is_this for device in await list_devices(old, clock)] == [True, False]


async def test_what_has_ended_or_waits_for_a_code_is_not_there(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    await make_account(clock, user_id="coded222", code_secret=CODE_SECRET)
    await entered(clock, "library", shared=True)
    this = await entered(clock, "this")
    clock.step(minutes=6)
    assert await words(this, clock) == ["this"], "on a shared computer a session ends after five minutes"
    waiting = await entered(clock, "waiting", "coded222")
    assert await words(waiting, clock) == []


async def test_signing_out_of_one(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    this, other = await entered(clock, "this"), await entered(clock, "other")
    third = await entered(clock, "third")
    handle = {device.words: device.handle for device in await list_devices(this, clock)}
    assert await sign_out_of(this, handle["other"], clock)
    assert await words(this, clock) == ["this", "third"]
    assert not await sign_out_of(this, handle["other"], clock)
    assert not await sign_out_of(this, handle["this"], clock), "this one signs out by its own button"
    assert other.token_hash != third.token_hash


async def test_nobody_elses_session_can_be_ended(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    await make_account(clock, user_id="other222")
    this, strange = await entered(clock, "this"), await entered(clock, "strange", "other222")
    handle = (await list_devices(strange, clock))[0].handle
    for wrong in (handle, "", "0" * 16, strange.token_hash):
        assert not await sign_out_of(this, wrong, clock)
    assert await words(strange, clock) == ["strange"]


async def test_signing_out_of_all_others(database: str, clock: SteppingClock) -> None:
    await make_account(clock)
    this = await entered(clock, "this")
    for name in ("a", "b", "c"):
        await entered(clock, name)
    await sign_out_of_all_others(this, clock)
    assert await words(this, clock) == ["this"]
    async with read():
        rows = await current_engine().run_ddl("SELECT action, detail FROM audit_entry ORDER BY id")
    assert [row["detail"] for row in rows if row["action"] == "sign-out-of"] == ["all"]
