"""What was paid so far (保険料納付済額): own contributions by scheme and fiscal year, in yen.

Months whose rate or amount is not sure stand beside the sum, never silently in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pension.calendar import YearMonth, month_age_is_reached
from pension.derivation import round_own_share
from pension.money_rules import RateKind
from pension.pay_history import Insurer, PaidMonths, PayHistory, pay_history
from pension.payable import remainder
from pension.record import ContributionRun, NationalPeriod, Sex
from pension.rulebook import ContributionRule, RuleBook, StepKind
from pension.status import Scheme, Status
from pension.timeline import Span, Timeline, Verdict

_OLDER_AGE = 35  # until 1970-06 contributions rose in the month this age is reached
_FULL = frozenset({Status.N1_PAID, Status.N1_PAID_ADD, Status.NV_PAID})
_PARTLY_EXEMPT: Mapping[Status, StepKind] = {
    Status.N1_EX34: StepKind.THREE_QUARTER,
    Status.N1_EX12: StepKind.HALF,
    Status.N1_EX14: StepKind.QUARTER,
}
_PAID_LATER = frozenset({Status.N1_BACKPAID, Status.N1_LATEPAID, Status.N1_CHINA_PAID})
_THIRD_CLASS = frozenset({Status.E1_MINE, Status.E1_SEA})
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class PaidYear:
    """A fiscal year in one scheme.

    ``yen`` is sure; ``unsure_yen`` is the best reckoning for ``unsure_months`` months (a rate not verified, a discount
    for paying ahead not recorded); for ``unknown_months`` months no amount can be given.
    """

    fiscal_year: int
    scheme: Scheme
    months: int
    yen: int
    unsure_months: int
    unsure_yen: int
    unknown_months: int


@dataclass(frozen=True, slots=True)
class PaidSoFar:
    """Every year with a contribution, oldest first."""

    years: tuple[PaidYear, ...]

    @property
    def yen(self) -> int:
        """The sure sum."""
        return sum(year.yen for year in self.years)

    @property
    def unsure_yen(self) -> int:
        """The sum that is not sure, beside the other."""
        return sum(year.unsure_yen for year in self.years)

    @property
    def unknown_months(self) -> int:
        """Months for which no amount can be given."""
        return sum(year.unknown_months for year in self.years)


@dataclass(frozen=True, slots=True)
class _Paid:
    """One payment: ``yen`` None where no amount can be given."""

    month: YearMonth
    scheme: Scheme
    yen: int | None
    sure: bool = True
    is_month: bool = True


def compute_paid(timeline: Timeline, rules: RuleBook) -> PaidSoFar:
    """What the person paid, month by month: national pension in full, half of employees' contributions.

    Paid months that another entry takes the place of (重複) are left out: they are refunded or set against others.
    """
    years: dict[tuple[int, Scheme], list[_Paid]] = {}
    for paid in _payments(timeline, rules):
        years.setdefault((paid.month.fiscal_year, paid.scheme), []).append(paid)
    order = list(Scheme)
    return PaidSoFar(
        tuple(
            _year(fiscal_year, scheme, years[fiscal_year, scheme])
            for fiscal_year, scheme in sorted(years, key=lambda key: (key[0], order.index(key[1])))
        )
    )


def _year(fiscal_year: int, scheme: Scheme, payments: list[_Paid]) -> PaidYear:
    known = [paid for paid in payments if paid.yen is not None]
    unsure = [paid for paid in known if not paid.sure]
    return PaidYear(
        fiscal_year=fiscal_year,
        scheme=scheme,
        months=len({paid.month for paid in payments if paid.is_month}),
        yen=sum(paid.yen or 0 for paid in known if paid.sure),
        unsure_months=len({paid.month for paid in unsure}),
        unsure_yen=sum(paid.yen or 0 for paid in unsure),
        unknown_months=len({paid.month for paid in payments if paid.yen is None}),
    )


def _payments(timeline: Timeline, rules: RuleBook) -> Iterator[_Paid]:
    month_35 = month_age_is_reached(timeline.record.person.birth_date, _OLDER_AGE)
    for span in timeline.spans:
        run = _national_run(span)
        if run is not None:
            for month in span.range.each():
                yield _national(month, run, month >= month_35, rules)
    history = pay_history(timeline, rules)
    sex = timeline.record.person.sex
    for paid in history.months:
        scheme = _scheme(paid)
        for month in paid.months.each():
            yield _own_share(month, scheme, paid, sex, rules)
    yield from _bonuses(history, sex, rules)


# ---- national pension ----


def _national_run(span: Span) -> ContributionRun | None:
    """The run that was paid and counts in these months."""
    for entry in span.entries:
        if entry.verdict is Verdict.COUNTS and isinstance(entry.period, NationalPeriod):
            return entry.run if entry.status in _FULL | frozenset(_PARTLY_EXEMPT) | _PAID_LATER else None
    return None


def _national(month: YearMonth, run: ContributionRun, from_35: bool, rules: RuleBook) -> _Paid:
    """The recorded amount where there is one, else the contribution of the month (国年法87条3項, 87条の2, 90条の2)."""
    if run.monthly_contribution is not None:
        return _Paid(month, Scheme.NATIONAL, run.monthly_contribution)
    rule = rules.contribution(month)
    if run.status in _PAID_LATER or rule is None:
        return _Paid(month, Scheme.NATIONAL, None)
    yen = _contribution(rule, run.status, from_35)
    return _Paid(month, Scheme.NATIONAL, yen, sure=rule.reference.sure and not run.prepaid)


def _contribution(rule: ContributionRule, status: Status, from_35: bool) -> int | None:
    if status in _PARTLY_EXEMPT:
        return remainder(rule, _PARTLY_EXEMPT[status]) or None
    full = rule.from_35 if from_35 else rule.under_35
    return full + ((rule.additional or 0) if status is Status.N1_PAID_ADD else 0)


# ---- employees' pension ----


def _scheme(paid: PaidMonths) -> Scheme:
    if paid.insurer is not Insurer.FIRST:
        return Scheme.MUTUAL_AID
    return Scheme.SEAMENS if paid.status is Status.S1 else Scheme.EMPLOYEES


def _own_share(month: YearMonth, scheme: Scheme, paid: PaidMonths, sex: Sex, rules: RuleBook) -> _Paid:
    """Half the rate of the month on the standard remuneration; nothing during leave (厚年法81条, 81条の2, 82条)."""
    if paid.month_status is Status.E1_LEAVE:
        return _Paid(month, scheme, 0)
    return _share_of(month, scheme, paid.pay, paid.month_status, paid.status, sex, rules)


def _bonuses(history: PayHistory, sex: Sex, rules: RuleBook) -> Iterator[_Paid]:
    for bonus in history.bonuses:
        stretch = history.at(bonus.month)
        if stretch is None or bonus.yen == 0 or stretch.month_status is Status.E1_LEAVE:
            continue
        share = _share_of(bonus.month, _scheme(stretch), bonus.yen, stretch.month_status, stretch.status, sex, rules)
        yield _Paid(share.month, share.scheme, share.yen, share.sure, is_month=False)


def _share_of(
    month: YearMonth, scheme: Scheme, pay: int | None, month_status: Status, status: Status, sex: Sex, rules: RuleBook
) -> _Paid:
    """Rates of seamen's insurance, mutual aid and funds are not in the tables: no amount is given for them."""
    if scheme is not Scheme.EMPLOYEES or month_status is Status.E1_FUND or pay is None:
        return _Paid(month, scheme, None)
    rule = rules.money.employees_rate(_rate_kind(status, sex), month)
    if rule is None:
        return _Paid(month, scheme, None)
    return _Paid(month, scheme, round_own_share(pay * rule.rate * _HALF), rule.reference.sure)


def _rate_kind(status: Status, sex: Sex) -> RateKind:
    if status in _THIRD_CLASS:
        return RateKind.MINERS_AND_SEAMEN
    return RateKind.WOMEN if sex is Sex.FEMALE else RateKind.MEN
