"""The display form: each question has a closed list of answers; one left out means "as the browser says"."""

from __future__ import annotations

from collections.abc import Mapping

from web.a11y.display import CHOICES
from web.forms.result import FieldError, FormResult

UNKNOWN = "もう一度、ひとつ選んでください。送られた答えが、ここにないものでした。"


def parse(data: Mapping[str, str]) -> FormResult:
    """The answers as they were sent, and an error for each that no list holds."""
    values = {name: data[name].strip() for name in CHOICES if data.get(name, "").strip()}
    wrong = (name for name, value in values.items() if value not in frozenset(CHOICES[name]))
    return FormResult(values, tuple(FieldError(name, UNKNOWN) for name in wrong))
