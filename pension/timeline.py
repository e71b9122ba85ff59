"""From periods to months: the one place that decides what each month of a life was, and why.

Periods are cut at every month where anything changes; each piece between two cuts is decided once and becomes a
:class:`Span`. A month belongs to exactly one span, so nothing can be counted twice. Everything else (grid, totals,
checks, overlap, estimates) reads spans.

Order of decision where several entries fall in one month (docs/months.md tells it with examples):

1. Employment gained and lost in the month (同月得喪, 厚年法19条2項): void if another employment follows in the month
   or, from 2015-10, a national pension category does or by law must; otherwise it is one month.
2. One after the other in a month: the last category (国年法11条の2, 厚年法19条5項). This follows from which months a
   period covers; only same-month entries need a decision.
3. Held at once: category 2 before 3 before 1 before voluntary (国年法7条1項, 附則5条); of two employees' kinds mutual
   aid before the general kind (厚年法18条の2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pension.calendar import MonthRange, YearMonth, fiscal_year_range, month_age_is_reached
from pension.counts import COUNTS_NOTHING, Counts, count_month
from pension.periods import END_OF_TIME, Period, Standing, covered_months, dead_from, is_same_month, standing_entries
from pension.record import (
    Abroad,
    Category,
    ComplementaryPeriod,
    ContributionRun,
    Correction,
    EmployeesPeriod,
    Months,
    NationalPeriod,
    PensionRecord,
)
from pension.rulebook import RuleBook
from pension.status import Entitlement, Status

NATIONAL_PENSION_BEGINS = YearMonth.of(1961, 4)
ONE_PENSION_FOR_ALL = YearMonth.of(1986, 4)  # 基礎年金: employees become category 2, spouses category 3
STUDENTS_MUST_ENROL = YearMonth.of(1991, 4)
SAME_MONTH_GIVES_WAY = YearMonth.of(2015, 10)  # 厚年法19条2項ただし書 as amended by 平成24年一元化法
STATE_SHARE_BECOMES_HALF = YearMonth.of(2009, 4)
MONTHS_TO_PAY = 25  # month M is due at the end of M+1 (国年法91条) and lapses two years later (102条4項)
STUDENT_UNDER = 30

_UNPAID = frozenset({Status.N1_UNPAID, Status.NV_UNPAID})
_SETTLED_LUMPS = frozenset({Status.E_LUMP, Status.F_LUMP})
_LOST_JOBS = _SETTLED_LUMPS | {Status.E_LAPSED}


class Verdict(StrEnum):
    """What became of one entry in a month."""

    COUNTS = "counts"
    TOGETHER = "together"  # a second employer of the same kind: one month together
    COUNTS_FOR_AMOUNT = "counts_for_amount"  # only for the employees' pension, beside the month's last category
    NOT_COUNTED = "not_counted"
    NOT_YET = "not_yet"  # prepaid: counts once the month has passed
    VOID = "void"  # 同月得喪
    WITHDRAWN = "withdrawn"  # taken out by a correction


class Reason(StrEnum):
    """Why an entry counts or does not; each has its sentence and article in ``web/views/reasons.py``."""

    ONLY_RECORD = "only_record"
    EMPLOYEES_FIRST = "employees_first"
    MUTUAL_AID_FIRST = "mutual_aid_first"
    SPECIAL_KIND_FIRST = "special_kind_first"
    CATEGORY_3_FIRST = "category_3_first"
    CATEGORY_1_FIRST = "category_1_first"
    ONE_MONTH_FOR_TWO_EMPLOYERS = "one_month_for_two_employers"
    ENROLLED_BEFORE_TIME_ONLY = "enrolled_before_time_only"
    LAST_CATEGORY = "last_category"
    SAME_MONTH_COUNTS = "same_month_counts"
    SAME_MONTH_LATER_EMPLOYMENT = "same_month_later_employment"
    SAME_MONTH_LATER_NATIONAL = "same_month_later_national"
    SAME_MONTH_MUST_BE_NATIONAL = "same_month_must_be_national"
    PREPAID = "prepaid"
    CORRECTED = "corrected"


class Candidate(StrEnum):
    """Why an unregistered month may yet count as time (合算対象期間)."""

    SPOUSE_OF_EMPLOYEE = "spouse_of_employee"
    STUDENT = "student"
    ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded entry as it falls in a span; ``correction`` added it or took it out."""

    period: Period
    run: ContributionRun | None
    status: Status
    verdict: Verdict
    reason: Reason
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """An unbroken run of months that are alike in everything recorded and decided.

    ``status`` is what the cell shows; ``base_status`` what is recorded beneath a derived one (未納 beneath 納可).
    ``counts`` holds for each single month of the span.
    """

    first_month: YearMonth
    last_month: YearMonth
    status: Status
    base_status: Status
    entries: tuple[Entry, ...]
    counts: Counts
    overlap: bool
    candidates: tuple[Candidate, ...] = ()

    @property
    def months(self) -> int:
        """How many months the span holds."""
        return int(self.last_month) - int(self.first_month) + 1

    @property
    def range(self) -> MonthRange:
        """Its months."""
        return MonthRange(self.first_month, self.last_month)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole record, month by month, as seen on a day.

    ``spans`` follow one another without a hole from April of the first fiscal year to March of the last.
    """

    record: PensionRecord
    today: date
    spans: tuple[Span, ...]

    @property
    def first_month(self) -> YearMonth:
        """April of the first fiscal year of the table."""
        return self.spans[0].first_month

    @property
    def last_month(self) -> YearMonth:
        """March of the current fiscal year."""
        return self.spans[-1].last_month

    def span_at(self, month: YearMonth) -> Span | None:
        """The span a month lies in; None outside the table."""
        if not self.first_month <= month <= self.last_month:
            return None
        return self.spans[bisect_right(self.spans, month, key=lambda span: span.first_month) - 1]


def last_pay_date(month: YearMonth) -> date:
    """The last day on which a month's contribution can be paid (国年法91条, 102条4項): 2024-04 until 2026-05-31.

    A demand (督促) can prolong it; the record does not know of one.
    """
    return month.plus(MONTHS_TO_PAY).last_day


def build_timeline(record: PensionRecord, today: date, rules: RuleBook) -> Timeline:
    """Every month of a record, decided. The record must be free of contradictions (``find_contradictions``)."""
    life = _Life.of(record, today)
    pieces = _pieces(record, life)
    first, last = _bounds(pieces, life)
    spans: list[Span] = []
    starts = _cuts(pieces, life, first, last)
    right = _has_right_after_1986(pieces, life)
    for start, following in zip(starts, [*starts[1:], int(last) + 1], strict=True):
        active = [piece for piece in pieces if piece.first <= start <= piece.last]
        spans.append(_decide(YearMonth(start), YearMonth(following - 1), active, life, rules, right))
    return Timeline(record, today, tuple(spans))


@dataclass(slots=True, eq=False)
class _Piece:
    """Part of one entry with one status; ``last`` is inclusive."""

    first: int
    last: int
    standing: Standing
    run: ContributionRun | None
    status: Status
    same_month: bool = False
    future: bool = False

    @property
    def period(self) -> Period:
        return self.standing.period

    def entry(self, verdict: Verdict, reason: Reason) -> Entry:
        correction = self.standing.withdrawn_by or self.standing.added_by
        return Entry(self.period, self.run, self.status, verdict, reason, correction)


@dataclass(frozen=True, slots=True)
class _Life:
    """The months that matter in this person's life and time."""

    record: PensionRecord
    this_month: YearMonth
    as_of: YearMonth
    month_20: YearMonth
    month_30: YearMonth
    month_60: YearMonth
    month_65: YearMonth
    dead_from: YearMonth

    @classmethod
    def of(cls, record: PensionRecord, today: date) -> _Life:
        born = record.person.birth_date
        return cls(
            record=record,
            this_month=YearMonth.of_date(today),
            as_of=record.as_of,
            month_20=month_age_is_reached(born, 20),
            month_30=month_age_is_reached(born, STUDENT_UNDER),
            month_60=month_age_is_reached(born, 60),
            month_65=month_age_is_reached(born, 65),
            dead_from=dead_from(record.person.death_date),
        )

    def of_working_age(self, month: YearMonth) -> bool:
        """Age 20 to 59 as the law counts it (国年法7条, 昭和60年改正法附則8条)."""
        return self.month_20 <= month < self.month_60

    def must_be_national(self, month: YearMonth) -> bool:
        """Whether somebody without employment is category 1 or 3 by law (国年法7条1項)."""
        return self.of_working_age(month) and month < self.dead_from and self.abroad(month) is None

    def abroad(self, month: YearMonth) -> Abroad | None:
        return next((fact for fact in self.record.facts.abroad if _holds(fact, month)), None)


