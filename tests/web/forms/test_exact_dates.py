"""Days and months in one box: what is read, and what is said of what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from pension.calendar import YearMonth
from web.forms.exact_dates import DateBox, day_text, month_text, read_day, read_month

BOX = DateBox(
    name="day",
    what="加入した日",
    earliest=date(1961, 6, 15),
    latest=date(2026, 11, 23),
    before="ご本人の生まれた日",
    after="きょう",
)


@pytest.mark.parametrize(
    "text", ["昭和60年4月1日", "S60.4.1", "1985/4/1", "１９８５年４月１日", "1985-04-01", "昭和六十年4月1日"]
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text, BOX).day == date(1985, 4, 1)


@pytest.mark.parametrize("day", [date(1989, 1, 7), date(1989, 1, 8), date(2019, 5, 1), date(1985, 4, 1)])
def test_what_stands_in_a_box_is_read_again(day: date) -> None:
    assert read_day(day_text(day), BOX).day == day
    month = YearMonth.of_date(day)
    assert read_month(month_text(month), BOX).month == month


def test_an_empty_box_stands_for_nothing() -> None:
    assert (day_text(None), month_text(None)) == ("", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "加入した日を書いてください。「昭和60年4月1日」「1985/4/1」のように、日まで書いてください。"),
        ("きのう", "加入した日の「きのう」は、日付として読み取れません。"),
        ("昭和60年4月", "加入した日の「昭和60年4月」では、決められません。何年何月何日か、日まで書いてください。"),
        ("昭和60年4月1日ごろ", "では、決められません。"),
        ("昭和65年4月1日", "昭和は、元年12月25日から64年1月7日までです。"),
        ("60年4月1日", "元号がわかりません。"),
        ("1985年2月30日", "という日は、ありません。"),
        (
            "1960年1月1日",
            "加入した日の「昭和35年（1960年）1月1日」は、ご本人の生まれた日（昭和36年（1961年）6月15日）より前です。",
        ),
        ("1950", "加入した日の「1950」は、ご本人の生まれた日"),
        ("2026年12月", "加入した日の「令和8年（2026年）12月」は、きょう（令和8年（2026年）11月23日）より後です。"),
    ],
)
def test_what_cannot_be_says_why(text: str, why: str) -> None:
    found = read_day(text, BOX)
    assert found.day is None
    assert found.error is not None
    assert found.error.field == "day"
    assert why in found.error.message


@pytest.mark.parametrize(
    ("text", "why"), [("昭和60年", "月まで書いてください。"), ("20歳", "月まで書いてください。"), ("", "「1985/4」")]
)
def test_a_month_needs_its_month(text: str, why: str) -> None:
    found = read_month(text, BOX)
    assert found.error is not None
    assert why in found.error.message
