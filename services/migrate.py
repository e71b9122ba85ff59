"""Making a database, or bringing it to the newest layout."""

from __future__ import annotations

from pathlib import Path

from db.engine import close_database, is_postgresql, open_database
from db.health import check_database
from db.migrate import apply_migrations
from services.clock import Clock


async def migrate(location: str, clock: Clock) -> list[str]:
    """Apply what is missing; a SQLite file is made where there is none. Returns what was applied.

    Raises DatabaseUnusable when there is a file that is no sound database.
    """
    if not is_postgresql(location):
        path = Path(location)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            check_database(location)
    else:
        check_database(location)
    await open_database(location)
    try:
        return await apply_migrations(clock.now())
    finally:
        await close_database()
