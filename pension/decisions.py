"""What an office works out about a request to correct a record: an outcome, and a correction in the making.

It may be unfinished at every step: an :class:`AddedEntry` is an entry of a record of which not everything is known yet.
What comes of it is a :class:`pension.record.Correction`, whose id and the ids of its entries carry the number of the
request, so that they stand in the record once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth
from pension.correction_steps import Outcome
from pension.periods import Period, covered_months, standing_entries
from pension.record import (
    Bonus,
    Category,
    ComplementaryPeriod,
    ContributionRun,
    Correction,
    EmployeesPeriod,
    NationalPeriod,
    PayRun,
    PensionRecord,
    StatusRun,
    Wartime,
    WartimeRun,
)
from pension.rulebook import RuleBook
from pension.status import Scheme, Status
from pension.unlinked import UnlinkedRecord


class EntryKind(StrEnum):
    """What sort of entry is added."""

    JOB = "job"  # 厚生年金・船員保険・共済のつとめ先
    NATIONAL = "national"  # 国民年金の期間
    TIME = "time"  # 合算対象期間


class EntryQuestion(StrEnum):
    """What is asked of an entry, one at a time."""

    EMPLOYER = "employer"
    STATUS = "status"
    CATEGORY = "category"
    ENROLLED = "enrolled"
    DISENROLLED = "disenrolled"
    PAY = "pay"
    BONUSES = "bonuses"
    RUNS = "runs"
    MONTHS = "months"
    GROUNDS = "grounds"


QUESTIONS: Mapping[EntryKind, tuple[EntryQuestion, ...]] = {
    EntryKind.JOB: (
        EntryQuestion.EMPLOYER,
        EntryQuestion.STATUS,
        EntryQuestion.ENROLLED,
        EntryQuestion.DISENROLLED,
        EntryQuestion.PAY,
        EntryQuestion.BONUSES,
    ),
    EntryKind.NATIONAL: (
        EntryQuestion.CATEGORY,
        EntryQuestion.ENROLLED,
        EntryQuestion.DISENROLLED,
        EntryQuestion.RUNS,
    ),
    EntryKind.TIME: (EntryQuestion.MONTHS, EntryQuestion.GROUNDS),
}
"""In the order asked."""
MOST_ADDED = 20
MOST_RUNS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedEntry:
    """An entry to add, as far as it is known; ``corrects`` is the id of the one it is a mended copy of.

    ``goes_on``: the day of disenrollment is known not to have come. What stands behind ``grounds`` comes from a copy
    and is not asked.
    """

    number: int
    kind: EntryKind
    corrects: str = ""
    employer: str = ""
    status: Status | None = None
    category: Category | None = None
    enrolled_on: date | None = None
    disenrolled_on: date | None = None
    goes_on: bool = False
    pay: tuple[PayRun, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    runs: tuple[ContributionRun, ...] = ()
    first_month: YearMonth | None = None
    last_month: YearMonth | None = None
    grounds: str = ""
    exceptions: tuple[StatusRun, ...] = ()
    wartime: tuple[WartimeRun, ...] = ()
    handbook_number: str | None = None
    name: str | None = None
    kana: str | None = None

    def period(self, id: str) -> Period | None:
        """The entry under an id; None while something of it is not known."""
        build = {EntryKind.JOB: self._job, EntryKind.NATIONAL: self._national, EntryKind.TIME: self._time}[self.kind]
        period = build(id)
        return period if self.open_question is None else None

    @property
    def open_question(self) -> EntryQuestion | None:
        """The first question whose answer is needed and not known. Pay and bonuses may stay unknown."""
        return next((question for question in QUESTIONS[self.kind] if self._is_open(question)), None)

    def _is_open(self, question: EntryQuestion) -> bool:
        match question:
            case EntryQuestion.DISENROLLED:
                return self.disenrolled_on is None and not self.goes_on
            case EntryQuestion.MONTHS:
                return self.first_month is None or self.last_month is None
            case EntryQuestion.PAY | EntryQuestion.BONUSES:
                return False
        answers = {
            EntryQuestion.EMPLOYER: self.employer,
            EntryQuestion.STATUS: self.status,
            EntryQuestion.CATEGORY: self.category,
            EntryQuestion.ENROLLED: self.enrolled_on,
            EntryQuestion.RUNS: self.runs,
            EntryQuestion.GROUNDS: self.grounds,
        }
        return not answers[question]

    def _job(self, id: str) -> EmployeesPeriod | None:
        if self.status is None or self.enrolled_on is None:
            return None
        return EmployeesPeriod(
            id=id,
            status=self.status,
            employer=self.employer,
            enrolled_on=self.enrolled_on,
            disenrolled_on=self.disenrolled_on,
            pay=self.pay,
            bonuses=self.bonuses,
            exceptions=self.exceptions,
            wartime=self.wartime,
            handbook_number=self.handbook_number,
            name=self.name,
            kana=self.kana,
        )

    def _national(self, id: str) -> NationalPeriod | None:
        if self.category is None or self.enrolled_on is None:
            return None
        return NationalPeriod(
            id=id,
            category=self.category,
            enrolled_on=self.enrolled_on,
            disenrolled_on=self.disenrolled_on,
            runs=self.runs,
            handbook_number=self.handbook_number,
            name=self.name,
            kana=self.kana,
        )

    def _time(self, id: str) -> ComplementaryPeriod | None:
        if self.first_month is None or self.last_month is None:
            return None
        return ComplementaryPeriod(id=id, first_month=self.first_month, last_month=self.last_month, reason=self.grounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision so far. ``withdraws`` are ids of entries that fall away; ``decided_on`` is the day it is of.

    ``checked`` is the version of the record it was decided on, 0 while it is not.
    """

    outcome: Outcome | None = None
    withdraws: tuple[str, ...] = ()
    added: tuple[AddedEntry, ...] = ()
    reason: str = ""
    decided_on: date | None = None
    checked: int = 0

    @property
    def corrects(self) -> bool:
        """Whether the record is to change."""
        return self.outcome in (Outcome.GRANTED, Outcome.PARTLY)

    def entry(self, number: int) -> AddedEntry | None:
        """The entry with this number."""
        return next((entry for entry in self.added if entry.number == number), None)

    def with_entry(self, entry: AddedEntry) -> Decision:
        """The decision with an entry in the place of the one of its number, or behind the others."""
        if self.entry(entry.number) is None:
            return replace(self, added=(*self.added, entry))
        return replace(self, added=tuple(entry if old.number == entry.number else old for old in self.added))

    def without_entry(self, number: int) -> Decision:
        """The decision without it."""
        return replace(self, added=tuple(entry for entry in self.added if entry.number != number))

    @property
    def next_number(self) -> int:
        """The number of the next entry that is added."""
        return max((entry.number for entry in self.added), default=0) + 1

    @property
    def copyable(self) -> tuple[str, ...]:
        """The entries that fall away and of which no mended copy is added yet."""
        copied = {entry.corrects for entry in self.added}
        return tuple(entry for entry in self.withdraws if entry not in copied)


