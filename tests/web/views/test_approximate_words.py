"""Approximate dates in words, and read back from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pension.approximate import ApproximateDate, Part, School
from pension.typed_dates import read_typed_date
from web.views.approximate_words import approximate_words, spell_words, typed_words

BORN, TODAY = date(1926, 1, 1), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("1975", "昭和50年（1975年）"),
        ("1975~", "昭和50年（1975年）ごろ"),
        ("1975-04~", "昭和50年（1975年）4月ごろ"),
        ("1975-04-01", "昭和50年（1975年）4月1日"),
        ("1975-spring", "昭和50年（1975年）の春"),
        ("1975-end~", "昭和50年（1975年）の暮れごろ"),
        ("1975-fiscal", "昭和50年度（1975年度）"),
        ("2019-fiscal", "平成31年度（2019年度）"),
        ("1200~", "1200年ごろ"),
        ("1989", "平成元年（1989年）"),
        ("1989-01-07", "昭和64年（1989年）1月7日"),
        ("age-20~", "20歳のころ"),
        ("age-20", "20歳のとき"),
        ("1965+10", "昭和40年代（1965年から1974年）"),
        ("1965+10~", "昭和40年代（1965年から1974年）ごろ"),
        ("1985+5", "昭和60年代（1985年から1989年）"),
        ("1970+10", "1970年代（昭和45年から昭和54年）"),
        ("1967+2", "昭和42年（1967年）か昭和43年（1968年）"),
        ("2018+2", "平成30年（2018年）か令和元年（2019年）"),
        ("1988+2~", "昭和63年（1988年）か平成元年（1989年）ごろ"),
        ("age-20+10", "20代"),
        ("age-20+10~", "20代のころ"),
        ("school-high", "高校在学中"),
        ("left-high", "高校を出たとき"),
        ("left-junior-high~", "中学校を出たころ"),
        ("school-any~", "学校に通っていたころ"),
    ],
)
def test_words_for_reading(stored: str, words: str) -> None:
    assert approximate_words(ApproximateDate.read(stored)) == words


@pytest.mark.parametrize(
    ("began", "ended", "goes_on", "words"),
    [
        ("1975", "1980~", False, "昭和50年（1975年）から昭和55年（1980年）ごろまで"),
        ("1975", "", True, "昭和50年（1975年）から、いまも"),
        ("", "", True, "いまも続いています"),
        ("", "1980", False, "昭和55年（1980年）まで"),
        ("1975", "", False, "昭和50年（1975年）"),
        ("", "", False, "いつか、わかりません"),
    ],
)
def test_a_spell(began: str, ended: str, goes_on: bool, words: str) -> None:
    dates = [ApproximateDate.read(text) if text else None for text in (began, ended)]
    assert spell_words(*dates, goes_on=goes_on) == words


def test_nothing_is_typed_for_an_unknown_date() -> None:
    assert typed_words(None) == ""


_SAID = st.one_of(
    st.dates(date(1926, 1, 1), date(2026, 11, 26)).map(ApproximateDate.of_day),
    st.builds(ApproximateDate, year=st.integers(1926, 2026), month=st.just(0) | st.integers(1, 11)),
    st.builds(ApproximateDate, year=st.integers(1926, 2025), part=st.sampled_from(Part)),
    st.builds(ApproximateDate, year=st.integers(1926, 2017), years=st.integers(2, 10)),
    st.builds(ApproximateDate, age=st.integers(0, 99)),
    st.builds(ApproximateDate, age=st.sampled_from(range(10, 100, 10)), years=st.just(10)),
    st.builds(ApproximateDate, school=st.sampled_from(School), left=st.booleans()),
)


@given(_SAID, st.booleans())
def test_what_stands_in_the_box_is_read_back_as_the_same(said: ApproximateDate, about: bool) -> None:
    said = replace(said, about=about)
    assert read_typed_date(typed_words(said), BORN, TODAY) == said
