"""What an approximate date may mean, and its stored form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pension.approximate import ApproximateDate, Days, Part, School
from pension.calendar import YearMonth

BORN = date(1961, 6, 15)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1965+10", "1965-01-01", "1974-12-31"),
        ("1965+10~", "1963-01-01", "1976-12-31"),
        ("1967+2", "1967-01-01", "1968-12-31"),
        ("age-20+10", "1981-06-15", "1991-06-15"),
        ("left-junior-high", "1977-03-01", "1978-04-30"),
        ("left-junior-high~", "1976-03-01", "1979-04-30"),
        ("left-high", "1980-03-01", "1982-04-30"),
        ("1975-04-01", "1975-04-01", "1975-04-01"),
        ("1975-04-01~", "1975-03-01", "1975-05-31"),
        ("1975-04", "1975-04-01", "1975-04-30"),
        ("1975-04~", "1975-01-01", "1975-07-31"),
        ("1975", "1975-01-01", "1975-12-31"),
        ("1975~", "1973-01-01", "1977-12-31"),
        ("1975-spring", "1975-02-01", "1975-06-30"),
        ("1975-spring~", "1974-08-01", "1975-12-31"),
        ("1975-winter", "1975-01-01", "1976-03-31"),
        ("1975-end", "1975-11-01", "1976-01-31"),
        ("1975-fiscal", "1975-04-01", "1976-03-31"),
        ("age-20", "1981-06-15", "1982-06-15"),
        ("age-20~", "1980-06-01", "1983-06-30"),
        ("school-elementary", "1968-04-01", "1974-03-31"),
        ("school-high", "1977-04-01", "1982-03-31"),
        ("school-any~", "1967-04-01", "1991-03-31"),
    ],
)
def test_the_days_that_may_be_meant(text: str, earliest: str, latest: str) -> None:
    days = ApproximateDate.read(text).days(BORN)
    assert days == (date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("born", "first_april"),
    [
        ("1961-04-01", "1967-04-01"),  # six is reached on 31 March
        ("1961-04-02", "1968-04-01"),
        ("1962-03-31", "1968-04-01"),
        ("1930-05-05", "1937-04-01"),  # schools of before 1947: any
    ],
)
def test_school_begins_in_the_april_after_six(born: str, first_april: str) -> None:
    days = ApproximateDate(school=School.ELEMENTARY).days(date.fromisoformat(born))
    assert days.earliest == date.fromisoformat(first_april)


def test_who_met_the_old_schools_may_have_been_at_any() -> None:
    born = date(1930, 5, 5)
    for left in (False, True):
        assert ApproximateDate(school=School.HIGH, left=left).days(born) == (
            ApproximateDate(school=School.ANY, left=left).days(born)
        )


def test_a_birthday_on_29_february() -> None:
    assert ApproximateDate(age=21).days(date(1960, 2, 29)).earliest == date(1981, 2, 28)


@pytest.mark.parametrize(
    ("day", "months"),
    [("1975-04-30", 0), ("1975-05-01", 1), ("1975-03-31", 1), ("1976-04-01", 12), ("1974-12-31", 4)],
)
def test_how_far_a_day_lies_from_a_memory(day: str, months: int) -> None:
    days = Days(date(1975, 4, 1), date(1975, 4, 30))
    assert days.months_from(date.fromisoformat(day)) == months
    assert days.holds(date.fromisoformat(day)) == (months == 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1975-13x",
        "75",
        "1975-4",
        "1975-monsoon",
        "1975-04+2",
        "1975+1",
        "1975+11",
        "age-",
        "school-none",
        "left-high+2",
        "~",
    ],
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        ApproximateDate.read(text)


_SAID = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(ApproximateDate.of_day),
    st.integers(1900 * 12, 2100 * 12).map(YearMonth).map(ApproximateDate.of_month),
    st.builds(ApproximateDate, year=st.integers(1900, 2100), part=st.none() | st.sampled_from(Part)),
    st.builds(ApproximateDate, year=st.integers(1900, 2100), years=st.integers(2, 10)),
    st.builds(ApproximateDate, age=st.integers(0, 120), years=st.sampled_from([1, 10])),
    st.builds(ApproximateDate, school=st.sampled_from(School), left=st.booleans()),
)


@given(_SAID, st.booleans(), st.dates(date(1900, 1, 1), date(2006, 12, 31)))
def test_the_stored_form_says_the_same_and_about_only_widens(said: ApproximateDate, about: bool, born: date) -> None:
    said = replace(said, about=about)
    assert ApproximateDate.read(said.as_text()) == said
    earliest, latest = said.days(born)
    stated = said.stated_days(born)
    assert earliest <= stated.earliest <= stated.latest <= latest
    assert (said.days(born) == stated) == (not about)
