"""The monthly import (月次更新): all of a file or nothing of it.

Each line is checked by itself (:mod:`services.import_lines`) and against what is stored; good lines are staged where no
reader finds them. The first bad line ends the staging, the checking goes on to the last line. At the end one short
transaction makes everything staged current, or everything staged is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from db.documents import decode_document
from db.queries.imports import (
    BatchCounts,
    BatchState,
    NewBatch,
    StagedDocument,
    StoredDocument,
    apply_batch,
    begin_batch,
    discard_batch,
    fetch_stored,
    fetch_when_applied,
    stage_documents,
)
from db.transactions import read, write
from services.clock import Clock
from services.hours import Hours
from services.import_lines import BadLine, GoodLine, MonthlyFile, hash_file
from services.watch import Rule, raise_alert

_LINES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything in the file is current now."""

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
class _Import:
    """One import under way."""

    order: ImportOrder
    clock: Clock
    batch_id: int
    counts: BatchCounts = field(default_factory=BatchCounts)
    problems: int = 0

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
        staged = []
        for line in portion:
            if isinstance(line, list):
                self._report(*line)
            else:
                staged += self._compare(line, stored.get(line.record.person.basic_pension_number))
        self.counts = replace(self.counts, lines=self.counts.lines + len(portion))
        if staged and not self.problems:
            async with write():
                await stage_documents(self.batch_id, staged, self.clock.now())

    def _compare(self, line: GoodLine, stored: StoredDocument | None) -> list[StagedDocument]:
        """What to stage of a line that is good by itself: nothing when it is as stored or may not follow what is."""
        counts = self.counts
        as_of = max(counts.as_of or line.record.as_of, line.record.as_of)
        if stored is None:
            self.counts = replace(counts, people_new=counts.people_new + 1, as_of=as_of)
        elif stored.digest == line.digest:
            self.counts = replace(counts, people_unchanged=counts.people_unchanged + 1, as_of=as_of)
            return []
        else:
            bad = list(_find_conflicts(line, stored))
            self._report(*bad)
            if bad:
                return []
            self.counts = replace(counts, people_changed=counts.people_changed + 1, as_of=as_of)
        return [
            StagedDocument(
                basic_pension_number=line.record.person.basic_pension_number,
                name=line.record.person.name,
                as_of=line.record.as_of,
                digest=line.digest,
                document=line.document,
                replaces=stored.document_id if stored else None,
            )
        ]

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
            await apply_batch(self.batch_id, self.counts, now)
        return Imported(self.counts)


def _find_conflicts(line: GoodLine, stored: StoredDocument) -> Iterator[BadLine]:
    """Why a document may not take the place of the stored one: it is older, or it would undo a correction."""
    if line.record.as_of < stored.as_of:
        yield BadLine(
            line=line.line,
            rule="older-than-stored",
            field="as_of",
            value=str(line.record.as_of),
            reason=f"すでに {stored.as_of} 時点の記録があります。古い記録で置きかえることはできません。",
        )
    for correction in decode_document(stored.document, stored.digest).corrections:
        if correction not in line.record.corrections:
            yield BadLine(
                line=line.line,
                rule="correction-undone",
                field="corrections",
                value=correction.id,
                reason=(
                    f"{correction.decided_on} に決定した訂正（{correction.id}）が、この行にないか、内容がちがいます。"
                    "取り込むと訂正が消えてしまいます。"
                ),
            )
