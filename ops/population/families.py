"""Whom somebody married, what the record may know of the spouse, and the children."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ops.population.dice import Dice
from ops.population.people import Identity
from ops.population.tables import Name
from pension.calendar import day_age_is_reached

_EMPLOYEES_PENSION_BEGINS = date(1942, 6, 1)
_YOUNGEST_TO_MARRY = 18
_OLDEST_TO_MARRY = 49
_DAYS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Spell:
    """Days from ``first_day`` to the day before ``end``."""

    first_day: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Marriage:
    """One marriage. ``coverage`` is what the spouse had of employees' pension or mutual aid."""

    married_on: date
    ended_on: date | None
    new_family: Name | None
    spouse_born: date
    coverage: tuple[Spell, ...]
    depends_on_spouse: bool

    def spouse_age_day(self, age: int) -> date:
        """The day on which the spouse legally reaches an age."""
        return day_age_is_reached(self.spouse_born, age)


@dataclass(frozen=True, slots=True)
class Family:
    """What somebody's family was."""

    marriage: Marriage | None
    children: tuple[date, ...]


def make_family(dice: Dice, identity: Identity) -> Family:
    """The family of a person."""
    if not dice.yes("marries"):
        return Family(None, ())
    age = dice.spread(dice.figure("marriage_age"), dice.figure("marriage_age_spread"))
    age = min(max(age, _YOUNGEST_TO_MARRY), _OLDEST_TO_MARRY)
    married_on = identity.birth_date + timedelta(days=int(age * _DAYS_IN_A_YEAR) + 20)
    return Family(_marry(dice, identity, married_on), _children(dice, married_on))


def _marry(dice: Dice, identity: Identity, married_on: date) -> Marriage:
    years_older = int(dice.spread(2 if identity.sex == "female" else -2, 3))
    born = identity.birth_date - timedelta(days=years_older * _DAYS_IN_A_YEAR + dice.whole(0, 364))
    employed = dice.yes("spouse_is_employed")
    return Marriage(
        married_on=married_on,
        ended_on=married_on + timedelta(days=dice.whole(2, 25) * _DAYS_IN_A_YEAR) if dice.yes("divorces") else None,
        new_family=dice.name("family") if dice.yes("takes_the_spouses_name") and not identity.is_foreign else None,
        spouse_born=born,
        coverage=_coverage(dice, born) if employed else (),
        depends_on_spouse=employed and dice.yes("depends_on_the_spouse"),
    )


def _coverage(dice: Dice, born: date) -> tuple[Spell, ...]:
    """From the first job to the last, with a gap in some families."""
    first = max(date(born.year + dice.whole(18, 23), 4, 1), _EMPLOYEES_PENSION_BEGINS)
    end = day_age_is_reached(born, dice.one_of((60, 60, 63, 65)))
    leaves = first + timedelta(days=dice.whole(3, 30) * _DAYS_IN_A_YEAR + dice.whole(0, 300))
    returns = leaves + timedelta(days=dice.whole(5, 150))
    if dice.yes("spouse_changes_jobs") and returns < end:
        return Spell(first, leaves), Spell(returns, end)
    return (Spell(first, end),)


def _children(dice: Dice, married_on: date) -> tuple[date, ...]:
    first = married_on + timedelta(days=dice.whole(200, 1400))
    second = first + timedelta(days=dice.whole(500, 1500))
    if not dice.yes("has_children"):
        return ()
    return (first, second) if dice.yes("has_second_child") else (first,)
