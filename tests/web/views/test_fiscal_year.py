"""その年度の記録: twelve months in words, and what they come to."""

from __future__ import annotations

import pytest

from tests.web.views.test_record_month import PERSONAS, points_of, timeline_of
from web.views.fiscal_year import FiscalYearView, fiscal_year_view, has_year
from web.views.month_cell import Mark


def view_of(person: str, year: int) -> FiscalYearView:
    return fiscal_year_view(timeline_of(person), year, points_of(person), ())


@pytest.mark.parametrize("person", PERSONAS)
def test_every_year_of_every_person_has_twelve_months(person: str) -> None:
    timeline = timeline_of(person)
    for year in range(timeline.first_month.fiscal_year, timeline.last_month.fiscal_year + 1):
        assert len(view_of(person, year).months) == 12


def test_a_year_in_words() -> None:
    view = view_of("haruno", 2001)
    assert view.heading == "平成13年度（2001年度）の記録"
    assert view.lead == "12か月のうち12か月を、年金を受け取るのに必要な期間に数えています。"
    assert [line.link.url for line in view.months][0::11] == ["/records/2001/4", "/records/2002/3"]
    assert view.months[4].words == "厚生年金"
    assert view.months[4].cell.overlap and view.months[4].cell.mark is Mark.CONFIRM
    assert view.kinds == ("国民年金 納付済み　4か月", "厚生年金　8か月")
    assert [line.value for line in view.counting] == ["12か月", "12か月分", "8か月"]
    assert view.point is not None and "（1件）" in view.point.label


def test_a_seaman_has_real_and_converted_months() -> None:
    values = [line.value for line in view_of("hamada", 1976).counting]
    assert values == ["実際の12か月を、16か月と数えます", "12か月分", "実際の12か月を、16か月と数えます"]


def test_shares_add_up_exactly() -> None:
    """7 × 5/8 (H12)."""
    assert view_of("maeda", 2010).counting[1].value == "4と8分の3か月分"


def test_months_to_come_are_told() -> None:
    assert view_of("haruno", 2026).lead.endswith("これからの月が5か月あります。")


def test_neighbours_end_with_the_table() -> None:
    timeline = timeline_of("haruno")
    first, last = timeline.first_month.fiscal_year, timeline.last_month.fiscal_year
    assert view_of("haruno", first).previous is None
    assert view_of("haruno", last).following is None
    following = view_of("haruno", first).following
    assert following is not None and following.url == f"/records/fiscal-year/{first + 1}"
    assert has_year(timeline, first) and has_year(timeline, last)
    assert not has_year(timeline, first - 1) and not has_year(timeline, last + 1)


def test_a_year_without_points_offers_none() -> None:
    assert view_of("okamoto", 2022).point is None


def test_no_month_lies_outside_the_table() -> None:
    with pytest.raises(ValueError, match="outside"):
        view_of("haruno", 1900)
