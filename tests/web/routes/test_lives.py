"""Six lives from the first doubt to the corrected record (``tests/personas/walks.toml``), without JavaScript."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
from httpx import Response

from content.corrections import load_corrections
from content.recall import load_recall
from db.documents import parse_document
from db.engine import close_database, open_database
from db.migrate import apply_migrations
from db.queries.accounts import Role
from db.queries.life_events import fetch_life_events
from db.queries.records import fetch_person_id
from db.queries.sessions import StoredSession
from db.transactions import read
from ops.personas import DemoPerson, load_logins, load_memories, load_personas, load_unlinked
from pension.calendar import MonthRange, YearMonth
from pension.correction_steps import Outcome, Step
from pension.counting import compute_totals
from pension.decisions import Decision, copied_entry
from pension.life_events import Category, LifeEvent
from pension.periods import Period
from pension.record import ComplementaryPeriod, Correction, EmployeesPeriod, PensionRecord
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.clock import DEMO_NOW, JST, Clock
from services.correction_decision import OpenDecision, change_decision, decide, open_decision, put_into_record
from services.correction_desk import OpenCorrection, StepOrder, open_correction, take_by_hand
from services.demo import DemoAccount, add_demo_accounts
from services.import_unlinked import UnlinkedOrder, import_unlinked
from services.keys import DEMO_SECRET, Keys
from services.monthly_import import Imported, ImportOrder, import_month
from services.sessions import load_session
from tests.databases import SteppingClock
from tests.pension.test_personas import entitlement, scheme_totals, with_fractions
from tests.personas import Decision as Decided
from tests.personas import Walk, load_decisions, load_walks
from tests.personas import load_personas as load_cases
from tests.services.monthly_files import Importer, record_of
from tests.services.people import weak_passwords
from tests.web.conftest import PASSWORD, Browser, said, token_in
from tests.web.routes.test_correction_desk import DESK, goes
from tests.web.town import Enter
from web.forms.corrections import month_fields
from web.views.history_questions import QUESTIONS
from web.views.wording import full_range_words, months_words

WALKS = load_walks()
PEOPLE = {person.persona: person for person in load_personas()}
DECIDED = {decision.persona.id: decision for decision in load_decisions()}
OFFICE = "見本年金事務所"
ON_16, ON_20 = (datetime(2026, 11, day, 12, tzinfo=JST) for day in (16, 20))
"""A request is prepared, and decided on the day that decisions.toml says; it is looked at on the day of the demo."""
IN_DECEMBER = datetime(2026, 12, 7, 12, tzinfo=JST)
"""The file of the next month comes."""
MAY_BE, NONE = "該当する可能性のある記録があります", "該当する可能性のある記録は、見つかりませんでした"

every_walk = pytest.mark.parametrize("walk", WALKS, ids=[walk.life for walk in WALKS])


@pytest.fixture(scope="session")
def lives_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of those who walk, their accounts, and records without an owner; nothing is remembered yet."""
    folder = tmp_path_factory.mktemp("lives")
    people = [PEOPLE[walk.person] for walk in WALKS]
    lines, unlinked = folder / "month.jsonl", folder / "unlinked.jsonl"
    lines.write_text("".join(f"{person.line}\n" for person in people), encoding="utf-8")
    unlinked.write_text("".join(f"{line}\n" for line in load_unlinked()), encoding="utf-8")
    citizens = [
        DemoAccount(user_id=person.user_id, password=PASSWORD, basic_pension_number=person.basic_pension_number)
        for person in people
    ]
    officers = [
        DemoAccount(user_id=name, password="x", role=Role.OFFICER, staff_name="窓口 一郎", office=OFFICE)
        for name in ("officer", "officer2")
    ]

    async def prepare() -> None:
        clock = SteppingClock(ON_16)
        await open_database(str(folder / "lives.sqlite"))
        await apply_migrations(ON_16)
        await import_month(ImportOrder(file=lines, is_demo=True, report=print, progress=lambda _: None), clock)
        await import_unlinked(UnlinkedOrder(file=unlinked, is_demo=True, report=print, progress=lambda _: None), clock)
        await add_demo_accounts([*citizens, *officers], clock, Keys(DEMO_SECRET))
        await close_database()

    with weak_passwords():
        asyncio.run(prepare())
    return folder / "lives.sqlite"


@pytest.fixture(scope="session")
def town_database(lives_database: Path) -> Path:
    """Those who walk are the town of these tests."""
    return lives_database


async def send(browser: Browser, url: str, fields: dict[str, str], *, page: str = "") -> Response:
    """Send a form of a page."""
    return await browser.post(url, {"csrf_token": token_in(await browser.get(page or url)), **fields})


