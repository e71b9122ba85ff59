"""Dates as they are typed, and what is said of those that cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pension.approximate import ApproximateDate
from pension.typed_dates import DateFault, DateProblem, read_typed_date

BORN, TODAY = date(1961, 6, 15), date(2026, 11, 26)


def read(text: str) -> ApproximateDate | DateProblem:
    return read_typed_date(text, BORN, TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("昭和50年", "1975"),
        ("昭和５０年", "1975"),
        ("昭和五十年", "1975"),
        ("昭和五十二年十月", "1977-10"),
        ("一九七五年", "1975"),
        ("昭和50", "1975"),
        ("昭50", "1975"),
        ("S50", "1975"),
        ("ｓ５０．４", "1975-04"),  # noqa: RUF001 - full width is what is tested
        ("S50.4.1", "1975-04-01"),
        ("H元.1.8", "1989-01-08"),
        ("平成元年", "1989"),
        ("昭和64年", "1989"),
        ("令和１年５月", "2019-05"),
        ("1975", "1975"),
        ("西暦1975年", "1975"),
        ("1975/4", "1975-04"),
        ("1975-04-01", "1975-04-01"),
        ("1975年4月1日", "1975-04-01"),
        (" 昭和 50 年 4 月 ", "1975-04"),
        ("昭和50年4", "1975-04"),
        ("昭和50年4月末", "1975-04"),
        ("昭和50年4月の上旬", "1975-04"),
        ("昭和50年半ば", "1975"),
        ("昭和50年ごろ", "1975~"),
        ("昭和50年頃", "1975~"),
        ("昭和50年4月ころ", "1975-04~"),
        ("昭和50年4月中ごろ", "1975-04~"),
        ("たしか昭和50年", "1975~"),
        ("昭和50年くらい", "1975~"),
        ("昭和50年?", "1975~"),
        ("1975年の春", "1975-spring"),
        ("昭和50年春ごろ", "1975-spring~"),
        ("昭和57年の暮れごろ", "1982-end~"),
        ("昭和57年末", "1982-end"),
        ("昭和57年のはじめ", "1982-start"),
        ("昭和57年お正月", "1982-start"),
        ("昭和50年度", "1975-fiscal"),
        ("20歳のころ", "age-20~"),
        ("二十歳のとき", "age-20"),
        ("18才", "age-18"),
        ("在学中", "school-any"),
        ("高校在学中", "school-high"),
        ("高校の時", "school-high"),
        ("大学生のころ", "school-university~"),
        ("小学校時代", "school-elementary"),
        ("中学に通っていたころ", "school-junior-high~"),
    ],
)
def test_what_is_typed_is_read(typed: str, stored: str) -> None:
    said = read(typed)
    assert isinstance(said, ApproximateDate), said
    assert said.as_text() == stored


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", DateFault.EMPTY),
        ("　 ", DateFault.EMPTY),
        ("むかし", DateFault.UNREADABLE),
        ("昭和", DateFault.UNREADABLE),
        ("昭和50年4月の春", DateFault.UNREADABLE),
        ("昭和50年度の春", DateFault.UNREADABLE),
        ("197504", DateFault.UNREADABLE),
        ("9999年", DateFault.UNREADABLE),
        ("1200年ごろ", DateFault.BEFORE_BIRTH),
        ("130歳", DateFault.UNREADABLE),
        ("とき", DateFault.UNREADABLE),
        ("50年", DateFault.NO_ERA),
        ("西暦75年", DateFault.NO_ERA),
        ("昭和0年", DateFault.NO_ERA),
        ("昭和50年13月", DateFault.NO_SUCH_DAY),
        ("昭和50年0月", DateFault.NO_SUCH_DAY),
        ("昭和50年2月30日", DateFault.NO_SUCH_DAY),
        ("昭和50年2月0日", DateFault.NO_SUCH_DAY),
        ("昭和30年", DateFault.BEFORE_BIRTH),
        ("昭和36年6月14日", DateFault.BEFORE_BIRTH),
        ("令和9年", DateFault.AFTER_TODAY),
        ("令和9年ごろ", DateFault.AFTER_TODAY),
        ("80歳のころ", DateFault.AFTER_TODAY),
    ],
)
def test_what_cannot_be_says_why(typed: str, fault: DateFault) -> None:
    problem = read(typed)
    assert isinstance(problem, DateProblem), problem
    assert problem.fault is fault


@pytest.mark.parametrize(
    ("typed", "written", "meant"),
    [
        ("昭和65年", "昭和65年", "1990"),  # would be 平成2年
        ("大正16年3月", "大正16年3月", "1927-03"),
        ("平成31年6月", "平成31年6月", "2019-06"),
        ("昭和64年1月8日", "昭和64年1月", "1989-01-08"),
        ("平成元年1月7日", "平成元年1月", "1989-01-07"),
        ("S65年の春", "昭和65年", "1990-spring"),
    ],
)
def test_a_year_beyond_its_era_comes_with_what_it_would_be(typed: str, written: str, meant: str) -> None:
    problem = read(typed)
    assert isinstance(problem, DateProblem)
    assert problem.fault is DateFault.OUTSIDE_ERA
    assert problem.meant is not None
    assert (problem.written, problem.meant.as_text()) == (written, meant)


@given(st.text(st.sampled_from("明大昭平令和西暦元年度月日歳0123456789十./-の春夏冬末ごろ在学中sh?")))
def test_whatever_is_typed_is_read_or_explained(typed: str) -> None:
    said = read(typed)
    if isinstance(said, ApproximateDate):
        assert said.days(BORN).earliest <= said.days(BORN).latest
    else:
        assert said.fault in DateFault


def test_a_very_long_text_is_no_trouble() -> None:
    problem = read("昭" * 10_000)
    assert isinstance(problem, DateProblem)
    assert len(problem.written) <= 60
