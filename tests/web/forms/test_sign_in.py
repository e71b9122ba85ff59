"""What the sign-in form accepts as typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.forms.sign_in import LONGEST_PASSWORD, LONGEST_USER_ID, PASSWORD, USER_ID, parse


def full_width(text: str) -> str:
    """As a Japanese keyboard types it when its mode is forgotten."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


def test_a_filled_in_form_is_usable() -> None:
    form = parse({USER_ID: f" {full_width('hanako')}　", PASSWORD: " 合い言葉 "})
    assert form.ok
    assert form.values == {USER_ID: "hanako", PASSWORD: " 合い言葉 "}, "a password is exactly what was typed"


def test_both_may_be_missing() -> None:
    assert [error.field for error in parse({}).errors] == [USER_ID, PASSWORD]


def test_an_absurd_password_costs_no_hashing() -> None:
    assert parse({USER_ID: "a", PASSWORD: "x" * LONGEST_PASSWORD}).ok
    refused = parse({USER_ID: "a", PASSWORD: "x" * (LONGEST_PASSWORD + 1)})
    assert [error.field for error in refused.errors] == [PASSWORD]


@given(st.text(), st.text())
def test_any_text_gets_an_answer(user_id: str, password: str) -> None:
    form = parse({USER_ID: user_id, PASSWORD: password})
    assert form.ok == (not form.errors)
    assert len(form.values[USER_ID]) <= LONGEST_USER_ID