async def be_helped_to_remember(browser: Browser, walk: Walk) -> str:
    """Answer from the first question on; the page of the point at the end."""
    point = f"/recall/{walk.point}"
    url = _first_question(await browser.get(point))
    for answer in walk.answers:
        url = (await send(browser, url, {"answer": answer})).headers["location"]
    assert url == point, "the last answer leads to the result"
    return said(await browser.get(url))


def _first_question(page: Response) -> str:
    found = re.search(r'href="(/recall/[^"/]+/[^"/]+)"', page.text)
    assert found, "nothing is asked"
    return unescape(found[1])


async def write_entry(browser: Browser, walk: Walk) -> None:
    """Write one entry of the worksheet, question by question."""
    url, page = f"/history/new/{walk.category}", ""
    questions = QUESTIONS[Category(walk.category)]
    assert len(walk.entry) == len(questions)
    for typed, question in zip(walk.entry, questions, strict=True):
        assert question.question in said(await browser.get(url))
        answer = await send(browser, url, {"answer": typed, "step": "next"}, page=page)
        assert answer.status_code == 303, (url, typed)
        url = answer.headers["location"]


@every_walk
async def test_a_life_is_walked_from_the_doubt_to_the_paper(walk: Walk, enter: Enter) -> None:
    browser = await enter("")
    assert (await browser.sign_in(PEOPLE[walk.person].user_id)).status_code == 303

    points = said(await browser.get("/records/checks"))
    assert f'href="/recall/{walk.point}"' in points
    assert [words for words in walk.doubt if words not in points] == []

    result = await be_helped_to_remember(browser, walk)
    assert load_recall().results[walk.result].title in result
    begun = said(await browser.get(f"/corrections/new?from=recall.{walk.point}"))
    assert load_corrections().claims[walk.request.claim].title in begun, "what was answered is what is supposed"

    await write_entry(browser, walk)
    worksheet = said(await browser.get("/history"))
    assert [words for words in walk.differs if words not in worksheet] == []

    for step in walk.search:
        answer = await send(browser, step.url, {"step": "do", **step.answers}, page="/faq")
        assert (MAY_BE if step.found else NONE) in answer.text, step

    paper = said(await browser.get("/history/print"))
    assert [words for words in walk.prints if words not in paper] == []
    to_ask, _, _ = paper.partition("<h2>記憶と国の記録</h2>")
    assert [words for words in walk.asks if words not in to_ask] == []
    assert [words for words in walk.omits if words in to_ask] == []
    assert await written(PEOPLE[walk.person]) == [as_remembered(walk)]


async def written(person: DemoPerson) -> list[LifeEvent]:
    """The entries that a person's worksheet holds."""
    async with read():
        person_id = await fetch_person_id(person.basic_pension_number)
        assert person_id is not None
        return await fetch_life_events(person_id)


def as_remembered(walk: Walk) -> LifeEvent:
    """The entry as the demo has it, in the place of the first."""
    [memory] = load_memories([PEOPLE[walk.person]])
    return replace(memory.events[walk.remembered - 1], number=1)


# ── from the point to the corrected record ──────────────────────────────────────────────────────────────────────────


def correction_of(decided: Decided) -> Correction:
    """What the office decides."""
    record = parse_document(decided.read_corrected())
    assert isinstance(record, PensionRecord), record
    return record.corrections[-1]


def months_of(decided: Decided) -> MonthRange:
    """The months that change: of each of the six one run."""
    [run] = decided.expected["cells"]
    return MonthRange(YearMonth.parse(run["first"]), YearMonth.parse(run["last"]))


def start_at(checks: str, walk: Walk) -> str:
    """Where the doubted months lead to a request; empty where they are no point any more."""
    [settled] = DECIDED[walk.person].expected["settles"]
    key = f"{settled['rule']}-{settled['first']}-{settled['last']}"
    found = re.search(rf'href="(/corrections/new\?from=point\.{key}-[0-9a-f]+)"', checks)
    return found[1] if found else ""


async def ask(browser: Browser, walk: Walk) -> str:
    """Ask for a correction from the point on; the number of the receipt."""
    asked, months = walk.request, months_of(DECIDED[walk.person])
    start = start_at((await browser.get("/records/checks")).text, walk)
    assert start
    url = await goes(browser, start, {})
    for answer in (
        dict(month_fields(months)),
        {"claim": asked.claim},
        {"told": asked.told},
        {f"at-hand-{kind}": kind for kind in asked.at_hand},
        {},
        {"others": asked.others},
    ):
        url = await goes(browser, url, answer)
    assert url == "/corrections/new/summary"
    summary = said(await browser.get(url))
    words = (full_range_words(months.first_month, months.last_month), asked.told, asked.others)
    assert [each for each in words if each not in summary] == []
    return (await goes(browser, url, {})).removeprefix("/corrections/")


