"""The files of ``rules/`` as rows of text, and the stretches of months in them."""

from __future__ import annotations

import csv
from pathlib import Path

from pension.calendar import MonthRange, YearMonth
from pension.derivation import Confidence, Reference

FOLDER = Path(__file__).parent
FIRST_MONTH = YearMonth.of(1900, 1)
LAST_MONTH = YearMonth.of(2999, 12)

Row = dict[str, str]


def read_table(name: str, folder: Path = FOLDER) -> list[Row]:
    """The rows of one table, column name to text; raises FileNotFoundError for a name that does not exist."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def month_range(row: Row) -> MonthRange:
    """The months a row holds for; an empty end is open."""
    first, last = row["first_month"], row["last_month"]
    return MonthRange(
        YearMonth.parse(first) if first else FIRST_MONTH,
        YearMonth.parse(last) if last else LAST_MONTH,
    )


def reference(table: str, row: Row) -> Reference:
    """A row is named by its first filled columns: whom and when it is for."""
    keys = [row[name] for name in list(row)[:5] if row[name] and name not in ("source", "confidence")]
    return Reference(table, " ".join(keys), row["source"], Confidence(row["confidence"]))
