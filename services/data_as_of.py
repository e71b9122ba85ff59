"""Up to which month records are known (記録の時点), for pages that show nobody's record."""

from __future__ import annotations

from db.queries.imports import fetch_data_as_of
from db.transactions import read
from pension.calendar import YearMonth


async def show_data_as_of() -> YearMonth | None:
    """The latest month of any import; None before the first."""
    async with read():
        return await fetch_data_as_of()
