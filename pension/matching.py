"""The ladder by which records without an owner are matched (名寄せ): what may differ, and what together.

A search is an exact look-up of few keys: each record has one (:func:`record_key`), which folds away everything that the
ladder allows in name and birth date; a :class:`Search` has some three for each name. What they find is then compared as
it stands (:func:`find_match`). That no record the ladder allows is missed rests on this: whatever :func:`find_match`
takes for alike has a key in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from itertools import combinations

from pension.kana import KanaPairs, NameRung, Parts, plain_parts
from pension.unlinked import (
    LAST_YEAR_WITHOUT_ERA,
    RecordedBirth,
    Sought,
    SoughtName,
    UnlinkedRecord,
    may_be_recorded,
)

KEY_BITS = 56
_LONGEST_MONTH = 31
_MONTHS = 12
_TWO = 2
_ERAS: Mapping[int, int] = {1867: 45, 1911: 15, 1925: 64, 1988: 31, 2018: 99}
"""The year before each era began, and its last year: 明治, 大正, 昭和, 平成, 令和."""


class BirthRung(StrEnum):
    """In what a birth date in an old record may differ from the true one, and still be it."""

    SAME = "same"  # 生年月日が同じ
    ONE_DAY = "one-day"  # 1日ちがい
    OTHER_ERA = "other-era"  # 元号がない、または別の元号
    DAY_FOR_MONTH = "day-for-month"  # 月と日が逆
    YEAR_DIGIT = "year-digit"  # 年の1けたちがい


OTHER_SEX = "other-sex"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step of the ladder: what may differ in a record that is found at it, all of it at once."""

    name: str
    names: frozenset[NameRung]
    births: frozenset[BirthRung]
    other_sex: bool


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """The tables of the ladder.

    ``readings`` are all readings of a part in kanji, ``others`` of a part in kana what it may be misread as: each by
    its kind, ``family`` or ``given``. ``characters`` maps old characters to new ones; ``labels`` are the names of the
    rungs in Japanese.
    """

    steps: tuple[LadderStep, ...]
    kana: KanaPairs
    readings: Mapping[tuple[str, str], tuple[str, ...]]
    others: Mapping[tuple[str, str], tuple[str, ...]]
    characters: Mapping[int, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """Why a record may be the one: the step, what differs (rungs by name), and under which name it was found."""

    step: str
    rungs: tuple[str, ...]
    kana: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One way a sought name may stand in a record; ``misread`` where kanji of it are read otherwise."""

    parts: Parts
    misread: bool
    sought: SoughtName


@dataclass(frozen=True, slots=True)
class Search:
    """A search made ready: under which keys to look, for which birth dates there, and the ways to write the names."""

    sought: Sought
    keys: frozenset[int]
    births: Mapping[str, BirthRung]
    forms: tuple[_Form, ...]


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def record_key(kana: str, birth: RecordedBirth, rules: MatchingRules) -> int:
    """The key under which a record is kept: a number of :data:`KEY_BITS` bits."""
    return fold_key(rules.kana.fold(plain_parts(kana)), (birth.month, birth.day))


def prepare_search(sought: Sought, rules: MatchingRules) -> Search:
    """Every key under which a record of this person may be kept."""
    days = _days(sought.birth_date)
    forms = tuple(_forms(sought.names, rules))
    folds = {fold for form in forms for fold in rules.kana.folds(form.parts)}
    keys = frozenset(fold_key(fold, day) for fold in folds for day in days)
    return Search(sought, keys, alike_births(sought.birth_date), forms)


def fold_key(fold: str, day: tuple[int, int]) -> int:
    """The key of a folded name with a month and a day.

    Month and day in either order have one key; the year has no part in it, so that every rung of it is allowed.
    """
    text = f"{fold}|{min(day)}|{max(day)}"
    return int.from_bytes(blake2b(text.encode(), digest_size=KEY_BITS // 8).digest())


def _days(birth_date: date) -> frozenset[tuple[int, int]]:
    """Month and day of the birth date and of those that are a day off, also of a day that there never was."""
    near = (birth_date - timedelta(days=1), birth_date, birth_date + timedelta(days=1))
    days = {(day.month, day.day) for day in near}
    if birth_date.day < _LONGEST_MONTH:
        days.add((birth_date.month, birth_date.day + 1))
    return frozenset(days)


def _forms(names: Iterable[SoughtName], rules: MatchingRules) -> Iterator[_Form]:
    for sought in names:
        parts = plain_parts(sought.kana)
        if not parts:
            continue
        yield _Form(parts, False, sought)
        for other in _misread(parts, sought.name, rules):
            yield _Form(other, True, sought)


def _misread(parts: Parts, name: str | None, rules: MatchingRules) -> Iterator[Parts]:
    """The same name with one of its two parts read otherwise; of a name in one part nothing is known."""
    if len(parts) < _TWO:
        return
    kanji = (name or "").translate(rules.characters).split()
    family, given = (kanji[0], kanji[-1]) if len(kanji) >= _TWO else ("", "")
    for other in _other_readings("family", parts[0], family, rules):
        yield (other, *parts[1:])
    for other in _other_readings("given", parts[-1], given, rules):
        yield (*parts[:-1], other)


def _other_readings(kind: str, kana: str, kanji: str, rules: MatchingRules) -> Iterator[str]:
    """The readings of the kanji where the table has it, else of all kanji that are read so."""
    known = rules.readings.get((kind, kanji)) or rules.others.get((kind, kana), ())
    return (reading for reading in known if reading != kana)


# ── comparing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def is_match(search: Search, record: UnlinkedRecord, rules: MatchingRules) -> bool:
    """Whether a record may be the sought person's."""
    return _find_step(search, record, rules) is not None


def find_match(search: Search, record: UnlinkedRecord, rules: MatchingRules) -> Match | None:
    """The first step at which a record may be the sought person's, with all that differs; or None."""
    found = _find_step(search, record, rules)
    if found is None:
        return None
    step, form, birth = found
    names = _least(form, record, plain_parts(record.kana), step.names, rules)
    return Match(step.name, _said(names, birth, same_sex=_is_same_sex(search, record)), form.sought.kana)


def _find_step(
    search: Search, record: UnlinkedRecord, rules: MatchingRules
) -> tuple[LadderStep, _Form, BirthRung] | None:
    birth = search.births.get(str(record.birth))
    if birth is None:
        return None
    same_sex = _is_same_sex(search, record)
    recorded = plain_parts(record.kana)
    for step in rules.steps:
        if birth not in step.births or not (same_sex or step.other_sex):
            continue
        for form in search.forms:
            if _is_alike(form, record, recorded, step.names, rules):
                return step, form, birth
    return None


def _is_same_sex(search: Search, record: UnlinkedRecord) -> bool:
    return record.sex is None or record.sex is search.sought.sex


def alike_births(birth_date: date) -> dict[str, BirthRung]:
    """Every birth date that a record of somebody born then may have, as it is written there, and in what it differs."""
    year, month, day = birth_date.year, birth_date.month, birth_date.day
    births = {str(near): BirthRung.ONE_DAY for near in (birth_date - timedelta(days=1), birth_date + timedelta(days=1))}
    if day < _LONGEST_MONTH:
        births[str(RecordedBirth(year, month, day + 1))] = BirthRung.ONE_DAY  # also a day that there never was
    if day <= _MONTHS:
        births[str(RecordedBirth(year, day, month))] = BirthRung.DAY_FOR_MONTH
    same_day = str(birth_date)[4:]
    births |= {other + same_day: rung for other, rung in _alike_years(year).items()}
    births[str(birth_date)] = BirthRung.SAME
    return births


@cache  # by the year alone: of whom it is nothing is kept
def _alike_years(year: int) -> Mapping[str, BirthRung]:
    """Other years, in four digits, that may stand for one: with another digit, or of no era or another one."""
    own = {before: year - before for before, last in _ERAS.items() if 1 <= year - before <= last}  # 1926 is of two
    in_era = {before + other for before in own for other in _other_digit(own[before]) if 1 <= other <= _ERAS[before]}
    western = {other for other in _other_digit(year) if other > LAST_YEAR_WITHOUT_ERA}
    digit = dict.fromkeys(western | in_era, BirthRung.YEAR_DIGIT)
    elsewhere = {before + number for before, last in _ERAS.items() for number in own.values() if number <= last}
    era = dict.fromkeys(elsewhere.union(own.values()), BirthRung.OTHER_ERA)
    return {f"{other:04d}": rung for other, rung in (digit | era).items() if may_be_recorded(other)}


def _other_digit(year: int) -> frozenset[int]:
    """The years that differ in one digit of four."""
    text = f"{year:04d}"
    changed = (text[:place] + digit + text[place + 1 :] for place in range(len(text)) for digit in "0123456789")
    return frozenset(map(int, changed)) - {year}


def _is_alike(
    form: _Form, record: UnlinkedRecord, recorded: Parts, rungs: frozenset[NameRung], rules: MatchingRules
) -> bool:
    if form.misread and (NameRung.MISREAD not in rungs or _is_other_kanji(form.sought.name, record.name, rules)):
        return False
    whole = "".join(recorded)
    if rules.kana.alike("".join(form.parts), whole, rungs):
        return True
    return NameRung.SWAPPED in rungs and rules.kana.alike("".join(reversed(form.parts)), whole, rungs)


def _is_other_kanji(name: str | None, recorded: str | None, rules: MatchingRules) -> bool:
    """Whether both names are known in kanji and are not the same, old characters or new."""
    return bool(name and recorded) and _plain_kanji(name, rules) != _plain_kanji(recorded, rules)


def _plain_kanji(name: str | None, rules: MatchingRules) -> str:
    return "".join((name or "").split()).translate(rules.characters)


def _least(
    form: _Form, record: UnlinkedRecord, recorded: Parts, allowed: frozenset[NameRung], rules: MatchingRules
) -> tuple[NameRung, ...]:
    """The fewest rungs that are needed, in the order of the table."""
    extra = [NameRung.OLD_CHARACTERS] if _is_old_kanji(form.sought.name, record.name, rules) else []
    always = frozenset({NameRung.MISREAD}) if form.misread else frozenset()
    others = [rung for rung in NameRung if rung in allowed - always]
    sizes = (combinations(others, size) for size in range(len(others) + 1))
    enough = (
        always.union(rungs)
        for group in sizes
        for rungs in group
        if _is_alike(form, record, recorded, always.union(rungs), rules)
    )
    needed = next(enough).union(extra)
    return tuple(rung for rung in NameRung if rung in needed)


def _is_old_kanji(name: str | None, recorded: str | None, rules: MatchingRules) -> bool:
    """Whether two names are the same kanji, some in an older form."""
    if not (name and recorded) or _is_other_kanji(name, recorded, rules):
        return False
    return "".join(name.split()) != "".join(recorded.split())


def _said(names: tuple[NameRung, ...], birth: BirthRung, *, same_sex: bool) -> tuple[str, ...]:
    births = () if birth is BirthRung.SAME else (birth.value,)
    return (*(rung.value for rung in names), *births, *(() if same_sex else (OTHER_SEX,)))
