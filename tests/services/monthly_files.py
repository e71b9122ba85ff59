"""Monthly files for tests, and what can be seen of the database after an import."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from db.documents import encode_document
from db.engine import current_engine
from db.queries.records import fetch_document, fetch_person_id
from db.transactions import read
from pension.record import ComplementaryPeriod, Correction, EmployeesPeriod, Facts, NationalPeriod, PensionRecord
from pension.status import Status
from services.import_lines import BadLine
from services.monthly_import import ImportOrder, ImportResult, import_month
from tests.databases import SteppingClock
from tests.pension.documents import national, person, record, run, ym

UNPAID = national("1990-04-01", "1992-04-01", run("1990-04", "1992-03", Status.N1_UNPAID))
RECEIPT = Correction(
    id="k1",
    decided_on=date(2026, 9, 1),
    office="みほん年金事務所",
    reason="領収書により訂正",
    withdraws=(UNPAID.id,),
    national=(replace(UNPAID, id="k1-1", runs=(run("1990-04", "1992-03"),)),),
)


def number(index: int) -> str:
    """The basic pension number of the test's person of this index."""
    return f"1000-{index:06d}"


def document(
    index: int = 1,
    *,
    as_of: str = "2026-10",
    name: str = "春野 和子",
    periods: tuple[NationalPeriod | EmployeesPeriod, ...] = (),
    corrections: tuple[Correction, ...] = (),
) -> PensionRecord:
    """A small record of one person."""
    whose = person(basic_pension_number=number(index), name=name)
    return record(*periods, person=whose, as_of=ym(as_of), facts=Facts(), corrections=corrections)


def paid_instead(index: int, as_of: str = "2026-10") -> PensionRecord:
    """Somebody whose unpaid months were corrected to paid ones."""
    return document(index, as_of=as_of, periods=(UNPAID,), corrections=(RECEIPT,))


def left_out(index: int, as_of: str = "2026-11") -> PensionRecord:
    """The same person in a file that does not know of it."""
    return document(index, as_of=as_of, periods=(UNPAID,))


def colliding(index: int, as_of: str = "2026-11") -> PensionRecord:
    """The same person in a file in which just the corrected months read otherwise."""
    exempt = replace(UNPAID, runs=(run("1990-04", "1992-03", Status.N1_EXF_APP),))
    return document(index, as_of=as_of, periods=(exempt,))


def with_corrections(incoming: PensionRecord, number: int) -> PensionRecord:
    """A record with so many corrections of its own, each of which adds a month abroad."""
    months = [ym("1994-01").plus(index) for index in range(number)]
    abroad = [
        ComplementaryPeriod(id=f"t{index}-1", first_month=month, last_month=month, reason="海外居住")
        for index, month in enumerate(months)
    ]
    mine = [
        replace(RECEIPT, id=f"t{index}", withdraws=(), national=(), complementary=(time,))
        for index, time in enumerate(abroad)
    ]
    return replace(incoming, corrections=tuple(mine))


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


async def record_of(whose: str) -> PensionRecord:
    """The record of a person, by basic pension number, as it stands."""
    async with read():
        person_id = await fetch_person_id(whose)
        assert person_id is not None
        current = await fetch_document(person_id)
    assert current is not None
    return current.decode()


async def visible() -> dict[str, Any]:
    """Everything of the records that anybody can see: current documents, lines that wait, and the audit log."""
    async with read():
        engine = current_engine()
        documents = await engine.run_ddl(
            "SELECT p.basic_pension_number, d.document, d.version FROM person p "
            "JOIN record_document d ON d.id = p.current_document ORDER BY 1"
        )
        acts = await engine.run_ddl(
            "SELECT record, position, action, detail FROM audit_entry ORDER BY record, position"
        )
        waiting = await engine.run_ddl(
            "SELECT p.basic_pension_number, c.correction, c.reason, c.as_of FROM correction_conflict c "
            "JOIN person p ON p.id = c.person WHERE c.outcome = 'waiting' ORDER BY 1"
        )
        batches = await engine.run_ddl("SELECT count(*) AS applied FROM import_batch WHERE state = 'applied'")
    return {
        "documents": {row["basic_pension_number"]: (row["document"], row["version"]) for row in documents},
        "acts": [tuple(dict(row).values()) for row in acts],
        "waiting": [tuple(dict(row).values()) for row in waiting],
        "applied": batches[0]["applied"],
    }


async def stored_rows() -> dict[str, int]:
    """How many rows there are, seen or not."""
    counted = {}
    async with read():
        for table in ("person", "record_document", "correction_conflict", "audit_entry"):
            rows = await current_engine().run_ddl(f"SELECT count(*) AS number FROM {table}")  # noqa: S608 - our own tables
            counted[table] = rows[0]["number"]
    return counted
