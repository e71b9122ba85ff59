"""The forms of registering by post: the application, its status, and the letter's code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pension.numbers import (
    LONGEST_INQUIRY_NUMBER,
    SHORTEST_INQUIRY_NUMBER,
    basic_pension_number,
    has_right_check_digit,
    plain_digits,
)
from web.forms.dates import parse_date
from web.forms.fields import (
    KANA,
    PENSION_NUMBER,
    found,
    kana_error,
    pension_number_error,
    plain_kana,
    typed,
)
from web.forms.passwords import NEW_PASSWORD, parse_new_password
from web.forms.register_key import BIRTH, BIRTH_DATE, typed_day
from web.forms.result import FieldError

INQUIRY_NUMBER = "inquiry-number"
POSTAL_CODE = "postal-code"
ADDRESS = "address"
APPLICATION = "application-number"
APPLICATION_DIGITS = 12
USER_ID = "letter-user-id"
CODE = "letter-code"
CODE_SIGNS = 16
_POSTAL_CODE = re.compile(r"[0-9]{7}")
_BETWEEN = re.compile(r"[\s\u002d\u2010-\u2015\u2212\u30fc\uff0d]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostForm:
    """An application as typed, and in plain form; one of the two numbers is empty."""

    values: Mapping[str, str]
    pension_number: str
    inquiry_number: str
    kana: str
    birth_date: date | None
    postal_code: str
    address: str
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeForm:
    """The letter's user id and code with the birth date and a new password, as typed and in plain form."""

    values: Mapping[str, str]
    user_id: str
    code: str
    birth_date: date | None
    password: str
    errors: tuple[FieldError, ...]


def parse_application(data: Mapping[str, str], today: date) -> PostForm:
    """The application for a letter."""
    birth = parse_date(data, BIRTH, BIRTH_DATE, today)
    names = (PENSION_NUMBER, INQUIRY_NUMBER, KANA, POSTAL_CODE, ADDRESS)
    number, inquiry, kana, postal_code, address = (typed(data, name) for name in names)
    return PostForm(
        values={**{name: typed(data, name) for name in names}, **typed_day(data, BIRTH)},
        pension_number=basic_pension_number(plain_digits(number)) if number else "",
        inquiry_number="" if number else plain_digits(inquiry),
        kana=plain_kana(kana),
        birth_date=birth.day,
        postal_code=plain_digits(postal_code.removeprefix("〒")),
        address=address,
        errors=found(
            _number_error(number, inquiry),
            kana_error(kana),
            birth.error,
            _postal_code_error(postal_code),
            None if address else FieldError(ADDRESS, "住所を入力してください。"),
        ),
    )


def parse_status(data: Mapping[str, str]) -> tuple[str, tuple[FieldError, ...]]:
    """The number of an application in plain form, and what is wrong with it."""
    digits = plain_digits(typed(data, APPLICATION))
    if not digits:
        return digits, (FieldError(APPLICATION, "受付番号を入力してください。12けたの数字です。"),)
    if len(digits) != APPLICATION_DIGITS or not (digits.isascii() and digits.isdigit()):
        return digits, (FieldError(APPLICATION, "受付番号は、12けたの数字です。もう一度ご確認ください。"),)
    if not has_right_check_digit(digits):
        return digits, (FieldError(APPLICATION, "受付番号の数字のどれかが、ちがっています。もう一度ご確認ください。"),)
    return digits, ()


def parse_code(data: Mapping[str, str], today: date) -> CodeForm:
    """What the letter says, with what it does not say."""
    birth = parse_date(data, BIRTH, BIRTH_DATE, today)
    user_id, code = typed(data, USER_ID), typed(data, CODE)
    new_password = parse_new_password(data, asks_present=False)
    return CodeForm(
        values={USER_ID: user_id, **typed_day(data, BIRTH)},
        user_id=user_id,
        code=code,
        birth_date=birth.day,
        password=new_password.values[NEW_PASSWORD],
        errors=(
            *found(
                None if user_id else FieldError(USER_ID, "ユーザーIDを入力してください。手紙に書かれています。"),
                _code_error(code),
                birth.error,
            ),
            *new_password.errors,
        ),
    )


def _number_error(number: str, inquiry: str) -> FieldError | None:
    if number:
        return pension_number_error(number)
    if not inquiry:
        return FieldError(PENSION_NUMBER, "基礎年金番号か照会番号の、どちらか一つを入力してください。")
    digits = plain_digits(inquiry)
    if not (digits.isascii() and digits.isdigit()):
        return FieldError(INQUIRY_NUMBER, "照会番号に、数字でない文字があります。数字だけを入力してください。")
    if not SHORTEST_INQUIRY_NUMBER <= len(digits) <= LONGEST_INQUIRY_NUMBER:
        return FieldError(INQUIRY_NUMBER, "照会番号のけた数がちがうようです。もう一度ご確認ください。")
    return None


def _postal_code_error(text: str) -> FieldError | None:
    if not text:
        return FieldError(POSTAL_CODE, "郵便番号を入力してください。7けたの数字です。")
    if not _POSTAL_CODE.fullmatch(plain_digits(text.removeprefix("〒"))):
        return FieldError(POSTAL_CODE, "郵便番号は、7けたの数字です。もう一度ご確認ください。")
    return None


def _code_error(text: str) -> FieldError | None:
    signs = len(_BETWEEN.sub("", unicodedata.normalize("NFKC", text)))
    if not signs:
        return FieldError(CODE, "確認の文字を入力してください。手紙に書かれています。")
    if signs < CODE_SIGNS:
        return FieldError(CODE, f"確認の文字が、{CODE_SIGNS - signs}つ足りません。もう一度ご確認ください。")
    if signs > CODE_SIGNS:
        return FieldError(CODE, f"確認の文字が、{signs - CODE_SIGNS}つ多いようです。もう一度ご確認ください。")
    return None
