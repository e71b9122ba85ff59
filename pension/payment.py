"""What is paid from which month, line by line, for given claims.

Every line is yen a year with its derivation; what is taken off stands as a negative line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from pension.calendar import YearMonth
from pension.claim import deferred_addition, early_reduction
from pension.derivation import Amount, Derivation, Figure, FigureRule, Number, monthly_yen
from pension.family import (
    child_supplement,
    is_married,
    last_month_of_child,
    month_spouse_is_65,
    months_of_spouse,
    spouse_supplement,
    transfer_supplement,
)
from pension.money_rules import LegalAmount
from pension.pay_history import Insurer
from pension.prospect import Prospect, Revision, revision_in
from pension.record import Spouse
from pension.working import suspended


@dataclass(frozen=True, slots=True)
class Claims:
    """The months in which the two pensions are asked for; each is paid from the month after."""

    basic: YearMonth
    employees: YearMonth


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is paid; ``of`` names the line that an addition or reduction belongs to."""

    rule: FigureRule
    amount: Amount
    of: FigureRule | None = None
    insurer: Insurer | None = None

    @property
    def yen(self) -> int:
        """Yen a year; negative where something is taken off."""
        return self.amount.yen


@dataclass(frozen=True, slots=True)
class Stage:
    """Months in which the same is paid; ``last_month`` None: for life."""

    first_month: YearMonth
    last_month: YearMonth | None
    lines: tuple[Line, ...]

    @property
    def yearly(self) -> int:
        """Yen a year, everything together."""
        return sum(line.yen for line in self.lines)

    @property
    def monthly(self) -> int:
        """Yen a month, as the screen shows it."""
        return monthly_yen(self.yearly)


def payment_stages(prospect: Prospect, claims: Claims, children: Sequence[date], today: date) -> tuple[Stage, ...]:
    """The stages from the one that holds on a day, in order; the last one is for life."""
    payment = _Payment(prospect, claims, children)
    months = payment.change_months()
    ends = [month.plus(-1) for month in months[1:]]
    pieces = [Stage(month, last, payment.lines(month)) for month, last in zip(months, [*ends, None], strict=True)]
    this_month = YearMonth.of_date(today)
    return tuple(
        stage
        for stage in joined_stages(pieces)
        if stage.lines and (stage.last_month is None or stage.last_month >= this_month)
    )


def joined_stages(pieces: Sequence[Stage]) -> list[Stage]:
    """Stages in which the same is paid, made one."""
    stages: list[Stage] = []
    for piece in pieces:
        if stages and _same(stages[-1].lines, piece.lines):
            stages[-1] = replace(stages[-1], last_month=piece.last_month)
        else:
            stages.append(piece)
    return stages


def settled_lines(prospect: Prospect, claims: Claims) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of the basic and of the employees' pension for life, nothing stopped and nothing added for a family."""
    payment = _Payment(prospect, claims, ())
    month = max(payment.change_months()[-1], claims.basic.plus(1), claims.employees.plus(1), prospect.month_65.plus(1))
    return tuple(payment.basic_lines(month)), tuple(payment.employees_lines(month))


def _same(before: Sequence[Line], after: Sequence[Line]) -> bool:
    return [(line.rule, line.of, line.insurer, line.yen) for line in before] == [
        (line.rule, line.of, line.insurer, line.yen) for line in after
    ]


