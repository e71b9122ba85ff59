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
        ("昭和50年の4月", "1975-04"),
        ("昭和50年の4月頃", "1975-04~"),
        ("昭和五十五年の三月", "1980-03"),
        ("昭和50年4月の1日", "1975-04-01"),
        ("満18歳", "age-18"),
        ("昭和40年代", "1965+10"),
        ("昭和四十年代", "1965+10"),
        ("昭和40年代のころ", "1965+10~"),
        ("昭和40年代の終わりごろ", "1965+10~"),
        ("昭和60年代", "1985+5"),  # it ended in its 64th year
        ("1970年代", "1970+10"),
        ("1970年代の半ば", "1970+10"),
        ("昭和42年か43年", "1967+2"),
        ("昭和42か43年ごろ", "1967+2~"),
        ("昭和42、3年", "1967+2"),
        ("昭和４２、３年", "1967+2"),
        ("昭和四十二、三年", "1967+2"),
        ("昭和39、40年", "1964+2"),
        ("S42・43年", "1967+2"),
        ("昭和42年か44年", "1967+3"),
        ("1967、8年", "1967+2"),
        ("昭和63年か平成元年", "1988+2"),
        ("昭和64年か平成元年", "1989"),
        ("20代", "age-20+10"),
        ("二十代のころ", "age-20+10~"),
        ("20代の前半", "age-20+10"),
        ("中学を出たころ", "left-junior-high~"),
        ("中学卒業", "left-junior-high"),
        ("高校を卒業してすぐ", "left-high"),
        ("高校を卒業した時", "left-high"),
        ("学校を出て", "left-any~"),  # some time later
        ("中学を出てから", "left-junior-high~"),
        ("女学校を出たころ", "left-any~"),
        ("国民学校のとき", "school-any"),
        ("青年学校に通っていたころ", "school-any~"),
        ("高校卒業後", "left-high~"),
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
        ("昭和50年の", DateFault.UNREADABLE),
        ("昭和50年以前", DateFault.UNREADABLE),
        ("数え18歳", DateFault.UNREADABLE),  # by the old count: one or two years younger
        ("15代", DateFault.UNREADABLE),
        ("昭和45年代", DateFault.UNREADABLE),
        ("昭和5年代", DateFault.UNREADABLE),  # 1930: round by the other calendar only
        ("昭和40年代の春", DateFault.UNREADABLE),
        ("40年代", DateFault.NO_ERA),
        ("昭和10年代", DateFault.BEFORE_BIRTH),
        ("2030年代", DateFault.AFTER_TODAY),
        ("昭和50年4月から52年3月まで", DateFault.UNREADABLE),  # two answers
        ("昭和50年4月まで", DateFault.UNREADABLE),  # of which end it is, only the question knows
        ("昭和50年〜", DateFault.UNREADABLE),
        ("昭和42年から45年", DateFault.UNREADABLE),
        ("昭和42~3年", DateFault.UNREADABLE),
        ("昭和43、2年", DateFault.UNREADABLE),
        ("昭和42年か60年", DateFault.UNREADABLE),
        ("昭和42年か元年", DateFault.UNREADABLE),
        ("昭和42年か43年の春", DateFault.UNREADABLE),
        ("42年か43年", DateFault.NO_ERA),
        ("昭和42年か2999年", DateFault.UNREADABLE),
        ("昭和63年か65年", DateFault.OUTSIDE_ERA),
        ("会社を出たころ", DateFault.UNREADABLE),
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
        ("昭和70年代", "昭和70年", "1995"),
    ],
)
def test_a_year_beyond_its_era_comes_with_what_it_would_be(typed: str, written: str, meant: str) -> None:
    problem = read(typed)
    assert isinstance(problem, DateProblem)
    assert problem.fault is DateFault.OUTSIDE_ERA
    assert problem.meant is not None
    assert (problem.written, problem.meant.as_text()) == (written, meant)


@given(
    st.text(st.sampled_from("明大昭平令和西暦元年度代月日歳0123456789十./-、かの春夏冬末ごろ在学中を出たからまでsh?"))
)
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