async def session_of(officer: Browser, clock: Clock) -> StoredSession:
    """An officer's session, for the services behind the pages."""
    session = await load_session(officer.client.cookies["session"], clock)
    assert session is not None
    return session


async def decide_by_services(officer: Browser, other: Browser, number: str, decided: Decision, clock: Clock) -> None:
    """One officer receives, reviews and decides; the other puts it into the record; its owner is told."""
    one, two = await session_of(officer, clock), await session_of(other, clock)
    await take(one, number, Step.RECEIVED, clock)
    await take(one, number, Step.UNDER_REVIEW, clock)
    begun = await look_at(one, number, clock)
    assert await change_decision(one, number, begun.seen, lambda *_: decided, clock) == decided
    ready = await look_at(one, number, clock)
    assert await decide(one, number, ready.seen, ready.version, clock) is None
    looked_at = await look_at(two, number, clock)
    assert await put_into_record(two, number, looked_at.seen, looked_at.version, clock) is None
    await take(one, number, Step.NOTIFIED, clock)


async def take(session: StoredSession, number: str, step: Step, clock: Clock) -> None:
    """Open the request and take it on."""
    opened = await open_correction(session, number, clock)
    assert isinstance(opened, OpenCorrection)
    assert await take_by_hand(session, number, StepOrder(step=step, seen=opened.state), clock) is None


async def look_at(session: StoredSession, number: str, clock: Clock) -> OpenDecision:
    """The decision as it stands, before which nothing stands in the way of what is written."""
    opened = await open_decision(session, number, clock)
    assert isinstance(opened, OpenDecision)
    assert opened.problems == ()
    return opened


def as_worked_out(correction: Correction) -> Decision:
    """The decision that comes to this correction."""
    added = [replace(copied_entry(each, place), corrects="") for place, each in enumerate(added_by(correction), 1)]
    return Decision(
        outcome=Outcome.GRANTED,
        withdraws=correction.withdraws,
        added=tuple(added),
        reason=correction.reason,
        decided_on=correction.decided_on,
    )


def added_by(correction: Correction) -> tuple[Period, ...]:
    """The entries that come in."""
    return (*correction.national, *correction.employees, *correction.complementary)


async def decide_by_pages(
    officer: Browser, other: Browser, number: str, correction: Correction, at_hand: tuple[str, ...]
) -> None:
    """The same through every page of the desk."""
    url, day = f"{DESK}/{number}", f"{correction.decided_on:%Y/%m/%d}"
    assert await goes(officer, DESK, {"number": f"{number[:4]}-{number[4:]}"}) == url
    papers = {f"papers-{kind}": kind for kind in at_hand}
    assert await goes(officer, f"{url}/steps/received", {"identity": "passport", "day": day, **papers}) == url
    assert await goes(officer, f"{url}/steps/under_review", {}) == url
    onward = await goes(officer, f"{url}/decision/outcome", {"answer": "granted"})
    onward = await goes(officer, onward, {})
    for period in added_by(correction):
        assert onward == f"{url}/decision/additions"
        onward = await add(officer, onward, period)
    onward = await goes(officer, onward, {"answer": "nothing"})
    assert await goes(officer, onward, {"answer": correction.reason, "day": day}) == f"{url}/decision"
    assert await goes(officer, f"{url}/decision", {}) == url
    assert await goes(other, f"{url}/record", {}) == url
    assert await goes(officer, f"{url}/steps/notified", {"way": "letter", "day": day}) == url


async def add(officer: Browser, url: str, period: Period) -> str:
    """Answer what is asked about an entry that comes in; where that leads."""
    if isinstance(period, ComplementaryPeriod):
        url = await goes(officer, url, {"answer": "time"})
        url = await goes(officer, url, {"first": str(period.first_month), "last": str(period.last_month)})
        return await goes(officer, url, {"answer": period.reason})
    assert isinstance(period, EmployeesPeriod)
    assert period.disenrolled_on is not None
    url = await goes(officer, url, {"answer": "job"})
    enrolled, disenrolled = f"{period.enrolled_on:%Y/%m/%d}", f"{period.disenrolled_on:%Y/%m/%d}"
    for answer in (period.employer, period.status.value, enrolled, disenrolled):
        url = await goes(officer, url, {"answer": answer})
    for run in period.pay:
        months = {"first": str(run.first_month), "last": str(run.last_month)}
        await goes(officer, url, {**months, "amount": f"{run.standard_monthly_remuneration}円", "step": "add"})
    return await goes(officer, await goes(officer, url, {"step": "next"}), {"step": "next"})


