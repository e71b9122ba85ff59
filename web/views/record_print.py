"""The whole record for paper: everything the screens say of it, in one document of A4 sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pension.checks import Finding
from pension.counting import Totals
from pension.timeline import Timeline
from web.views.checks import ChecksView, checks_view
from web.views.frame import Frame, Link, Tab
from web.views.record_legend import LegendColumn
from web.views.records import RECORDS_URL, Asked, Reading, RecordsView, TableView, records_view
from web.views.wording import STATUS_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPrintView:
    """The points, the table, the periods and the totals, one after the other.

    ``key`` is the legend in a line, which stands over the table on each sheet; ``records`` shows the months,
    ``periods`` the same record as spells.
    """

    frame: Frame
    records: RecordsView
    periods: RecordsView
    checks: ChecksView
    key: tuple[str, ...]


def record_print_view(
    timeline: Timeline, totals: Totals, findings: Sequence[Finding], marks: Mapping[str, datetime]
) -> RecordPrintView:
    """Everything of a record; ``marks`` as for :func:`web.views.checks.checks_view`."""
    records = records_view(timeline, totals, findings, marks, Asked())
    checks = checks_view(timeline, findings, marks)
    if records.table is None:
        raise AssertionError("the view of months has a table")
    return RecordPrintView(
        frame=Frame(
            title="年金記録（印刷用）",
            announce="印刷用の年金記録です。",
            tab=Tab.RECORDS,
            breadcrumbs=(Link("マイページ", "/home"), Link("年金記録の一覧", RECORDS_URL)),
            points=checks.frame.points,
        ),
        records=replace(records, table=_for_paper(records.table)),
        periods=records_view(timeline, totals, findings, marks, Asked(Reading.SPELLS)),
        checks=checks,
        key=_key(records.table.legend),
    )


def _for_paper(table: TableView) -> TableView:
    """Nothing that is pressed."""
    return replace(table, intro="年度ごと・月ごとの年金記録。", choices=(), newest=None, elsewhere=())


def _key(columns: Sequence[LegendColumn]) -> tuple[str, ...]:
    """The legend in the fewest words: each word of the table with its name, each frame by its shape."""
    words, frames = [], []
    for column in columns:
        for entry in column.entries:
            status = STATUS_WORDS[entry.cell.status]
            if entry.name == status.name:
                words.append(f"{status.label}＝{entry.name}")
            else:
                frames.append(f"{entry.shape}＝{entry.name}")
        if column.note:
            frames += column.note.replace("：", "＝").split("　")
    return (*words, *dict.fromkeys(frames))
