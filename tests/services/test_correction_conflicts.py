"""The office decides about lines that collide with a correction: what each choice makes of the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries import correction_conflicts as queries
from db.queries.accounts import Role
from db.queries.audit import fetch_entries, find_broken_chain
from db.queries.corrections import TakenStep, take_step
from db.queries.mandates import ScreenGroup
from db.queries.records import fetch_document, replace_document
from db.queries.sessions import StoredSession
from db.transactions import read, write
from pension.correction_steps import Step
from pension.corrections import ConflictReason
from pension.decisions import correction_id
from pension.record import Correction, PensionRecord
from pension.status import Status
from services import correction_conflicts
from services.correction_conflicts import (
    Choice,
    ConflictProblem,
    OpenedConflict,
    count_conflicts,
    list_conflicts,
    open_conflict,
    settle_conflict,
)
from services.mandates import MandateOrder, PlannedMandate, give_mandate
from tests.databases import SteppingClock
from tests.pension.documents import job, ym
from tests.services.corrections import NUMBER, ask, stored
from tests.services.monthly_files import RECEIPT, Importer, colliding, document, left_out, paid_instead
from tests.services.people import make_account, signed_in
from tests.services.test_reading_volume import staff

WHY = "相手の記録を確かめました。"


@pytest.fixture
async def importer(database: str, tmp_path: Path, clock: SteppingClock) -> Importer:
    """Two people whose lines of November collide; their conflicts have the numbers 1 and 2."""
    importer = Importer(tmp_path, clock)
    await importer.take(paid_instead(1), paid_instead(2), document(3))
    await importer.take(colliding(1), colliding(2))
    return importer


@pytest.fixture
async def officer(importer: Importer, clock: SteppingClock) -> StoredSession:
    return await staff(clock, "officer7", Role.OFFICER)


async def current(person: int) -> tuple[int, PensionRecord]:
    async with read():
        found = await fetch_document(person)
    assert found is not None
    return found.document_id, found.decode()


async def acts(person: int) -> list[tuple[str, str]]:
    async with read():
        assert await find_broken_chain(person) is None
        entries = await fetch_entries(person, 100)
    return [(entry.action, entry.detail) for entry in reversed(entries)]


async def opened(officer: StoredSession, clock: SteppingClock, number: int = 1) -> OpenedConflict:
    found = await open_conflict(officer, number, clock)
    assert isinstance(found, OpenedConflict)
    return found


async def test_the_list_says_nothing_of_the_person(officer: StoredSession, importer: Importer) -> None:
    found = await list_conflicts()
    assert [(line.number, line.reason, line.as_of) for line in found.lines] == [
        (1, "entry_changed", ym("2026-11")),
        (2, "entry_changed", ym("2026-11")),
    ]
    assert found.waiting == await count_conflicts() == 2


async def test_the_longest_waiting_comes_first(importer: Importer, clock: SteppingClock) -> None:
    await importer.take(paid_instead(4))
    clock.step(days=30)
    await importer.take(colliding(4), colliding(1, "2026-12"))
    assert [line.number for line in (await list_conflicts()).lines] == [2, 4, 3], "4 is the later line of the first"


async def test_opening_shows_both_sides_and_is_noted(officer: StoredSession, clock: SteppingClock) -> None:
    found = await opened(officer, clock)
    assert found.person_name == "春野 和子"
    assert (found.stored, found.incoming) == (paid_instead(1), colliding(1))
    assert [conflict.reason for conflict in found.conflicts] == [ConflictReason.ENTRY_CHANGED]
    changed = {way.choice: [(run.before.status, run.after.status) for run in way.change.months] for way in found.ways}
    assert changed == {Choice.KEEP: [], Choice.TAKE: [(Status.N1_PAID, Status.N1_EXF_APP)]}
    assert (await acts(1))[-1][0] == "read"
    assert '"reason":"correction-conflict"' in (await acts(1))[-1][1]


@pytest.mark.parametrize(
    ("choice", "expected", "outcome"),
    [
        (Choice.KEEP, replace(colliding(1), corrections=(RECEIPT,)), "kept"),
        (Choice.TAKE, colliding(1), "taken"),
        (Choice.REJECT, paid_instead(1), "rejected"),
        (Choice.WAIT, paid_instead(1), "waiting"),
    ],
)
async def test_each_choice_makes_its_record(
    officer: StoredSession, clock: SteppingClock, choice: Choice, expected: PensionRecord, outcome: str
) -> None:
    found = await opened(officer, clock)
    assert await settle_conflict(officer, 1, found.seen, choice, WHY, clock) is None
    assert (await current(1))[1] == expected
    async with read():
        rows = await current_engine().run_ddl(
            "SELECT c.outcome, c.note, c.noted_by, c.resolved_at IS NULL AS is_open, d.replaces, d.batch, d.version "
            "FROM correction_conflict c LEFT JOIN record_document d ON d.id = c.document_after WHERE c.id = 1"
        )
    has_version = choice in (Choice.KEEP, Choice.TAKE)
    ends = (choice is Choice.WAIT, *((found.seen, None, 2) if has_version else (None, None, None)))
    assert tuple(dict(rows[0]).values()) == (outcome, WHY, officer.account_id, *ends)
    assert (await acts(1))[-1] == ("settle-conflict", f'{{"step":"{outcome}"}}'), "the reason itself is not in the log"
    assert await count_conflicts() == 2 - (choice is not Choice.WAIT)


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.TAKE])
async def test_what_was_decided_is_not_asked_again(
    officer: StoredSession, importer: Importer, clock: SteppingClock, choice: Choice
) -> None:
    found = await opened(officer, clock)
    await settle_conflict(officer, 1, found.seen, choice, WHY, clock)
    await importer.take(colliding(1, "2026-12"))
    assert [line.number for line in (await list_conflicts()).lines] == [2]
    _, record = await current(1)
    assert record.as_of == ym("2026-12")
    assert record.corrections == ((RECEIPT,) if choice is Choice.KEEP else ())


async def test_a_line_that_is_wrong_is_sent_back_and_asked_about_again_if_it_comes_again(
    officer: StoredSession, importer: Importer, clock: SteppingClock
) -> None:
    found, before = await opened(officer, clock), await current(1)
    assert await settle_conflict(officer, 1, found.seen, Choice.REJECT, WHY, clock) is None
    assert await current(1) == before
    await importer.take(colliding(1), document(3, as_of="2026-12"))
    assert [line.number for line in (await list_conflicts()).lines] == [2, 3]
    assert (await opened(officer, clock, 3)).note == "", "it is another line, and waits anew"


async def test_a_line_is_sent_back_only_as_it_was_looked_at(officer: StoredSession, clock: SteppingClock) -> None:
    problem = await settle_conflict(officer, 1, 99, Choice.REJECT, WHY, clock)
    assert problem is ConflictProblem.CHANGED_MEANWHILE


async def test_what_an_officer_noted_is_shown_to_the_next(officer: StoredSession, clock: SteppingClock) -> None:
    await settle_conflict(officer, 1, (await opened(officer, clock)).seen, Choice.WAIT, WHY, clock)
    assert (await opened(officer, clock)).note == WHY
    assert (await list_conflicts()).lines[0].noted_at == clock.now()


async def test_a_correction_decided_meanwhile_stays_whatever_is_chosen(
    officer: StoredSession, clock: SteppingClock
) -> None:
    found = await opened(officer, clock)
    later = Correction(
        id="k2",
        decided_on=clock.now().date(),
        office="みほん年金事務所",
        reason="給料の明細により",
        employees=(job("1985-04-01", "1986-04-01", id="k2-1"),),
    )
    seen, record = await current(1)
    async with write():
        assert await replace_document(1, seen, replace(record, corrections=(*record.corrections, later)), clock.now())
    problem = await settle_conflict(officer, 1, found.seen, Choice.TAKE, WHY, clock)
    assert problem is ConflictProblem.CHANGED_MEANWHILE
    found = await opened(officer, clock)
    assert await settle_conflict(officer, 1, found.seen, Choice.TAKE, WHY, clock) is None
    assert (await current(1))[1].corrections == (later,)


async def test_a_version_that_comes_while_it_is_decided(
    officer: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overtaken(*_: object) -> None:
        return None

    found = await opened(officer, clock)
    monkeypatch.setattr(correction_conflicts, "replace_document", overtaken)
    problem = await settle_conflict(officer, 1, found.seen, Choice.TAKE, WHY, clock)
    assert problem is ConflictProblem.CHANGED_MEANWHILE


@pytest.mark.parametrize("choice", list(Choice))
async def test_an_import_that_closes_it_meanwhile_wins(
    officer: StoredSession, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch, choice: Choice
) -> None:
    found, before = await opened(officer, clock), await current(1)
    real = queries.fetch_conflict

    looks = 0

    async def closed_after_this(number: int) -> object:
        nonlocal looks
        looks += 1
        line = await real(number)
        if looks == (1 if choice is Choice.WAIT else 2):  # what comes of the others is worked out first
            await current_engine().run_ddl("UPDATE correction_conflict SET outcome = 'cleared' WHERE id = 1")
        return line

    monkeypatch.setattr(correction_conflicts, "fetch_conflict", closed_after_this)
    problem = await settle_conflict(officer, 1, found.seen, choice, WHY, clock)
    assert problem is ConflictProblem.NO_SUCH_CONFLICT
    assert await current(1) == before, "the new version is taken back with it"
    assert (await acts(1))[-1][0] == "read"


async def test_a_record_that_cannot_be_is_not_offered(
    officer: StoredSession, importer: Importer, clock: SteppingClock
) -> None:
    await importer.take(replace(left_out(1, "2026-12"), national=()))
    found = await opened(officer, clock, 3)
    assert [conflict.reason for conflict in found.conflicts] == [ConflictReason.ENTRY_GONE]
    assert [way.choice for way in found.ways] == [Choice.TAKE]
    problem = await settle_conflict(officer, 3, found.seen, Choice.KEEP, WHY, clock)
    assert problem is ConflictProblem.NOT_POSSIBLE


@pytest.mark.parametrize("number", [-1, 0, 99, 2**40])
async def test_a_number_that_is_none(officer: StoredSession, clock: SteppingClock, number: int) -> None:
    assert await open_conflict(officer, number, clock) is ConflictProblem.NO_SUCH_CONFLICT
    assert await settle_conflict(officer, number, 1, Choice.WAIT, WHY, clock) is ConflictProblem.NO_SUCH_CONFLICT


async def decided_here(importer: Importer, clock: SteppingClock, takers: dict[Step, int]) -> int:
    """The conflict, by its number, of a correction that a request of person 1 came to; who took which of its steps."""
    mine = replace(paid_instead(1, "2026-12"), corrections=(replace(RECEIPT, id=correction_id(NUMBER)),))
    await importer.take(mine)
    await importer.take(colliding(1, "2027-01"))
    account, before = await make_account(clock, user_id="haruno22", person_id=1), Step.PREPARED
    await ask(account, clock)
    async with write():
        for step, taker in takers.items():
            taken = TakenStep(step=step, happened_at=clock.now(), taken_by=taker)
            assert await take_step((await stored()).request_id, before, taken)
            before = step
    return (await list_conflicts()).lines[-1].number


@pytest.mark.parametrize("choice", [Choice.KEEP, Choice.TAKE, Choice.REJECT])
@pytest.mark.parametrize("step", [Step.DECIDED, Step.RECORD_UPDATED])
async def test_who_has_decided_a_correction_does_not_decide_what_becomes_of_it(
    officer: StoredSession, importer: Importer, clock: SteppingClock, step: Step, choice: Choice
) -> None:
    other = await staff(clock, "officer8", Role.OFFICER)
    assert await settle_conflict(other, 1, (await opened(other, clock)).seen, Choice.TAKE, WHY, clock) is None
    takers = {Step.RECEIVED: other.account_id, step: officer.account_id}
    number = await decided_here(importer, clock, takers)
    before, found = await current(1), await opened(officer, clock, number)
    assert found.decided_here
    problem = await settle_conflict(officer, number, found.seen, choice, WHY, clock)
    assert problem is ConflictProblem.SAME_OFFICER
    assert await current(1) == before
    assert await settle_conflict(officer, number, found.seen, Choice.WAIT, WHY, clock) is None, "a note may be left"
    assert not (await opened(other, clock, number)).decided_here, "receiving a request is no decision"
    assert await settle_conflict(other, number, found.seen, choice, WHY, clock) is None


async def test_nobody_decides_about_their_own_record_or_of_those_they_help(
    officer: StoredSession, clock: SteppingClock
) -> None:
    own = replace(officer, person_id=2)
    assert await open_conflict(own, 2, clock) is ConflictProblem.OWN_RECORD
    assert await settle_conflict(own, 2, 2, Choice.TAKE, WHY, clock) is ConflictProblem.OWN_RECORD
    person = await signed_in(clock, 1)
    helper = await make_account(clock, user_id="helper22", person_id=3)
    order = MandateOrder(
        helper_user_id="helper22",
        helper_name="春野 和子",
        screen_groups=frozenset({ScreenGroup.RECORDS}),
        months=3,
    )
    assert isinstance(await give_mandate(person, order, clock), PlannedMandate)
    assert await open_conflict(replace(officer, account_id=helper), 1, clock) is ConflictProblem.OWN_RECORD
