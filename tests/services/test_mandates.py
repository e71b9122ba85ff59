"""Mandates on both databases: given, acted under, ended; and the days they end on."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from db.problems import DatabaseUnavailable
from db.queries.audit import find_broken_chain
from db.queries.mandates import MandateState, ScreenGroup
from db.queries.sessions import StoredSession
from db.transactions import read
from services import sessions
from services.access_history import Reader, show_entry, show_history
from services.check_marks import MarkResult, mark_finding
from services.inquiries import AskProblem, ask, show_inquiries
from services.mandates import (
    MOST_HELPERS,
    GiveProblem,
    MandateOrder,
    PlannedMandate,
    begin_acting,
    end_of,
    give_mandate,
    last_day,
    plan_mandate,
    show_helping,
    show_mandates,
    stop_acting,
    withdraw_mandate,
)
from services.sessions import Browser, load_session
from services.show_records import NoRecordHere, RecordScreen, show_records
from services.sign_in import SignedIn
from tests.databases import JST, SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import make_account, try_sign_in

HELPERS = 7


class Two:
    """A person who gives and one who helps, signed in."""

    def __init__(self, tokens: dict[str, str], clock: SteppingClock) -> None:
        self._tokens = tokens
        self._clock = clock

    async def session(self, user_id: str) -> StoredSession:
        """What the next request of somebody finds."""
        session = await load_session(self._tokens[user_id], self._clock)
        assert session is not None
        return session


@pytest.fixture
async def two(database: str, clock: SteppingClock, tmp_path: Path) -> Two:
    names = ["春野 和子", *(f"夏野 {number}" for number in range(HELPERS))]
    await Importer(tmp_path, clock).take(*(document(index, name=name) for index, name in enumerate(names, start=1)))
    await make_account(clock, user_id="giver22", person_id=1)
    for number in range(HELPERS):
        await make_account(clock, user_id=f"helper{number}", person_id=2 + number)
    tokens = {}
    for user_id in ("giver22", "helper0"):
        result = await try_sign_in(clock, user_id, browser=Browser())
        assert isinstance(result, SignedIn)
        tokens[user_id] = result.session.token
    return Two(tokens, clock)


def order(number: int = 0, **changes: object) -> MandateOrder:
    values = {
        "helper_user_id": f"helper{number}",
        "helper_name": f"夏野 {number}",
        "screen_groups": frozenset({ScreenGroup.RECORDS}),
        "months": 3,
        **changes,
    }
    return MandateOrder(**values)  # type: ignore[arg-type]  # the fields are those of MandateOrder


async def test_given_acted_under_and_taken_back(two: Two, clock: SteppingClock) -> None:
    giver = await two.session("giver22")
    assert isinstance(await plan_mandate(giver, order(), clock), PlannedMandate)
    assert await show_mandates(giver, clock) == []
    given = await give_mandate(giver, order(), clock)
    assert isinstance(given, PlannedMandate)
    assert given.last_day == date(2027, 2, 23)
    (line,) = await show_helping(await two.session("helper0"), clock)
    assert (line.name, line.state) == ("春野 和子", MandateState.ACTIVE)
    assert await begin_acting(await two.session("helper0"), line.mandate_id, clock) is not None
    acting = await two.session("helper0")
    assert acting.acting is not None
    assert (acting.acting.name, acting.record_shown, acting.person_id) == ("春野 和子", 1, 2)
    assert isinstance(await show_records(acting, clock), RecordScreen)
    assert isinstance(await show_records(acting, clock, ScreenGroup.CHECKS), NoRecordHere)
    assert await withdraw_mandate(giver, line.mandate_id, clock)
    assert not await withdraw_mandate(giver, line.mandate_id, clock)
    assert isinstance(await show_records(await two.session("helper0"), clock), NoRecordHere)
    assert await begin_acting(await two.session("helper0"), line.mandate_id, clock) is None
    await stop_acting(await two.session("helper0"))
    assert (await two.session("helper0")).record_shown == 2
    async with read():
        assert await find_broken_chain(1) is None


async def test_a_helper_writes_nothing_even_past_the_table(two: Two, clock: SteppingClock) -> None:
    await give_mandate(await two.session("giver22"), order(screen_groups=frozenset(ScreenGroup)), clock)
    await begin_acting(await two.session("helper0"), 1, clock)
    acting = await two.session("helper0")
    screen = await show_records(acting, clock)
    assert isinstance(screen, RecordScreen)
    assert await mark_finding(acting, screen.findings[0].key, clock) is MarkResult.NO_SUCH_FINDING
    assert await give_mandate(acting, order(1), clock) is GiveProblem.NO_SUCH_HELPER
    assert not await withdraw_mandate(acting, 1, clock)
    assert await ask(acting, 1, "x", clock) is AskProblem.NO_SUCH_ENTRY
    assert await show_inquiries(acting) == []
    assert await show_entry(acting, 1) is None
    assert (await show_history(acting, None)).entries == ()


async def test_a_helpers_reading_that_cannot_be_noted_is_refused(
    two: Two, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await give_mandate(await two.session("giver22"), order(), clock)
    await begin_acting(await two.session("helper0"), 1, clock)
    acting, giver = await two.session("helper0"), await two.session("giver22")

    async def full(*_: object) -> None:
        raise DatabaseUnavailable("disk full")

    monkeypatch.setattr(sessions, "append_entry", full)
    with pytest.raises(DatabaseUnavailable):
        await show_records(acting, clock)
    assert isinstance(await show_records(giver, clock), RecordScreen)


async def test_only_so_many_help_at_once(two: Two, clock: SteppingClock) -> None:
    giver = await two.session("giver22")
    for number in range(MOST_HELPERS):
        assert isinstance(await give_mandate(giver, order(number), clock), PlannedMandate)
    assert await give_mandate(giver, order(MOST_HELPERS), clock) is GiveProblem.TOO_MANY_HELPERS
    assert isinstance(await give_mandate(giver, order(0), clock), PlannedMandate)  # in place of the one before


async def test_the_log_tells_who_stands_behind_each_entry(two: Two, clock: SteppingClock) -> None:
    giver = await two.session("giver22")
    await give_mandate(giver, order(), clock)
    await begin_acting(await two.session("helper0"), 1, clock)
    await show_records(await two.session("helper0"), clock)
    entries = (await show_history(giver, None)).entries
    told = [(entry.action, entry.reader, entry.name, entry.mandate_with) for entry in entries]
    assert told == [
        ("read", Reader.HELPER, "夏野 0", ""),
        ("give-mandate", Reader.SELF, "", "夏野 0"),
        ("sign-in", Reader.SELF, "", ""),
        ("import", Reader.SERVICE, "", ""),
    ]


@pytest.mark.parametrize(
    ("given", "months", "last"),
    [
        ((2026, 11, 23), 1, (2026, 12, 23)),
        ((2026, 12, 31), 1, (2027, 1, 31)),
        ((2027, 1, 31), 1, (2027, 2, 28)),
        ((2027, 11, 30), 3, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
    ],
)
def test_the_last_day_is_the_same_day_or_the_months_last(
    given: tuple[int, int, int], months: int, last: tuple[int, int, int]
) -> None:
    assert last_day(datetime(*given, 23, 59, tzinfo=JST), months) == date(*last)


def test_a_day_is_over_at_midnight_in_japan() -> None:
    assert end_of(date(2027, 12, 31)) == datetime(2028, 1, 1, tzinfo=JST)
