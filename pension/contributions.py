"""What was paid so far (保険料納付済額): own contributions by scheme and fiscal year, in yen.

Months whose rate or amount is not sure stand beside the sum, never silently in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
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
_ORDER = {scheme: index for index, scheme in enumerate(Scheme)}


class PaidHow(StrEnum):
    """How what was paid for a month is known, or why it is not."""

    RECORDED = "recorded"  # the record says how much
    CONTRIBUTION = "contribution"  # 国民年金の保険料
    REMAINDER = "remainder"  # 一部免除の残り
    OWN_SHARE = "own_share"  # 標準報酬月額にかかる保険料の半分
    OWN_SHARE_OF_BONUS = "own_share_of_bonus"  # 標準賞与額にかかる保険料の半分
    LEAVE = "leave"  # 産休・育休の免除: nothing was paid
    PAID_LATER = "paid_later"  # 追納・後納: no amount recorded
    NO_PAY = "no_pay"  # no standard remuneration recorded
    NO_RATE = "no_rate"  # rates that the tables do not hold


class PaidDoubt(StrEnum):
    """Why an amount is not sure."""

    RATE = "rate"  # the rate is not verified
    PREPAID = "prepaid"  # paid ahead (前納): the discount is not recorded


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
class Payment:
    """What was paid for one month, or from a bonus of that month, yen; None where no amount can be given.

    ``base`` is what it was reckoned from: the month's contribution, the standard remuneration or the standard bonus,
    yen; ``rate`` the rate of both halves together; ``additional`` the additional contribution inside of ``yen``.
    """

    month: YearMonth
    scheme: Scheme
    status: Status
    how: PaidHow
    yen: int | None
    doubt: PaidDoubt | None = None
    base: int = 0
    rate: Fraction | None = None
    additional: int = 0


@dataclass(frozen=True, slots=True)
class PaidSoFar:
    """Every year with a contribution, oldest first, and the payments behind them in the order of time."""

    years: tuple[PaidYear, ...]
    payments: tuple[Payment, ...]

    @property
    def yen(self) -> int:
        """The sure sum."""
        return sum(year.yen for year in self.years)

    @property
    def unsure_yen(self) -> int:
        """The sum that is not sure, beside the other."""
        return sum(year.unsure_yen for year in self.years)

    @property
    def unsure_months(self) -> int:
        """Months whose amount is not sure."""
        return sum(year.unsure_months for year in self.years)

    @property
    def unknown_months(self) -> int:
        """Months for which no amount can be given."""
        return sum(year.unknown_months for year in self.years)

    def in_year(self, fiscal_year: int) -> tuple[Payment, ...]:
        """The payments for the months of a fiscal year."""
        return tuple(payment for payment in self.payments if payment.month.fiscal_year == fiscal_year)


def compute_paid(timeline: Timeline, rules: RuleBook) -> PaidSoFar:
    """What the person paid, month by month: national pension in full, half of employees' contributions.

    Paid months that another entry takes the place of (重複) are left out: they are refunded or set against others.
    """
    payments = sorted(_payments(timeline, rules), key=lambda payment: (payment.month, _ORDER[payment.scheme]))
    years: dict[tuple[int, Scheme], list[Payment]] = {}
    for payment in payments:
        years.setdefault((payment.month.fiscal_year, payment.scheme), []).append(payment)
    return PaidSoFar(
        years=tuple(
            _year(fiscal_year, scheme, years[fiscal_year, scheme])
            for fiscal_year, scheme in sorted(years, key=lambda key: (key[0], _ORDER[key[1]]))
        ),
        payments=tuple(payments),
    )


def _year(fiscal_year: int, scheme: Scheme, payments: list[Payment]) -> PaidYear:
    known = [payment for payment in payments if payment.yen is not None]
    unsure = [payment for payment in known if payment.doubt]
    return PaidYear(
        fiscal_year=fiscal_year,
        scheme=scheme,
        months=len({payment.month for payment in payments if payment.how is not PaidHow.OWN_SHARE_OF_BONUS}),
        yen=sum(payment.yen or 0 for payment in known if not payment.doubt),
        unsure_months=len({payment.month for payment in unsure}),
        unsure_yen=sum(payment.yen or 0 for payment in unsure),
        unknown_months=len({payment.month for payment in payments if payment.yen is None}),
    )


def _payments(timeline: Timeline, rules: RuleBook) -> Iterator[Payment]:
    month_35 = month_age_is_reached(timeline.record.person.birth_date, _OLDER_AGE)
    for span in timeline.spans:
        run = _national_run(span)
        if run is not None:
            for month in span.range.each():
                yield _national(month, run, month >= month_35, rules)
    history = pay_history(timeline, rules)
    sex = timeline.record.person.sex
    for stretch in history.months:
        for month in stretch.months.each():
            yield _own_share(month, stretch, sex, rules)
    yield from _bonuses(history, sex, rules)


# ---- national pension ----


def _national_run(span: Span) -> ContributionRun | None:
    """The run that was paid and counts in these months."""
    for entry in span.entries:
        if entry.verdict is Verdict.COUNTS and isinstance(entry.period, NationalPeriod):
            return entry.run if entry.status in _FULL | frozenset(_PARTLY_EXEMPT) | _PAID_LATER else None
    return None


def _national(month: YearMonth, run: ContributionRun, from_35: bool, rules: RuleBook) -> Payment:
    """The recorded amount where there is one, else the contribution of the month (国年法87条3項, 87条の2, 90条の2)."""
    if run.monthly_contribution is not None:
        return Payment(month, Scheme.NATIONAL, run.status, PaidHow.RECORDED, run.monthly_contribution)
    rule = rules.contribution(month)
    if run.status in _PAID_LATER:
        return Payment(month, Scheme.NATIONAL, run.status, PaidHow.PAID_LATER, None)
    if rule is None:
        return Payment(month, Scheme.NATIONAL, run.status, PaidHow.NO_RATE, None)
    return _contribution(month, rule, run, from_35)


def _contribution(month: YearMonth, rule: ContributionRule, run: ContributionRun, from_35: bool) -> Payment:
    doubt = None if rule.reference.sure else PaidDoubt.RATE
    if run.prepaid:
        doubt = PaidDoubt.PREPAID
    full = rule.from_35 if from_35 else rule.under_35
    if run.status in _PARTLY_EXEMPT:
        yen = remainder(rule, _PARTLY_EXEMPT[run.status]) or None
        return Payment(month, Scheme.NATIONAL, run.status, PaidHow.REMAINDER, yen, doubt, full)
    additional = (rule.additional or 0) if run.status is Status.N1_PAID_ADD else 0
    return Payment(
        month,
        Scheme.NATIONAL,
        run.status,
        PaidHow.CONTRIBUTION,
        full + additional,
        doubt,
        full,
        additional=additional,
    )


# ---- employees' pension ----


def _scheme(paid: PaidMonths) -> Scheme:
    if paid.insurer is not Insurer.FIRST:
        return Scheme.MUTUAL_AID
    return Scheme.SEAMENS if paid.status is Status.S1 else Scheme.EMPLOYEES


def _own_share(month: YearMonth, stretch: PaidMonths, sex: Sex, rules: RuleBook) -> Payment:
    """Half the rate of the month on the standard remuneration; nothing during leave (厚年法81条, 81条の2, 82条)."""
    if stretch.month_status is Status.E1_LEAVE:
        return Payment(month, _scheme(stretch), Status.E1_LEAVE, PaidHow.LEAVE, 0)
    return _share_of(month, stretch, stretch.pay, PaidHow.OWN_SHARE, sex, rules)


def _bonuses(history: PayHistory, sex: Sex, rules: RuleBook) -> Iterator[Payment]:
    for bonus in history.bonuses:
        stretch = history.at(bonus.month)
        if stretch is None or bonus.yen == 0 or stretch.month_status is Status.E1_LEAVE:
            continue
        yield _share_of(bonus.month, stretch, bonus.yen, PaidHow.OWN_SHARE_OF_BONUS, sex, rules)


def _share_of(
    month: YearMonth, stretch: PaidMonths, pay: int | None, how: PaidHow, sex: Sex, rules: RuleBook
) -> Payment:
    """Rates of seamen's insurance, mutual aid and funds are not in the tables: no amount is given for them."""
    scheme, status = _scheme(stretch), stretch.month_status
    rule = rules.money.employees_rate(_rate_kind(stretch.status, sex), month)
    if scheme is not Scheme.EMPLOYEES or status is Status.E1_FUND or rule is None:
        return Payment(month, scheme, status, PaidHow.NO_RATE, None, base=pay or 0)
    if pay is None:
        return Payment(month, scheme, status, PaidHow.NO_PAY, None)
    doubt = None if rule.reference.sure else PaidDoubt.RATE
    return Payment(month, scheme, status, how, round_own_share(pay * rule.rate * _HALF), doubt, pay, rule.rate)


def _rate_kind(status: Status, sex: Sex) -> RateKind:
    if status in _THIRD_CLASS:
        return RateKind.MINERS_AND_SEAMEN
    return RateKind.WOMEN if sex is Sex.FEMALE else RateKind.MEN
