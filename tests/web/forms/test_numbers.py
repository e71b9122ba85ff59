"""Numbers as people type them."""

from __future__ import annotations

import pytest

from web.forms.numbers import NumberField, number_error, number_in, plain_number

FIELD = NumberField(name="pay", what="給与", low=1, high=100, unit="円", article="厚年法20条")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("300000", 300_000),
        ("300,000円", 300_000),
        ("\uff13\uff10\u4e07\u5186", 300_000),
        ("30万5000", 305_000),
        ("256か月", 256),
        ("65 歳", 65),
        ("", None),
        ("三十", None),
        ("-5", None),
        ("1.5", None),
    ],
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert plain_number(text) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "給与を入力してください。"),
        ("たくさん", "給与の「たくさん」は、数字として読み取れません。数字で入力してください。"),
        ("101", "給与の「101」は使えません。1円から100円までで入力してください（厚年法20条）。"),
    ],
)
def test_what_is_wrong_and_what_is_possible(text: str, message: str) -> None:
    error = number_error({"pay": text}, FIELD)
    assert error is not None
    assert (error.field, error.message) == ("pay", message)


def test_nothing_typed_can_have_a_meaning() -> None:
    field = NumberField(name="bonus", what="賞与", low=0, high=9, unit="円", empty=0)
    assert number_error({}, field) is None
    assert number_in({}, field) == 0
    assert number_in({"bonus": "7"}, field) == 7
