"""The numbers that people hold (``record.md`` 2): what their written form is, and which slips of the pen are seen.

Every function takes what people write, in full width, with spaces and with any kind of hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

ACCESS_KEY_DIGITS = 17
"""アクセスキー: 16 random digits and a check digit (S26 asks for 17)."""
BASIC_PENSION_NUMBER_DIGITS = 10
SHORTEST_INQUIRY_NUMBER, LONGEST_INQUIRY_NUMBER = 4, 20
"""照会番号: no length is published."""

_BETWEEN = re.compile(r"[\s\u002d\u2010-\u2015\u2212\u30fb\u30fc\uff0d\uff70_./]+")
_ACCESS_KEY_GROUPS = (4, 4, 4, 5)

# Damm's quasigroup of order 10: every wrong digit and every two neighbours changed round are seen.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_VOICED_V = str.maketrans({"ヴ": "ブ"})


def plain_digits(text: str) -> str:
    """What was written without spaces and hyphens, digits in their plain form; other letters stay and are seen."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text))


def check_digit(digits: str) -> str:
    """The digit that belongs behind these (Damm's method)."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def has_right_check_digit(digits: str) -> bool:
    """Whether the last digit belongs to those before it."""
    return check_digit(digits) == "0"


def grouped(digits: str, groups: Sequence[int] = _ACCESS_KEY_GROUPS) -> str:
    """Digits in groups for reading, as far as there are any: ``1234 5678 9012 34567``."""
    parts, rest = [], digits
    for size in groups:
        parts.append(rest[:size])
        rest = rest[size:]
    return " ".join(part for part in (*parts, rest) if part)


def basic_pension_number(digits: str) -> str:
    """Ten digits as records write them: ``1234-567890`` (基礎年金番号)."""
    return f"{digits[:4]}-{digits[4:]}"


def kana_key(kana: str) -> str:
    """What two ways of writing a kana name have in common, for comparing and never for showing.

    Half and full width, hiragana and katakana, small and large letters, long marks, ヴ and ブ, and spaces make no
    difference.
    """
    text = unicodedata.normalize("NFKC", kana)
    katakana = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text)
    return _BETWEEN.sub("", katakana.translate(_SMALL).translate(_VOICED_V))
