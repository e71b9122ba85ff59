"""文章で読む: the whole record as plain sentences, for the ear and for browsers that show text only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pension.calendar import YearMonth
from pension.status import Status
from web.views.frame import Link
from web.views.month_cell import Mark
from web.views.reasons import STATUSES
from web.views.record_grid import BLOCK_YEARS, BLOCKS_FROM, month_url
from web.views.record_spells import Spell
from web.views.wording import fiscal_years_words, full_range_words, full_run_words

_CALLS = {
    Mark.NONE: "",
    Mark.CONFIRM: "ご確認ください。",
    Mark.ACT: "手続きできます。",
    Mark.DONE: "確認した印があります。",
}
_ON_BOARD = frozenset({Status.S1, Status.E1_SEA})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One spell: its months as a link to the page of the first, and what it was."""

    months: Link
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The spells that begin in some years, under a heading."""

    heading: str
    sentences: tuple[Sentence, ...]


def record_text(spells: Iterable[Spell]) -> tuple[Paragraph, ...]:
    """The record as sentences, in blocks of about ten years."""
    return tuple(_paragraph(list(group)) for _, group in groupby(spells, key=_block))


def _block(spell: Spell) -> int:
    return (spell.first_month.fiscal_year - BLOCKS_FROM) // BLOCK_YEARS


def _paragraph(spells: Sequence[Spell]) -> Paragraph:
    years = spells[0].first_month.fiscal_year, spells[-1].first_month.fiscal_year
    return Paragraph(f"{fiscal_years_words(*years)}に始まる期間", tuple(_sentence(spell) for spell in spells))


def _sentence(spell: Spell) -> Sentence:
    months = Link(full_range_words(spell.first_month, spell.last_month), month_url(spell.first_month))
    return Sentence(months, "".join(_says(spell)))


def _says(spell: Spell) -> Iterable[str]:
    yield STATUSES[spell.status].says
    if spell.employers:
        place = "船の持ち主" if spell.status in _ON_BOARD else "つとめ先"
        yield f"{place}は、{'と'.join(spell.employers)}です。"
    if spell.overlap:
        yield "ほかの記録と重なっている月です。"
    yield _CALLS[spell.mark]
    yield from part_words(spell)


def part_words(spell: Spell) -> Iterator[str]:
    """What the reader is asked of some months of a spell, as sentences."""
    for framed in spell.partly_framed:
        first, last = max(framed.first, spell.first_month), min(framed.last, spell.last_month)
        yield f"このうち{full_run_words(YearMonth(first), YearMonth(last))}は、{_CALLS[framed.mark]}"