def _holds(fact: Months | Abroad, month: YearMonth) -> bool:
    return fact.first_month <= month and (fact.last_month is None or month <= fact.last_month)


def _pieces(record: PensionRecord, life: _Life) -> list[_Piece]:
    pieces: list[_Piece] = []
    for standing in standing_entries(record):
        period = standing.period
        if isinstance(period, NationalPeriod):
            pieces += _national_pieces(standing, period, life)
        elif isinstance(period, EmployeesPeriod):
            pieces += _employees_pieces(standing, period, life)
        else:
            last = min(period.last_month, life.as_of)
            pieces.append(_Piece(period.first_month, last, standing, None, Status.KARA))
    return [piece for piece in pieces if piece.first <= piece.last]


def _national_pieces(standing: Standing, period: NationalPeriod, life: _Life) -> Iterable[_Piece]:
    covered = covered_months(period.enrolled_on, period.disenrolled_on)
    same_month = is_same_month(period.enrolled_on, period.disenrolled_on)
    known_to = min(covered.last_month, life.as_of)
    cursor = covered.first_month
    for run in sorted(period.runs, key=lambda run: run.first_month):
        first, last = max(run.first_month, covered.first_month), min(run.last_month, covered.last_month)
        if cursor < first:
            yield _Piece(cursor, min(int(first) - 1, known_to), standing, None, Status.N1_PENDING, same_month)
        passed = life.this_month.plus(-1) if run.prepaid else known_to
        yield _Piece(first, min(last, passed), standing, run, run.status, same_month)
        if run.prepaid:
            yield _Piece(max(first, life.this_month), last, standing, run, run.status, same_month, future=True)
        cursor = YearMonth(max(cursor, last + 1))
    yield _Piece(cursor, known_to, standing, None, Status.N1_PENDING, same_month)


