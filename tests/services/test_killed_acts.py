"""The server is killed in the middle (kill -9): what was acknowledged is stored, and half of an act never is."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries.accounts import Role
from db.queries.audit import Act, Action, append_entry, fetch_entries, find_broken_chain
from db.queries.drafts import DraftKind
from db.queries.mandates import ScreenGroup
from db.queries.registration import insert_access_key
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.correction_steps import Step
from services.access_keys import key_secret
from services.correction_conflicts import Choice, settle_conflict
from services.correction_decision import OpenDecision
from services.correction_desk import StepOrder, state_of, take_by_hand
from services.corrections import prepare_correction
from services.drafts import keep_draft
from services.inquiries import ask
from services.mandates import MandateOrder, give_mandate, show_mandates, withdraw_mandate
from services.own_password import change_own_password
from services.reading_volume import TOO_MANY
from services.register import register
from services.sign_in import SignedIn
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from services.unlock import unlock
from tests.databases import NOW, SteppingClock
from tests.services import corrections
from tests.services.killed import assert_all_or_nothing
from tests.services.monthly_files import Importer, colliding, document, paid_instead
from tests.services.people import HERE, KEYS, PASSWORD, USER_ID, house_of, make_account, signed_in, try_sign_in
from tests.services.test_corrections import ASKED
from tests.services.test_reading_volume import staff
from tests.services.test_register import KEY, ME

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quick_keys")]

PASSWORD_OF_MINE = "みずうみ-ほたる-かえで-そらまめ-あかり"
NEW_PASSWORD = "kumo-hashi-mugi-suzume"
Counts = tuple[object, ...]
_COUNT = "SELECT count(*) AS number FROM "


@pytest.fixture
async def people(database: str, clock: SteppingClock, tmp_path: Path) -> str:
    """Two people whose records are here; where the database is."""
    await Importer(tmp_path, clock).take(document(1, name="春野 和子"), document(2, name="夏野 花"))
    return database


async def seen(record: int, *tables: str) -> Counts:
    """Which acts stand in a sound chain, in order, and how many rows there are, of a table or of part of one."""
    async with read():
        assert await find_broken_chain(record) is None
        entries = await fetch_entries(record, 100)
        counted = [await current_engine().run_ddl(_COUNT + table) for table in tables]
    acts = tuple(str(entry.action) for entry in reversed(entries) if entry.action not in ("import", "sign-in"))
    return (acts, *(rows[0]["number"] for rows in counted))


async def forget_tries() -> None:
    async with write():
        for table in ("sign_in_guard", "attempt"):
            await current_engine().run_ddl(f"DELETE FROM {table}")  # noqa: S608 - our own tables


async def register_me() -> object:
    return await register(key_secret(KEY, ME), PASSWORD_OF_MINE, HERE, house_of(SteppingClock(NOW)))


async def test_registering_uses_a_key_up_exactly_once(people: str, clock: SteppingClock) -> None:
    secret = key_secret(KEY, ME)
    key_hash = await KEYS.slow_digest(secret.text, purpose=secret.way.name, place=secret.place)
    async with write():
        await insert_access_key(1, key_hash, NOW, NOW + timedelta(days=90))
    look = partial(seen, 1, "account", "access_key WHERE ended_at IS NOT NULL")
    assert await assert_all_or_nothing(people, register_me, look, (("register",), 1, 1), clear=forget_tries) > 5
    await register_me()
    assert await look() == (("register",), 1, 1), "sent again by somebody who was told nothing, it shows the same"


async def change_password(session: StoredSession) -> object:
    return await change_own_password(session, PASSWORD, NEW_PASSWORD, HERE, house_of(SteppingClock(NOW)))


async def test_a_password_is_changed_or_is_not(people: str, clock: SteppingClock) -> None:
    session = await signed_in(clock, person_id=1)
    look = partial(seen, 1, "former_password", "session")
    await assert_all_or_nothing(people, partial(change_password, session), look, (("change-password",), 1, 2))
    assert isinstance(await try_sign_in(clock, USER_ID, NEW_PASSWORD), SignedIn)


async def give(session: StoredSession) -> object:
    order = MandateOrder(
        helper_user_id="helper22",
        helper_name="夏野 花",
        screen_groups=frozenset({ScreenGroup.RECORDS}),
        months=3,
    )
    return await give_mandate(session, order, SteppingClock(NOW))


async def withdraw(session: StoredSession, mandate_id: int) -> object:
    return await withdraw_mandate(session, mandate_id, SteppingClock(NOW))


async def test_a_mandate_is_given_and_taken_back_or_is_not(people: str, clock: SteppingClock) -> None:
    session = await signed_in(clock, person_id=1)
    await make_account(clock, user_id="helper22", person_id=2)
    look = partial(seen, 1, "mandate", "mandate WHERE withdrawn_at IS NOT NULL")
    given = ("give-mandate",)
    await assert_all_or_nothing(people, partial(give, session), look, (given, 1, 0))
    (mandate,) = await show_mandates(session, clock)
    taken_back = ((*given, "withdraw-mandate"), 1, 1)
    await assert_all_or_nothing(people, partial(withdraw, session, mandate.mandate_id), look, taken_back)


async def test_a_mandate_that_takes_the_place_of_another_does_so_at_once(people: str, clock: SteppingClock) -> None:
    session = await signed_in(clock, person_id=1)
    await make_account(clock, user_id="helper22", person_id=2)
    await give(session)
    look = partial(seen, 1, "mandate", "mandate WHERE withdrawn_at IS NULL")
    acts = ("give-mandate", "withdraw-mandate", "give-mandate")
    await assert_all_or_nothing(people, partial(give, session), look, (acts, 2, 1))


async def ask_about_it(session: StoredSession) -> object:
    return await ask(session, 1, "この日は、どこにも行っていません。", SteppingClock(NOW))


async def test_a_question_is_kept_or_is_not(people: str, clock: SteppingClock) -> None:
    session = await signed_in(clock, person_id=1)
    await assert_all_or_nothing(people, partial(ask_about_it, session), partial(seen, 1, "inquiry"), (("ask",), 1))


async def ask_for_correction(session: StoredSession) -> object:
    return await prepare_correction(session, ASKED, SteppingClock(NOW))


async def test_a_request_to_correct_is_kept_with_its_form_gone_or_is_not(people: str, clock: SteppingClock) -> None:
    session = await signed_in(clock, person_id=1)
    await keep_draft(session, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    look = partial(seen, 1, "correction_request", "correction_step", "draft")
    kept = (("prepare-correction",), 1, 1, 0)
    await assert_all_or_nothing(people, partial(ask_for_correction, session), look, kept)


async def open_lock(session: StoredSession) -> object:
    return await unlock(session, USER_ID, "passport", SteppingClock(NOW), KEYS)


async def test_a_lock_is_opened_or_is_not(people: str, clock: SteppingClock) -> None:
    await make_account(clock, person_id=1)
    officer = await staff(clock, "officer22", Role.OFFICER)
    for _ in range(5):
        await try_sign_in(clock, USER_ID, "wrong")
    look = partial(seen, 1, "sign_in_guard")
    assert await look() == (("lock",), 1)
    await assert_all_or_nothing(people, partial(open_lock, officer), look, (("lock", "unlock"), 0))
    assert isinstance(await try_sign_in(clock), SignedIn)


async def read_one_more(session: StoredSession) -> object:
    async with write():
        await note_staff_reading(session, 2, StaffReading.NAME, ReadingReason.MANDATE, NOW)
    return None


async def test_the_reading_that_stops_an_account_is_noted_with_the_stop(people: str, clock: SteppingClock) -> None:
    session = await staff(clock, "clerk222")
    for person in range(1000, 999 + TOO_MANY):
        async with write():
            await append_entry(
                Act(record=person, actor=f"account:{session.account_id}", action=Action.READ, happened_at=NOW)
            )
    look = partial(seen, 2, "account WHERE stopped_at IS NOT NULL", "alert")
    await assert_all_or_nothing(people, partial(read_one_more, session), look, (("read",), 1, 2))


async def keep_correction(officer: StoredSession, seen: int) -> object:
    return await settle_conflict(officer, 1, seen, Choice.KEEP, "確かめました。", SteppingClock(NOW))


async def test_a_line_that_collided_is_settled_with_its_version_or_is_not(
    people: str, clock: SteppingClock, tmp_path: Path
) -> None:
    importer = Importer(tmp_path, clock)
    await importer.take(paid_instead(3))
    await importer.take(colliding(3))
    officer = await staff(clock, "officer7", Role.OFFICER)
    tables = ("record_document WHERE batch IS NULL", "correction_conflict WHERE outcome = 'kept'")
    look = partial(seen, 3, *tables, "person p JOIN record_document d ON d.id = p.current_document AND d.batch IS NULL")
    waits = ("import-waits",)
    after = ((*waits, "settle-conflict"), 1, 1, 1)
    assert await look() == (waits, 0, 0, 0)
    assert await assert_all_or_nothing(people, partial(keep_correction, officer, 3), look, after) > 5


async def take_step(session: StoredSession) -> object:
    order = StepOrder(step=Step.RECEIVED, seen=state_of(await corrections.stored()), papers=("identity-passport",))
    return await take_by_hand(session, corrections.NUMBER, order, SteppingClock(NOW))


async def test_a_step_of_a_request_is_taken_or_is_not(database: str, clock: SteppingClock, tmp_path: Path) -> None:
    await corrections.prepared(clock, tmp_path)
    officer = await corrections.officer(clock)
    look = partial(seen, 1, "correction_step", "correction_request WHERE step = 'received'")
    await assert_all_or_nothing(database, partial(take_step, officer), look, (("step-correction",), 2, 1))


async def put_it_in(session: StoredSession, looked_at: OpenDecision) -> object:
    return await corrections.put_in(session, looked_at, SteppingClock(NOW))


async def test_a_record_is_corrected_with_its_step_and_its_entry_or_not_at_all(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await corrections.prepared(clock, tmp_path)
    one, other = await corrections.officer(clock), await corrections.officer(clock, "officer33")
    await corrections.decided(one, clock)
    looked_at = await corrections.opened(other, clock)
    before = ("step-correction", "step-correction", "read", "step-correction", "read")
    look = partial(
        seen,
        1,
        "record_document",
        "person p JOIN record_document d ON d.id = p.current_document WHERE d.batch IS NULL",
        "correction_request WHERE step = 'record_updated' AND document_after IS NOT NULL",
        "correction_step WHERE step = 'record_updated'",
    )
    after = ((*before, "correct"), 2, 1, 1, 1)
    await assert_all_or_nothing(database, partial(put_it_in, other, looked_at), look, after)
