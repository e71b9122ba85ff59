"""What stands beside every amount: whose year's rates it rests on, what is assumed, uncertain, and not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pension.derivation import Confidence, Reference
from pension.notes import NoteKind, NoteRule
from rules.checks import table_shapes
from web.views.wording import full_fiscal_year_words

_HEADINGS: Mapping[NoteKind, str] = {
    NoteKind.ASSUMED: "こうなるものとして計算しました",
    NoteKind.UNCERTAIN: "確かでないこと",
    NoteKind.NOT_COVERED: "この額に入っていないもの",
}
_CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.DERIVED: "公式の表がまだ手元になく、法律の式で計算した値を使いました",
    Confidence.ONE_SOURCE: "1つの資料だけで確かめた値を使いました",
    Confidence.ASSUMED: "決まりがはっきりしないため、仮の値を使いました",
    Confidence.MEMORY: "まだ資料で確かめていない値を使いました",
}


@dataclass(frozen=True, slots=True)
class SaidNote:
    """One thing to bear in mind; the article is empty where no law says it."""

    text: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes of one sort under their heading."""

    heading: str
    notes: tuple[SaidNote, ...]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The whole box; ``rates`` names the fiscal year of the rules."""

    rates: str
    groups: tuple[NoteGroup, ...]


def assumptions(fiscal_year: int, notes: Sequence[NoteRule], doubts: Sequence[Reference]) -> Assumptions:
    """The box for amounts at the rates of a fiscal year; doubtful rows of the tables stand with what is uncertain."""
    groups = (NoteGroup(heading, tuple(_notes(kind, notes, doubts))) for kind, heading in _HEADINGS.items())
    return Assumptions(
        rates=f"{full_fiscal_year_words(fiscal_year)}の決まり（額と率）で計算しました。",
        groups=tuple(group for group in groups if group.notes),
    )


def _notes(kind: NoteKind, notes: Iterable[NoteRule], doubts: Sequence[Reference]) -> Iterator[SaidNote]:
    yield from (SaidNote(note.text, note.article) for note in notes if note.kind is kind)
    if kind is NoteKind.UNCERTAIN:
        yield from (SaidNote(sentence) for sentence in doubt_sentences(doubts))


def doubt_sentences(doubts: Iterable[Reference]) -> tuple[str, ...]:
    """What is said of rows that are not sure: one sentence a table and sort of doubt."""
    titles = {Path(shape.name).stem: shape.title for shape in table_shapes()}
    found = Counter((titles[doubt.table], doubt.confidence) for doubt in doubts)
    return tuple(
        f"「{title}」の表は、{_CONFIDENCES[confidence]}（表の{rows}行）。実際の額とちがうことがあります。"
        for (title, confidence), rows in found.items()
    )
