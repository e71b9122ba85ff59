"""The monthly import (月次更新): all of a file or nothing of it.

Each line is checked by itself (:mod:`services.import_lines`) and against what is stored; good lines are staged where no
reader finds them. The first bad line ends the staging, the checking goes on to the last line. At the end one short
transaction makes everything staged current, or everything staged is removed.

Corrections of the stored record that a line leaves out are laid on top of it (:func:`pension.corrections.carry`). Where
one collides, the person's record stays as it is and the line waits for an officer; everybody else's is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from db.documents import decode_document, digest_document, encode_document
from db.queries.imports import (
    BatchCounts,
    BatchState,
    NewBatch,
    StagedConflict,
    StagedDocument,
    StoredDocument,
    apply_batch,
    begin_batch,
    discard_batch,
    fetch_stored,
    fetch_when_applied,
    stage_conflicts,
    stage_documents,
)
from db.transactions import read, write
from pension.corrections import Conflict
from pension.record import PensionRecord
from services.clock import Clock
from services.hours import Hours
from services.import_lines import BadLine, GoodLine, MonthlyFile, hash_file
from services.laid_records import lay
from services.watch import Rule, raise_alert

_LINES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything in the file is current now, but for the people that wait (``counts.people_waiting``)."""

    counts: BatchCounts


@dataclass(frozen=True, slots=True)
class AlreadyImported:
    """The same bytes were imported before; nothing has changed."""

    when: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """The file has bad lines; nothing of it is stored. ``problems`` counts what was reported."""

    counts: BatchCounts
    problems: int


