"""Answers to choose from, as the component draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: radio buttons share their ``name``, boxes to tick have one each."""

    id: str
    name: str
    value: str
    label: str
    chosen: bool


def radio(name: str, answers: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    """One of several: labels by value."""
    return tuple(
        Choice(id=f"{name}-{value}", name=name, value=value, label=label, chosen=value == chosen)
        for value, label in answers.items()
    )


def boxes(answers: Iterable[tuple[str, str, str]], values: Mapping[str, str]) -> tuple[Choice, ...]:
    """Any of several: name of the box, its value, its label."""
    return tuple(
        Choice(id=name, name=name, value=value, label=label, chosen=bool(values.get(name)))
        for name, value, label in answers
    )
