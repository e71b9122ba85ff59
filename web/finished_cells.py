"""The table's rows as HTML, without running a template for each month.

Every cell that a table can hold is rendered once, at start, from the macro in ``components/month_cell.html``. What only
one month knows (its address, its name for the ear) stands in it as a hole; a page is look-ups, a fill, and a join.
The holes are filled with numbers and with words of ``web.views.wording``, never with anything a record carries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from pension.calendar import YearMonth
from web.views.month_cell import MonthCell, every_cell
from web.views.record_grid import MONTHS, Kind, Segment, YearCall, YearRow, month_url
from web.views.wording import age_words, era_change_words, fiscal_year_words, spoken_month

_MONTH_HOLES = {"id": "{0}", "url": "{1}", "month": "{2}", "panel": "{3}"}
_HEAD_HOLES = {"year": "{0}", "url": "{1}", "panel": "{2}", "title": "{3}", "western": "{0}", "age": "{4}"}
_STARTS, _ENDS, _NOW, _WHOLE_YEAR = 1, 2, 4, 8


class FinishedCells:
    """The finished pieces of one environment; templates call ``year_rows`` and ``legend``."""

    def __init__(self, environment: Environment) -> None:
        macros: Any = environment.get_template("components/month_cell.html").module
        legend: Any = environment.get_template("components/legend.html").module
        self._looks: dict[Kind, list[str]] = {}
        for cell in every_cell():
            looks = self._looks.setdefault((cell.status, cell.mark, cell.overlap), [""] * 9)
            looks[_place(cell)] = str(macros.month_cell(cell, **_MONTH_HOLES))
        for looks in self._looks.values():
            looks[_WHOLE_YEAR] = looks[0] * MONTHS
        # The same legend serves everybody with the same kinds of month.
        self.legend = lru_cache(maxsize=256)(legend.legend)
        self._heads = lru_cache(maxsize=4096)(self._head)
        self._head_holes = str(macros.year_head(change="{5}", **_HEAD_HOLES))
        self._change = str(macros.era_change("{0}"))
        self._foot = str(macros.year_foot(counted="{0}", calls="{1}", panel="{2}"))
        self._calls = {
            mark: str(macros.year_call(mark, months="{0}", url="{1}", year="{2}")) for mark in ("confirm", "act")
        }

    def year_rows(self, rows: Iterable[YearRow], today: int) -> Markup:
        """The rows of some years, each followed by that in which its details open; ``today`` is the present month."""
        # Every piece was escaped when it was rendered, and the holes hold numbers and our own words.
        return Markup("".join([self._row(row, today) for row in rows]))  # noqa: S704 — see the line above

    def _row(self, row: YearRow, today: int) -> str:
        panel = f"year-panel-{row.year}"
        head = self._heads(row.year, row.age)
        months = "".join([self._segment(segment, panel, today) for segment in row.segments])
        calls = "".join([self._call(call, row.title) for call in row.calls])
        return head + months + self._foot.format(row.counted, calls, panel)

    def _head(self, year: int, age: int) -> str:
        change = era_change_words(year)
        return self._head_holes.format(
            year,
            f"/records/fiscal-year/{year}",
            f"year-panel-{year}",
            fiscal_year_words(year),
            age_words(age),
            self._change.format(change) if change else "",
        )

    def _call(self, call: YearCall, year: str) -> str:
        return self._calls[call.mark].format(call.months, call.url, year)

    def _segment(self, segment: Segment, panel: str, today: int) -> str:
        looks = self._looks[segment.kind]
        first, count = segment.first, segment.months
        has_today = first <= today < first + count
        if count == MONTHS and not (segment.starts or segment.ends or has_today or segment.kind[1].calls):
            return looks[_WHOLE_YEAR]
        places = [0] * count
        places[0] |= _STARTS if segment.starts else 0
        places[-1] |= _ENDS if segment.ends else 0
        if has_today:
            places[today - first] |= _NOW
        cells = [looks[place] for place in places]
        linked = count if segment.kind[1].calls else int(segment.starts)
        for index in range(linked):
            cells[index] = cells[index].format(*_names(first + index), panel)
        return "".join(cells)


def _place(cell: MonthCell) -> int:
    return _STARTS * cell.starts | _ENDS * cell.ends | _NOW * cell.now


@lru_cache(maxsize=2048)
def _names(month: int) -> tuple[str, str, str]:
    """What the link of a month needs: its anchor, its address, its name for the ear."""
    calendar_month = YearMonth(month)
    return f"month-{calendar_month}", month_url(month), spoken_month(calendar_month)
