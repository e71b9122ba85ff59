"""Whoever finds a computer on which a session has ended can add to a draft, and take nothing away from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.queries.drafts import DraftKind
from db.queries.mandates import Acting, ScreenGroup
from db.queries.sessions import StoredSession
from services.drafts import draft_of, keep_draft
from services.keys import Keys
from services.late_drafts import MOST_LATE_ANSWERS, keep_late_draft, sealed_fields_of
from services.sessions import IDLE_LIMIT_ON_SHARED_COMPUTERS
from tests.databases import SteppingClock
from tests.services.people import signed_in

KIND, SEARCH = DraftKind.ESTIMATE_QUESTIONS, DraftKind.OWN_SEARCH
KEYS = Keys(b"a" * 32)


@pytest.fixture
async def session(database: str, clock: SteppingClock) -> StoredSession:
    """Somebody signed in."""
    return await signed_in(clock)


async def kept(session: StoredSession, clock: SteppingClock) -> tuple[str, dict[str, str]] | None:
    draft = await draft_of(session, KIND, clock)
    return (draft.step, dict(draft.fields)) if draft else None


async def send_late(session: StoredSession, clock: SteppingClock, step: str, **fields: str) -> None:
    clock.step(hours=1)
    await keep_late_draft(session, KIND, step, fields, clock)


async def test_it_begins_a_draft_or_goes_on_with_one(session: StoredSession, clock: SteppingClock) -> None:
    await send_late(session, clock, "work", work="")
    assert await kept(session, clock) is None
    await keep_late_draft(session, KIND, "work", {"work": "yes"}, clock)
    assert await kept(session, clock) == ("work", {"work": "yes"})


async def test_what_was_typed_in_the_session_may_be_changed(session: StoredSession, clock: SteppingClock) -> None:
    await keep_draft(session, KIND, "work", {"work": "yes", "until": "65"}, clock)
    await send_late(session, clock, "until", until="68", work="")
    assert await kept(session, clock) == ("until", {"work": "yes", "until": "68"})


async def test_what_was_typed_elsewhere_since_then_stays(session: StoredSession, clock: SteppingClock) -> None:
    clock.step(minutes=30)
    await keep_draft(session, KIND, "until", {"until": "65"}, clock)
    await send_late(session, clock, "pay", until="16", pay="1")
    assert await kept(session, clock) == ("until", {"until": "65"})


async def test_on_a_shared_computer_only_what_was_not_answered_is_added(
    session: StoredSession, clock: SteppingClock
) -> None:
    shared = replace(session, idle_limit=IDLE_LIMIT_ON_SHARED_COMPUTERS)
    await keep_draft(shared, KIND, "work", {"work": "yes"}, clock)
    await send_late(shared, clock, "work", work="no")
    assert await kept(session, clock) == ("work", {"work": "yes"})
    await send_late(shared, clock, "until", until="68")
    assert await kept(session, clock) == ("until", {"work": "yes", "until": "68"})


async def test_who_acts_for_another_keeps_none(session: StoredSession, clock: SteppingClock) -> None:
    acting = Acting(
        mandate_id=1,
        person_id=2,
        name="見本",
        screen_groups=frozenset(ScreenGroup),
        ends_at=clock.now().replace(year=2030),
        withdrawn_at=None,
    )
    await send_late(replace(session, acting=acting), clock, "work", work="yes")
    assert await kept(session, clock) is None


async def test_a_search_is_kept_encrypted_and_only_its_own_kind_under_its_own_key_reads_it(
    session: StoredSession, clock: SteppingClock
) -> None:
    keys, own, other = KEYS, SEARCH, DraftKind.DECEASED_SEARCH
    fields = {"other-name-1": "サクライ ハナコ"}
    await keep_late_draft(session, own, "other-names", fields, clock, keys=keys)
    draft = await draft_of(session, own, clock)
    assert draft and "サクライ" not in str(draft)
    await keep_draft(session, other, "other-names", draft.fields, clock)
    assert await sealed_fields_of(session, own, keys, clock) == fields
    assert await sealed_fields_of(session, other, keys, clock) is None


async def test_what_cannot_be_read_any_more_is_forgotten(session: StoredSession, clock: SteppingClock) -> None:
    await keep_late_draft(session, SEARCH, "purpose", {"purpose": "gap"}, clock, keys=KEYS)
    assert await sealed_fields_of(session, SEARCH, Keys(b"b" * 32), clock) is None
    assert await draft_of(session, SEARCH, clock) is None
    assert await sealed_fields_of(session, SEARCH, KEYS, clock) == {}


async def test_on_a_shared_computer_a_second_late_search_adds_what_was_not_answered(
    session: StoredSession, clock: SteppingClock
) -> None:
    shared = replace(session, idle_limit=IDLE_LIMIT_ON_SHARED_COMPUTERS)
    first = {"other-name-1": "サクライ ハナコ"}
    for fields in (first, {"other-name-1": "ナカムラ ハナコ", "purpose": "gap"}):
        await keep_late_draft(shared, SEARCH, "purpose", fields, clock, keys=KEYS)
    assert await sealed_fields_of(session, SEARCH, KEYS, clock) == {**first, "purpose": "gap"}


async def test_elsewhere_the_later_form_stands_whole(session: StoredSession, clock: SteppingClock) -> None:
    for fields in ({"other-name-1": "サクライ ハナコ"}, {"purpose": "gap"}):
        await keep_late_draft(session, SEARCH, "purpose", fields, clock, keys=KEYS)
    assert await sealed_fields_of(session, SEARCH, KEYS, clock) == {"purpose": "gap"}


async def test_on_a_shared_computer_what_cannot_be_read_keeps_nothing_out(
    session: StoredSession, clock: SteppingClock
) -> None:
    shared = replace(session, idle_limit=IDLE_LIMIT_ON_SHARED_COMPUTERS)
    await keep_late_draft(shared, SEARCH, "purpose", {"purpose": "gap"}, clock, keys=Keys(b"b" * 32))
    await keep_late_draft(shared, SEARCH, "purpose", {"purpose": "name"}, clock, keys=KEYS)
    assert await sealed_fields_of(session, SEARCH, KEYS, clock) == {"purpose": "name"}


async def test_so_many_answers_of_the_worksheet_wait_and_no_more(session: StoredSession, clock: SteppingClock) -> None:
    for number in range(MOST_LATE_ANSWERS + 1):
        step = f"entries/{number + 1}/note"
        await keep_late_draft(session, DraftKind.HISTORY, step, {f"{step}/": "森さん"}, clock)
    await keep_late_draft(session, DraftKind.HISTORY, "entries/1/note", {"entries/1/note/": "林さん"}, clock)
    draft = await draft_of(session, DraftKind.HISTORY, clock)
    assert draft and len(draft.fields) == MOST_LATE_ANSWERS and draft.fields["entries/1/note/"] == "林さん"
    assert f"entries/{MOST_LATE_ANSWERS + 1}/note/" not in draft.fields


async def test_where_nothing_came_late_there_is_nothing(session: StoredSession, clock: SteppingClock) -> None:
    assert await sealed_fields_of(session, SEARCH, KEYS, clock) == {}
