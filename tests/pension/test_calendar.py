from __future__ import annotations

from datetime import date

import pytest

from pension.calendar import (
    MonthRange,
    YearMonth,
    age_on,
    day_age_is_reached,
    fiscal_year_range,
    month_age_is_reached,
)


def test_a_month_reads_and_writes_its_text() -> None:
    month = YearMonth.parse("1989-01")
    assert (month.year, month.month, str(month), repr(month)) == (1989, 1, "1989-01", "YearMonth(1989-01)")


@pytest.mark.parametrize("text", ["1989-13", "1989-1", "198901", "", "一九八九-01", "1989-01-01", "0000-01"])
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        YearMonth.parse(text)


def test_months_step_over_years() -> None:
    assert YearMonth.of(1989, 12).plus(1) == YearMonth.of(1990, 1)
    assert YearMonth.of(1990, 1).plus(-1) == YearMonth.of(1989, 12)


def test_the_fiscal_year_runs_from_april_to_march() -> None:
    assert [YearMonth.of(1989, month).fiscal_year for month in (1, 3, 4, 12)] == [1988, 1988, 1989, 1989]
    assert fiscal_year_range(1988) == MonthRange(YearMonth.of(1988, 4), YearMonth.of(1989, 3))


def test_first_and_last_day() -> None:
    assert YearMonth.of(2024, 2).first_day == date(2024, 2, 1)
    assert YearMonth.of(2024, 2).last_day == date(2024, 2, 29)
    assert YearMonth.of_date(date(2024, 2, 29)) == YearMonth.of(2024, 2)


def test_a_range_counts_and_holds_both_its_ends() -> None:
    months = MonthRange(YearMonth.of(1989, 11), YearMonth.of(1990, 2))
    assert months.months == 4
    assert [str(month) for month in months.each()] == ["1989-11", "1989-12", "1990-01", "1990-02"]
    assert YearMonth.of(1990, 2) in months
    assert YearMonth.of(1990, 3) not in months
    assert "1990-02" not in months
    assert MonthRange(YearMonth.of(1990, 2), YearMonth.of(1989, 11)).months == 0


@pytest.mark.parametrize(
    ("born", "reached", "month"),
    [
        ("1980-04-01", "2000-03-31", "2000-03"),  # H16: the day before the birthday
        ("1980-04-02", "2000-04-01", "2000-04"),
        ("1980-02-29", "2000-02-28", "2000-02"),
        ("1981-03-01", "2001-02-28", "2001-02"),
    ],
)
def test_an_age_is_reached_on_the_day_before_the_birthday(born: str, reached: str, month: str) -> None:
    birth_date = date.fromisoformat(born)
    assert day_age_is_reached(birth_date, 20) == date.fromisoformat(reached)
    assert str(month_age_is_reached(birth_date, 20)) == month


def test_age_on_a_day_goes_by_birthdays() -> None:
    assert age_on(date(1961, 6, 15), date(1983, 6, 14)) == 21
    assert age_on(date(1961, 6, 15), date(1983, 6, 15)) == 22
