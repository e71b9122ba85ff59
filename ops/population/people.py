"""Who somebody is: number, name, birth, sex, address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ops.population.dice import Dice
from ops.population.tables import Name
from pension.calendar import day_age_is_reached
from pension.record import Address, Sex

LARGEST_POPULATION = 9_000_000_000
"""Basic pension numbers 0000-000000 to 8999-999999; those from 9 on have meanings of their own."""

_STEP = 7_368_787_141  # has no divisor in common with the number of numbers, so every person gets another one


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One invented person, without anything that happened to them."""

    basic_pension_number: str
    family: Name
    given: Name
    birth_date: date
    reaches_20_on: date
    reaches_60_on: date
    sex: Sex
    address: Address
    is_foreign: bool
    is_of_okinawa: bool
    has_no_record: bool

    def age_day(self, age: int) -> date:
        """The day on which an age is legally reached."""
        return day_age_is_reached(self.birth_date, age)


def make_identity(dice: Dice, number: int) -> Identity:
    """The person of this number; number and name have nothing to do with anybody alive."""
    year = dice.year_of_birth()
    dice.for_whom(Sex.MALE, year)
    sex = Sex.FEMALE if dice.yes("is_female") else Sex.MALE
    dice.for_whom(sex, year)
    is_foreign, is_of_okinawa = dice.yes("is_foreign"), dice.yes("is_of_okinawa")
    of = "_foreign" if is_foreign else ""
    birth_date = date(year, 1, 1) + timedelta(days=dice.whole(0, 364))
    return Identity(
        basic_pension_number=basic_pension_number(number),
        family=dice.name("family_okinawa" if is_of_okinawa and not is_foreign else f"family{of}"),
        given=dice.name(f"{sex}{of}"),
        birth_date=birth_date,
        reaches_20_on=day_age_is_reached(birth_date, 20),
        reaches_60_on=day_age_is_reached(birth_date, 60),
        sex=sex,
        address=_address(dice),
        is_foreign=is_foreign,
        is_of_okinawa=is_of_okinawa and not is_foreign,
        has_no_record=dice.yes("has_no_record"),
    )


def basic_pension_number(number: int) -> str:
    """The basic pension number of the person of this number; no two are alike."""
    digits = f"{(number + 1) * _STEP % LARGEST_POPULATION:010d}"
    return f"{digits[:4]}-{digits[4:]}"


def _address(dice: Dice) -> Address:
    """In a town that does not exist, under a postal code that no place has."""
    town = f"{dice.name('prefecture').written}みほん市{dice.name('town').written}"
    return Address(
        postal_code=f"000-{dice.whole(0, 9999):04d}",
        lines=(f"{town}{dice.whole(1, 9)}-{dice.whole(1, 30)}-{dice.whole(1, 20)}",),
    )
