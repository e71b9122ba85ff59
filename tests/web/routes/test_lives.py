"""Six lives from the first doubt to the paper for the office (``tests/personas/walks.toml``), without JavaScript."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from httpx import Response

from content.recall import load_recall
from db.engine import close_database, open_database
from db.migrate import apply_migrations
from db.queries.life_events import fetch_life_events
from db.queries.records import fetch_person_id
from db.transactions import read
from ops.personas import DemoPerson, load_logins, load_memories, load_personas, load_unlinked
from pension.life_events import Category, LifeEvent
from services.clock import DEMO_NOW, JapanClock
from services.demo import DemoAccount, add_demo_accounts
from services.import_unlinked import UnlinkedOrder, import_unlinked
from services.keys import DEMO_SECRET, Keys
from services.monthly_import import ImportOrder, import_month
from tests.personas import Walk, load_decisions, load_walks
from tests.personas import load_personas as load_cases
from tests.web.conftest import PASSWORD, Browse, Browser, said, token_in
from web.settings import Settings
from web.views.history_questions import QUESTIONS

WALKS = load_walks()
PEOPLE = {person.persona: person for person in load_personas()}
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
    accounts = [
        DemoAccount(user_id=person.user_id, password=PASSWORD, basic_pension_number=person.basic_pension_number)
        for person in people
    ]

    async def prepare() -> None:
        clock = JapanClock(DEMO_NOW)
        await open_database(str(folder / "lives.sqlite"))
        await apply_migrations(DEMO_NOW)
        await import_month(ImportOrder(file=lines, is_demo=True, report=print, progress=lambda _: None), clock)
        await import_unlinked(UnlinkedOrder(file=unlinked, is_demo=True, report=print, progress=lambda _: None), clock)
        await add_demo_accounts(accounts, clock, Keys(DEMO_SECRET))
        await close_database()

    asyncio.run(prepare())
    return folder / "lives.sqlite"


@pytest.fixture
def settings(lives_database: Path, tmp_path: Path) -> Settings:
    """The demo's day, over a database of its own."""
    database = tmp_path / "lives.sqlite"
    shutil.copyfile(lives_database, database)
    return Settings(database=str(database), demo=True, clock=JapanClock(DEMO_NOW))


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
async def test_a_life_is_walked_from_the_doubt_to_the_paper(walk: Walk, browse: Browse) -> None:
    async with browse() as browser:
        assert (await browser.sign_in(PEOPLE[walk.person].user_id)).status_code == 303

        points = said(await browser.get("/records/checks"))
        assert f'href="/recall/{walk.point}"' in points
        assert [words for words in walk.doubt if words not in points] == []

        result = await be_helped_to_remember(browser, walk)
        assert load_recall().results[walk.result].title in result

        await write_entry(browser, walk)
        worksheet = said(await browser.get("/history"))
        assert [words for words in walk.differs if words not in worksheet] == []

        for step in walk.search:
            answer = await send(browser, step.url, {"step": "do", **step.answers}, page="/faq")
            assert (MAY_BE if step.found else NONE) in answer.text, step

        paper = said(await browser.get("/history/print"))
        assert [words for words in walk.prints if words not in paper] == []
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
        assert listed[walk.person].endswith("。")
