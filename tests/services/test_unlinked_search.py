"""Searches at the edges: nobody in whose name to search, numbers that are taken, several at the same moment."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.queries.records import fetch_person_id
from db.queries.sessions import StoredSession
from db.transactions import read
from ops.personas import load_personas
from pension.record import Sex
from services.monthly_import import ImportOrder, import_month
from services.unlinked_search import (
    DeceasedSearch,
    MayNotSearch,
    OwnSearch,
    SearchAnswer,
    SearchHouse,
    TooManySearches,
    list_searches,
    search_deceased,
    search_own,
    show_sought,
)
from tests.databases import SteppingClock
from tests.services.people import KEYS, signed_in

OWN = OwnSearch(other_names=("ハルノ カズヨ",), purpose="gap")
FATHER = DeceasedSearch(
    names=("アキヤマ シゲル",), birth_date=date(1930, 2, 11), sex=Sex.MALE, purpose="check", relationship="child"
)


@pytest.fixture
def house(clock: SteppingClock) -> SearchHouse:
    return SearchHouse(clock=clock, keys=KEYS, a_day=3)


@pytest.fixture
async def session(database: str, clock: SteppingClock, tmp_path: Path) -> StoredSession:
    """春野 和子, signed in."""
    person = load_personas()[0]
    month = tmp_path / "month.jsonl"
    month.write_text(f"{person.line}\n", encoding="utf-8")
    await import_month(ImportOrder(file=month, is_demo=False, report=print, progress=lambda _: None), clock)
    async with read():
        person_id = await fetch_person_id(person.basic_pension_number)
    return await signed_in(clock, person_id)


async def test_who_has_no_record_searches_for_nobody(session: StoredSession, house: SearchHouse) -> None:
    nobody, not_there = replace(session, person_id=None), replace(session, person_id=999)
    for asking in (nobody, not_there):
        assert await search_own(asking, OWN, house) == MayNotSearch()
        assert await show_sought(asking, house.clock) is None
    assert await search_deceased(nobody, FATHER, house) == MayNotSearch()
    assert await list_searches(nobody) == []


async def test_a_number_that_is_taken_is_not_given_again(
    session: StoredSession, house: SearchHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter([7, 7, 8])
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(numbers))
    answers = [await search_own(session, OWN, house), await search_deceased(session, FATHER, house)]
    assert [answer.number for answer in answers if isinstance(answer, SearchAnswer)] == ["00000007", "00000008"]


async def test_the_limit_holds_for_searches_at_the_same_moment(session: StoredSession, house: SearchHouse) -> None:
    results = await asyncio.gather(*(search_own(session, OWN, house) for _ in range(6)))
    assert sum(isinstance(result, SearchAnswer) for result in results) == 3
    assert sum(isinstance(result, TooManySearches) for result in results) == 3


async def test_every_name_on_the_record_is_searched_for_once(session: StoredSession, house: SearchHouse) -> None:
    sought = await show_sought(session, house.clock)
    assert sought is not None
    assert [name.kana for name in sought.names] == ["ハルノ カズコ", "アキヤマ カズコ"]
    person = json.loads(load_personas()[0].line)["person"]
    assert sought.birth_date.isoformat() == person["birth_date"]


async def test_earlier_answers_are_listed_newest_first(
    session: StoredSession, house: SearchHouse, clock: SteppingClock
) -> None:
    for _ in range(2):
        await search_own(session, OWN, house)
        clock.step(minutes=1)
    listed = await list_searches(session)
    assert [answer.searched_at for answer in listed] == sorted((answer.searched_at for answer in listed), reverse=True)
    assert [answer.found for answer in listed] == [False, False]
