"""Registering by access key: are the parts in their form, and does the key hold its check digit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pension.numbers import basic_pension_number, plain_digits
from web.forms.dates import parse_date
from web.forms.fields import (
    ACCESS_KEY,
    KANA,
    PENSION_NUMBER,
    access_key_error,
    found,
    kana_error,
    pension_number_error,
    plain_kana,
    typed,
)
from web.forms.passwords import NEW_PASSWORD, parse_new_password
from web.forms.result import FieldError

BIRTH = "birth"
BIRTH_DATE = "生年月日"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyForm:
    """What was typed, kept for showing it again; the same in plain form; and everything that is wrong with it.

    ``birth_date`` is None while it cannot be read.
    """

    values: Mapping[str, str]
    access_key: str
    pension_number: str
    kana: str
    birth_date: date | None
    password: str
    errors: tuple[FieldError, ...]


def parse(data: Mapping[str, str], today: date) -> KeyForm:
    """The form as typed. The password is not among the values: it is never shown again."""
    birth = parse_date(data, BIRTH, BIRTH_DATE, today)
    key, number, kana = (typed(data, name) for name in (ACCESS_KEY, PENSION_NUMBER, KANA))
    new_password = parse_new_password(data, asks_present=False)
    return KeyForm(
        values={ACCESS_KEY: key, PENSION_NUMBER: number, KANA: kana, **typed_day(data, BIRTH)},
        access_key=plain_digits(key),
        pension_number=basic_pension_number(plain_digits(number)),
        kana=plain_kana(kana),
        birth_date=birth.day,
        password=new_password.values[NEW_PASSWORD],
        errors=(
            *found(access_key_error(key), pension_number_error(number), kana_error(kana), birth.error),
            *new_password.errors,
        ),
    )


def typed_day(data: Mapping[str, str], name: str) -> dict[str, str]:
    """The four boxes of a day as typed."""
    return {f"{name}-{part}": typed(data, f"{name}-{part}") for part in ("era", "year", "month", "day")}
