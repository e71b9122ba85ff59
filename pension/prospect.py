"""What a record entitles to, and from when: rights, starting months, revisions, and the amounts behind them.

A prospect holds everything about a record that does not depend on when a pension is claimed, so that many claim months
can be compared at the cost of one. Amounts are yen a year at the rates of one fiscal year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from pension.basic_pension import additional_months, additional_pension, basic_pension
from pension.calendar import YearMonth, day_age_is_reached, month_age_is_reached
from pension.claim import ORDINARY_AGE, SpecialAges, special_ages
from pension.counting import Totals, compute_totals
from pension.derivation import Amount
from pension.employees_pension import EmployeesParts, employees_parts
from pension.money_rules import LegalAmount
from pension.pay_history import Insurer, PayHistory, pay_history
from pension.periods import standing_entries
from pension.projection import Projection
from pension.record import EmployeesPeriod, Person
from pension.rulebook import RuleBook
from pension.timeline import Span, Timeline, build_timeline
from pension.working import average_payment_rate, suspended

_EMPLOYEES_PENSION_ENDS_AT = 70
_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Revision:
    """A new calculation: from the month ``paid_from``, months before ``until`` count (厚年法43条2項, 3項)."""

    paid_from: YearMonth
    until: YearMonth


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A record with all that follows from it except the claim.

    ``month_65`` is the month in which 65 is reached, ``qualified_from`` the first month with the qualifying period
    behind it, None: never. ``leavings`` are the revisions after leaving a job, ``octobers`` those of each year of work
    after 65.
    """

    person: Person
    rules: RuleBook
    fiscal_year: int
    timeline: Timeline
    totals: Totals
    history: PayHistory
    late_work: PayHistory
    qualified_from: YearMonth | None
    basic: Amount
    additional: Amount
    specials: dict[Insurer, SpecialAges]
    leavings: tuple[Revision, ...]
    octobers: tuple[Revision, ...]
    month_65: YearMonth
    _parts: dict[tuple[Insurer, YearMonth], EmployeesParts] = field(default_factory=dict, repr=False, compare=False)
    _revisions: dict[tuple[Insurer, YearMonth | None], tuple[Revision, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _waiting: list[tuple[int, int]] = field(default_factory=list, repr=False, compare=False)
    _special_from: dict[Insurer, YearMonth | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def works_until(self) -> YearMonth:
        """The last month of work; the month before all time when there is none."""
        stretches = (*self.history.months, *self.late_work.months)
        return max((paid.months.last_month for paid in stretches), default=YearMonth(0))

    @property
    def right_month(self) -> YearMonth | None:
        """The month in which the right to the pensions of 65 arises; None: never (国年法26条, 厚年法42条)."""
        return None if self.qualified_from is None else max(self.month_65, self.qualified_from)

    def parts(self, insurer: Insurer, until: YearMonth) -> EmployeesParts:
        """The parts of an insurer's pension from the months before ``until``, each worked out once."""
        if (insurer, until) not in self._parts:
            ends = max(paid.months.last_month for paid in self.history.months if paid.insurer is insurer).plus(1)
            self._parts[insurer, until] = (
                self.parts(insurer, ends)
                if until > ends
                else employees_parts(self.history, insurer, until, self.person.birth_date, self.fiscal_year, self.rules)
            )
        return self._parts[insurer, until]

    def special_from(self, insurer: Insurer) -> YearMonth | None:
        """The month in which the right to the special pension arises (厚年法附則8条); None: it does not.

        A year of employees' pension and the qualifying period must be there when the age is reached, or from then on.
        """
        if insurer not in self._special_from:
            self._special_from[insurer] = self._decide_special(self.specials[insurer].proportional)
        return self._special_from[insurer]

    def _decide_special(self, month: YearMonth | None) -> YearMonth | None:
        if month is None or self.qualified_from is None:
            return None
        needed = self.rules.money.base(LegalAmount.SPECIAL_PENSION_MONTHS, self.person.birth_date).value
        start = max(month, self.qualified_from)
        return start if start < self.month_65 and self.history.converted_months(start) >= needed else None

    def fixed_is_paid(self, insurer: Insurer, until: YearMonth, month: YearMonth) -> bool:
        """Whether the fixed part belongs to the special pension in a month (厚年法附則9条の3, 9条の4).

        It does from the age of the fixed part, for 44 years of insurance or 15 as a miner or seaman; nobody insured
        in the month has it for long insurance.
        """
        fixed = self.specials[insurer].fixed
        if fixed is not None and month > fixed:
            return True
        long_career = self.rules.money.base(LegalAmount.LONG_CAREER_MONTHS, self.person.birth_date).value
        months = self.history.converted_months(until, insurer)
        return months >= long_career and not self.is_insured(month)

    def is_insured(self, month: YearMonth) -> bool:
        """Whether the month is one of employees' pension."""
        return self.history.at(month) is not None

    def work_in(self, month: YearMonth) -> tuple[int, int] | None:
        """Standard remuneration and a year's bonuses of a month whose work can stop a pension (厚年法46条1項).

        Only from the second month of a job on; from 70 on work counts though no longer insured. None: nothing stops.
        """
        for history in (self.history, self.late_work):
            pay = history.pay_in(month)
            if pay is not None and self._worked(month.plus(-1)):
                bonuses = self.history.bonuses_of_year_to(month) + self.late_work.bonuses_of_year_to(month)
                return pay, bonuses
        return None

    def revisions(self, insurer: Insurer, early_claim: YearMonth | None) -> tuple[Revision, ...]:
        """Every calculation of an insurer's pension, in order: at the start, at the ages, after leaving, in October.

        A pension claimed early begins with the claim (厚年法附則7条の3第3項, 13条の4第3項).
        """
        key = insurer, early_claim
        if key not in self._revisions:
            self._revisions[key] = tuple(self._decide_revisions(insurer, early_claim))
        return self._revisions[key]

    def _decide_revisions(self, insurer: Insurer, early_claim: YearMonth | None) -> list[Revision]:
        right = self.require_right()
        special = self.special_from(insurer)
        starts = {month for month in (right, special, early_claim) if month is not None}
        ages = {Revision(start.plus(1), start) for start in starts}
        after_leaving = {leaving for leaving in self.leavings if leaving.paid_from > (special or right)}
        octobers = {october for october in self.octobers if october.until > right}
        return sorted(ages | after_leaving | octobers, key=lambda revision: (revision.paid_from, revision.until))

    def payment_rate(self, claim: YearMonth) -> Fraction:
        """Which share of the earnings-related part would have been paid from the right to the claim (平均支給率)."""
        right = self.require_right()
        if self.works_until <= right:
            return Fraction(1)
        while len(self._waiting) < int(claim) - int(right):
            self._waiting.append(self._stopped_in(right.plus(len(self._waiting) + 1)))
        return average_payment_rate(self._waiting[: int(claim) - int(right)])

    def _stopped_in(self, month: YearMonth) -> tuple[int, int]:
        """What would be stopped in a month, of what, yen a year: all insurers together (厚年法78条の29)."""
        part = 0
        for insurer in self.history.insurers:
            revision = revision_in(self.revisions(insurer, None), month)
            part += self.parts(insurer, revision.until).proportional.yen if revision else 0
        work = self.work_in(month)
        stop = suspended(part, *work, self.fiscal_year, self.rules).yen if work else 0
        return stop, part

    def require_right(self) -> YearMonth:
        """The month of the right; raises ValueError where there is none: without it nothing can be claimed."""
        right = self.right_month
        if right is None:
            raise ValueError("nothing is paid without a right")
        return right

    def _worked(self, month: YearMonth) -> bool:
        return self.is_insured(month) or self.late_work.pay_in(month) is not None


def revision_in(revisions: Sequence[Revision], month: YearMonth) -> Revision | None:
    """The calculation that holds in a month; None before the first."""
    index = bisect_right(revisions, month, key=lambda revision: revision.paid_from)
    return revisions[index - 1] if index else None


def look_ahead(projection: Projection, fiscal_year: int, rules: RuleBook) -> Prospect:
    """The prospect of a record with its months to come, at the rates of a fiscal year."""
    record = projection.record
    timeline = build_timeline(record, record.as_of.plus(1).first_day, rules)
    totals = compute_totals(timeline, rules)
    history = pay_history(timeline, rules)
    birth_date, sex = record.person.birth_date, record.person.sex
    return Prospect(
        person=record.person,
        rules=rules,
        fiscal_year=fiscal_year,
        timeline=timeline,
        totals=totals,
        history=history,
        late_work=projection.late_work,
        qualified_from=_qualified_from(timeline.spans, totals),
        basic=basic_pension(totals.basic, birth_date, fiscal_year, rules),
        additional=additional_pension(additional_months(timeline), rules),
        month_65=month_age_is_reached(birth_date, ORDINARY_AGE),
        specials={insurer: special_ages(insurer, birth_date, sex, history, rules) for insurer in history.insurers},
        leavings=tuple(_leavings(timeline)),
        octobers=tuple(_octobers(history, month_age_is_reached(birth_date, ORDINARY_AGE))),
    )


def _qualified_from(spans: Iterable[Span], totals: Totals) -> YearMonth | None:
    """The month after the one that completes the qualifying period and brings a month that carries a right."""
    months, substantial = Fraction(0), False
    for span in spans:
        counts = span.counts
        if not counts.entitlement_real:
            continue
        missing = totals.entitlement.required - months
        months += span.months * counts.entitlement
        substantial = substantial or counts.substantial
        if months >= totals.entitlement.required and substantial:
            needed = max(1, ceil(missing / counts.entitlement))
            return span.first_month.plus(needed)
    return None


def _leavings(timeline: Timeline) -> Iterator[Revision]:
    """Each leaving of a job that is not followed by another within a month (厚年法43条3項)."""
    day_70 = day_age_is_reached(timeline.record.person.birth_date, _EMPLOYEES_PENSION_ENDS_AT)
    jobs = [
        standing.period
        for standing in standing_entries(timeline.record)
        if isinstance(standing.period, EmployeesPeriod) and standing.withdrawn_by is None
    ]
    for job in jobs:
        ended = job.disenrolled_on
        if ended is None or any(_goes_on(other, ended) for other in jobs):
            continue
        counted_from = ended if ended == day_70 else ended - timedelta(days=1)
        yield Revision(YearMonth.of_date(counted_from).plus(1), YearMonth.of_date(ended))


def _goes_on(job: EmployeesPeriod, ended: date) -> bool:
    """Whether a job is held on a day or begins within a month of it."""
    begins_soon = job.enrolled_on <= YearMonth.of_date(ended).plus(1).last_day and _within_a_month(job, ended)
    return begins_soon and (job.disenrolled_on is None or job.disenrolled_on > ended)


def _within_a_month(job: EmployeesPeriod, ended: date) -> bool:
    month = YearMonth.of_date(ended).plus(1)
    limit = min(date(month.year, month.month, 1) + timedelta(days=ended.day - 1), month.last_day)
    return job.enrolled_on < limit


def _octobers(history: PayHistory, month_65: YearMonth) -> Iterator[Revision]:
    """From each October, the months to August of who is insured on 1 September after 65 (在職定時改定)."""
    for paid in history.months:
        for month in paid.months.each():
            if month.month == _SEPTEMBER and month > month_65 and _insured_before(history, month):
                yield Revision(month.plus(1), month)


def _insured_before(history: PayHistory, month: YearMonth) -> bool:
    return history.at(month.plus(-1)) is not None
