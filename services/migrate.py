"""Making a database, or bringing it to the newest layout."""

from __future__ import annotations

from pathlib import Path

from db.engine import close_database, is_postgresql, open_database
from db.health import check_database
from db.migrate import apply_migrations
from db.roles import grant_to_roles
from services.clock import Clock


async def migrate(location: str, clock: Clock) -> list[str]:
    """Apply what is missing; a SQLite file is made where there is none. Returns what was applied.

    On PostgreSQL the roles get what they may do with the tables as they are now.
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
        applied = await apply_migrations(clock.now())
        await grant_to_roles()
        return applied
    finally:
        await close_database()