class Lack(StrEnum):
    """What a decision still lacks."""

    OUTCOME = "outcome"
    CHANGE = "change"  # nothing is taken out and nothing is added
    ENTRY = "entry"  # an added entry is not finished
    REASON = "reason"
    DAY = "day"


def lacks_of(decision: Decision) -> tuple[Lack, ...]:
    """Everything it lacks, in the order in which it is asked; empty when it can be checked against a record."""
    if decision.outcome is None:
        return (Lack.OUTCOME,)
    lacking = {
        Lack.CHANGE: decision.corrects and not (decision.withdraws or decision.added),
        Lack.ENTRY: decision.corrects and any(entry.open_question for entry in decision.added),
        Lack.REASON: not decision.reason,
        Lack.DAY: decision.decided_on is None,
    }
    return tuple(lack for lack, is_so in lacking.items() if is_so)


_FROM_REQUEST = "request-"


def correction_id(number: str) -> str:
    """The id of the correction that a request comes to."""
    return f"{_FROM_REQUEST}{number}"


def request_number(correction: str) -> str | None:
    """The number of the request that a correction, by its id, has come of; None for one of another origin."""
    return correction.removeprefix(_FROM_REQUEST) if correction.startswith(_FROM_REQUEST) else None


def correction_of(decision: Decision, number: str, office: str, today: date, rules: RuleBook) -> Correction | None:
    """The correction that a request comes to; of an unfinished decision what of it is finished.

    None where the record does not change: a refusal, or nothing taken out or added yet. Until a day is written down it
    is today's. Months down the mine in wartime come with what the law adds to them, which nobody is asked.
    """
    if not decision.corrects:
        return None
    own = correction_id(number)
    found = [entry.period(f"{own}-{entry.number}") for entry in decision.added]
    periods = [_with_wartime(period, rules) for period in found if period is not None]
    if not periods and not decision.withdraws:
        return None
    return Correction(
        id=own,
        decided_on=decision.decided_on or today,
        office=office,
        reason=decision.reason,
        withdraws=decision.withdraws,
        national=tuple(period for period in periods if isinstance(period, NationalPeriod)),
        employees=tuple(period for period in periods if isinstance(period, EmployeesPeriod)),
        complementary=tuple(period for period in periods if isinstance(period, ComplementaryPeriod)),
    )


