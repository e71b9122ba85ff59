"""Opening a search at an office, where the page tests do not reach."""

from __future__ import annotations

from pathlib import Path

from db.engine import current_engine
from db.queries.sessions import StoredSession
from db.transactions import read
from services.keys import Keys
from services.search_desk import OpenSearch, SearchDeskProblem, open_search
from services.staff_readings import ReadingReason
from services.unlinked_search import OwnSearch, SearchAnswer, SearchHouse, search_own
from tests.databases import SteppingClock
from tests.services.monthly_files import Importer, document
from tests.services.people import KEYS, signed_in


async def readings() -> int:
    async with read():
        rows = await current_engine().run_ddl("SELECT count(*) AS n FROM audit_entry WHERE action = 'read'")
    number: int = rows[0]["n"]
    return number


async def test_what_another_secret_key_has_sealed_is_not_found_and_is_no_reading(
    database: str, clock: SteppingClock, tmp_path: Path
) -> None:
    await Importer(tmp_path, clock).take(document(1))
    session: StoredSession = await signed_in(clock, 1)
    house = SearchHouse(clock=clock, keys=KEYS, a_day=3)
    answer = await search_own(session, OwnSearch(other_names=(), purpose="gap"), house)
    assert isinstance(answer, SearchAnswer)
    reason = ReadingReason.SEARCH_VISIT
    opened = await open_search(session, answer.number, reason, clock, Keys(b"another secret of 32 bytes, here"))
    assert (opened, await readings()) == (SearchDeskProblem.NO_SUCH_SEARCH, 0)
    assert isinstance(await open_search(session, answer.number, reason, clock, KEYS), OpenSearch)
    assert await readings() == 1