async def find_what_was_decided(owner: Browser, number: str, walk: Walk, correction: Correction) -> None:
    """What its owner is told: the reason, the months and totals of before and after, and what becomes of the amount."""
    decided, told = DECIDED[walk.person], said(await owner.get(f"/corrections/{number}"))
    before, after, months = decided.persona.read_expected()["totals"], decided.expected["totals"], months_of(decided)
    toward_the_right = [
        f'data-label="訂正の{when}">{months_words(Fraction(totals["entitlement"]["converted"]))}</td>'
        for when, totals in (("前", before), ("後", after))
    ]
    changed = f">変わる月は、あわせて{len(tuple(months.each()))}か月"
    notified = load_corrections().steps[Step.NOTIFIED].happened
    assert [words for words in (correction.reason, changed, notified, *toward_the_right) if words not in told] == []
    assert ("ふえる見込みです" in told) == (before["schemes"] != after["schemes"])

    first = months.first_month
    month = said(await owner.get(f"/records/{first.year}/{first.month}"))
    assert f"に、{OFFICE}で訂正されました。" in month
    assert correction.reason in month
    log = said(await owner.get("/account/access-log"))
    assert f"受付番号{number[:4]}-{number[4:]}の記録の訂正の相談で決まったとおりに、年金記録を訂正しました。" in log


async def has_totals_of(owner: Browser, person: DemoPerson, decided: Decided) -> None:
    """The record comes to what was worked out by hand, and its page says so."""
    expected = decided.expected["totals"]
    record = await record_of(person.basic_pension_number)
    totals = compute_totals(build_timeline(record, DEMO_NOW.date(), load_rules()), load_rules())
    assert scheme_totals(totals) == with_fractions(expected["schemes"])
    assert entitlement(totals) == with_fractions(expected["entitlement"])
    assert {"weighted": totals.basic.weighted, "cap": totals.basic.cap} == with_fractions(expected["basic"])
    shown = f'data-label="実際の月数">{expected["entitlement"]["real"]}</td>'
    assert shown in (await owner.get("/records")).text


async def import_next_month(person: DemoPerson, importer: Importer) -> None:
    """What comes a month later does not know of the correction."""
    record = parse_document(person.line)
    assert isinstance(record, PensionRecord), record
    assert isinstance(await importer.take(replace(record, as_of=YearMonth.of(2026, 11))), Imported)


@every_walk
async def test_a_life_goes_on_to_the_corrected_record(
    walk: Walk, enter: Enter, town_clock: SteppingClock, tmp_path: Path
) -> None:
    person, decided = PEOPLE[walk.person], DECIDED[walk.person]
    correction = correction_of(decided)
    town_clock.moment = ON_16
    owner = await enter(person.user_id)
    number = await ask(owner, walk)
    receipt = f"{number[:4]}-{number[4:]}"
    assert f"受付番号 {receipt}" in said(await owner.get(f"/corrections/{number}"))
    paper = said(await owner.get(f"/corrections/{number}/print"))
    claim = load_corrections().claims[walk.request.claim].title
    assert [words for words in (receipt, claim, walk.request.told, walk.request.others) if words not in paper] == []

    town_clock.moment = ON_20
    officer, other = await enter("officer"), await enter("officer2")
    if walk.request.every_page:
        await decide_by_pages(officer, other, number, correction, walk.request.at_hand)
    else:
        await decide_by_services(officer, other, number, as_worked_out(correction), town_clock)

    town_clock.moment = DEMO_NOW
    owner = await enter(person.user_id)
    await find_what_was_decided(owner, number, walk, correction)
    assert start_at((await owner.get("/records/checks")).text, walk) == ""
    await has_totals_of(owner, person, decided)

    decided_record, town_clock.moment = await record_of(person.basic_pension_number), IN_DECEMBER
    await import_next_month(person, Importer(tmp_path, town_clock))
    assert await record_of(person.basic_pension_number) == replace(decided_record, as_of=YearMonth.of(2026, 11))
    owner = await enter(person.user_id)
    assert start_at((await owner.get("/records/checks")).text, walk) == ""


def test_each_life_has_an_end_by_law() -> None:
    """Somebody's record is corrected at the end of each walk, and no decision is without a walk."""
    decided = [decision.persona.id for decision in load_decisions()]
    assert sorted(person for walk in WALKS for person in walk.decided) == sorted(decided)


def test_who_tries_the_demo_is_told_whose_life_it_is() -> None:
    """``demo --list`` names each of the six with what there is to find."""
    cases = {persona.id: persona.cases for persona in load_cases()}
    listed = {login.persona: login.shows for login in load_logins([*PEOPLE.values()])}
    for walk in WALKS:
        assert walk.life in cases[walk.person]
        shows = PEOPLE[walk.person].shows
        assert shows.endswith("。")
        assert listed[walk.person].startswith(shows)