def _with_wartime(period: Period, rules: RuleBook) -> Period:
    """An entry with the addition that every month of a miner in wartime has (厚生年金保険法附則24条).

    A seaman's addition depends on the waters, which no question asks: it stays as it is.
    """
    if not isinstance(period, EmployeesPeriod) or period.wartime:
        return period
    rule = next(rule for rule in rules.wartime if rule.kind is Wartime.MINER)
    covered = covered_months(period.enrolled_on, period.disenrolled_on)
    added = WartimeRun(
        first_month=max(rule.months.first_month, covered.first_month),
        last_month=min(rule.months.last_month, covered.last_month),
        kind=rule.kind,
    )
    is_added = period.status is rule.status and added.first_month <= added.last_month
    return replace(period, wartime=(added,)) if is_added else period


def copied_entry(period: Period, number: int) -> AddedEntry:
    """A copy of an entry to mend: everything as it is recorded."""
    if isinstance(period, ComplementaryPeriod):
        return AddedEntry(
            number=number,
            kind=EntryKind.TIME,
            corrects=period.id,
            first_month=period.first_month,
            last_month=period.last_month,
            grounds=period.reason,
        )
    entry = AddedEntry(
        number=number,
        kind=EntryKind.NATIONAL,
        corrects=period.id,
        enrolled_on=period.enrolled_on,
        disenrolled_on=period.disenrolled_on,
        goes_on=period.disenrolled_on is None,
        handbook_number=period.handbook_number,
        name=period.name,
        kana=period.kana,
    )
    if isinstance(period, NationalPeriod):
        return replace(entry, category=period.category, runs=period.runs)
    return replace(
        entry,
        kind=EntryKind.JOB,
        employer=period.employer,
        status=period.status,
        pay=period.pay,
        bonuses=period.bonuses,
        exceptions=period.exceptions,
        wartime=period.wartime,
    )


def found_entry(found: UnlinkedRecord) -> AddedEntry:
    """An entry begun from a record without an owner. Such a record names months, not days: those stay to be asked.

    ``first_month`` and ``last_month`` keep what it names, beside the questions.
    """
    is_national = found.scheme is Scheme.NATIONAL
    return AddedEntry(
        number=0,
        kind=EntryKind.NATIONAL if is_national else EntryKind.JOB,
        employer="" if is_national else found.employer or "",
        status=_KINDS_OF_SCHEMES.get(found.scheme),
        category=Category.CATEGORY_1 if is_national else None,
        first_month=found.first_month,
        last_month=found.last_month,
        handbook_number=found.number,
        name=found.name,
        kana=found.kana,
    )


_KINDS_OF_SCHEMES = {Scheme.EMPLOYEES: Status.E1, Scheme.SEAMENS: Status.S1}


def standing_periods(record: PensionRecord) -> tuple[Period, ...]:
    """The entries of a record that no correction has taken out, by the time at which they begin."""
    standing = (each.period for each in standing_entries(record) if each.withdrawn_by is None)
    return tuple(sorted(standing, key=_begins))


def _begins(period: Period) -> tuple[date, str]:
    if isinstance(period, ComplementaryPeriod):
        return period.first_month.first_day, period.id
    return period.enrolled_on, period.id


def only_known(withdraws: Iterable[str], record: PensionRecord) -> tuple[str, ...]:
    """Those ids that name entries standing in a record, in its order."""
    named = set(withdraws)
    return tuple(period.id for period in standing_periods(record) if period.id in named)
