"""What the invented people have searched for, so that an office has something to open, and one has used up the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from db.queries.accounts import fetch_credentials
from db.queries.records import fetch_document
from db.queries.unlinked_searches import StoredSearch, insert_search
from db.transactions import write
from services.clock import Clock
from services.keys import Keys
from services.unlinked_search import SearchKind, encode_sought, has_records, search_place, sought_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSearch:
    """So many searches of a person (by user id) in their own name, numbered from ``first_number`` (eight digits)."""

    person: str
    first_number: int
    times: int
    days_ago: int


async def add_demo_searches(searches: Sequence[DemoSearch], clock: Clock, keys: Keys) -> None:
    """Add what is not there yet, for accounts already made; nobody is named who is not there."""
    async with write():
        for search in searches:
            await _add(search, clock, keys)


async def _add(search: DemoSearch, clock: Clock, keys: Keys) -> None:
    credentials = await fetch_credentials(search.person)
    document = await fetch_document(credentials.person_id) if credentials and credentials.person_id else None
    if credentials is None or credentials.person_id is None or document is None:
        return
    sought = sought_of(document.decode())
    found = await has_records(sought)
    for number in (f"{search.first_number + place:08d}" for place in range(search.times)):
        await insert_search(
            StoredSearch(
                number=number,
                account_id=credentials.account_id,
                person_id=credentials.person_id,
                person_name="",
                kind=SearchKind.OWN,
                purpose="gap",
                relationship="",
                subject="demo",
                sought=keys.encrypt(encode_sought(sought), place=search_place(number)),
                found=found,
                searched_at=clock.now() - timedelta(days=search.days_ago),
            )
        )
