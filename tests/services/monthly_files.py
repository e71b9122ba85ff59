"""Monthly files for tests, and what can be seen of the database after an import."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.documents import encode_document
from db.engine import current_engine
from db.transactions import read
from pension.record import Correction, Facts, PensionRecord
from services.import_lines import BadLine
from services.monthly_import import ImportOrder, ImportResult, import_month
from tests.databases import SteppingClock
from tests.pension.documents import person, record, ym


def number(index: int) -> str:
    """The basic pension number of the test's person of this index."""
    return f"1000-{index:06d}"


def document(
    index: int = 1,
    *,
    as_of: str = "2026-10",
    name: str = "春野 和子",
    corrections: tuple[Correction, ...] = (),
) -> PensionRecord:
    """A small record of one person."""
    whose = person(basic_pension_number=number(index), name=name)
    return record(person=whose, as_of=ym(as_of), facts=Facts(), corrections=corrections)


def write_file(path: Path, *lines: PensionRecord | str | bytes) -> Path:
    """A JSON Lines file of records and of lines as they are."""
    encoded = [encode_document(line) if isinstance(line, PensionRecord) else line for line in lines]
    path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in encoded))
    return path


@dataclass
class Importer:
    """Imports files and remembers what was reported."""

    folder: Path
    clock: SteppingClock
    reported: list[BadLine] = field(default_factory=list)
    progress: list[int] = field(default_factory=list)
    files: int = 0

    async def take(self, *lines: PensionRecord | str | bytes) -> ImportResult:
        """Import a file of these lines."""
        self.files += 1
        return await self.take_file(write_file(self.folder / f"month-{self.files}.jsonl", *lines))

    async def take_file(self, path: Path) -> ImportResult:
        """Import a file."""
        self.reported.clear()
        self.progress.clear()
        order = ImportOrder(file=path, is_demo=False, report=self.reported.append, progress=self.progress.append)
        return await import_month(order, self.clock)


async def visible() -> dict[str, Any]:
    """Everything of the records that anybody can see: current documents and the audit log."""
    async with read():
        engine = current_engine()
        documents = await engine.run_ddl(
            "SELECT p.basic_pension_number, d.document, d.version FROM person p "
            "JOIN record_document d ON d.id = p.current_document ORDER BY 1"
        )
        acts = await engine.run_ddl(
            "SELECT record, position, action, detail FROM audit_entry ORDER BY record, position"
        )
        batches = await engine.run_ddl("SELECT count(*) AS applied FROM import_batch WHERE state = 'applied'")
    return {
        "documents": {row["basic_pension_number"]: (row["document"], row["version"]) for row in documents},
        "acts": [tuple(dict(row).values()) for row in acts],
        "applied": batches[0]["applied"],
    }


async def stored_rows() -> dict[str, int]:
    """How many rows there are, seen or not."""
    counted = {}
    async with read():
        for table in ("person", "record_document", "audit_entry"):
            rows = await current_engine().run_ddl(f"SELECT count(*) AS number FROM {table}")  # noqa: S608 - our own tables
            counted[table] = rows[0]["number"]
    return counted
