"""A number's box as a question: what was typed stays, with its error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from web.forms.numbers import NumberField, plain_number
from web.forms.result import FieldError
from web.views.question import Question
from web.views.wording import yen_words


def number_question(
    field: NumberField, label: str, hint: str, values: Mapping[str, str], errors: Sequence[FieldError]
) -> Question:
    """The box; an amount of yen that can be read is repeated in words."""
    value = values.get(field.name, "")
    error = message_for(errors, field.name)
    number = plain_number(value)
    said = field.unit == "円" and number is not None and number >= 10_000 and not error
    return Question(
        name=field.name,
        label=label,
        hint=hint,
        value=value,
        error=error,
        inputmode="numeric",
        echo=yen_words(number) if said and number is not None else "",
        required=field.empty is None,
    )


def message_for(errors: Sequence[FieldError], *fields: str) -> str:
    """The first error of one of the fields, or empty."""
    return next((error.message for error in errors if error.field in fields), "")
