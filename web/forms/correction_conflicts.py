"""The officer's choice about a record that collides with a correction: what is to become of it, and why."""

from __future__ import annotations

from collections.abc import Mapping

from web.forms.fields import found, number_named
from web.forms.plain_text import length_error, plain_text
from web.forms.result import FieldError, FormResult

CHOICE = "choice"
REASON = "reason"
SEEN = "seen"
"""The version of the record that the page has shown."""
CHOICES = ("kept", "taken", "rejected", "waiting")
LONGEST_REASON = 1000  # characters


def parse(data: Mapping[str, str]) -> FormResult:
    """What was chosen and written, and what is missing."""
    values = {CHOICE: data.get(CHOICE, ""), REASON: plain_text(data.get(REASON, ""))}
    return FormResult(values, found(_choice_error(values[CHOICE]), _reason_error(values[REASON])))


def seen_in(data: Mapping[str, str]) -> int:
    """The version that was shown, 0 (which none has) for anything else."""
    return number_named(data.get(SEEN, ""))


def _choice_error(text: str) -> FieldError | None:
    return None if text in CHOICES else FieldError(CHOICE, "どうするかを、えらんでください。")


def _reason_error(text: str) -> FieldError | None:
    if not text:
        return FieldError(REASON, "そう決めたわけを書いてください。")
    return length_error(REASON, text, LONGEST_REASON)
