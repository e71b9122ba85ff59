"""「この記録はおかしい」: the question about an entry of the access log, and the office's answer."""

from __future__ import annotations

from collections.abc import Mapping

from web.forms.fields import found, number_named
from web.forms.plain_text import length_error, plain_text
from web.forms.result import FieldError, FormResult

ENTRY = "entry"
KEEP = "keep"
"""The step of a form that is sent by itself before the session ends: nothing is done with it, and nothing lost."""
QUESTION = "question"
ANSWER = "answer"
LONGEST_TEXT = 1000  # characters


def parse(data: Mapping[str, str]) -> FormResult:
    """The question; which entry it is about is no field that people fill."""
    return _text(data, QUESTION, "おかしいと思うことを書いてください。")


def parse_answer(data: Mapping[str, str]) -> FormResult:
    """The answer."""
    return _text(data, ANSWER, "答えを書いてください。")


def position_in(data: Mapping[str, str]) -> int:
    """The position of the entry that was named, 0 (which none has) for anything else."""
    return number_named(data.get(ENTRY, ""))


def _text(data: Mapping[str, str], name: str, missing: str) -> FormResult:
    text = plain_text(data.get(name, ""))
    error = length_error(name, text, LONGEST_TEXT) if text else FieldError(name, missing)
    return FormResult({name: text}, found(error))
