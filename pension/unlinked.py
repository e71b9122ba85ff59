"""Records without an owner (持ち主不明記録): what stands in one, and whom somebody searches for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pension.calendar import YearMonth
from pension.record import Sex
from pension.status import Scheme

LAST_YEAR_WITHOUT_ERA = 64
_BIRTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def may_be_recorded(year: int) -> bool:
    """Whether a record can have such a year of birth: of an era that it does not name, or a western one since 明治."""
    return 1 <= year <= LAST_YEAR_WITHOUT_ERA or 1868 <= year <= 2999


@dataclass(frozen=True, slots=True)
class RecordedBirth:
    """A birth date as an old record has it (生年月日). It need not be a day that there was: 30 February is kept.

    ``year`` is western; up to 64 it is the year of an era that the record does not name (元号なし).
    """

    year: int
    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> RecordedBirth:
        """Read ``1942-07-07``, or ``0017-07-07`` for the 17th year of an era that is not named.

        Raises ValueError for anything else.
        """
        found = _BIRTH.fullmatch(text)
        if found is None:
            raise ValueError(text)
        birth = cls(*map(int, found.groups()))
        if not may_be_recorded(birth.year):
            raise ValueError(text)
        return birth

    @property
    def has_era(self) -> bool:
        """Whether the year is known."""
        return self.year > LAST_YEAR_WITHOUT_ERA

    @property
    def as_date(self) -> date | None:
        """The day, if there was one."""
        if not self.has_era or self.day > calendar.monthrange(self.year, self.month)[1]:
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedRecord:
    """One record that belongs to no basic pension number.

    ``number`` is its own (記号番号). ``kana`` and ``name`` are as they were written; ``name``, ``sex``, ``employer``
    and the months of coverage are None where the record does not say.
    """

    number: str
    scheme: Scheme
    kana: str
    birth: RecordedBirth
    name: str | None = None
    sex: Sex | None = None
    employer: str | None = None
    first_month: YearMonth | None = None
    last_month: YearMonth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtName:
    """A name somebody has or had: in kana with a space between family and given name, in kanji where known."""

    kana: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Whose record is searched for: every name the person may have had, the true birth date, and sex."""

    names: tuple[SoughtName, ...]
    birth_date: date
    sex: Sex
