"""Reading everything that is stored and saying what is not as it was written."""

from __future__ import annotations

from dataclasses import dataclass

from db.health import find_file_problems
from db.queries.audit import fetch_records_with_entries, find_broken_chain
from db.queries.records import find_damaged_documents
from db.transactions import read


@dataclass(frozen=True, slots=True)
class DataReport:
    """What is wrong: ``file_problems`` in SQLite's words, ``damaged_documents`` by the ids of their people,
    ``broken_chains`` by record and position of the first wrong audit entry.
    """

    file_problems: tuple[str, ...]
    damaged_documents: tuple[int, ...]
    broken_chains: tuple[tuple[int, int], ...]

    @property
    def sound(self) -> bool:
        """Nothing was found."""
        return not (self.file_problems or self.damaged_documents or self.broken_chains)


async def check_data() -> DataReport:
    """The file's structure, every current document against its SHA-256, every audit chain against its hashes."""
    async with read():
        problems = await find_file_problems()
        damaged = await find_damaged_documents()
        broken = []
        for record in await fetch_records_with_entries():
            position = await find_broken_chain(record)
            if position is not None:
                broken.append((record, position))
    return DataReport(tuple(problems), tuple(damaged), tuple(broken))
