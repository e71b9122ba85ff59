"""What several forms ask: numbers and kana names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pension.numbers import (
    ACCESS_KEY_DIGITS,
    BASIC_PENSION_NUMBER_DIGITS,
    has_right_check_digit,
    kana_key,
    plain_digits,
)
from web.forms.result import FieldError

ACCESS_KEY = "access-key"
PENSION_NUMBER = "pension-number"
KANA = "kana"
SUGGESTED = "suggested"
LONGEST_TEXT = 200
RECEIPT_NUMBER_DIGITS = 8
_MOST_DIGITS = 12  # more than any number that is given here

_KANA = re.compile(r"[ァ-ヺーヽヾ・=＝'’\s-]+")


def typed(data: Mapping[str, str], name: str) -> str:
    """What was typed, without blanks around it and no longer than anybody needs."""
    return data.get(name, "").strip()[:LONGEST_TEXT]


def number_named(text: str, most_digits: int = _MOST_DIGITS) -> int:
    """The number that an address or a field names; 0, which nothing has, for anything else."""
    return int(text) if _are_digits(text) and len(text) <= most_digits else 0


def access_key_error(text: str) -> FieldError | None:
    """What is wrong with an access key as it was typed: letters, too few or too many digits, or a slip."""
    digits = plain_digits(text)
    if not digits:
        return FieldError(ACCESS_KEY, "アクセスキーを入力してください。17けたの数字です。")
    if not _are_digits(digits):
        return FieldError(ACCESS_KEY, "アクセスキーに、数字でない文字があります。数字だけを入力してください。")
    missing = ACCESS_KEY_DIGITS - len(digits)
    if missing > 0:
        return FieldError(
            ACCESS_KEY,
            f"アクセスキーの数字が、{missing}つ足りません。{len(digits)}けたしかありません。もう一度ご確認ください。",
        )
    if missing < 0:
        return FieldError(
            ACCESS_KEY,
            f"アクセスキーの数字が、{-missing}つ多いようです。{len(digits)}けたあります。もう一度ご確認ください。",
        )
    if not has_right_check_digit(digits):
        return FieldError(
            ACCESS_KEY,
            "アクセスキーの数字のどれかが、ちがっています。手紙と1つずつ見くらべてください。",
        )
    return None


def pension_number_error(text: str) -> FieldError | None:
    """What is wrong with a basic pension number as it was typed. No check digit is known: only the shape is judged."""
    digits = plain_digits(text)
    if not digits:
        return FieldError(PENSION_NUMBER, "基礎年金番号を入力してください。10けたの数字です。")
    if not _are_digits(digits):
        return FieldError(PENSION_NUMBER, "基礎年金番号に、数字でない文字があります。数字だけを入力してください。")
    if len(digits) != BASIC_PENSION_NUMBER_DIGITS:
        return FieldError(
            PENSION_NUMBER,
            f"基礎年金番号は10けたです。いまは{len(digits)}けたあります。もう一度ご確認ください。",
        )
    return None


def receipt_number_error(field: str, text: str) -> FieldError | None:
    """What is wrong with a receipt number (受付番号) as it was typed, with or without its hyphen."""
    digits = plain_digits(text)
    if not digits:
        return FieldError(field, "受付番号を入力してください。8けたの数字です。")
    if len(digits) != RECEIPT_NUMBER_DIGITS or not _are_digits(digits):
        return FieldError(field, "受付番号は、8けたの数字です。もう一度ご確認ください。")
    return None


def plain_kana(text: str) -> str:
    """A kana name in full-width katakana, one space between its parts."""
    wide = unicodedata.normalize("NFKC", text)
    katakana = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in wide)
    return " ".join(katakana.split())


def kana_error(text: str) -> FieldError | None:
    """What is wrong with a kana name as it was typed."""
    if not kana_key(text):
        return FieldError(KANA, "お名前を、カタカナかひらがなで入力してください。")
    if not _KANA.fullmatch(plain_kana(text)):
        return FieldError(
            KANA, "お名前に、カタカナやひらがなでない文字があります。漢字ではなく、読みを入力してください。"
        )
    return None


def found(*errors: FieldError | None) -> tuple[FieldError, ...]:
    """Those that are errors."""
    return tuple(error for error in errors if error is not None)


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
