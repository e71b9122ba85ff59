"""Records without an owner (持ち主不明記録) of people who do not exist, with the damage that old records have.

A record is drawn like a life: the same seed and number are always the same record. What went wrong in it is drawn from
``damage.csv``; everything that can is within the ladder of matching, and several things can go wrong at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from ops.population.dice import Dice
from ops.population.people import basic_pension_number
from ops.population.tables import load_tables, read_rows
from pension.calendar import YearMonth
from pension.kana import LONG_MARK, NameRung, lengthens, unvoiced
from pension.matching import MatchingRules
from pension.record import Person, Sex
from pension.status import Scheme
from pension.unlinked import RecordedBirth, UnlinkedRecord
from rules.matching import load_matching

_TOPIC = 300_000
"""Dice of their own: no record of a population can move one of these."""
_PLANTED = 1 << 39
"""Numbers from here on are those of planted records."""
_SCHEMES = (Scheme.EMPLOYEES, Scheme.EMPLOYEES, Scheme.EMPLOYEES, Scheme.NATIONAL, Scheme.NATIONAL, Scheme.SEAMENS)
_FIRST_BIRTH, _LAST_BIRTH = 1926, 1976
_FIRST_AGE, _LAST_AGE = 15, 45
_LONGEST = 48  # months
_MONTHS = 12
_LAST_MONTH = YearMonth.of(1996, 12)
"""From 1997-01 on there was one number for everybody, and no record stays without an owner."""
_BEFORE_SHOWA, _LAST_SHOWA = 1925, 64
_OTHER_ERAS = ((1911, 15), (1988, 31))
"""The year before, and the last year: 大正, 平成."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedPopulation:
    """How many records, of which population; ``planted`` are people to whom one more record each belongs."""

    records: int
    seed: int
    planted: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in parts: kana, and kanji with a space."""

    family: str
    given: str
    kanji: str


def make_unlinked(order: UnlinkedPopulation) -> Iterator[UnlinkedRecord]:
    """The records, one after the other: those of the planted people come first."""
    for number, person in enumerate(order.planted):
        yield _of_person(person, _Chance(order.seed, _PLANTED + number))
    for number in range(order.records):
        yield _of_nobody(order.seed, number)


class _Chance:
    """What goes wrong in one record."""

    __slots__ = ("random",)

    def __init__(self, seed: int, number: int) -> None:
        self.random = Random(f"unlinked {seed} {number}")  # noqa: S311 - invented people, no secrets

    def has(self, damage: str) -> bool:
        return self.random.random() < _shares()[damage]


@cache
def _shares() -> Mapping[str, float]:
    return {row["damage"]: float(row["share"]) for row in read_rows("damage.csv")}


def _of_nobody(seed: int, number: int) -> UnlinkedRecord:
    dice, chance = Dice(load_tables(), seed, number, _TOPIC), _Chance(seed, number)
    year = dice.whole(_FIRST_BIRTH, _LAST_BIRTH)
    sex = Sex.FEMALE if dice.whole(0, 1) else Sex.MALE
    dice.for_whom(sex, year)
    family, given = dice.name("family"), dice.name(sex.value)
    name = _Name(family.kana, given.kana, f"{family.written} {given.written}")
    born = date(year, 1, 1) + timedelta(days=dice.whole(0, 364))
    return _damaged(name, born, sex, number, chance)


def _of_person(person: Person, chance: _Chance) -> UnlinkedRecord:
    """A record that belongs to somebody: under the first name they had."""
    first = person.former_names[0] if person.former_names else person
    parts = first.kana.split()
    name = _Name(parts[0], " ".join(parts[1:]), first.name)
    return _damaged(name, person.birth_date, person.sex, _PLANTED + chance.random.randrange(_PLANTED), chance)


def _damaged(name: _Name, born: date, sex: Sex, number: int, chance: _Chance) -> UnlinkedRecord:
    rules = load_matching()
    kana = _damaged_kana(name, chance, rules)
    begun = YearMonth.of(born.year + chance.random.randint(_FIRST_AGE, _LAST_AGE), chance.random.randint(1, 12))
    first = min(begun, _LAST_MONTH)
    record = UnlinkedRecord(
        number=basic_pension_number(number),
        scheme=chance.random.choice(_SCHEMES),
        kana=kana,
        birth=_damaged_birth(born, chance),
        name=None if chance.has("no_kanji") else name.kanji,
        sex=sex,
        first_month=first,
        last_month=min(first.plus(chance.random.randint(0, _LONGEST)), _LAST_MONTH),
    )
    if chance.has("no_sex"):
        return replace(record, sex=None)
    if chance.has("other_sex"):
        return replace(record, sex=Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE)
    return record


def _damaged_kana(name: _Name, chance: _Chance, rules: MatchingRules) -> str:
    family, given = name.family, name.given
    if chance.has("misread"):
        family, given = _misread(name, chance, rules)
    parts = [_damaged_part(family, chance, rules), _damaged_part(given, chance, rules)]
    if chance.has("swapped"):
        parts.reverse()
    return ("" if chance.has("no_space") else " ").join(parts).strip()


def _misread(name: _Name, chance: _Chance, rules: MatchingRules) -> tuple[str, str]:
    """The name with one of its parts read otherwise, where the table knows how."""
    families = rules.others.get(("family", name.family), ())
    givens = rules.others.get(("given", name.given), ())
    ways = [*((other, name.given) for other in families), *((name.family, other) for other in givens)]
    return chance.random.choice(ways) if ways else (name.family, name.given)


def _damaged_part(part: str, chance: _Chance, rules: MatchingRules) -> str:
    if chance.has("look_alike"):
        part = _one_exchanged(part, rules.kana.pairs[NameRung.LOOK_ALIKE], chance)
    elif chance.has("sound_alike"):
        part = _one_exchanged(part, rules.kana.pairs[NameRung.SOUND_ALIKE], chance)
    elif chance.has("long_changed"):
        part = _without_long(part)
    if chance.has("small_as_large"):
        part = part.translate(str.maketrans("ャュョッァィゥェォ", "ヤユヨツアイウエオ"))
    return unvoiced(part) if chance.has("voiced_lost") else part


def _one_exchanged(part: str, pairs: Iterable[tuple[str, str]], chance: _Chance) -> str:
    """One kana changed for one that is taken for it."""
    others: dict[str, list[str]] = {}
    for kana, other in sorted(pairs):
        others.setdefault(kana, []).append(other)
        others.setdefault(other, []).append(kana)
    places = [place for place, kana in enumerate(part) if kana in others]
    if not places:
        return part
    place = chance.random.choice(places)
    return part[:place] + chance.random.choice(others[part[place]]) + part[place + 1 :]


def _without_long(part: str) -> str:
    """The first long vowel left out."""
    for place in range(1, len(part)):
        if part[place] == LONG_MARK or lengthens(part[place - 1], part[place]):
            return part[:place] + part[place + 1 :]
    return part


def _damaged_birth(born: date, chance: _Chance) -> RecordedBirth:
    if chance.has("one_day"):
        born += timedelta(days=chance.random.choice((-1, 1)))
    elif chance.has("day_for_month") and born.day <= _MONTHS:
        return RecordedBirth(born.year, born.day, born.month)
    elif chance.has("other_era"):
        return _in_other_era(born)
    elif chance.has("year_digit"):
        return RecordedBirth(born.year + chance.random.choice((-10, 10)), born.month, born.day)
    return RecordedBirth(born.year, born.month, born.day)


def _in_other_era(born: date) -> RecordedBirth:
    """A year of 昭和 as the same year of another era, or without any where there was no such year."""
    year = born.year - _BEFORE_SHOWA
    before = next((before for before, last in _OTHER_ERAS if year <= last), 0)
    return RecordedBirth(before + year if 1 <= year <= _LAST_SHOWA else born.year, born.month, born.day)
