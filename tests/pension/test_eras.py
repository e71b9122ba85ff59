"""Eras: where each begins and ends."""

from __future__ import annotations

from datetime import date

import pytest

from pension.eras import ERAS, era_of, last_day_of, years_of_decade


def test_eras_follow_each_other_without_a_gap() -> None:
    assert [last_day_of(era) for era in ERAS] == [
        date(1912, 7, 29),
        date(1926, 12, 24),
        date(1989, 1, 7),
        date(2019, 4, 30),
        None,
    ]


def test_a_year_is_named_by_its_era() -> None:
    heisei = era_of(date(1989, 1, 8))
    assert [heisei.year_words(year) for year in (1989, 1990)] == ["平成元年", "平成2年"]


def test_days_before_the_first_known_era_are_refused() -> None:
    assert era_of(date(1868, 1, 25)).name == "明治"
    with pytest.raises(ValueError, match="before the first known era"):
        era_of(date(1868, 1, 24))


@pytest.mark.parametrize(
    ("year", "years"),
    [
        (1970, 10),
        (1965, 10),  # 昭和40年代
        (1985, 5),  # 昭和60年代, until 昭和64年
        (2018, 2),  # 平成30年代, until 平成31年
        (2028, 10),  # 令和10年代
        (1966, 0),
        (1926, 0),  # 昭和元年
        (1865, 0),  # before the first known era
        (1860, 10),
    ],
)
def test_a_decade_begins_with_a_round_year_of_either_calendar(year: int, years: int) -> None:
    assert years_of_decade(year) == years
