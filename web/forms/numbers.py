"""Numbers as people type them: full-width digits, commas, 円, 歳, 万 and blanks are all right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from web.forms.result import FieldError

LONGEST_TEXT = 40
_TEN_THOUSANDS = re.compile(r"([0-9]+)万([0-9]{1,4})?")
_UNITS = re.compile(r"[,、 ]|円|か月|ヶ月|カ月|月|歳")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField:
    """A box for a whole number: its id, what it is called, what is possible and why; ``empty`` is what nothing means.

    ``empty`` None: something must be typed. ``article`` says where the limits stand, empty where no law sets them.
    """

    name: str
    what: str
    low: int
    high: int
    unit: str
    article: str = ""
    empty: int | None = None


def typed(data: Mapping[str, str], name: str) -> str:
    """What stands in a box, no longer than anybody needs."""
    return data.get(name, "").strip()[:LONGEST_TEXT]


def plain_number(text: str) -> int | None:
    """The whole number of a text: ``３０万円`` is 300,000; None where it is none."""
    plain = _UNITS.sub("", unicodedata.normalize("NFKC", text))
    whole = _TEN_THOUSANDS.fullmatch(plain)
    if whole:
        return int(whole[1]) * 10_000 + int(whole[2] or 0)
    return int(plain) if plain.isascii() and plain.isdigit() else None


def number_in(data: Mapping[str, str], field: NumberField) -> int:
    """The number in a box that :func:`number_error` has found to be right."""
    number = plain_number(typed(data, field.name))
    return (field.empty or 0) if number is None else number


def number_error(data: Mapping[str, str], field: NumberField) -> FieldError | None:
    """What is wrong with the text in a box; the range that is possible, and why."""
    text = typed(data, field.name)
    if not text and field.empty is not None:
        return None
    if not text:
        return FieldError(field.name, f"{field.what}を入力してください。")
    number = plain_number(text)
    if number is None:
        return FieldError(field.name, f"{field.what}の「{text}」は、数字として読み取れません。数字で入力してください。")
    if not field.low <= number <= field.high:
        why = f"（{field.article}）" if field.article else ""
        possible = f"{field.low:,}{field.unit}から{field.high:,}{field.unit}まで"
        return FieldError(field.name, f"{field.what}の「{text}」は使えません。{possible}で入力してください{why}。")
    return None


def number_errors(data: Mapping[str, str], *fields: NumberField) -> tuple[FieldError, ...]:
    """What is wrong with several boxes."""
    return tuple(error for field in fields if (error := number_error(data, field)) is not None)
