"""Reading everything that is stored and saying what is not as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.audit import fetch_records_with_entries, find_broken_chain
from db.queries.records import find_damaged_documents
from db.transactions import read


@dataclass(frozen=True, slots=True)
class DataReport:
    """``damaged_documents``: ids of people; ``broken_chains``: record and position of the first wrong audit entry."""

    damaged_documents: tuple[int, ...]
    broken_chains: tuple[tuple[int, int], ...]

    @property
    def sound(self) -> bool:
        """Nothing was found."""
        return not self.damaged_documents and not self.broken_chains


async def check_data() -> DataReport:
    """Every current document against its SHA-256, every audit chain against its hashes."""
    async with read():
        damaged = await find_damaged_documents()
        broken = []
        for record in await fetch_records_with_entries():
            position = await find_broken_chain(record)
            if position is not None:
                broken.append((record, position))
    return DataReport(tuple(damaged), tuple(broken))
