"""Searching for records without an owner (持ち主不明記録の検索): one's own, or those of somebody who has died.

The answer is only whether there may be one: the same work is done for either answer, and what was found is shown at the
office alone. Every search is noted in the access log, has a number to bring along, and counts for the day's limit.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from db.queries.accounts import lock_account
from db.queries.attempts import Attempt
from db.queries.audit import Act, Action, append_entry
from db.queries.mandates import ScreenGroup
from db.queries.records import fetch_document
from db.queries.sessions import StoredSession
from db.queries.unlinked import fetch_candidates
from db.queries.unlinked_searches import (
    StoredSearch,
    count_people_sought,
    count_searches,
    delete_old_searches,
    fetch_searches_of,
    insert_search,
)
from db.transactions import read, write
from pension.kana import plain_parts
from pension.matching import Match, find_match, is_match, prepare_search
from pension.record import PensionRecord, Sex
from pension.unlinked import Sought, SoughtName, UnlinkedRecord
from rules.matching import load_matching
from services.act_details import Detail
from services.clock import JST, Clock
from services.keys import Keys
from services.sessions import account_actor
from services.watch import Rule, raise_alert, watch

SEARCHES_KEPT = timedelta(days=365)
"""How long the number of a search is good for at an office; then the search is deleted."""
PEOPLE_WINDOW = timedelta(days=30)
MOST_PEOPLE = 6
"""From so many different people within a month on the administrator is told."""
MOST_LISTED = 20
_NUMBERS = 10**8
_PURPOSE = "unlinked-search"


class SearchKind(StrEnum):
    """Whose record is searched for."""

    OWN = "own"  # 本人
    DECEASED = "deceased"  # 亡くなった方


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSearch:
    """A search for the records of the person whose record a session shows: other names in kana, and what for."""

    other_names: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeceasedSearch:
    """A search for the records of somebody who has died; ``relationship`` is what the searcher is to them."""

    names: tuple[str, ...]
    birth_date: date
    sex: Sex
    purpose: str
    relationship: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """What a search came to: whether there may be a record, and the number to bring along. Time of Japan."""

    number: str
    kind: SearchKind
    purpose: str
    found: bool
    searched_at: datetime


@dataclass(frozen=True, slots=True)
class TooManySearches:
    """The day's searches are used up; the next is possible at ``again_at``, of Japan."""

    again_at: datetime


@dataclass(frozen=True, slots=True)
class MayNotSearch:
    """There is no record in whose name to search, or the mandate does not cover it."""


SearchResult = SearchAnswer | TooManySearches | MayNotSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHouse:
    """What the installation brings to a search: the time, its keys, and how many searches an account has a day."""

    clock: Clock
    keys: Keys
    a_day: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the one, and why."""

    record: UnlinkedRecord
    match: Match


# ── searching ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def show_sought(session: StoredSession, clock: Clock) -> Sought | None:
    """Whom a search without other names is for: the person whose record the session shows, under every name on it."""
    record = await _record_of(session, clock)
    return sought_of(record) if record else None


async def search_own(session: StoredSession, order: OwnSearch, house: SearchHouse) -> SearchResult:
    """Search for the records of the person themselves; a helper needs a mandate for it."""
    record = await _record_of(session, house.clock)
    if record is None:
        return MayNotSearch()
    own = sought_of(record)
    names = _distinct((*own.names, *(SoughtName(kana=kana) for kana in order.other_names)))
    return await _search(session, SearchKind.OWN, replace(own, names=names), (order.purpose, ""), house)


async def search_deceased(session: StoredSession, order: DeceasedSearch, house: SearchHouse) -> SearchResult:
    """Search for the records of somebody who has died, in one's own name alone."""
    if session.person_id is None or session.acting is not None:
        return MayNotSearch()
    names = _distinct(SoughtName(kana=kana) for kana in order.names)
    sought = Sought(names=names, birth_date=order.birth_date, sex=order.sex)
    return await _search(session, SearchKind.DECEASED, sought, (order.purpose, order.relationship), house)


async def list_searches(session: StoredSession) -> list[SearchAnswer]:
    """What the account has searched for in its own name, newest first."""
    if session.person_id is None or session.acting is not None:
        return []
    async with read():
        stored = await fetch_searches_of(session.account_id, session.person_id, MOST_LISTED)
    return [_answer(search) for search in stored]


async def has_records(sought: Sought) -> bool:
    """Whether any record may be the sought person's, in a transaction; every candidate is looked at for any answer."""
    rules = load_matching()
    search = prepare_search(sought, rules)
    candidates = await fetch_candidates(search.keys, search.births)
    return sum(is_match(search, record, rules) for record in candidates) > 0


async def find_records(sought: Sought) -> list[Candidate]:
    """Every record that may be the sought person's, those of the first step of the ladder first; in a transaction."""
    rules = load_matching()
    search = prepare_search(sought, rules)
    candidates = await fetch_candidates(search.keys, search.births)
    matched = [(record, find_match(search, record, rules)) for record in candidates]
    steps = [step.name for step in rules.steps]
    found = [Candidate(record, match) for record, match in matched if match is not None]
    return sorted(found, key=lambda candidate: (steps.index(candidate.match.step), len(candidate.match.rungs)))


