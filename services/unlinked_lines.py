"""A file of records without an owner, line by line: JSON Lines or CSV, UTF-8 or CP932, packed or not."""

from __future__ import annotations

import codecs
import csv
import gzip
import json
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from db.unlinked_documents import parse_unlinked
from pension.unlinked import UnlinkedRecord
from services.import_lines import LONGEST_LINE, BadLine

COLUMNS = ("number", "scheme", "kana", "birth_date", "name", "sex", "employer", "first_month", "last_month")
"""The columns of a CSV file: the fields of the JSON form."""
_BLOCK = 1024 * 1024
_ENCODINGS = ("utf-8-sig", "cp932")
_DAMAGE = (gzip.BadGzipFile, zlib.error, EOFError)
_ERAS = {"1": 1867, "3": 1911, "5": 1925, "7": 1988, "9": 2018, "0": 0}
"""The first digit of a birth date as hosts write it, and the year before that era; 0 where the era is not known."""
_HOST_DATE = 7  # digits
_SEXES = {"1": "male", "2": "female", "男": "male", "女": "female"}
_SCHEMES = {
    "国年": "national_pension",
    "国民年金": "national_pension",
    "厚年": "employees_pension",
    "厚生年金": "employees_pension",
    "厚生年金保険": "employees_pension",
    "船保": "seamens_insurance",
    "船員保険": "seamens_insurance",
    "共済": "mutual_aid",
    "共済組合": "mutual_aid",
}


@dataclass(frozen=True, slots=True)
class GoodRecord:
    """A line that is in order, and the record in it."""

    line: int
    record: UnlinkedRecord


class UnlinkedFile:
    """The lines of a file: ``.csv`` in its name makes it CSV, ``.gz`` at its end packed; ``bytes_read`` counts them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_csv = ".csv" in path.suffixes
        self.bytes_read = 0

    def check_lines(self) -> Iterator[GoodRecord | list[BadLine]]:
        """Every line: its record, or everything that is wrong with it."""
        line = 0
        try:
            encoding = self._find_encoding()
            if encoding is None:
                reason = "UTF-8 としても CP932（シフトJIS）としても読めません。"
                yield [BadLine(line=1, rule="unknown-encoding", reason=reason)]
                return
            lines = self._csv_lines(encoding) if self._is_csv else self._json_lines(encoding)
            for line, text in lines:
                yield text if isinstance(text, list) else _check(line, text)
        except _DAMAGE as error:
            reason = f"圧縮ファイル（.gz）がこわれているか、途中までしかありません（{error}）。"
            yield [BadLine(line=line + 1, rule="damaged-gzip", reason=reason)]

    def _find_encoding(self) -> str | None:
        """The first encoding in which the whole file can be read; JSON is always UTF-8."""
        for encoding in _ENCODINGS if self._is_csv else _ENCODINGS[:1]:
            if self._can_be_read(encoding):
                return encoding
        return None

    def _can_be_read(self, encoding: str) -> bool:
        decoder = codecs.getincrementaldecoder(encoding)()
        with self._opened() as file:
            try:
                while block := file.read(_BLOCK):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return True

    def _opened(self) -> IO[bytes] | gzip.GzipFile:
        return gzip.open(self._path) if self._path.suffix == ".gz" else self._path.open("rb")

    def _texts(self, encoding: str) -> Iterator[str]:
        """The lines; one that is too long comes cut, and what is left of it as further lines."""
        self.bytes_read = 0
        with self._opened() as file:
            first = True
            while raw := file.readline(LONGEST_LINE + 1):
                self.bytes_read += len(raw)
                yield raw.decode(encoding if first else encoding.removesuffix("-sig"), errors="replace")
                first = False

    def _json_lines(self, encoding: str) -> Iterator[tuple[int, str | list[BadLine]]]:
        for line, text in enumerate(self._texts(encoding), start=1):
            if not text.strip():
                reason = "空の行です。1行に1件の記録を書いてください。"
                yield line, [BadLine(line=line, rule="empty-line", reason=reason)]
            else:
                yield line, text

    def _csv_lines(self, encoding: str) -> Iterator[tuple[int, str | list[BadLine]]]:
        rows = csv.reader(self._texts(encoding), strict=True)
        try:
            columns = next(rows, [])
            wrong = [name for name in columns if name not in COLUMNS] or len(set(columns)) != len(columns)
            if wrong or not columns:
                reason = f"1行目に、列の名前（{','.join(COLUMNS)}）を書いてください。"
                yield 1, [BadLine(line=1, rule="columns", value=",".join(columns), reason=reason)]
                return
            for row in rows:
                yield rows.line_num, _json_of(columns, row, rows.line_num)
        except csv.Error as error:
            yield rows.line_num, [BadLine(line=rows.line_num, rule="csv", reason=f"CSV として読めません（{error}）。")]


def _json_of(columns: list[str], row: list[str], line: int) -> str | list[BadLine]:
    """A row as the JSON form has it; an empty cell is left out."""
    if len(row) != len(columns):
        reason = f"列が{len(columns)}つ必要ですが、{len(row)}つあります。"
        return [BadLine(line=line, rule="columns", reason=reason)]
    cells = {name: text.strip() for name, text in zip(columns, row, strict=True) if text.strip()}
    return json.dumps({name: _plain_cell(name, text) for name, text in cells.items()}, ensure_ascii=False)


def _plain_cell(name: str, text: str) -> str:
    """A cell in the words of the JSON form: codes of hosts, and half-width kana, are translated."""
    match name:
        case "birth_date":
            return _plain_birth(text)
        case "sex":
            return _SEXES.get(text, text)
        case "scheme":
            return _SCHEMES.get(text, text)
        case "number" if text.isascii() and text.isdigit():
            return f"{text[:4]}-{text[4:]}"
        case "name" | "employer":
            return unicodedata.normalize("NFKC", text)
    return text


def _plain_birth(text: str) -> str:
    """``5170707`` (昭和17年7月7日) as ``1942-07-07``; other forms as they are."""
    if len(text) != _HOST_DATE or not (text.isascii() and text.isdigit()) or text[0] not in _ERAS:
        return text
    return f"{_ERAS[text[0]] + int(text[1:3]):04d}-{text[3:5]}-{text[5:]}"


def _check(line: int, text: str) -> GoodRecord | list[BadLine]:
    if len(text.encode()) > LONGEST_LINE:
        reason = f"行が長すぎます（{LONGEST_LINE} バイトまで）。"
        return [BadLine(line=line, rule="line-too-long", reason=reason)]
    record = parse_unlinked(text.strip("\r\n"))
    if isinstance(record, UnlinkedRecord):
        return GoodRecord(line, record)
    return [
        BadLine(
            line=line,
            rule=_rule(problem.field, problem.reason),
            field=problem.field,
            value=problem.value,
            reason=problem.reason,
        )
        for problem in record
    ]


def _rule(field: str, reason: str) -> str:
    if not field:
        return "json"
    return "end-before-start" if reason.endswith("より前です。") else "schema"
