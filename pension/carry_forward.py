"""Conditions as they stand after some months: what was still to come when they were written may be recorded by now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pension.calendar import YearMonth
from pension.conditions import Conditions, FutureSpell, YearlyBonus
from pension.projection import raised


@dataclass(frozen=True, slots=True)
class Carried:
    """Conditions of which nothing lies in the record any more; ``began`` tells whether something did."""

    conditions: Conditions
    began: bool


def carry_forward(conditions: Conditions, as_of: YearMonth) -> Carried:
    """The conditions after a record's ``as_of``: months up to it are as they were recorded, whatever was supposed.

    A spell that has begun goes on from the month after, with the raises it has had; one that is over falls away.
    """
    first = as_of.plus(1)
    spells = conditions.future
    if spells is None or all(spell.first_month >= first for spell in spells):
        return Carried(conditions, began=False)
    going_on = tuple(_from(first, spell) for spell in spells if spell.last_month >= first)
    return Carried(replace(conditions, future=going_on), began=True)


def _from(first: YearMonth, spell: FutureSpell) -> FutureSpell:
    if spell.first_month >= first:
        return spell
    bonuses = tuple(YearlyBonus(month=one.month, yen=raised(one.yen, spell, first)) for one in spell.bonuses)
    return replace(spell, first_month=first, monthly_pay=raised(spell.monthly_pay, spell, first), bonuses=bonuses)
