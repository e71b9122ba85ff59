"""Conditions some months after they were written."""

from __future__ import annotations

from pension.calendar import YearMonth
from pension.carry_forward import Carried, carry_forward
from pension.conditions import Conditions, FutureSpell, SpellKind, YearlyBonus

WORK = FutureSpell(
    kind=SpellKind.EMPLOYMENT,
    first_month=YearMonth.of(2026, 11),
    last_month=YearMonth.of(2031, 3),
    monthly_pay=300_000,
    raise_per_mille=10,
    bonuses=(YearlyBonus(month=6, yen=100_000),),
)
PAID = FutureSpell(
    kind=SpellKind.SELF_EMPLOYED, first_month=YearMonth.of(2031, 4), last_month=YearMonth.of(2032, 3), additional=True
)
CONDITIONS = Conditions(future=(WORK, PAID))


def test_what_is_still_to_come_stays_as_it_is() -> None:
    assert carry_forward(CONDITIONS, YearMonth.of(2026, 10)) == Carried(CONDITIONS, began=False)
    as_now = Conditions(future=None)
    assert carry_forward(as_now, YearMonth.of(2040, 1)) == Carried(as_now, began=False)


def test_what_has_begun_goes_on_with_the_raises_it_has_had() -> None:
    """Two Aprils at 1 %: 300,000 x 1.0201 = 306,030."""
    carried = carry_forward(CONDITIONS, YearMonth.of(2028, 5))
    work, paid = carried.conditions.future or ()
    assert carried.began
    assert (str(work.first_month), work.monthly_pay, work.bonuses[0].yen) == ("2028-06", 306_030, 102_010)
    assert (work.last_month, work.raise_per_mille, paid) == (WORK.last_month, 10, PAID)


def test_what_is_over_falls_away() -> None:
    assert carry_forward(CONDITIONS, YearMonth.of(2031, 3)).conditions.future == (PAID,)
    assert carry_forward(CONDITIONS, YearMonth.of(2040, 1)) == Carried(Conditions(future=()), began=True)
