"""Opening the database for work: fit, up to date, and of the right sort (demo or not)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from db.engine import close_database, open_database
from db.health import check_database
from db.migrate import missing_migrations
from db.problems import DatabaseUnusable
from rules.loader import load_rules
from services.demo import find_mode_conflict


@asynccontextmanager
async def database_for_work(location: str, *, demo: bool) -> AsyncIterator[None]:
    """The open database; raises DatabaseUnusable, whose text is for the operator, when it must not be worked with."""
    check_database(location)
    await open_database(location)
    try:
        if await missing_migrations():
            raise DatabaseUnusable(
                "データベースの準備ができていません。python -m ops migrate を実行してください。\n"
                "The database is not prepared; run: python -m ops migrate"
            )
        conflict = await find_mode_conflict(demo=demo)
        if conflict is not None:
            raise DatabaseUnusable(conflict)
        yield
    finally:
        await close_database()


async def check_start(location: str, *, demo: bool) -> None:
    """Whether the service may start on this database; raises DatabaseUnusable with the reason.

    The law's tables are read and checked with it: raises BrokenRules where they are not whole.
    """
    load_rules()
    async with database_for_work(location, demo=demo):
        pass