def _employees_pieces(standing: Standing, period: EmployeesPeriod, life: _Life) -> Iterable[_Piece]:
    covered = covered_months(period.enrolled_on, period.disenrolled_on)
    same_month = is_same_month(period.enrolled_on, period.disenrolled_on)
    known_to = min(covered.last_month, life.as_of)
    cursor = covered.first_month
    for run in sorted(period.exceptions, key=lambda run: run.first_month):
        first, last = max(run.first_month, cursor), min(run.last_month, known_to)
        yield _Piece(cursor, min(int(first) - 1, known_to), standing, None, period.status, same_month)
        yield _Piece(first, last, standing, None, run.status, same_month)
        cursor = YearMonth(max(cursor, last + 1))
    yield _Piece(cursor, known_to, standing, None, period.status, same_month)


def _bounds(pieces: list[_Piece], life: _Life) -> tuple[YearMonth, YearMonth]:
    """April of the first fiscal year with a record or a duty to enrol, March of the current one."""
    last = fiscal_year_range(max(life.this_month, life.as_of).fiscal_year).last_month
    earliest = [YearMonth(piece.first) for piece in pieces]
    earliest.append(max(life.month_20, NATIONAL_PENSION_BEGINS))
    first = fiscal_year_range(min(*earliest, last).fiscal_year).first_month
    return first, last