ImportResult = Imported | AlreadyImported | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import and whom to tell: each bad line as it is found, and the bytes read so far.

    ``hours`` are when months are imported, None for any hour: at another one the administrator is told.
    """

    file: Path
    is_demo: bool
    report: Callable[[BadLine], None]
    progress: Callable[[int], None]
    hours: Hours | None = None


async def import_month(order: ImportOrder, clock: Clock) -> ImportResult:
    """Import one file. Raises OSError when it cannot be read, ImportOvertaken when another import has begun."""
    file_sha256 = hash_file(order.file)
    async with read():
        when = await fetch_when_applied(file_sha256)
    if when is not None:
        return AlreadyImported(when)
    async with write():
        batch_id = await begin_batch(
            NewBatch(
                file_sha256=file_sha256,
                file_name=order.file.name,
                is_demo=order.is_demo,
                started_at=clock.now(),
            )
        )
        if order.hours is not None and not order.hours.hold(clock.now()):
            await raise_alert(Rule.IMPORT_OUT_OF_HOURS, f"batch:{batch_id}", clock.now())
    return await _Import(order, clock, batch_id).run(file_sha256)


@dataclass(slots=True)
class _Staged:
    """What a portion of lines brings."""

    documents: list[StagedDocument] = field(default_factory=list)
    conflicts: list[StagedConflict] = field(default_factory=list)


@dataclass(slots=True)
class _Import:
    """One import under way."""

    order: ImportOrder
    clock: Clock
    batch_id: int
    counts: BatchCounts = field(default_factory=BatchCounts)
    problems: int = 0
    cleared: list[int] = field(default_factory=list)

    async def run(self, file_sha256: str) -> ImportResult:
        file = MonthlyFile(self.order.file)
        lines = file.check_lines()
        while portion := list(islice(lines, _LINES_AT_ONCE)):
            await self._take(portion)
            self.order.progress(file.bytes_read)
        if not self.counts.lines:
            self._report(BadLine(line=1, rule="empty-file", reason="ファイルに記録が1件もありません。"))
        if file.sha256 != file_sha256:
            self._report(BadLine(line=1, rule="file-changed", reason="読んでいる間にファイルが書きかえられました。"))
        return await self._finish()

    async def _take(self, portion: Sequence[GoodLine | list[BadLine]]) -> None:
        good = [line for line in portion if isinstance(line, GoodLine)]
        async with read():
            stored = await fetch_stored([line.record.person.basic_pension_number for line in good])
        staged = _Staged()
        for line in portion:
            if isinstance(line, list):
                self._report(*line)
            else:
                self._compare(line, stored.get(line.record.person.basic_pension_number), staged)
        self.counts = replace(self.counts, lines=self.counts.lines + len(portion))
        if not self.problems:
            await self._stage(staged)

    async def _stage(self, staged: _Staged) -> None:
        now = self.clock.now()
        if staged.documents:
            async with write():
                await stage_documents(self.batch_id, staged.documents, now)
        if staged.conflicts:
            async with write():
                await stage_conflicts(self.batch_id, staged.conflicts, now)

    def _compare(self, line: GoodLine, stored: StoredDocument | None, staged: _Staged) -> None:
        """What to stage of a line that is good by itself."""
        counts = self.counts
        self.counts = replace(counts, as_of=max(counts.as_of or line.record.as_of, line.record.as_of))
        if stored is None:
            staged.documents.append(_document(line.record, line.document, line.digest, None))
            self.counts = replace(self.counts, people_new=counts.people_new + 1)
        elif line.record.as_of < stored.as_of:
            self._report(_older(line, stored))
        elif line.digest == stored.digest:
            self._count_unchanged(stored)
        else:
            self._lay(line, stored, staged)

    def _lay(self, line: GoodLine, stored: StoredDocument, staged: _Staged) -> None:
        """Lay the stored corrections on top of a line; where one collides, set the line aside."""
        counts = self.counts
        laid = lay(decode_document(stored.document, stored.digest), line.record)
        if laid.conflicts:
            self.counts = replace(counts, people_waiting=counts.people_waiting + 1)
            if stored.waiting is None or stored.waiting.digest != line.digest:
                staged.conflicts.append(_conflict(line, stored, laid.conflicts[0]))
            return
        self.counts = counts = replace(counts, corrections_carried=counts.corrections_carried + len(laid.carried))
        document = encode_document(laid.record) if laid.carried else line.document
        digest = digest_document(document)
        if digest == stored.digest:
            self._count_unchanged(stored)
            return
        staged.documents.append(_document(laid.record, document, digest, stored))
        self.counts = replace(counts, people_changed=counts.people_changed + 1)
        self._clear(stored)

    def _count_unchanged(self, stored: StoredDocument) -> None:
        self.counts = replace(self.counts, people_unchanged=self.counts.people_unchanged + 1)
        self._clear(stored)

    def _clear(self, stored: StoredDocument) -> None:
        """A line without a conflict closes the one that waits."""
        if stored.waiting is not None:
            self.cleared.append(stored.waiting.conflict_id)

    def _report(self, *bad: BadLine) -> None:
        self.problems += len(bad)
        for line in bad:
            self.order.report(line)

    async def _finish(self) -> ImportResult:
        now = self.clock.now()
        if self.problems:
            async with write():
                await discard_batch(self.batch_id, BatchState.REFUSED, self.counts, now)
            return Refused(self.counts, self.problems)
        async with write():
            await apply_batch(self.batch_id, self.counts, self.cleared, now)
        return Imported(self.counts)


def _document(record: PensionRecord, document: str, digest: str, stored: StoredDocument | None) -> StagedDocument:
    return StagedDocument(
        basic_pension_number=record.person.basic_pension_number,
        name=record.person.name,
        as_of=record.as_of,
        digest=digest,
        document=document,
        replaces=stored.document_id if stored else None,
    )


def _conflict(line: GoodLine, stored: StoredDocument, first: Conflict) -> StagedConflict:
    return StagedConflict(
        person_id=stored.person_id,
        correction=first.correction.id,
        reason=first.reason,
        as_of=line.record.as_of,
        digest=line.digest,
        document=line.document,
    )


def _older(line: GoodLine, stored: StoredDocument) -> BadLine:
    return BadLine(
        line=line.line,
        rule="older-than-stored",
        field="as_of",
        value=str(line.record.as_of),
        reason=f"すでに {stored.as_of} 時点の記録があります。古い記録で置きかえることはできません。",
    )
