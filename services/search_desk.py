"""The office looks at what a search finds: by the number the person has brought, with a reason, each time noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.queries.attempts import Attempt, count_by_subject
from db.queries.sessions import StoredSession
from db.queries.unlinked_searches import StoredSearch, fetch_search
from db.transactions import write
from pension.unlinked import Sought
from services.clock import JST, Clock
from services.keys import Keys, UnreadableSecret
from services.sessions import account_actor
from services.staff_readings import ReadingReason, StaffReading, note_staff_reading
from services.unlinked_search import SEARCHES_KEPT, Candidate, SearchKind, decode_sought, find_records, search_place
from services.watch import watch

MOST_WRONG_NUMBERS = 10
WRONG_NUMBERS_WINDOW = timedelta(hours=1)


class SearchDeskProblem(StrEnum):
    """Why nothing is shown."""

    NO_SUCH_SEARCH = "no-such-search"
    TOO_MANY_TRIES = "too-many-tries"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSearch:
    """A search that was opened: who searched, for whom, what for, and what the records of today hold. Time of Japan."""

    number: str
    person_name: str
    kind: SearchKind
    purpose: str
    relationship: str
    sought: Sought
    searched_at: datetime
    candidates: tuple[Candidate, ...]


async def open_search(
    session: StoredSession, number: str, reason: ReadingReason, clock: Clock, keys: Keys
) -> OpenSearch | SearchDeskProblem:
    """The search with this number, and its candidates among the records of today."""
    now, actor = clock.now(), account_actor(session.account_id)
    async with write():
        if await count_by_subject(Attempt.DENIED, actor, now - WRONG_NUMBERS_WINDOW) >= MOST_WRONG_NUMBERS:
            return SearchDeskProblem.TOO_MANY_TRIES
        search = await fetch_search(number)
        if search is None or search.searched_at < now - SEARCHES_KEPT:
            await watch(Attempt.DENIED, actor, "", now)
            return SearchDeskProblem.NO_SUCH_SEARCH
        sought = sought_in(search, keys)
        if sought is None:
            return SearchDeskProblem.NO_SUCH_SEARCH
        await note_staff_reading(session, search.person_id, StaffReading.SEARCH, reason, now)
        return OpenSearch(
            number=number,
            person_name=search.person_name,
            kind=SearchKind(search.kind),
            purpose=search.purpose,
            relationship=search.relationship,
            sought=sought,
            searched_at=search.searched_at.astimezone(JST),
            candidates=tuple(await find_records(sought)),
        )


def sought_in(search: StoredSearch, keys: Keys) -> Sought | None:
    """For whom it was; None where the secret key of the installation was changed since."""
    try:
        return decode_sought(keys.decrypt(search.sought, place=search_place(search.number)))
    except UnreadableSecret:
        return None
