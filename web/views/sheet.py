"""A sheet in parts, for a file: what is a heading, a list or a table is said here, and drawn in ``web/paper``.

The same words as on the page for paper, without its HTML: a PDF made of them carries tags for those who listen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cell = tuple[str, ...]
"""The lines of one cell of a table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: ``level`` 2 or 3, none left out."""

    level: int
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order; an item has one line or more."""

    items: tuple[Cell, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are."""

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; ``widths`` share the width of the paper out among the columns."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["table"] = "table"


Block = Heading | Text | Bullets | Facts | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet; ``foot`` stands at the foot of every page, beside its number."""

    title: str
    foot: str
    blocks: tuple[Block, ...]
