"""How a figure was counted (どう数えたか): each step with what went in, how it was rounded, and its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pension.derivation import Amount, Figure, FigureRule, Number, Step
from web.views.wording import decimal_words, months_words, number_words, percent_words, yen

_PERCENTAGES = frozenset(
    {
        Figure.EARLY_RATE,
        Figure.DEFERRED_RATE,
        Figure.AVERAGE_PAYMENT_RATE,
        Figure.RETROACTIVE_RATE,
    }
)
_SHARES = frozenset({Figure.SHARE_INSIDE, Figure.SHARE_OVER})


@dataclass(frozen=True, slots=True)
class CountedInput:
    """What went into a step."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedStep:
    """One step in words.

    ``part`` is the part of the sum it belongs to, ``formula`` how it is worked out, ``remark`` what to bear in mind;
    each is empty where there is none.
    """

    part: str
    name: str
    value: str
    formula: str
    inputs: tuple[CountedInput, ...]
    article: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything behind one figure. ``heading`` names the figure; it stands in the line that opens the steps."""

    heading: str
    steps: tuple[CountedStep, ...]


def counted(heading: str, amount: Amount) -> Counted:
    """An amount's derivation in words."""
    return counted_steps(heading, amount.steps)


def counted_steps(heading: str, steps: Sequence[Step]) -> Counted:
    """Steps in words, in the order in which they were worked out."""
    return Counted(heading, tuple(_step(step) for step in steps))


def figure_value(rule: FigureRule, value: Number) -> str:
    """A figure's value in its unit, without loss: ``847,300円``, ``470か月``, ``0.7%``, ``8分の5``."""
    match rule.unit:
        case "円":
            return yen(int(value)) if value == int(value) else f"{decimal_words(value)}円"
        case "月":
            return months_words(Fraction(value))
        case "":
            return _plain(rule.figure, Fraction(value))
        case unit:
            return f"{decimal_words(value)}{unit}"


def _plain(figure: Figure, value: Fraction) -> str:
    if figure in _PERCENTAGES:
        return percent_words(value)
    return number_words(value) if figure in _SHARES else decimal_words(value)


def _step(step: Step) -> CountedStep:
    return CountedStep(
        part="・".join(rule.label for rule in step.scope),
        name=step.rule.label,
        value=figure_value(step.rule, step.value),
        formula=step.rule.formula,
        inputs=tuple(CountedInput(given.rule.label, figure_value(given.rule, given.value)) for given in step.inputs),
        article=step.rule.article,
    )
