"""Questions of a form, ready to be drawn: one box, a text of several lines, or a day in four boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from web.forms.dates import ERA_CHOICES, USUAL_ERA
from web.forms.result import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its box. ``echo`` repeats in groups what was typed, ``lacking`` says what it lacks.

    With ``options`` (value and words) it is a choice among them.
    """

    name: str
    label: str
    hint: str
    value: str
    error: str
    type: str = "text"
    autocomplete: str = "off"
    inputmode: str = "text"
    echo: str = ""
    lacking: str = ""
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()

    kind = "box"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextArea:
    """A question that is answered in a text of several lines."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    required: bool = True

    kind = "text"


@dataclass(frozen=True, slots=True)
class Box:
    """One of the boxes of a day: its id, its label and what was typed; whether it is the one to mend."""

    name: str
    label: str
    value: str
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion:
    """A day: the eras to choose from and three boxes. ``echo`` says the day in both calendars once it can be read."""

    name: str
    label: str
    hint: str
    error: str
    eras: tuple[str, ...]
    era: str
    boxes: tuple[Box, ...]
    echo: str = ""
    required: bool = True

    kind = "date"


AnyQuestion = Question | DateQuestion

_DATE_HINT = "年は、昭和・平成などの年でも、西暦の4けたでも、かまいません。"
_PARTS = (("year", "年"), ("month", "月"), ("day", "日"))


def date_question(
    name: str,
    label: str,
    values: Mapping[str, str],
    errors: tuple[FieldError, ...],
    echo: str = "",
    *,
    usual_era: str = USUAL_ERA,
    required: bool = True,
) -> DateQuestion:
    """A day with what was typed into its boxes; ``usual_era`` stands there before anything is chosen."""
    wrong = [error for error in errors if error.field.startswith(f"{name}-")]
    era = values.get(f"{name}-era", usual_era)
    return DateQuestion(
        name=name,
        label=label,
        hint=_DATE_HINT,
        error=wrong[0].message if wrong else "",
        eras=ERA_CHOICES,
        era=era if era in ERA_CHOICES else usual_era,
        boxes=tuple(
            Box(
                f"{name}-{part}",
                word,
                values.get(f"{name}-{part}", ""),
                any(error.field == f"{name}-{part}" for error in wrong),
            )
            for part, word in _PARTS
        ),
        echo="" if wrong else echo,
        required=required,
    )
