"""The worksheet as a sheet for a file: the page for paper, part by part."""

from __future__ import annotations

from collections.abc import Iterator

from web.views.history import EntryList, HistoryRow, Memory
from web.views.history_print import HistoryPrintView, ToAsk
from web.views.history_words import TITLE
from web.views.sheet import Block, Bullets, Cell, Facts, Heading, Sheet, Table, Text


def history_pdf_sheet(view: HistoryPrintView) -> Sheet:
    """Everything that the page for paper says, in its order."""
    return Sheet(title=TITLE, foot=f"{view.name}さん　年金の記録は{view.as_of}現在", blocks=tuple(_blocks(view)))


def _blocks(view: HistoryPrintView) -> Iterator[Block]:
    yield Facts((*view.facts, ("記録の時点", view.as_of)))
    yield Text("".join(view.lead))
    yield Heading(2, "窓口でたずねること")
    yield from _asks(view)
    yield Heading(2, "窓口に持っていくもの")
    yield Bullets(tuple((paper,) for paper in view.papers))
    yield Text("そろわなくても、相談できます。")
    if view.rows:
        yield Heading(2, "記憶と国の記録")
        if view.only_recorded:
            yield Text(view.only_recorded)
        yield Table(
            head=("いつ", "わたしの記憶", "くらべた結果", "国の記録"),
            widths=(4, 7, 4, 6),
            rows=tuple(_row(row) for row in view.rows),
        )
    if view.categories:
        yield Heading(2, "書きとめたこと")
    for entries in view.categories:
        yield from _entries(entries)
    yield Heading(2, "記録がちがうと思うとき")
    yield Text("この紙を持って、お近くの年金事務所でおたずねください。記録の訂正は、年金事務所で受け付けます。")


def _asks(view: HistoryPrintView) -> Iterator[Block]:
    if not view.asks:
        yield Text(view.nothing)
    for ask in view.asks:
        yield from _asked(ask)


def _asked(ask: ToAsk) -> Iterator[Block]:
    marks = "、".join(mark.word for mark in ask.tags)
    what = f"{ask.when}　{ask.what}" if ask.what else ask.when
    yield Heading(3, f"{what}：{marks}")
    for sentence in ask.says:
        yield Text(sentence)
    if ask.proofs:
        yield Text("手がかりになるもの（あれば）")
        yield Bullets(tuple((proof,) for proof in ask.proofs))


def _row(row: HistoryRow) -> tuple[Cell, ...]:
    memory, record = row.memory, row.record
    return (
        (*_year(row.year), *([row.age] if row.age else [])),
        (memory.title, memory.when, *memory.details) if memory else (row.unwritten,),
        (*(mark.word for mark in row.tags), *row.says) or ("くらべません",),
        (record.title, *record.lines) if record else ("くらべる記録は、ありません",),
    )


def _year(words: str) -> Cell:
    """The year of the era, and the western one on a line of its own: no break within a number."""
    era, bracket, western = words.partition("（")
    return (era, bracket + western) if bracket else (era,)


def _entries(entries: EntryList) -> Iterator[Block]:
    yield Heading(3, entries.name)
    yield Bullets(tuple(_entry(entry) for entry in entries.entries))


def _entry(entry: Memory) -> Cell:
    note = (f"メモ：{entry.note}",) if entry.note else ()
    return (entry.title, entry.when, *entry.details, *note)