async def _search(
    session: StoredSession, kind: SearchKind, sought: Sought, why: tuple[str, str], house: SearchHouse
) -> SearchResult:
    async with read():
        found = await has_records(sought)
    now = house.clock.now()
    today = datetime.combine(now.astimezone(JST).date(), datetime.min.time(), JST)
    async with write():
        await lock_account(session.account_id)
        await delete_old_searches(now - SEARCHES_KEPT)
        await watch(Attempt.SEARCH, account_actor(session.account_id), "", now)
        if await count_searches(session.account_id, today) >= house.a_day:
            await _note(session, Action.SEARCH_REFUSED, Detail(group=kind), now)
            return TooManySearches(today + timedelta(days=1))
        search = await _keep(session, kind, sought, why, found, house)
        await _note(session, Action.SEARCH, Detail(group=kind, search=search.number), now)
        await _watch_people(session, now)
    return _answer(search)


async def _keep(
    session: StoredSession, kind: SearchKind, sought: Sought, why: tuple[str, str], found: bool, house: SearchHouse
) -> StoredSearch:
    """Keep it under a number of its own, inside the caller's ``write()``."""
    while True:
        number = f"{secrets.randbelow(_NUMBERS):08d}"
        search = StoredSearch(
            number=number,
            account_id=session.account_id,
            person_id=_in_whose_name(session),
            person_name="",
            kind=kind,
            purpose=why[0],
            relationship=why[1],
            subject=house.keys.digest(subject_of(sought), purpose=_PURPOSE),
            sought=house.keys.encrypt(encode_sought(sought), place=search_place(number)),
            found=found,
            searched_at=house.clock.now(),
        )
        if await insert_search(search):
            return search


async def _watch_people(session: StoredSession, now: datetime) -> None:
    if await count_people_sought(session.account_id, now - PEOPLE_WINDOW) >= MOST_PEOPLE:
        await raise_alert(Rule.MANY_PEOPLE_SOUGHT, account_actor(session.account_id), now)


async def _note(session: StoredSession, action: Action, detail: Detail, now: datetime) -> None:
    actor, record = account_actor(session.account_id), _in_whose_name(session)
    await append_entry(Act(record=record, actor=actor, action=action, happened_at=now, detail=detail.as_text()))


async def _record_of(session: StoredSession, clock: Clock) -> PensionRecord | None:
    may = session.acting is None or ScreenGroup.SEARCH in session.acting.groups_at(clock.now())
    if session.record_shown is None or not may:
        return None
    async with read():
        document = await fetch_document(session.record_shown)
    return document.decode() if document else None


def _in_whose_name(session: StoredSession) -> int:
    assert session.record_shown is not None  # noqa: S101 - looked at before anything is searched for
    return session.record_shown


def _answer(search: StoredSearch) -> SearchAnswer:
    return SearchAnswer(
        number=search.number,
        kind=SearchKind(search.kind),
        purpose=search.purpose,
        found=search.found,
        searched_at=search.searched_at.astimezone(JST),
    )


# ── names, and what is kept of a search ─────────────────────────────────────────────────────────────────────────────


def sought_of(record: PensionRecord) -> Sought:
    """The person's names, the present one first, and those under which periods and older numbers were kept."""
    person = record.person
    written = [
        (person.kana, person.name),
        *((name.kana, name.name) for name in person.former_names),
        *((number.kana, number.name) for number in person.handbook_numbers),
        *((period.kana, period.name) for period in record.national),
        *((period.kana, period.name) for period in record.employees),
    ]
    names = _distinct(SoughtName(kana=kana, name=name) for kana, name in written if kana)
    return Sought(names=names, birth_date=person.birth_date, sex=person.sex)


def _distinct(names: Iterable[SoughtName]) -> tuple[SoughtName, ...]:
    """Each name once, however it is written in kana; the first way of writing stays."""
    found: dict[tuple[str, ...], SoughtName] = {}
    for name in names:
        found.setdefault(plain_parts(name.kana), name)
    return tuple(found.values())


def search_place(number: str) -> str:
    """Where what was searched for under a number belongs."""
    return f"{_PURPOSE}:{number}"


def subject_of(sought: Sought) -> str:
    """Who is sought, whatever other names are tried: the first name and the birth date."""
    return f"{''.join(plain_parts(sought.names[0].kana))}|{sought.birth_date}"


def encode_sought(sought: Sought) -> str:
    """What is kept of a search."""
    names = [[name.kana, name.name] for name in sought.names]
    said = {"names": names, "birth_date": sought.birth_date.isoformat(), "sex": sought.sex.value}
    return json.dumps(said, ensure_ascii=False)


def decode_sought(text: str) -> Sought:
    """What was kept of a search."""
    said = json.loads(text)
    return Sought(
        names=tuple(SoughtName(kana=kana, name=name) for kana, name in said["names"]),
        birth_date=date.fromisoformat(said["birth_date"]),
        sex=Sex(said["sex"]),
    )
