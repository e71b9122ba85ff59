"""The dice of one person: the same seed, number and topic always fall the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import IntEnum
from random import Random
from typing import TypeVar

from ops.population.tables import Choice, Name, Tables
from pension.record import Sex

Item = TypeVar("Item")
_DAYS_IN_A_YEAR = 365.25
_NUMBERS = 1 << 40
_TOPICS = 1 << 24


class Topic(IntEnum):
    """What is drawn for. A life is drawn whole; what is recorded of it is drawn month by month up to the month asked
    for, so each kind of record has dice of its own that no other can move.
    """

    LIFE = 0
    JOBS = 1
    BONUSES = 2
    CONTRIBUTIONS = 3
    CORRECTIONS = 100_000  # and one for each month
    CHANGES = 200_000  # the same


class Dice:
    """Answers to the questions of the tables for one person."""

    __slots__ = ("_choices", "_figures", "_random", "_sex", "_tables", "_year")

    def __init__(self, tables: Tables, seed: int, number: int, topic: int) -> None:
        self._random = Random((seed * _NUMBERS + number) * _TOPICS + topic)  # noqa: S311 - invented people, no secrets
        self._tables = tables
        self._sex = Sex.FEMALE
        self._year = 0
        self._choices: Mapping[str, Choice] = {}
        self._figures: Mapping[str, float] = {}

    def for_whom(self, sex: Sex, year_of_birth: int) -> Dice:
        """The same dice, from now on for somebody of this sex and year of birth."""
        self._sex, self._year = sex, year_of_birth
        self._choices = self._tables.choices[sex, year_of_birth]
        self._figures = self._tables.figures[sex, year_of_birth]
        return self

    def answer(self, question: str) -> str:
        """One of a question's answers for this person's year of birth; ``no`` where the shares end."""
        return self._answer(self._choices[question])

    def answer_in(self, year: int, question: str) -> str:
        """The same for questions that are asked by calendar year."""
        return self._answer(self._tables.choices[self._sex, year][question])

    def yes(self, question: str) -> bool:
        """Whether the answer is yes, of questions that have no other."""
        return self._random.random() < self._choices[question].bounds[0]

    def yes_in(self, year: int, question: str) -> bool:
        """The same for questions that are asked by calendar year."""
        return self._random.random() < self._tables.choices[self._sex, year][question].bounds[0]

    def _answer(self, choice: Choice) -> str:
        place = bisect_right(choice.bounds, self._random.random())
        return choice.answers[place] if place < len(choice.answers) else "no"

    def year_of_birth(self) -> int:
        """A year of birth, as frequent as in the table."""
        born = self._tables.born
        place = bisect_right(born.bounds, self._random.random() * born.bounds[-1])
        first, last = born.answers[min(place, len(born.answers) - 1)].split("-")
        return self.whole(int(first), int(last))

    def name(self, part: str) -> Name:
        """A name of a part (``family``, ``female``, ``firm_word``) from this person's time."""
        return self.one_of(self._tables.names[self._year][part])

    def figure(self, name: str) -> float:
        """A figure of the table, the same for everybody alike."""
        return self._figures[name]

    def days(self, name: str) -> int:
        """A length in days whose mean is a figure in years: short ones are frequent, long ones rare."""
        return int(self._random.expovariate(1 / (self.figure(name) * _DAYS_IN_A_YEAR)))

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number, both ends included."""
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of these, all alike."""
        return items[int(self._random.random() * len(items))]

    def spread(self, middle: float, width: float) -> float:
        """A number about ``middle``; two thirds are within ``width``."""
        return self._random.gauss(middle, width)

    def within(self, width: float) -> float:
        """A factor from ``1 - width`` to ``1 + width``, all alike."""
        return 1 - width + 2 * width * self._random.random()