def _cuts(pieces: list[_Piece], life: _Life, first: YearMonth, last: YearMonth) -> list[int]:
    """Every month at which something can change, the first month of the table included."""
    cuts = {
        int(month)
        for month in (
            first, NATIONAL_PENSION_BEGINS, ONE_PENSION_FOR_ALL, STUDENTS_MUST_ENROL, STATE_SHARE_BECOMES_HALF,
            life.month_20, life.month_30, life.month_60, life.dead_from, life.this_month, life.as_of + 1,
            life.this_month - MONTHS_TO_PAY,
        )
    }  # fmt: skip
    for piece in pieces:
        cuts.update((piece.first, piece.last + 1))
        if isinstance(piece.period, EmployeesPeriod):
            cuts.update(cut for run in piece.period.wartime for cut in (run.first_month, run.last_month + 1))
    facts = life.record.facts
    spans: tuple[Months | Abroad, ...] = (*facts.not_married, *facts.not_student, *facts.abroad)
    for fact in spans:
        cuts.update((int(fact.first_month), (fact.last_month or END_OF_TIME) + 1))
    return sorted(cut for cut in cuts if first <= cut <= last)


def _has_right_after_1986(pieces: list[_Piece], life: _Life) -> bool:
    """A paid or exempt month between 1986-04 and the day before 65 (昭和60年改正法附則8条5項7号)."""
    return any(
        piece.last >= ONE_PENSION_FOR_ALL
        and piece.first < life.month_65
        and piece.status not in _UNPAID | _SETTLED_LUMPS | _NEVER_A_RIGHT
        and piece.standing.withdrawn_by is None
        and not piece.future
        for piece in pieces
    )


_NEVER_A_RIGHT = frozenset(
    {
        Status.KARA,
        Status.N1_PENDING,
        Status.N3_NC,
        Status.E_LAPSED,
        Status.N1_EX34_UNP,
        Status.N1_EX12_UNP,
        Status.N1_EX14_UNP,
    }
)


def _decide(first: YearMonth, last: YearMonth, active: list[_Piece], life: _Life, rules: RuleBook, right: bool) -> Span:
    """One span: sort out what stands, let one entry count, say why of each."""
    contenders, aside, prepaid_ahead = [], [], False
    for piece in active:
        if piece.standing.withdrawn_by is not None:
            aside.append(piece.entry(Verdict.WITHDRAWN, Reason.CORRECTED))
        elif piece.future:
            prepaid_ahead = True
            aside.append(piece.entry(Verdict.NOT_YET, Reason.PREPAID))
        elif reason := _void_reason(piece, active, first, life):
            aside.append(piece.entry(Verdict.VOID, reason))
        else:
            contenders.append(piece)
    if len(contenders) > 1:
        contenders.sort(key=_rank)
    winner, entries = _judge(contenders, first, life)
    status, candidates = (Status.FUTURE, ()) if prepaid_ahead and not winner else _shown(winner, first, life)
    base = winner.status if winner else status
    counts = _counts(winner, entries, first, life, rules, right)
    overlap = len(entries) > 1 and any(_stands_twice(entry, rules) for entry in entries)
    return Span(first, last, status, base, (*entries, *aside), counts, overlap, candidates)


def _stands_twice(entry: Entry, rules: RuleBook) -> bool:
    """Whether an entry makes the month a double one (重複): held at once, or one after the other and both paid for."""
    if entry.verdict is Verdict.COUNTS_FOR_AMOUNT:
        return True
    if entry.verdict is not Verdict.NOT_COUNTED or entry.reason not in _OVERLAP_REASONS:
        return False
    return entry.reason is not Reason.LAST_CATEGORY or rules.statuses[entry.status].entitlement is Entitlement.YES


_OVERLAP_REASONS = frozenset(
    {
        Reason.EMPLOYEES_FIRST,
        Reason.MUTUAL_AID_FIRST,
        Reason.SPECIAL_KIND_FIRST,
        Reason.CATEGORY_3_FIRST,
        Reason.CATEGORY_1_FIRST,
        Reason.LAST_CATEGORY,
    }
)

_KIND_RANK = {Status.E2: 0, Status.E3: 0, Status.E4: 0, Status.S1: 1, Status.E1_SEA: 2, Status.E1_MINE: 2}
_CATEGORY_RANK = {Category.CATEGORY_3: 10, Category.CATEGORY_1: 11, Category.VOLUNTARY: 12}
_WORTHLESS_JOB_RANK = 4
_SAME_MONTH_RANK = 20
_TIME_ONLY_RANK = 30