class _Payment:
    """One pair of claims on one prospect."""

    def __init__(self, prospect: Prospect, claims: Claims, children: Sequence[date]) -> None:
        self.prospect = prospect
        self.claims = claims
        self.children = children
        self.right = prospect.require_right()
        self.birth_date = prospect.person.birth_date
        self.rules = prospect.rules
        self.insurers = prospect.history.insurers
        self._revisions = {
            insurer: prospect.revisions(insurer, self._claim(insurer) if self._is_early(insurer) else None)
            for insurer in self.insurers
        }
        self._needed = self.rules.money.base(LegalAmount.SUPPLEMENT_MONTHS, self.birth_date).value
        self._adjusting: dict[Insurer, tuple[Line, ...]] = {}

    # ---- when anything changes ----

    def change_months(self) -> list[YearMonth]:
        """Every month from which another sum may be paid, in order."""
        months = {self.claims.basic.plus(1), self.claims.employees.plus(1), self.right.plus(1)}
        for revisions in self._revisions.values():
            months |= {revision.paid_from for revision in revisions}
        first = min(months)
        months |= {month for month in self._months_of_work() if month >= first}
        months |= {month for month in self._months_of_family() if month >= first}
        return sorted(months)

    def _months_of_work(self) -> Iterator[YearMonth]:
        for history in (self.prospect.history, self.prospect.late_work):
            for paid in history.months:
                yield from (paid.months.first_month, paid.months.first_month.plus(1), paid.months.last_month.plus(1))
            for bonus in history.bonuses:
                yield from (bonus.month, bonus.month.plus(12))

    def _months_of_family(self) -> Iterator[YearMonth]:
        for spouse in self._spouses():
            yield month_spouse_is_65(spouse).plus(1)
            if spouse.ended_on is not None:
                yield YearMonth.of_date(spouse.ended_on).plus(1)
            if spouse.old_age_right_on is not None:
                yield YearMonth.of_date(spouse.old_age_right_on).plus(1)
        yield from (last_month_of_child(born).plus(1) for born in self.children)

    def _spouses(self) -> tuple[Spouse, ...]:
        return self.prospect.timeline.record.facts.spouses

    # ---- one month ----

    def lines(self, month: YearMonth) -> tuple[Line, ...]:
        """Everything paid for a month."""
        employees = tuple(self.employees_lines(month))
        stopped = self._stopped(month, employees)
        return (
            *self.basic_lines(month),
            *self._transfer(month),
            *employees,
            *stopped,
            *self._supplements(month, employees, stopped),
        )

    def _line(self, figure: Figure, amount: Amount, of: Figure | None = None, insurer: Insurer | None = None) -> Line:
        figures = self.rules.money.figures
        return Line(figures[figure], amount, figures[of] if of else None, insurer)

    def _taken_off(self, figure: Figure, amount: Amount, of: Figure, insurer: Insurer | None = None) -> Line:
        return self._line(figure, replace(amount, yen=-amount.yen), of, insurer)

    # ---- basic pension ----

    def basic_lines(self, month: YearMonth) -> Iterator[Line]:
        """The basic and additional pension, and what the claim takes off or adds (国年法27条・28条・44条)."""
        if month <= self.claims.basic:
            return
        for figure, amount in (
            (Figure.BASIC_PENSION, self.prospect.basic),
            (Figure.ADDITIONAL_PENSION, self.prospect.additional),
        ):
            if amount.yen:
                yield self._line(figure, amount)
                yield from self._basic_adjusting(figure, amount)

    def _basic_adjusting(self, figure: Figure, amount: Amount) -> Iterator[Line]:
        claim = self.claims.basic
        if claim < self.prospect.month_65:
            reduction = early_reduction(amount.yen, self.birth_date, claim, self.prospect.month_65, self.rules)
            yield self._taken_off(Figure.EARLY_REDUCTION, reduction, figure)
        elif claim > self.right:
            addition = deferred_addition(amount.yen, self.birth_date, int(claim) - int(self.right), self.rules)
            yield self._line(Figure.DEFERRED_ADDITION, addition, figure)

    def _transfer(self, month: YearMonth) -> Iterator[Line]:
        """The transfer supplement, beside the basic pension from 65 (昭和60年改正法附則14条)."""
        begins = self._transfer_begins
        if begins is None or month <= max(self.claims.basic, begins) or self._own_months(month) >= self._needed:
            return
        amount = transfer_supplement(self.birth_date, self.prospect.fiscal_year, self.rules)
        if amount.yen:
            yield self._line(Figure.TRANSFER_SUPPLEMENT, amount)

    @cached_property
    def _transfer_begins(self) -> YearMonth | None:
        """The month after which a spouse's twenty years pass something on; None without such a spouse."""
        months = (
            max(self.right, month_spouse_is_65(spouse))
            for spouse in self._spouses()
            if months_of_spouse(spouse, month_spouse_is_65(spouse)) >= self._needed
            and is_married(spouse, max(self.right, month_spouse_is_65(spouse)))
        )
        return min(months, default=None)

    def _own_months(self, month: YearMonth) -> Fraction:
        return self.prospect.history.converted_months(month)

    # ---- employees' pension ----

    def employees_lines(self, month: YearMonth) -> Iterator[Line]:
        """Each insurer's pension for a month, special before 65, with what the claim takes off or adds."""
        for insurer in self.insurers:
            yield from self._insurer_lines(insurer, month)

    def _insurer_lines(self, insurer: Insurer, month: YearMonth) -> Iterator[Line]:
        revision = self._revision(insurer, month)
        if revision is None:
            return
        special = self._is_special(insurer, month)
        if not special and month <= self._claim(insurer):
            return
        parts = self.prospect.parts(insurer, revision.until)
        if parts.proportional.yen:
            yield self._line(Figure.PROPORTIONAL, parts.proportional, insurer=insurer)
        if special:
            if self.prospect.fixed_is_paid(insurer, revision.until, month):
                yield self._line(Figure.FIXED_AMOUNT, parts.fixed, insurer=insurer)
            return
        if parts.transitional.yen:
            yield self._line(Figure.TRANSITIONAL, parts.transitional, insurer=insurer)
        yield from self._employees_adjusting(insurer)

    def _is_special(self, insurer: Insurer, month: YearMonth) -> bool:
        start = self.prospect.special_from(insurer)
        return start is not None and not self._is_early(insurer) and start < month <= self.prospect.month_65

    def _claim(self, insurer: Insurer) -> YearMonth:
        """The month of the claim; an early basic claim takes along what has not begun (国年法附則9条の2第2項)."""
        start = self.prospect.special_from(insurer)
        early = self.claims.basic < self.prospect.month_65
        return self.claims.basic if early and (start is None or self.claims.basic < start) else self.claims.employees

    def _is_early(self, insurer: Insurer) -> bool:
        """Claimed before the special age, or before 65 where there is none (厚年法附則7条の3, 13条の4)."""
        return self._claim(insurer) < (self.prospect.special_from(insurer) or self.prospect.month_65)

    def _revision(self, insurer: Insurer, month: YearMonth) -> Revision | None:
        """The calculation that holds in a month."""
        return revision_in(self._revisions[insurer], month)

    def _employees_adjusting(self, insurer: Insurer) -> tuple[Line, ...]:
        if insurer not in self._adjusting:
            self._adjusting[insurer] = tuple(self._adjust(insurer))
        return self._adjusting[insurer]

    def _adjust(self, insurer: Insurer) -> Iterator[Line]:
        claim = self._claim(insurer)
        if self._is_early(insurer):
            yield from self._early(insurer, claim)
        elif claim > self.right:
            yield self._deferred(insurer, claim)

    def _early(self, insurer: Insurer, claim: YearMonth) -> Iterator[Line]:
        """Months after the claim are added later without a cut (厚年法附則7条の3第5項, 13条の4第5項, 厚年令6条の3)."""
        parts = self.prospect.parts(insurer, claim)
        until = self.prospect.special_from(insurer) or self.prospect.month_65
        for figure, amount, ends in (
            (Figure.PROPORTIONAL, parts.proportional, until),
            (Figure.TRANSITIONAL, parts.transitional, self.prospect.month_65),
        ):
            if amount.yen:
                reduction = early_reduction(amount.yen, self.birth_date, claim, ends, self.rules)
                yield self._taken_off(Figure.EARLY_REDUCTION, reduction, figure, insurer)

    def _deferred(self, insurer: Insurer, claim: YearMonth) -> Line:
        """Only what the months before the right come to is raised, and only as far as it would have been paid."""
        parts = self.prospect.parts(insurer, self.right)
        rate = self.prospect.payment_rate(claim)
        derivation = Derivation(self.rules.money.figures)
        inputs: dict[Figure, Number] = {
            Figure.PROPORTIONAL: parts.proportional.yen,
            Figure.AVERAGE_PAYMENT_RATE: rate,
            Figure.TRANSITIONAL: parts.transitional.yen,
        }
        base = derivation.note(Figure.DEFERRED_BASE, parts.proportional.yen * rate + parts.transitional.yen, inputs)
        addition = deferred_addition(base, self.birth_date, int(claim) - int(self.right), self.rules)
        yen = derivation.include(addition)
        return self._line(Figure.DEFERRED_ADDITION, derivation.amount(yen), Figure.PROPORTIONAL, insurer)

    # ---- work, family ----

    def _stopped(self, month: YearMonth, employees: Sequence[Line]) -> tuple[Line, ...]:
        work = self.prospect.work_in(month)
        if work is None:
            return ()
        amount = suspended(self._stoppable(employees), *work, self.prospect.fiscal_year, self.rules)
        return (self._taken_off(Figure.SUSPENDED, amount, Figure.PROPORTIONAL),) if amount.yen else ()

    def _stoppable(self, employees: Sequence[Line]) -> int:
        """The earnings-related part after an early claim's cut, without late additions (厚年法46条1項).

        Before 65 a fixed part paid beside it can be stopped too (厚年法附則11条の3).
        """
        figures = self.rules.money.figures
        parts = (figures[Figure.PROPORTIONAL], figures[Figure.FIXED_AMOUNT])
        cut = figures[Figure.EARLY_REDUCTION]
        return sum(line.yen for line in employees if line.rule in parts or (line.rule is cut and line.of is parts[0]))

    def _supplements(self, month: YearMonth, employees: Sequence[Line], stopped: Sequence[Line]) -> Iterator[Line]:
        """What is added for a spouse and children, unless the earnings-related part is wholly stopped (厚年法44条)."""
        if not employees or not self._has_family(month) or not self._supplement_is_due(month, employees):
            return
        if stopped and -stopped[0].yen >= self._stoppable(employees):
            return
        year, begins = self.prospect.fiscal_year, self._supplement_begins(month)
        if any(self._is_supported(spouse, begins, month) for spouse in self._spouses()):
            yield self._line(Figure.SPOUSE_SUPPLEMENT, spouse_supplement(self.birth_date, year, self.rules))
        young = [
            born for born in self.children if YearMonth.of_date(born) <= begins and month <= last_month_of_child(born)
        ]
        if young:
            yield self._line(Figure.CHILD_SUPPLEMENT, child_supplement(len(young), year, self.rules))

    def _has_family(self, month: YearMonth) -> bool:
        """Whether anybody is young enough in a month: before all else, because in most months nobody is."""
        return any(month <= month_spouse_is_65(spouse) for spouse in self._spouses()) or any(
            month <= last_month_of_child(born) for born in self.children
        )

    def _supplement_is_due(self, month: YearMonth, employees: Sequence[Line]) -> bool:
        """From 65, or with the fixed part before; 240 months behind the pension of the month."""
        fixed = self.rules.money.figures[Figure.FIXED_AMOUNT]
        if month <= self.right and not any(line.rule is fixed for line in employees):
            return False
        return self._months_behind(month) >= self._needed

    def _months_behind(self, month: YearMonth) -> Fraction:
        """The months that the pension of a month is computed from, all insurers together (厚年法78条の27)."""
        counted = Fraction(0)
        for insurer in self.insurers:
            revision = self._revision(insurer, month)
            counted += self.prospect.parts(insurer, revision.until).converted_months if revision else 0
        return counted

    def _supplement_begins(self, month: YearMonth) -> YearMonth:
        """When a family must be there: as the right arises, or as a revision brings the 240 months (厚年法44条1項)."""
        if month <= self.right or self._months_behind(self.right.plus(1)) >= self._needed:
            return min(self.right, month.plus(-1))
        revisions = {revision.paid_from for held in self._revisions.values() for revision in held}
        later = sorted(paid_from for paid_from in revisions if paid_from > self.right.plus(1))
        return next(paid_from for paid_from in later if self._months_behind(paid_from) >= self._needed)

    def _is_supported(self, spouse: Spouse, begins: YearMonth, month: YearMonth) -> bool:
        """Married when it began and still, under 65, without an old-age pension of 20 years of their own."""
        if not is_married(spouse, begins) or not is_married(spouse, month) or month > month_spouse_is_65(spouse):
            return False
        right = spouse.old_age_right_on
        receives = right is not None and YearMonth.of_date(right) < month
        return not (receives and months_of_spouse(spouse, month) >= self._needed)
