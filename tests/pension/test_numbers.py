"""The numbers that people hold, as they write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pension.numbers import (
    basic_pension_number,
    check_digit,
    grouped,
    has_right_check_digit,
    kana_key,
    plain_digits,
)

DIGITS = st.text("0123456789", min_size=16, max_size=16)


@pytest.mark.parametrize(
    "written",
    [
        *("1234 5678", "\uff11\uff12\uff13\uff14\uff0d\uff15\uff16\uff17\uff18", "1234\u20105678"),
        *("12 34\u30fc56 78", "\u30001234\u30005678 ", "1234\u30fb5678"),
    ],
)
def test_spaces_hyphens_and_width_make_no_difference(written: str) -> None:
    assert plain_digits(written) == "12345678"


def test_letters_are_not_hidden() -> None:
    assert plain_digits("12O4") == "12O4"


@given(DIGITS, st.integers(0, 16), st.sampled_from("123456789"))
def test_one_wrong_digit_is_always_seen(digits: str, place: int, other: str) -> None:
    key = digits + check_digit(digits)
    assert has_right_check_digit(key)
    wrong = str((int(key[place]) + int(other)) % 10)
    assert not has_right_check_digit(key[:place] + wrong + key[place + 1 :])


@given(DIGITS, st.integers(0, 15))
def test_two_neighbours_changed_round_are_always_seen(digits: str, place: int) -> None:
    key = digits + check_digit(digits)
    turned = key[:place] + key[place + 1] + key[place] + key[place + 2 :]
    assert has_right_check_digit(turned) == (turned == key)


def test_groups_are_those_of_the_letter() -> None:
    assert grouped("12345678901234567") == "1234 5678 9012 34567"
    assert grouped("1234567890123456") == "1234 5678 9012 3456"
    assert grouped("123456789012345678") == "1234 5678 9012 34567 8", "a digit too many is seen as one"
    assert grouped("") == ""
    assert grouped("123456789012", (4, 4, 4)) == "1234 5678 9012"


def test_a_basic_pension_number_is_written_as_records_have_it() -> None:
    assert basic_pension_number("1234567890") == "1234-567890"


@pytest.mark.parametrize(
    "written",
    ["ハルノ カズコ", "はるの　かずこ", "ﾊﾙﾉ ｶｽﾞｺ", "ハルノカズコ"],
)
def test_one_name_written_in_different_ways_is_one(written: str) -> None:
    assert kana_key(written) == kana_key("ハルノ カズコ")


@pytest.mark.parametrize(
    ("one", "other"), [("キョウコ", "キヨウコ"), ("オーノ", "オノ"), ("ヴ", "ブ"), ("ゎヵ", "ワカ")]
)
def test_small_letters_long_marks_and_v_make_no_difference(one: str, other: str) -> None:
    assert kana_key(one) == kana_key(other)


def test_other_names_stay_other_names() -> None:
    assert kana_key("カズコ") != kana_key("カスコ")
