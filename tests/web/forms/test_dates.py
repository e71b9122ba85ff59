"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.forms.dates import parse_date

TODAY = date(2026, 11, 23)


def boxes(era: str, year: str, month: str, day: str) -> dict[str, str]:
    return {"birth-era": era, "birth-year": year, "birth-month": month, "birth-day": day}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("昭和", "36", "6", "15"), date(1961, 6, 15)),
        (("昭和", "\uff13\uff16", "\uff16", "\uff11\uff15"), date(1961, 6, 15)),
        (("昭和", "36年", "6月", "15日"), date(1961, 6, 15)),
        (("平成", "昭和36", "06", "15"), date(1961, 6, 15)),
        (("西暦", "1961", "6", "15"), date(1961, 6, 15)),
        (("昭和", "1995", "6", "15"), date(1995, 6, 15)),
        (("", "1961", "6", "15"), date(1961, 6, 15)),
        (("平成", "元", "1", "8"), date(1989, 1, 8)),
        (("昭和", "64", "1", "7"), date(1989, 1, 7)),
        (("明治", "33", "1", "1"), date(1900, 1, 1)),
        (("令和", "8", "11", "23"), TODAY),
    ],
)
def test_eras_and_western_years(typed: tuple[str, str, str, str], day: date) -> None:
    found = parse_date(boxes(*typed), "birth", "生年月日", TODAY)
    assert (found.day, found.error) == (day, None)


@pytest.mark.parametrize(
    ("typed", "box", "words"),
    [
        (("昭和", "", "", ""), "year", "生年月日を入力してください。"),
        (("昭和", "", "6", "15"), "year", "年を、数字で"),
        (("昭和", "あ", "6", "15"), "year", "年を、数字で"),
        (("昭和", "36", "13", "15"), "month", "1から12まで"),
        (("昭和", "36", "6", "32"), "day", "1から31まで"),
        (("昭和", "70", "6", "15"), "year", "昭和は64年1月7日までです。ほかの元号や西暦でも入力できます。"),
        (("昭和", "64", "1", "8"), "year", "昭和は64年1月7日までです。"),
        (("平成", "元", "1", "7"), "year", "平成は元年1月8日からです。"),
        (("昭和", "36", "2", "30"), "day", "「2月30日」は、その年にはありません。"),
        (("西暦", "61", "6", "15"), "year", "西暦の4けたで"),
        (("西暦", "1700", "6", "15"), "year", "西暦の4けたで"),
        (("令和", "9", "1", "1"), "year", "「令和9年（2027年）1月1日」は、まだ来ていない日です。"),
        (("西暦", "9999", "1", "1"), "year", "まだ来ていない日"),
    ],
)
def test_what_cannot_be_is_explained_at_its_box(typed: tuple[str, str, str, str], box: str, words: str) -> None:
    found = parse_date(boxes(*typed), "birth", "生年月日", TODAY)
    assert found.day is None
    assert found.error is not None
    assert found.error.field == f"birth-{box}"
    assert words in found.error.message


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_any_text_gets_an_answer(era: str, year: str, month: str, day: str) -> None:
    found = parse_date(boxes(era, year, month, day), "birth", "生年月日", TODAY)
    assert (found.day is None) != (found.error is None)
