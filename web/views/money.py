"""A table of money: amounts at the right, partial sums set off, the last sum above a double rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from web.views.frame import Link
from web.views.wording import yen

UNKNOWN = "わかりません"


class RowKind(StrEnum):
    """How a row weighs."""

    PLAIN = "plain"
    TOTAL = "total"  # a sum on the way
    SUM = "sum"  # the last one


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A row: its name, which leads to ``url`` where there is one, one text or link a column, and a small remark."""

    name: str
    cells: tuple[str | Link, ...]
    kind: RowKind = RowKind.PLAIN
    remark: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTable:
    """A whole table. ``corner`` heads the names; every row has as many cells as there are ``columns``."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[MoneyRow, ...]

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row does not fit the columns of the table: {self.caption}")


def money_row(name: str, *amounts: int | None, kind: RowKind = RowKind.PLAIN, remark: str = "") -> MoneyRow:
    """A row of amounts in yen; None where none can be given."""
    return MoneyRow(name, tuple(UNKNOWN if amount is None else yen(amount) for amount in amounts), kind, remark)
