"""A question with few answers, as forms draw it: radio buttons where one counts, boxes to tick where several may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

ONE_ANSWER = "答えを1つ、選んでください"
"""What stands over the answers where the question is the heading of the page, so that it is not heard twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: a radio button, or a box that has a name of its own (``screens-records``); ``note`` explains it."""

    value: str
    label: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; ``hint`` and ``error`` are empty where there is nothing to say."""

    name: str
    legend: str
    hint: str
    error: str
    answers: tuple[Answer, ...]


def question(
    name: str, legend: str, answers: Mapping[str, str], chosen: Collection[str], *, error: str = "", hint: str = ""
) -> Question:
    """A question whose answers are given as labels by value."""
    return Question(
        name=name,
        legend=legend,
        hint=hint,
        error=error,
        answers=tuple(Answer(value=value, label=label, chosen=value in chosen) for value, label in answers.items()),
    )
