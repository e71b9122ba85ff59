"""The one form of the corrections desk: heading, what to know, questions, buttons, lines that can be taken away."""

from __future__ import annotations

from dataclasses import dataclass

from web.forms.result import FieldError
from web.views.choices import Question as ChoiceQuestion
from web.views.frame import Frame, Link
from web.views.question import Question, TextArea


@dataclass(frozen=True, slots=True)
class Radios:
    """A question with few answers, of which one counts."""

    question: ChoiceQuestion

    kind = "radios"


@dataclass(frozen=True, slots=True)
class Boxes:
    """A question with answers to tick."""

    question: ChoiceQuestion

    kind = "boxes"


Part = Question | TextArea | Radios | Boxes


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it sends as ``step``, its words, and how it is drawn (empty: the first one, second, quiet)."""

    step: str
    label: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """Something added before, and the step that takes it away."""

    text: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionFormView:
    """One screen of the desk that is a form. ``kept`` is what has been added before, under ``kept_heading``.

    ``calendar`` is the help with eras, empty where no day is asked for.
    """

    frame: Frame
    eyebrow: str
    heading: str
    action: str
    lead: tuple[str, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    errors: tuple[FieldError, ...] = ()
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()
    kept_heading: str = ""
    kept: tuple[KeptLine, ...] = ()
    calendar: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    leave: Link


def box(name: str, label: str, value: str, error: str, hint: str = "", *, inputmode: str = "text") -> Question:
    """One box."""
    return Question(name=name, label=label, hint=hint, value=value, error=error, inputmode=inputmode)
