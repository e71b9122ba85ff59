"""One person's record as a value: periods, never months.

The JSON form of :class:`PensionRecord` is the import line, the stored document and the download
(``docs/schema/pension-record-1.json``): field names here and keys there are the same words.

Two ways of writing time, never mixed: dates ``enrolled_on`` / ``disenrolled_on`` (資格取得日 / 資格喪失日; the day of
disenrollment is itself no longer covered, None = goes on) and inclusive months ``first_month`` / ``last_month``.
Amounts are whole yen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth
from pension.status import Scheme, Status


class Sex(StrEnum):
    """Sex as the record states it (性別)."""

    FEMALE = "female"
    MALE = "male"


class Category(StrEnum):
    """Kind of national pension coverage (被保険者の種別)."""

    CATEGORY_1 = "category_1"  # 第1号被保険者
    CATEGORY_3 = "category_3"  # 第3号被保険者
    VOLUNTARY = "voluntary"  # 任意加入被保険者


class Wartime(StrEnum):
    """What wartime service adds to a month (戦時加算)."""

    MINER = "miner"  # 坑内員 1944-01..1945-08: the converted month and a third more
    SEA_THIRD = "sea_third"  # 船員 1941-12..1943-12: a third of a month more
    SEA_ONE = "sea_one"  # 船員 1944-01..1946-03: one month more
    SEA_TWO = "sea_two"  # 船員 1944-01..1946-03, dangerous waters: two months more


class RemarkKind(StrEnum):
    """What a remark (備考) is about."""

    OLD_MUTUAL_AID = "old_mutual_aid"  # 旧令共済
    OKINAWA = "okinawa"  # 沖縄特例
    FOREIGN_LUMP_SUM = "foreign_lump_sum"  # 外国人脱退一時金
    WITHDRAWAL_ALLOWANCE = "withdrawal_allowance"  # 脱退手当金
    CATEGORY_3_LATE_NOTICE = "category_3_late_notice"  # 第3号特例届出
    TRANSFERRED = "transferred"  # 他制度への移管
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name the person had before (旧姓・旧名), and the day it ended if known."""

    name: str
    kana: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookNumber:
    """A number from before 1997 (年金手帳記号番号): one person may have several, one per scheme or job."""

    scheme: Scheme
    number: str
    name: str | None = None
    kana: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where letters go."""

    postal_code: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose record it is. ``kana`` is full-width katakana; ``basic_pension_number`` is ``NNNN-NNNNNN``."""

    basic_pension_number: str
    name: str
    kana: str
    birth_date: date
    sex: Sex
    death_date: date | None = None
    address: Address | None = None
    former_names: tuple[FormerName, ...] = ()
    handbook_numbers: tuple[HandbookNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRun:
    """Months of one national pension period with the same contribution status.

    ``prepaid`` marks months paid in advance (前納): each counts once it has passed (国民年金法93条3項).
    ``monthly_contribution`` is what was paid for each month, in yen, where known.
    """

    first_month: YearMonth
    last_month: YearMonth
    status: Status
    prepaid: bool = False
    monthly_contribution: int | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalPeriod:
    """One unbroken period of national pension coverage (国民年金の被保険者期間) of one category."""

    id: str
    category: Category
    enrolled_on: date
    disenrolled_on: date | None = None
    runs: tuple[ContributionRun, ...] = ()
    handbook_number: str | None = None
    name: str | None = None
    kana: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayRun:
    """Months with the same standard monthly remuneration (標準報酬月額, yen); open when ``last_month`` is None.

    Where two employers are held at once, each period carries the one figure decided from both (厚年法24条2項).
    """

    first_month: YearMonth
    standard_monthly_remuneration: int
    last_month: YearMonth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """A standard bonus (標準賞与額, yen) paid in a month."""

    month: YearMonth
    standard_bonus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRun:
    """Months of an employment that differ from its kind: fund, leave, lapsed contributions, lump sums."""

    first_month: YearMonth
    last_month: YearMonth
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class WartimeRun:
    """Months to which wartime service adds."""

    first_month: YearMonth
    last_month: YearMonth
    kind: Wartime


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeesPeriod:
    """One job: employees' pension, seamen's insurance or mutual aid, by one employer or ship owner.

    ``status`` is its kind (E1, E1_FUND, E1_MINE, E1_SEA, S1, E2, E3, E4).
    """

    id: str
    status: Status
    employer: str
    enrolled_on: date
    disenrolled_on: date | None = None
    pay: tuple[PayRun, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    exceptions: tuple[StatusRun, ...] = ()
    wartime: tuple[WartimeRun, ...] = ()
    handbook_number: str | None = None
    name: str | None = None
    kana: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplementaryPeriod:
    """Confirmed months that count as time only (合算対象期間), with the reason as the office wrote it."""

    id: str
    first_month: YearMonth
    last_month: YearMonth
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """A run of months for which a fact holds; open when ``last_month`` is None."""

    first_month: YearMonth
    last_month: YearMonth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """Months lived outside Japan; ``japanese_national`` decides whether they can count as time."""

    first_month: YearMonth
    last_month: YearMonth | None = None
    japanese_national: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SpouseCoverage:
    """One spell of the spouse in employees' pension or mutual aid."""

    enrolled_on: date
    disenrolled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spouse:
    """What this record knows of a spouse: never read from another person's record.

    ``old_age_right_on``: the day the spouse gained an old-age pension right; from 65 on, an employee who has one is
    no longer a category 2 insured person (国民年金法附則3条, 4条).
    """

    married_on: date
    birth_date: date
    ended_on: date | None = None
    old_age_right_on: date | None = None
    coverage: tuple[SpouseCoverage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of the person's life beside the pension periods."""

    spouses: tuple[Spouse, ...] = ()
    not_married: tuple[Months, ...] = ()
    not_student: tuple[Months, ...] = ()
    abroad: tuple[Abroad, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A remark on the record (備考): shown, never counted, never coloured."""

    kind: RemarkKind
    text: str
    first_month: YearMonth | None = None
    last_month: YearMonth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A decided correction (訂正): entries it takes out of the count and entries it adds, with who, when and why.

    What is taken out stays readable as the history of its months.
    """

    id: str
    decided_on: date
    office: str
    reason: str
    withdraws: tuple[str, ...] = ()
    national: tuple[NationalPeriod, ...] = ()
    employees: tuple[EmployeesPeriod, ...] = ()
    complementary: tuple[ComplementaryPeriod, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PensionRecord:
    """Everything recorded for one person, as of the end of the month ``as_of`` (記録の時点)."""

    schema_version: int
    as_of: YearMonth
    person: Person
    national: tuple[NationalPeriod, ...] = ()
    employees: tuple[EmployeesPeriod, ...] = ()
    complementary: tuple[ComplementaryPeriod, ...] = ()
    facts: Facts = Facts()
    remarks: tuple[Remark, ...] = ()
    corrections: tuple[Correction, ...] = ()
