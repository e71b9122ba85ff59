"""The number of a request to correct a record, as an officer types it."""

from __future__ import annotations

from collections.abc import Mapping

from pension.numbers import plain_digits
from web.forms.fields import found, receipt_number_error, typed
from web.forms.result import FormResult

NUMBER = "number"


def parse_number(data: Mapping[str, str]) -> FormResult:
    """What was typed, with or without the hyphen, and what is wrong with it."""
    text = typed(data, NUMBER)
    return FormResult({NUMBER: text}, found(receipt_number_error(NUMBER, text)))


def number_in(values: Mapping[str, str]) -> str:
    """The number in plain digits."""
    return plain_digits(values[NUMBER])