def _rank(piece: _Piece) -> tuple[int, int]:
    """Smaller counts before larger; of two same-month entries the later one, of two jobs the later one first.

    A job whose contribution lapsed or was paid back counts nothing (厚年法75条): any other job goes before it.
    """
    period = piece.period
    if isinstance(period, ComplementaryPeriod):
        return _TIME_ONLY_RANK, 0
    later_first = -period.enrolled_on.toordinal()
    if piece.same_month:
        return _SAME_MONTH_RANK, later_first
    if isinstance(period, EmployeesPeriod):
        lost = _WORTHLESS_JOB_RANK if piece.status in _LOST_JOBS else 0
        return lost + _KIND_RANK.get(period.status, 3), later_first
    return _CATEGORY_RANK[period.category], later_first


def _void_reason(piece: _Piece, active: list[_Piece], month: YearMonth, life: _Life) -> Reason | None:
    """Why employment gained and lost within a month is not counted at all (厚年法19条2項ただし書); None if it is."""
    period = piece.period
    if not (piece.same_month and isinstance(period, EmployeesPeriod)):
        return None
    live = [other for other in active if other.standing.withdrawn_by is None and not other.future]
    following = [other for other in live if other is not piece and _follows(other, period)]
    if any(isinstance(other.period, EmployeesPeriod) for other in following):
        return Reason.SAME_MONTH_LATER_EMPLOYMENT
    if month < SAME_MONTH_GIVES_WAY:
        return None
    if following:
        return Reason.SAME_MONTH_LATER_NATIONAL
    if life.must_be_national(month) and not _employed_beside(piece, live):
        return Reason.SAME_MONTH_MUST_BE_NATIONAL
    return None


def _follows(other: _Piece, ended: EmployeesPeriod) -> bool:
    """Whether another entry is in force after ``ended`` within the same month.

    A national period that goes on beneath counts as following; an employment held beside does not.
    """
    period = other.period
    if isinstance(period, ComplementaryPeriod) or ended.disenrolled_on is None:
        return False
    if period.enrolled_on >= ended.disenrolled_on:
        return True
    return isinstance(period, NationalPeriod) and not other.same_month


def _employed_beside(piece: _Piece, live: list[_Piece]) -> bool:
    return any(other is not piece and isinstance(other.period, EmployeesPeriod) for other in live)


def _judge(contenders: list[_Piece], month: YearMonth, life: _Life) -> tuple[_Piece | None, tuple[Entry, ...]]:
    """The entry that counts and what is said of all, winner first."""
    if not contenders:
        return None, ()
    winner, *others = contenders
    if _gives_way_unregistered(winner, others, month, life):
        unseated = (other.entry(Verdict.NOT_COUNTED, Reason.LAST_CATEGORY) for other in others)
        return None, (winner.entry(Verdict.COUNTS_FOR_AMOUNT, Reason.LAST_CATEGORY), *unseated)
    losers = [_loser_entry(other, winner) for other in others]
    return winner, (winner.entry(Verdict.COUNTS, _winning_reason(winner, losers)), *losers)


def _gives_way_unregistered(winner: _Piece, others: list[_Piece], month: YearMonth, life: _Life) -> bool:
    """Between 1986-04 and 2015-09 a same-month job counts for its own amount, but the month's last category is the
    national pension the person must then be in (国年法7条1項, 11条の2), recorded or not."""
    return (
        winner.same_month
        and isinstance(winner.period, EmployeesPeriod)
        and month >= ONE_PENSION_FOR_ALL
        and life.must_be_national(month)
        and not any(isinstance(other.period, EmployeesPeriod) for other in others)
    )


