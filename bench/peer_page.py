"""The page of a person as rows and texts for a peer: every month decided, every text ready to be placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pension.status import Status
from services.show_records import RecordScreen
from web.views.frame import tab_links
from web.views.month_cell import MonthCell
from web.views.record_grid import Decade, Segment, YearRow
from web.views.records import Asked, RecordsView, records_view
from web.views.wording import STATUS_WORDS, era_change_words


def peer_page(screen: RecordScreen) -> dict[str, Any]:
    """What a peer's database holds: the words of the statuses, the person, the years with their months."""
    view = records_view(screen.timeline, screen.totals, screen.findings, screen.marks, Asked())
    assert view.table is not None
    person = screen.timeline.record.person
    return {
        "statuses": [_status(status) for status in Status],
        "person": {"name": person.name, "page": _around_the_table(view)},
        "years": [_year(row, decade, view) for decade in view.table.grid.decades for row in decade.rows],
    }


def _around_the_table(view: RecordsView) -> dict[str, Any]:
    return {**_plain(view), "tabs": _plain(tab_links(view.frame))}


def _plain(value: Any) -> Any:
    """Views as JSON: their fields, and what they work out from them; the table itself comes in rows."""
    if is_dataclass(value):
        worked_out = [name for name, member in vars(type(value)).items() if isinstance(member, property)]
        names = {*(item.name for item in fields(value)), *worked_out} - {"grid"}
        return {name: _plain(getattr(value, name)) for name in sorted(names)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _status(status: Status) -> dict[str, Any]:
    words, cell = STATUS_WORDS[status], MonthCell(status)
    return {"code": status, "label": words.label, "name": words.name, "group": words.group, "is_sign": cell.is_sign}


def _year(row: YearRow, decade: Decade, view: RecordsView) -> dict[str, Any]:
    assert view.table is not None
    today = view.table.grid.today
    return {
        "number": row.year,
        "title": row.title,
        "age": row.age,
        "change": era_change_words(row.year),
        "counted": row.counted,
        "decade": decade.title,
        "decade_detail": decade.detail,
        "months": [month for segment in row.segments for month in _months(segment, today)],
        "calls": [{"mark": call.mark, "months": call.months, "url": call.url} for call in row.calls],
    }


def _months(segment: Segment, today: int) -> Iterator[dict[str, Any]]:
    status, mark, overlap = segment.kind
    last = segment.first + segment.months - 1
    for month in range(segment.first, last + 1):
        yield {
            "number": month,
            "status": status,
            "mark": mark,
            "overlap": overlap,
            "starts": segment.starts and month == segment.first,
            "ends": segment.ends and month == last,
            "now": month == today,
        }
