"""Requests to correct, the person's side, on both databases: counted once, nobody else's, gone before the office."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries.corrections import TakenStep, fetch_request, note_documents, take_step
from db.queries.drafts import DraftKind
from db.queries.mandates import Acting, ScreenGroup
from db.queries.recall import StoredAnswers, put_recall_answers
from db.queries.records import fetch_document, replace_document
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.calendar import YearMonth
from pension.correction_requests import Evidence, Request
from pension.correction_starts import Start, StartKind
from pension.correction_steps import Step
from services.correction_change import CorrectionChange, show_change
from services.corrections import (
    MOST_A_DAY,
    MOST_OPEN,
    CorrectionScreen,
    CorrectionsScreen,
    Prepared,
    RequestProblem,
    delete_correction,
    find_beginning,
    moved_on,
    prepare_correction,
    rewrite_correction,
    show_correction,
    show_corrections,
    withdraw_correction,
)
from services.drafts import keep_draft
from services.recall import RecallScreen, recalled_claims, show_recall
from services.show_records import NoRecordHere
from tests.databases import NOW, SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import make_account, signed_in

ASKED = Request(
    start="month.1983-04",
    claim="no-record",
    first_month=YearMonth.of(1983, 4),
    last_month=YearMonth.of(1983, 7),
    told="喫茶こまどりではたらいていました。",
    evidence=Evidence(at_hand=("payslip",), to_look_for=("people",), others="写真"),
)


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """Somebody signed in who has a record; another has one too."""
    await Importer(tmp_path, clock).take(document(1), document(2))
    return await signed_in(clock, 1)


async def prepared(session: StoredSession, clock: SteppingClock, request: Request = ASKED) -> str:
    """A request that is kept; its number."""
    await keep_draft(session, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    kept = await prepare_correction(session, request, clock)
    assert isinstance(kept, Prepared)
    return kept.number


async def go_on(number: str, *steps: Step, office: str = "さくら年金事務所") -> None:
    async with write():
        for step in steps:
            request = await fetch_request(number)
            assert request is not None
            taken = TakenStep(step=step, happened_at=NOW, taken_by=1, office=office)
            assert await take_step(request.request_id, request.step, taken)


def acting(session: StoredSession, *groups: ScreenGroup) -> StoredSession:
    """The same account, acting for person 1."""
    mandate = Acting(
        mandate_id=1,
        person_id=1,
        name="春野 和子",
        screen_groups=frozenset(groups),
        ends_at=NOW.replace(year=NOW.year + 1),
        withdrawn_at=None,
    )
    return replace(session, acting=mandate)


async def test_what_is_asked_comes_back_as_it_was(session: StoredSession, clock: SteppingClock) -> None:
    number = await prepared(session, clock)
    screen = await show_correction(session, number, clock)
    assert isinstance(screen, CorrectionScreen)
    assert screen.request.request == ASKED
    assert [taken.step for taken in screen.request.steps] == [Step.PREPARED]
    assert screen.seen.record == screen.record.timeline.record
    listed = await show_corrections(session, clock)
    assert isinstance(listed, CorrectionsScreen) and len(listed.requests) == 1


async def test_a_form_counts_once(session: StoredSession, clock: SteppingClock) -> None:
    await keep_draft(session, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    results = await asyncio.gather(*(prepare_correction(session, ASKED, clock) for _ in range(4)))
    assert sum(isinstance(result, Prepared) for result in results) == 1
    assert results.count(RequestProblem.ALREADY_SENT) == 3


async def test_a_number_that_is_taken_is_not_given_again(
    session: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter([7, 7, 8])
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(numbers))
    assert [await prepared(session, clock) for _ in range(2)] == ["00000007", "00000008"]


async def test_at_most_so_many_are_open(session: StoredSession, clock: SteppingClock) -> None:
    numbers = [await prepared(session, clock) for _ in range(MOST_OPEN)]
    await keep_draft(session, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    assert await prepare_correction(session, ASKED, clock) is RequestProblem.TOO_MANY
    await delete_correction(session, numbers[0], clock)
    assert isinstance(await prepare_correction(session, ASKED, clock), Prepared)


async def test_what_never_came_to_the_office_is_not_withdrawn_but_deleted(
    session: StoredSession, clock: SteppingClock
) -> None:
    number = await prepared(session, clock)
    assert await withdraw_correction(session, number, clock) is RequestProblem.TOO_LATE
    assert await delete_correction(session, number, clock) is None


async def test_at_most_so_many_are_prepared_a_day(session: StoredSession, clock: SteppingClock) -> None:
    for _ in range(MOST_A_DAY):
        await delete_correction(session, await prepared(session, clock), clock)
    await keep_draft(session, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    assert await prepare_correction(session, ASKED, clock) is RequestProblem.TOO_MANY_TODAY
    clock.step(days=1)
    assert isinstance(await prepare_correction(session, ASKED, clock), Prepared)


async def test_it_is_changed_and_deleted_only_before_it_comes_to_the_office(
    session: StoredSession, clock: SteppingClock
) -> None:
    number = await prepared(session, clock)
    await go_on(number, Step.RECEIVED)
    await keep_draft(session, DraftKind.CORRECTION, "summary", {"start": "nothing"}, clock)
    other = replace(ASKED, told="ほかの話")
    assert await rewrite_correction(session, number, other, clock) is RequestProblem.TOO_LATE
    assert await delete_correction(session, number, clock) is RequestProblem.TOO_LATE
    screen = await show_correction(session, number, clock)
    assert isinstance(screen, CorrectionScreen) and screen.request.request == ASKED
    assert await withdraw_correction(session, number, clock) is None
    assert await withdraw_correction(session, number, clock) is RequestProblem.TOO_LATE


@pytest.mark.parametrize("act", [delete_correction, withdraw_correction])
async def test_what_the_office_is_just_receiving_is_not_taken_away(
    session: StoredSession, clock: SteppingClock, act: Callable[..., Awaitable[RequestProblem | None]]
) -> None:
    number, receiving = await prepared(session, clock), asyncio.Event()

    async def receive() -> None:
        async with write():
            request = await fetch_request(number)
            assert request is not None
            taken = TakenStep(step=Step.RECEIVED, happened_at=NOW, taken_by=1, office="さくら年金事務所")
            await take_step(request.request_id, Step.PREPARED, taken)
            receiving.set()
            await asyncio.sleep(0.3)

    async def take_away() -> RequestProblem | None:
        await receiving.wait()
        return await act(session, number, clock)

    _, problem = await asyncio.gather(receive(), take_away())
    async with read():
        request = await fetch_request(number)
    assert request is not None
    assert request.steps[1].step is Step.RECEIVED
    assert (problem is None) == (act is withdraw_correction)


async def test_a_rewritten_form_counts_once_too(session: StoredSession, clock: SteppingClock) -> None:
    number = await prepared(session, clock)
    assert await rewrite_correction(session, number, ASKED, clock) is RequestProblem.ALREADY_SENT
    assert await rewrite_correction(session, "00000000", ASKED, clock) is RequestProblem.NO_SUCH_REQUEST


async def test_it_is_nobody_elses(session: StoredSession, clock: SteppingClock) -> None:
    number = await prepared(session, clock)
    await make_account(clock, user_id="other222", person_id=2)
    other = replace(session, person_id=2)
    assert await show_correction(other, number, clock) is RequestProblem.NO_SUCH_REQUEST
    assert await withdraw_correction(other, number, clock) is RequestProblem.NO_SUCH_REQUEST
    assert await delete_correction(other, number, clock) is RequestProblem.NO_SUCH_REQUEST
    assert await rewrite_correction(other, number, ASKED, clock) is RequestProblem.NO_SUCH_REQUEST


@pytest.mark.parametrize("who", ["nobody", "helper"])
async def test_who_has_no_record_or_acts_for_another_writes_nothing(
    session: StoredSession, clock: SteppingClock, who: str
) -> None:
    number = await prepared(session, clock)
    asking = replace(session, person_id=None) if who == "nobody" else acting(session, *ScreenGroup)
    assert await prepare_correction(asking, ASKED, clock) is RequestProblem.NO_RECORD
    for act in (delete_correction, withdraw_correction):
        assert await act(asking, number, clock) is RequestProblem.NO_SUCH_REQUEST
    assert await rewrite_correction(asking, number, ASKED, clock) is RequestProblem.NO_SUCH_REQUEST
    assert await find_beginning(asking, Start(), clock) == NoRecordHere()
    assert await moved_on(asking, NOW) == ()


async def test_whose_record_is_gone_asks_for_nothing(session: StoredSession, clock: SteppingClock) -> None:
    nowhere = replace(session, person_id=999)
    assert await show_corrections(nowhere, clock) == NoRecordHere() == await show_correction(nowhere, "1", clock)
    assert await prepare_correction(nowhere, ASKED, clock) is RequestProblem.NO_RECORD


async def test_a_helper_reads_under_a_mandate_for_it_alone(session: StoredSession, clock: SteppingClock) -> None:
    number = await prepared(session, clock)
    assert isinstance(await show_correction(acting(session, ScreenGroup.CORRECTIONS), number, clock), CorrectionScreen)
    assert await show_correction(acting(session, ScreenGroup.RECORDS), number, clock) == NoRecordHere()
    assert await show_corrections(acting(session, ScreenGroup.RECORDS), clock) == NoRecordHere()


async def test_who_is_told_that_a_request_has_moved_on(session: StoredSession, clock: SteppingClock) -> None:
    number = await prepared(session, clock)
    assert await moved_on(session, NOW.replace(year=2000)) == ()  # the person themselves prepared it
    await go_on(number, Step.RECEIVED)
    assert len(await moved_on(session, NOW.replace(year=2000))) == 1
    assert await moved_on(session, NOW.replace(year=2100)) == ()
    await go_on(number, Step.PAPERS_ASKED)
    assert len(await moved_on(session, NOW.replace(year=2100))) == 1


async def test_before_and_after_once_the_record_is_updated(session: StoredSession, clock: SteppingClock) -> None:
    number = await prepared(session, clock)

    async def found(asking: StoredSession) -> CorrectionChange | None:
        async with read():
            request = await fetch_request(number)
        assert request is not None
        return await show_change(asking, request, clock)

    assert await found(session) is None
    async with write():
        request, before = await fetch_request(number), await fetch_document(1)
        assert request is not None and before is not None
        after = await replace_document(1, before.document_id, before.decode(), NOW)
        assert after is not None
        await note_documents(request.request_id, before.document_id, after)
    own, helpers = await found(session), await found(acting(session, ScreenGroup.CORRECTIONS))
    assert own is not None and own.change.months == ()
    assert own.change.before == own.change.after
    assert helpers is not None and helpers.change == own.change
    assert helpers.amounts is None and helpers.limits == ()


async def test_a_start_that_is_not_there_says_nothing(session: StoredSession, clock: SteppingClock) -> None:
    for start in (
        Start(StartKind.MONTH, "x"),
        Start(StartKind.POINT, "1-1983"),
        Start(StartKind.RECALL, "unpaid-1983-04"),
        Start(StartKind.WORKSHEET, "1.no-record"),
        Start(StartKind.SEARCH, "12345678"),
        Start(),
    ):
        found = await find_beginning(session, start, clock)
        assert not isinstance(found, NoRecordHere)
        assert (found.start, found.months, found.claim, found.event, found.search) == (Start(), None, "", None, "")


async def answered(point: str, answers: dict[str, str]) -> None:
    """What person 1 has answered about a point."""
    async with write():
        await put_recall_answers(1, StoredAnswers(point=point, evidence="", answers=answers, changed_at=NOW))


@pytest.mark.parametrize(
    ("answers", "claim"),
    [
        ({}, "no-record"),
        ({"doing": "own-work"}, "no-record"),  # not answered to the end
        ({"doing": "own-work", "own-work-paid": "paid"}, "paid-unpaid"),
        ({"doing": "home", "married": "yes", "spouse-work": "own-work"}, "paid-unpaid"),
        ({"doing": "worked", "work-kind": "mine"}, "no-record"),
        ({"doing": "own-work", "own-work-paid": "not-paid"}, ""),  # there is nothing to put right
    ],
)
async def test_the_answers_about_a_point_say_what_may_be_wrong(
    session: StoredSession, clock: SteppingClock, answers: dict[str, str], claim: str
) -> None:
    screen = await show_recall(session, clock)
    assert isinstance(screen, RecallScreen)
    point, finding = next(iter(screen.points.values())).subject, screen.record.findings[0]
    await answered(point.key, answers)
    for start in (
        Start(StartKind.RECALL, point.key),
        Start(StartKind.POINT, finding.key),
        Start(StartKind.MONTH, str(point.first_month)),
    ):
        found = await find_beginning(session, start, clock)
        assert not isinstance(found, NoRecordHere)
        assert (found.start, found.claim) == (start, claim)


async def test_nobody_elses_answers_are_looked_at(session: StoredSession, clock: SteppingClock) -> None:
    screen = await show_recall(session, clock)
    assert isinstance(screen, RecallScreen)
    point = next(iter(screen.points))
    await answered(point, {"doing": "own-work", "own-work-paid": "paid"})
    assert await recalled_claims(session, screen.record) == {point: "paid-unpaid"}
    assert await recalled_claims(replace(session, person_id=2), screen.record) == {}
    for other in (replace(session, person_id=None), acting(session, *ScreenGroup)):
        assert await recalled_claims(other, screen.record) == {}


@pytest.mark.parametrize("table", ["correction_step", "correction_request"])
async def test_the_database_keeps_what_has_come_to_the_office(
    session: StoredSession, clock: SteppingClock, table: str
) -> None:
    number = await prepared(session, clock)
    await go_on(number, Step.RECEIVED)
    with pytest.raises(Exception, match="a request at the office stays"):
        async with write():
            await current_engine().run_ddl(f"DELETE FROM {table}")  # noqa: S608 - our own tables
    async with read():
        assert await fetch_request(number) is not None
