"""Importing records without an owner: a file takes the place of all records before, or nothing of it is kept.

The whole file is checked before anything is written, and sorted by search key on the way: in that order the index is
laid down page after page, and stays as small as one that was built anew. What is sorted lies in temporary files that
have no name. Records are staged where no search finds them; one short transaction makes them the present ones.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from db.queries.unlinked import (
    NewUnlinkedBatch,
    apply_unlinked_batch,
    begin_unlinked_batch,
    clear_unlinked,
    discard_unlinked_batch,
    fetch_when_unlinked_applied,
    note_refused_unlinked,
    stage_unlinked,
)
from db.transactions import read, write
from db.unlinked_documents import encode_unlinked, parse_unlinked
from pension.matching import record_key
from pension.unlinked import UnlinkedRecord
from rules.matching import load_matching
from services.clock import Clock
from services.import_lines import BadLine, hash_file
from services.unlinked_lines import GoodRecord, UnlinkedFile

_SORTED_AT_ONCE = 200_000  # lines
_STAGED_AT_ONCE = 5000
_REPORTED_EVERY = 1000  # lines
_KEY_DIGITS = 14  # hexadecimal


@dataclass(frozen=True, slots=True)
class UnlinkedImported:
    """The file's records are the present ones now."""

    records: int


@dataclass(frozen=True, slots=True)
class UnlinkedUnchanged:
    """The same bytes are the present records already; nothing has changed."""

    when: datetime


@dataclass(frozen=True, slots=True)
class UnlinkedRefused:
    """The file has bad lines; the records before stay. ``problems`` counts what was reported."""

    lines: int
    problems: int


UnlinkedResult = UnlinkedImported | UnlinkedUnchanged | UnlinkedRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedOrder:
    """What to import and whom to tell: each bad line as it is found, and how many lines were checked or stored."""

    file: Path
    is_demo: bool
    report: Callable[[BadLine], None]
    progress: Callable[[int], None]


async def import_unlinked(order: UnlinkedOrder, clock: Clock) -> UnlinkedResult:
    """Import one file. Raises OSError when it cannot be read, UnlinkedOvertaken when another import has begun."""
    file_sha256 = hash_file(order.file)
    async with read():
        when = await fetch_when_unlinked_applied(file_sha256)
    if when is not None:
        return UnlinkedUnchanged(when)
    with ExitStack() as runs:
        sorter = _Sorter(order, runs)
        sorter.check()
        if hash_file(order.file) != file_sha256:
            sorter.tell(BadLine(line=1, rule="file-changed", reason="読んでいる間にファイルが書きかえられました。"))
        batch = NewUnlinkedBatch(
            file_sha256=file_sha256, file_name=order.file.name, is_demo=order.is_demo, started_at=clock.now()
        )
        if sorter.problems:
            async with write():
                await note_refused_unlinked(batch)
            return UnlinkedRefused(sorter.lines, sorter.problems)
        return await _store(sorter, batch, clock)


async def _store(sorter: _Sorter, batch: NewUnlinkedBatch, clock: Clock) -> UnlinkedResult:
    await _clear()
    async with write():
        batch_id = await begin_unlinked_batch(batch)
    records = sorter.merged()
    stored = 0
    while portion := list(islice(records, _STAGED_AT_ONCE)):
        async with write():
            await stage_unlinked(batch_id, portion)
        stored += len(portion)
        sorter.order.progress(stored)
    if sorter.problems:
        async with write():
            await discard_unlinked_batch(batch_id, clock.now())
        await _clear()
        return UnlinkedRefused(sorter.lines, sorter.problems)
    async with write():
        await apply_unlinked_batch(batch_id, stored, clock.now())
    await _clear()
    return UnlinkedImported(stored)


async def _clear() -> None:
    """Remove what belongs to no present import, in portions that hold up nobody."""
    more = True
    while more:
        async with write():
            more = await clear_unlinked()


@dataclass(slots=True)
class _Sorter:
    """The lines of a file in order of their keys: sorted in portions, each in a file of its own, and merged."""

    order: UnlinkedOrder
    runs: ExitStack
    files: list[IO[str]] = field(default_factory=list)
    lines: int = 0
    problems: int = 0

    def check(self) -> None:
        """Check every line, and sort the good ones as long as there is no bad one."""
        rules = load_matching()
        portion: list[str] = []
        for found in UnlinkedFile(self.order.file).check_lines():
            self.lines += 1
            if isinstance(found, GoodRecord):
                key = record_key(found.record.kana, found.record.birth, rules)
                portion.append(f"{key:0{_KEY_DIGITS}x}{encode_unlinked(found.record)}\t{found.line}\n")
            else:
                self.tell(*found)
            if len(portion) >= _SORTED_AT_ONCE:
                self._keep(portion)
                portion = []
            if self.lines % _REPORTED_EVERY == 0:
                self.order.progress(self.lines)
        self._keep(portion)
        if not self.lines:
            self.tell(BadLine(line=1, rule="empty-file", reason="ファイルに記録が1件もありません。"))

    def _keep(self, portion: list[str]) -> None:
        if not portion or self.problems:
            return
        file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - the import's ExitStack closes it
        self.runs.enter_context(file)
        file.writelines(sorted(portion))
        file.seek(0)
        self.files.append(file)

    def merged(self) -> Iterator[tuple[int, UnlinkedRecord]]:
        """Keys and records in order; a record that stands twice is a problem."""
        before = ""
        for line in heapq.merge(*self.files):
            said, _, number = line.rpartition("\t")
            record = parse_unlinked(said[_KEY_DIGITS:])
            assert isinstance(record, UnlinkedRecord)  # noqa: S101 - it was checked before it was sorted
            if said == before:
                reason = "まったく同じ記録が、2回あります。"
                value = record.number
                self.tell(
                    BadLine(line=int(number), rule="duplicate-record", field="number", value=value, reason=reason)
                )
            before = said
            yield int(line[:_KEY_DIGITS], 16), record

    def tell(self, *bad: BadLine) -> None:
        """Report what is wrong."""
        self.problems += len(bad)
        for line in bad:
            self.order.report(line)
