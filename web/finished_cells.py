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
from web.views.month_cell import CALLING, MonthCell, every_cell
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
        self._head_holes = str(macros.year_head(change="{5}", **_HEAD_HOLES))
        self._change = str(macros.era_change("{0}"))
        self._foot_holes = str(macros.year_foot(counted="{0}", calls="{1}", panel="{2}"))
        # A month looks the same in every life that has it: what was filled once is kept, within a few megabytes.
        self._link = lru_cache(maxsize=16384)(self._fill_link)
        self._head = lru_cache(maxsize=4096)(self._fill_head)
        self._foot = lru_cache(maxsize=2048)(self._fill_foot)
        self._calls = {
            (mark, leads): str(macros.year_call(mark, months="{0}", url="{1}" if leads else "", year="{2}"))
            for mark in ("confirm", "act")
            for leads in (True, False)
        }

    def year_rows(self, rows: Iterable[YearRow], today: int, *, leads: bool = True) -> Markup:
        """The rows of some years, each followed by that in which its details open; ``today`` is the present month.

        ``leads``: the number of a year's points leads to them.
        """
        pieces: list[str] = []
        for row in rows:
            pieces.append(self._head(row.year, row.age))
            for segment in row.segments:
                pieces += self._months(segment, today)
            pieces.append(self._end(row, leads=leads) if row.calls else self._foot(row.counted, row.year))
        # Every piece was escaped when it was rendered, and the holes hold numbers and our own words.
        return Markup("".join(pieces))  # noqa: S704 — see the line above

    def _months(self, segment: Segment, today: int) -> list[str]:
        kind, first, count, starts, ends = segment
        looks = self._looks[kind]
        has_today = first <= today < first + count
        linked = count if kind[1] in CALLING else int(starts)
        if count == MONTHS and not (linked or ends or has_today):
            return [looks[_WHOLE_YEAR]]
        places = [0] * count
        places[0] |= _STARTS if starts else 0
        places[-1] |= _ENDS if ends else 0
        if has_today:
            places[today - first] |= _NOW
        cells = [self._link(kind, places[index], first + index) for index in range(linked)]
        return cells + [looks[place] for place in places[linked:]]

    def _end(self, row: YearRow, *, leads: bool) -> str:
        calls = "".join([self._call(call, row.title, leads=leads) for call in row.calls])
        return self._foot_holes.format(row.counted, calls, _panel(row.year))

    def _call(self, call: YearCall, year: str, *, leads: bool) -> str:
        return self._calls[call.mark, leads].format(call.months, call.url, year)

    def _fill_link(self, kind: Kind, place: int, month: int) -> str:
        calendar_month = YearMonth(month)
        return self._looks[kind][place].format(
            f"month-{calendar_month}",
            month_url(month),
            spoken_month(calendar_month),
            _panel(calendar_month.fiscal_year),
        )

    def _fill_head(self, year: int, age: int) -> str:
        change = era_change_words(year)
        return self._head_holes.format(
            year,
            f"/records/fiscal-year/{year}",
            _panel(year),
            fiscal_year_words(year),
            age_words(age),
            self._change.format(change) if change else "",
        )

    def _fill_foot(self, counted: int, year: int) -> str:
        return self._foot_holes.format(counted, "", _panel(year))


def _place(cell: MonthCell) -> int:
    return _STARTS * cell.starts | _ENDS * cell.ends | _NOW * cell.now


def _panel(year: int) -> str:
    """The id of the place where the details of a year open."""
    return f"year-panel-{year}"
