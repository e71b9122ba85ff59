"""Whether the tables of ``rules/`` are whole: no gap, no overlap, dates in order, every row with its source.

``tables.toml`` says of each table what a row stands for and how rows must lie; the checks know no table by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from pension.calendar import YearMonth
from pension.derivation import SURE, Confidence
from rules.tables import FIRST_MONTH, FOLDER, LAST_MONTH, Row, month_range, read_table


@dataclass(frozen=True, slots=True)
class TableShape:
    """What ``tables.toml`` says of a table.

    ``along``: "months", "once", or the column that counts years. ``group``: the columns that name one series.
    ``some_births``: a series may end before the youngest.
    """

    name: str
    title: str
    unit: str
    along: str
    group: tuple[str, ...]
    some_births: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a table; ``line`` as an editor counts, 0 for the table as a whole."""

    table: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class UnsureRow:
    """A row that is derived or not verified."""

    table: str
    line: int
    confidence: Confidence
    row: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The fiscal years a table reaches over; ``first`` None where its rows know no years, ``last`` None: it goes on."""

    shape: TableShape
    rows: int
    first: int | None
    last: int | None


class _Line:
    """A row with its place, its stretch of time and its births."""

    __slots__ = ("born", "number", "row", "stretch")

    def __init__(self, number: int, row: Row, along: str) -> None:
        self.number = number
        self.row = row
        self.born = (_day(row.get("born_from"), date.min), _day(row.get("born_to"), date.max))
        self.stretch = _stretch(row, along)


@cache
def table_shapes(folder: Path = FOLDER) -> tuple[TableShape, ...]:
    """Every table that ``tables.toml`` describes."""
    described = tomllib.loads((folder / "tables.toml").read_text(encoding="utf-8"))
    return tuple(
        TableShape(
            name,
            table["title"],
            table["unit"],
            table["along"],
            tuple(table["group"]),
            table.get("some_births", False),
        )
        for name, table in described.items()
    )


def find_faults(folder: Path = FOLDER) -> tuple[Fault, ...]:
    """Everything wrong with the tables of a folder; empty when they can be worked with."""
    shapes = table_shapes(folder)
    described = {shape.name for shape in shapes}
    there = {path.name for path in folder.iterdir() if path.suffix in (".csv", ".tsv")}
    faults = [Fault(name, 0, "tables.toml に説明がありません。") for name in sorted(there - described)]
    for shape in shapes:
        faults += _table_faults(shape, folder)
    return tuple(faults)


def find_unsure_rows(folder: Path = FOLDER) -> tuple[UnsureRow, ...]:
    """Every row that is derived or not verified, table by table."""
    return tuple(
        UnsureRow(shape.name, number, confidence, _named(row))
        for shape in table_shapes(folder)
        for number, row in enumerate(read_table(shape.name, folder), start=2)
        if (confidence := Confidence(row["confidence"])) not in SURE
    )


def find_coverage(folder: Path = FOLDER) -> tuple[Coverage, ...]:
    """Over which fiscal years each table reaches."""
    return tuple(_coverage(shape, read_table(shape.name, folder)) for shape in table_shapes(folder))


def _table_faults(shape: TableShape, folder: Path) -> Iterator[Fault]:
    rows = read_table(shape.name, folder)
    if not rows:
        yield Fault(shape.name, 0, "行がありません。")
    series: dict[tuple[str, ...], list[_Line]] = {}
    for number, row in enumerate(rows, start=2):
        reason = _row_fault(row)
        if reason:
            yield Fault(shape.name, number, reason)
            continue
        line = _Line(number, row, shape.along)
        if line.stretch[0] > line.stretch[1] or line.born[0] > line.born[1]:
            yield Fault(shape.name, number, "終わりが始まりより前です。")
            continue
        series.setdefault(tuple(row[name] for name in shape.group), []).append(line)
    for lines in series.values():
        yield from _series_faults(shape, lines)


def _row_fault(row: Row) -> str | None:
    if not row["source"].strip():
        return "出典がありません。"
    if row["confidence"] not in list(Confidence):
        return f"確かさの書き方がちがいます：{row['confidence']}"
    return None


def _series_faults(shape: TableShape, lines: list[_Line]) -> Iterator[Fault]:
    """Each birth date's rows must follow one another without a hole, and between them all births must be there."""
    starts = sorted({line.born[0] for line in lines})
    reach = {(lines[0].stretch[0], lines[-1].stretch[1])}
    for start in starts:
        cell = [line for line in lines if line.born[0] <= start <= line.born[1]]
        reach.add((cell[0].stretch[0], cell[-1].stretch[1]))
        for before, after in pairwise(cell):
            yield from _neighbours(shape.name, before, after)
    if len(reach) > 1:
        yield Fault(shape.name, lines[-1].number, "生年月日によって、始まりか終わりの年月がちがいます。")
    ends = sorted({line.born[1] for line in lines if line.born[1] != date.max})
    for end in ends[:-1] if shape.some_births else ends:
        if end + timedelta(days=1) not in starts:
            yield Fault(shape.name, lines[0].number, f"{end} の次の日に生まれた人の行がありません。")


def _neighbours(table: str, before: _Line, after: _Line) -> Iterator[Fault]:
    if after.stretch[0] <= before.stretch[1]:
        reason = f"{before.number}行目と重なっているか、順番が逆です。"
        yield Fault(table, after.number, reason)
    elif after.stretch[0] > before.stretch[1] + 1:
        yield Fault(table, after.number, f"{before.number}行目との間があいています。")


def _stretch(row: Row, along: str) -> tuple[int, int]:
    if along == "months":
        return month_range(row)
    if along == "once":
        return 0, 0
    return int(row[along]), int(row[along])


def _coverage(shape: TableShape, rows: Iterable[Row]) -> Coverage:
    lines = [_stretch(row, shape.along) for row in rows]
    if shape.along == "once":
        return Coverage(shape, len(lines), None, None)
    first, last = min(lines), max(line[1] for line in lines)
    if shape.along != "months":
        return Coverage(shape, len(lines), first[0], last)
    began = first[1] if first[0] == FIRST_MONTH else first[0]
    ended = None if last == LAST_MONTH else YearMonth(last).fiscal_year
    return Coverage(shape, len(lines), YearMonth(began).fiscal_year, ended)


def _named(row: Row) -> str:
    """A row by its keys and figures, without source and confidence."""
    return " ".join(text for name, text in row.items() if text and name not in ("source", "confidence"))


def _day(text: str | None, default: date) -> date:
    return date.fromisoformat(text) if text else default