def _loser_entry(loser: _Piece, winner: _Piece) -> Entry:
    if isinstance(loser.period, ComplementaryPeriod):
        return loser.entry(Verdict.NOT_COUNTED, Reason.ENROLLED_BEFORE_TIME_ONLY)
    if isinstance(loser.period, EmployeesPeriod) and isinstance(winner.period, EmployeesPeriod):
        return _second_employer(loser, loser.period, winner.period)
    if loser.same_month and isinstance(loser.period, EmployeesPeriod):
        return loser.entry(Verdict.COUNTS_FOR_AMOUNT, Reason.LAST_CATEGORY)
    if loser.same_month:
        return loser.entry(Verdict.NOT_COUNTED, Reason.LAST_CATEGORY)
    return loser.entry(Verdict.NOT_COUNTED, _first_by(winner))


def _second_employer(loser: _Piece, lost: EmployeesPeriod, won: EmployeesPeriod) -> Entry:
    if _insurer(lost.status) == _insurer(won.status):
        return loser.entry(Verdict.TOGETHER, Reason.ONE_MONTH_FOR_TWO_EMPLOYERS)
    mutual = won.status in (Status.E2, Status.E3, Status.E4)
    return loser.entry(Verdict.NOT_COUNTED, Reason.MUTUAL_AID_FIRST if mutual else Reason.SPECIAL_KIND_FIRST)


def _insurer(status: Status) -> Status:
    """Kinds of one insurer are one: 第1号厚生年金 with its fund and third-class kinds."""
    return status if status in (Status.S1, Status.E2, Status.E3, Status.E4) else Status.E1


def _first_by(winner: _Piece) -> Reason:
    if isinstance(winner.period, EmployeesPeriod):
        return Reason.EMPLOYEES_FIRST
    category_3 = isinstance(winner.period, NationalPeriod) and winner.period.category is Category.CATEGORY_3
    return Reason.CATEGORY_3_FIRST if category_3 else Reason.CATEGORY_1_FIRST


def _winning_reason(winner: _Piece, losers: list[Entry]) -> Reason:
    if losers:
        return losers[0].reason
    if winner.same_month and isinstance(winner.period, EmployeesPeriod):
        return Reason.SAME_MONTH_COUNTS
    return Reason.ONLY_RECORD


def _shown(winner: _Piece | None, month: YearMonth, life: _Life) -> tuple[Status, tuple[Candidate, ...]]:
    """The status of the cell, and why an unregistered month may count as time."""
    if winner is None:
        return _unregistered(month, life)
    if winner.status in _UNPAID and month >= life.this_month - MONTHS_TO_PAY:
        return Status.N1_PAYABLE, ()
    return winner.status, ()


def _unregistered(month: YearMonth, life: _Life) -> tuple[Status, tuple[Candidate, ...]]:
    if month >= life.dead_from:
        return Status.NONE_OUT, ()
    if month > life.as_of:
        return Status.FUTURE, ()
    abroad = life.abroad(month)
    if not life.of_working_age(month) or month < NATIONAL_PENSION_BEGINS or (abroad and not abroad.japanese_national):
        return Status.NONE_OUT, ()
    candidates = tuple(_candidates(month, life, abroad is not None))
    return (Status.KARA_MAYBE if candidates else Status.NONE_REQ), candidates


def _candidates(month: YearMonth, life: _Life, abroad: bool) -> Iterable[Candidate]:
    facts = life.record.facts
    if abroad:
        yield Candidate.ABROAD
    if month < ONE_PENSION_FOR_ALL and not any(_holds(fact, month) for fact in facts.not_married):
        yield Candidate.SPOUSE_OF_EMPLOYEE
    if (
        month < STUDENTS_MUST_ENROL
        and month < life.month_30
        and not any(_holds(fact, month) for fact in facts.not_student)
    ):
        yield Candidate.STUDENT


def _counts(
    winner: _Piece | None, entries: tuple[Entry, ...], month: YearMonth, life: _Life, rules: RuleBook, right: bool
) -> Counts:
    for_amount = next((entry for entry in entries if entry.verdict is Verdict.COUNTS_FOR_AMOUNT), None)
    if winner is None and for_amount is None:
        return COUNTS_NOTHING
    return count_month(
        period=winner.period if winner else None,
        status=winner.status if winner else Status.NONE_REQ,
        beside=for_amount.period if for_amount else None,
        month=month,
        working_age=life.of_working_age(month),
        has_right=right,
        rules=rules,
    )
