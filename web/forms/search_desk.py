"""The officer's form: the number of a search, and for what it is looked at."""

from __future__ import annotations

from collections.abc import Mapping

from pension.numbers import plain_digits
from web.forms.fields import found, receipt_number_error, typed
from web.forms.result import FieldError, FormResult

NUMBER = "search-number"
REASON = "reason"
REASONS = ("search-visit", "search-phone", "search-letter")


def parse(data: Mapping[str, str]) -> FormResult:
    """What was typed, and what is missing."""
    values = {name: typed(data, name) for name in (NUMBER, REASON)}
    return FormResult(values, found(receipt_number_error(NUMBER, values[NUMBER]), _reason_error(values[REASON])))


def number_in(values: Mapping[str, str]) -> str:
    """The number in plain digits."""
    return plain_digits(values[NUMBER])


def _reason_error(text: str) -> FieldError | None:
    return None if text in REASONS else FieldError(REASON, "理由をえらんでください。")
