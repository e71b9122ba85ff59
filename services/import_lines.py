"""A monthly file, line by line: what can be said of each line without the database."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import BinaryIO

from db.documents import digest_document, encode_document, parse_document
from db.json_schema import FieldProblem
from pension.contradictions import find_contradictions
from pension.record import PensionRecord
from rules.loader import load_rules

LONGEST_LINE = 1024 * 1024
"""Bytes; the longest lives seen take less than a tenth."""

_BLOCK = 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """One thing wrong with one line: the rule's name, the field (JSON path), its value, and why in plain words."""

    line: int
    rule: str
    field: str = ""
    value: str = ""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodLine:
    """A line whose document is in order by itself."""

    line: int
    record: PensionRecord
    document: str
    digest: str


def hash_file(path: Path) -> str:
    """SHA-256 of a file in hexadecimal, without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_DAMAGE = (gzip.BadGzipFile, zlib.error, EOFError)


class _Watched(BufferedIOBase):
    """A file that remembers how far it was read, and the SHA-256 of that; packed or not, it is the file's own bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.bytes_read = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """As a file does."""
        return self._note(self._file.read(-1 if size is None else size))

    def readline(self, size: int | None = -1, /) -> bytes:
        """As a file does."""
        return self._note(self._file.readline(-1 if size is None else size))

    def _note(self, block: bytes) -> bytes:
        self.bytes_read += len(block)
        self.sha256.update(block)
        return block


class MonthlyFile:
    """The lines of a JSON Lines file, packed if its name ends in ``.gz``; ``bytes_read`` tells how far it was read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines_of_people: dict[str, int] = {}
        self._watched = _Watched(BytesIO())

    @property
    def sha256(self) -> str:
        """SHA-256 of everything read so far, in hexadecimal."""
        return self._watched.sha256.hexdigest()

    @property
    def bytes_read(self) -> int:
        """How many bytes of the file have been read."""
        return self._watched.bytes_read

    def check_lines(self) -> Iterator[GoodLine | list[BadLine]]:
        """Every line: its document, or everything that is wrong with it."""
        number = 0
        with self._path.open("rb") as file:
            self._watched = _Watched(file)
            try:
                for number, line in enumerate(self._raw_lines(), start=1):
                    yield self._check(number, line)
            except _DAMAGE as error:
                reason = f"圧縮ファイル（.gz）がこわれているか、途中までしかありません（{error}）。"
                yield [BadLine(line=number + 1, rule="damaged-gzip", reason=reason)]
                while self._watched.read(_BLOCK):
                    pass  # to the end, so that its SHA-256 is the file's

    def _raw_lines(self) -> Iterator[bytes]:
        unpacked = self._unpacked()
        line = unpacked.readline(LONGEST_LINE + 1).removeprefix(_BYTE_ORDER_MARK)
        while line:
            if len(line) > LONGEST_LINE:
                _skip_rest(unpacked, line)
            yield line
            line = unpacked.readline(LONGEST_LINE + 1)

    def _unpacked(self) -> BufferedIOBase | gzip.GzipFile:
        if self._path.suffix != ".gz":
            return self._watched
        return gzip.GzipFile(fileobj=self._watched, mode="rb")

    def _check(self, number: int, line: bytes) -> GoodLine | list[BadLine]:
        if len(line) > LONGEST_LINE:
            reason = f"行が長すぎます（{LONGEST_LINE} バイトまで）。"
            return [BadLine(line=number, rule="line-too-long", reason=reason)]
        try:
            text = line.decode("utf-8").strip("\r\n")
        except UnicodeDecodeError as error:
            found = line[error.start : error.start + 1].hex()
            reason = f"UTF-8 として読めません（{error.start + 1} バイト目）。"
            return [BadLine(line=number, rule="not-utf-8", value=f"0x{found}", reason=reason)]
        if not text.strip():
            reason = "空の行です。1行に1人分の記録を書いてください。"
            return [BadLine(line=number, rule="empty-line", reason=reason)]
        record = parse_document(text)
        if isinstance(record, list):
            return [_of_schema(number, problem) for problem in record]
        bad = [*self._find_duplicate(number, record), *_find_contradictions(number, record)]
        if bad:
            return bad
        document = encode_document(record)
        return GoodLine(line=number, record=record, document=document, digest=digest_document(document))

    def _find_duplicate(self, number: int, record: PensionRecord) -> Iterator[BadLine]:
        person = record.person.basic_pension_number
        first = self._lines_of_people.setdefault(person, number)
        if first != number:
            yield BadLine(
                line=number,
                rule="duplicate-person",
                field="person.basic_pension_number",
                value=person,
                reason=f"同じ基礎年金番号の人が {first} 行目にもあります。",
            )


def _skip_rest(lines: BufferedIOBase | gzip.GzipFile, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = lines.readline(_BLOCK)


def _of_schema(number: int, problem: FieldProblem) -> BadLine:
    return BadLine(
        line=number,
        rule="schema" if problem.field else "json",
        field=problem.field,
        value=problem.value,
        reason=problem.reason,
    )


def _find_contradictions(number: int, record: PensionRecord) -> list[BadLine]:
    return [
        BadLine(line=number, rule=found.rule, field=found.field, value=found.value, reason=found.reason)
        for found in find_contradictions(record, load_rules())
    ]
