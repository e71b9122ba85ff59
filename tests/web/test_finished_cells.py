"""The table's rows as HTML: what is seen, what is heard, where it leads."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pension.status import Status
from services.clock import DEMO_NOW, JapanClock
from tests.web.views.demo_records import PERSONAS, points_of, timeline_of
from web.assets import Assets
from web.finished_cells import FinishedCells
from web.render import make_environment
from web.settings import Settings
from web.views.month_cell import Mark
from web.views.record_grid import RecordGrid, Segment, YearCall, YearRow, record_grid
from web.views.record_legend import legend


@pytest.fixture(scope="module")
def finished() -> FinishedCells:
    settings = Settings(database=str(Path("unused")), clock=JapanClock(DEMO_NOW))
    return FinishedCells(make_environment(settings, Assets()))


@cache
def grid_of(person: str) -> RecordGrid:
    return record_grid(timeline_of(person), points_of(person), ())


def html_of(finished: FinishedCells, person: str) -> str:
    grid = grid_of(person)
    return "".join(finished.year_rows(decade.rows, grid.today) for decade in grid.decades)


def row(*segments: Segment, calls: tuple[YearCall, ...] = ()) -> YearRow:
    return YearRow(1983, "昭和58年度", 22, segments, 8, calls)


APRIL_1983 = 1983 * 12 + 3


class Cells(HTMLParser):
    """The text of every cell of the month rows, whether seen or heard."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._deep = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        self.rows[-1][-1] += data


def test_a_month_that_calls_says_its_word_first_then_month_status_and_call(finished: FinishedCells) -> None:
    calling = Segment((Status.NONE_REQ, Mark.CONFIRM, False), APRIL_1983, 4, True, True)
    html = finished.year_rows([row(calling)], 0)
    assert (
        '<a id="month-1983-04" href="/records/1983/4" data-hx-get="/records/1983/4" data-hx-target="#year-panel-1983" '
        'data-hx-swap="innerHTML ignoreTitle:true">未加<span class="visually-hidden"> 1983年4月 未加入。ご確認ください'
        "</span></a>"
    ) in html
    assert html.count('href="/records/1983/') == 4
    assert html.count("<i aria-hidden") == 1
    assert "aria-label" not in html


def test_a_month_of_two_eras_is_heard_with_both(finished: FinishedCells) -> None:
    january = Segment((Status.N1_UNPAID, Mark.CONFIRM, False), 1989 * 12, 1, True, True)
    html = finished.year_rows([row(january)], 0)
    assert '未納<span class="visually-hidden"> 1989年1月（昭和64年・平成元年） 未納（期限切れ）。ご確認ください' in html


def test_the_row_has_its_year_its_age_its_sum_and_a_place_for_details(finished: FinishedCells) -> None:
    paid = Segment((Status.N1_PAID, Mark.NONE, False), APRIL_1983, 12, False, False)
    calls = (YearCall(Mark.CONFIRM, 4, "/records/checks#point-x"), YearCall(Mark.ACT, 2, "/records/checks#point-y"))
    html = finished.year_rows([row(paid, calls=calls)], 0)
    cells = Cells(html).rows
    assert cells[0][0] == "昭和58年度の記録 1983 22歳"
    assert cells[0][1:13] == ["国年"] * 12
    assert cells[0][13] == "8か月確認 4か月（昭和58年度）手続き 2か月（昭和58年度）"
    assert 'id="year-1983"' in html
    assert 'href="/records/fiscal-year/1983"' in html
    assert 'href="/records/checks#point-x"' in html
    assert (
        '<tr role="row" class="panel-row" hidden><td role="cell" colspan="14" id="year-panel-1983" data-panel hidden>'
        in html
    )


def test_the_year_in_which_an_era_begins_says_so(finished: FinishedCells) -> None:
    shown = html_of(finished, "haruno")
    assert '<span class="age">27歳</span><span class="era">1月8日から平成</span></th>' in shown
    assert shown.count('class="era"') == 2


def test_the_present_month_is_marked_once(finished: FinishedCells) -> None:
    shown = html_of(finished, "haruno")
    assert shown.count('<b class="today">今月</b>') == 1
    whole = Segment((Status.E1, Mark.NONE, False), APRIL_1983, 12, False, False)
    assert Cells(finished.year_rows([row(whole)], APRIL_1983 + 2)).rows[0][1:5] == ["厚年", "厚年", "厚年今月", "厚年"]


def test_signs_are_read_as_words(finished: FinishedCells) -> None:
    outside = Segment((Status.NONE_OUT, Mark.NONE, False), APRIL_1983, 12, False, False)
    assert '<span aria-hidden="true">ー</span><span class="visually-hidden">対象外</span>' in finished.year_rows(
        [row(outside)], 0
    )


@pytest.mark.parametrize("person", sorted(PERSONAS))
def test_every_life_has_fourteen_cells_a_row_and_no_hole_left(finished: FinishedCells, person: str) -> None:
    html = html_of(finished, person)
    rows = Cells(html).rows
    assert len(rows) == 2 * grid_of(person).years
    assert {len(cells) for cells in rows[::2]} == {14}
    assert {len(cells) for cells in rows[1::2]} == {1}
    assert not re.search(r"\{\d\}", html)
    anchors = re.findall(r' id="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("person", sorted(PERSONAS))
def test_the_legend_explains_every_word_of_the_table(finished: FinishedCells, person: str) -> None:
    kinds = frozenset(grid_of(person).months)
    explained = {entry.cell.status for column in legend(kinds) for entry in column.entries}
    assert {kind[0] for kind in kinds} <= explained
    shown = str(finished.legend(legend(kinds)))
    assert shown.count("<li>") == sum(len(column.entries) for column in legend(kinds))
