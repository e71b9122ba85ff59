"""Words for dates, months, numbers and statuses; H15 of the design: eras and fiscal years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pension.calendar import YearMonth
from pension.status import Status
from web.views import wording


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2001, 8, 10), "平成13年（2001年）8月10日"),
        (date(1989, 1, 7), "昭和64年（1989年）1月7日"),
        (date(1989, 1, 8), "平成元年（1989年）1月8日"),
        (date(2019, 4, 30), "平成31年（2019年）4月30日"),
        (date(2019, 5, 1), "令和元年（2019年）5月1日"),
        (date(1926, 12, 24), "大正15年（1926年）12月24日"),
        (date(1926, 12, 25), "昭和元年（1926年）12月25日"),
        (date(1912, 7, 29), "明治45年（1912年）7月29日"),
    ],
)
def test_a_day_is_written_in_the_era_it_lies_in(day: date, words: str) -> None:
    assert wording.date_words(day) == words


@pytest.mark.parametrize(
    ("month", "words", "spoken"),
    [
        ((1983, 4), "昭和58年（1983年）4月", "1983年4月"),
        ((1989, 1), "1989年1月（昭和64年・平成元年）", "1989年1月（昭和64年・平成元年）"),
        ((1989, 2), "平成元年（1989年）2月", "1989年2月"),
        ((1926, 12), "1926年12月（大正15年・昭和元年）", "1926年12月（大正15年・昭和元年）"),
        ((2019, 4), "平成31年（2019年）4月", "2019年4月"),
        ((2019, 5), "令和元年（2019年）5月", "2019年5月"),
    ],
)
def test_a_month_of_two_eras_names_both(month: tuple[int, int], words: str, spoken: str) -> None:
    assert wording.month_words(YearMonth.of(*month)) == words
    assert wording.spoken_month(YearMonth.of(*month)) == spoken


@pytest.mark.parametrize(
    ("first", "last", "short", "full"),
    [
        ((1983, 4), (1983, 7), "昭和58年4月から7月まで（4か月）", "昭和58年（1983年）4月から7月まで（4か月）"),
        (
            *((1984, 5), (1986, 3), "昭和59年5月から昭和61年3月まで（23か月）"),
            "昭和59年（1984年）5月から昭和61年（1986年）3月まで（23か月）",
        ),
        ((2014, 9), (2014, 9), "平成26年9月（1か月）", "平成26年（2014年）9月（1か月）"),
        (
            *((1989, 1), (1989, 3), "1989年1月（昭和64年・平成元年）から平成元年3月まで（3か月）"),
            "1989年1月（昭和64年・平成元年）から平成元年（1989年）3月まで（3か月）",
        ),
        (
            *((2019, 3), (2019, 6), "平成31年3月から令和元年6月まで（4か月）"),
            "平成31年（2019年）3月から令和元年（2019年）6月まで（4か月）",
        ),
    ],
)
def test_a_run_of_months_says_from_to_and_how_many(
    first: tuple[int, int], last: tuple[int, int], short: str, full: str
) -> None:
    months = YearMonth.of(*first), YearMonth.of(*last)
    assert wording.range_words(*months) == short
    assert wording.full_range_words(*months) == full


@pytest.mark.parametrize(
    ("year", "words", "change"),
    [
        (1983, "昭和58年度", ""),
        (1988, "昭和63年度", "1月8日から平成"),
        (1989, "平成元年度", ""),
        (2018, "平成30年度", ""),
        (2019, "平成31年度", "5月1日から令和"),
        (2020, "令和2年度", ""),
    ],
)
def test_a_fiscal_year_has_the_era_of_its_april_and_says_when_it_changes(year: int, words: str, change: str) -> None:
    assert wording.fiscal_year_words(year) == words
    assert wording.era_change_words(year) == change
    assert wording.full_fiscal_year_words(year) == f"{words}（{year}年度）"


def test_several_fiscal_years_name_the_era_again_only_where_it_changes() -> None:
    assert wording.fiscal_years_words(1980, 1988) == "昭和55年度〜63年度"
    assert wording.fiscal_years_words(1989, 1998) == "平成元年度〜10年度"
    assert wording.fiscal_years_words(2019, 2026) == "平成31年度〜令和8年度"
    assert wording.fiscal_years_words(2026, 2026) == "令和8年度"


def test_fractions_are_said_as_people_say_them() -> None:
    assert wording.number_words(Fraction(3, 4)) == "4分の3"
    assert wording.number_words(Fraction(35, 8)) == "4と8分の3"
    assert wording.number_words(1200) == "1,200"
    assert wording.number_words(Fraction(0)) == "0"
    assert wording.months_words(Fraction(1393, 3)) == "464と3分の1か月"
    assert wording.yen(51470) == "51,470円"
    assert wording.age_words(22) == "22歳"


def test_decimals_are_written_without_loss() -> None:
    assert wording.decimal_words(Fraction("1234.5")) == "1,234.5"
    assert wording.decimal_words(Fraction(1, 10**7)) == "0.0000001"
    assert wording.decimal_words(Fraction(1393, 3)) == "464と3分の1"
    assert wording.percent_words(Fraction(183, 1000)) == "18.3%"


@pytest.mark.parametrize(
    ("amount", "exact", "said", "short"),
    [
        (1_442_048, "1,442,048円", "144万2,048円", "144.2万円"),
        (2_000_000, "2,000,000円", "200万円", "200.0万円"),
        (100_009_500, "100,009,500円", "1億9,500円", "10,000.9万円"),
        (-17_510, "−17,510円", "−1万7,510円", "−1.7万円"),
        (0, "0円", "0円", "0.0万円"),
    ],
)
def test_amounts_are_written_said_and_cut_short(amount: int, exact: str, said: str, short: str) -> None:
    assert (wording.yen(amount), wording.yen_words(amount), wording.short_yen(amount)) == (exact, said, short)


def test_a_number_to_bring_along_stands_in_groups() -> None:
    assert wording.receipt_number("12345678") == "1234-5678"


def test_every_status_has_a_short_unique_label_a_name_and_a_group() -> None:
    assert set(wording.STATUS_WORDS) == set(Status)
    labels = [words.label for words in wording.STATUS_WORDS.values()]
    assert len(set(labels)) == len(labels)
    assert all(1 <= len(label) <= 3 for label in labels)
    names = [words.name for words in wording.STATUS_WORDS.values()]
    assert len(set(names)) == len(names)
    assert wording.STATUS_WORDS[Status.N1_EX34].label == "免¾"
    assert wording.status_name(Status.NONE_REQ) == "未加入"


def test_ids_are_shown_in_fours() -> None:
    assert [wording.in_fours(text) for text in ("", "abcd", "haruno92", "abcdefghjkmn")] == [
        "",
        "abcd",
        "haru-no92",
        "abcd-efgh-jkmn",
    ]
