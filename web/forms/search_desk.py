"""The officer's form: the number of a search, and for what it is looked at."""

from __future__ import annotations

from collections.abc import Mapping

from pension.numbers import plain_digits
from web.forms.fields import found, typed
from web.forms.result import FieldError, FormResult

NUMBER = "search-number"
REASON = "reason"
REASONS = ("search-visit", "search-phone", "search-letter")
NUMBER_DIGITS = 8


def parse(data: Mapping[str, str]) -> FormResult:
    """What was typed, and what is missing."""
    values = {name: typed(data, name) for name in (NUMBER, REASON)}
    return FormResult(values, found(_number_error(values[NUMBER]), _reason_error(values[REASON])))


def number_in(values: Mapping[str, str]) -> str:
    """The number in plain digits."""
    return plain_digits(values[NUMBER])


def _number_error(text: str) -> FieldError | None:
    digits = plain_digits(text)
    if not digits:
        return FieldError(NUMBER, "受付番号を入力してください。8けたの数字です。")
    if len(digits) != NUMBER_DIGITS or not (digits.isascii() and digits.isdigit()):
        return FieldError(NUMBER, "受付番号は、8けたの数字です。もう一度ご確認ください。")
    return None


def _reason_error(text: str) -> FieldError | None:
    return None if text in REASONS else FieldError(REASON, "理由をえらんでください。")
