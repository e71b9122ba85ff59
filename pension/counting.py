"""Totals of a whole record, each with the parts it is made of: per scheme, for the right, for the basic pension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from pension.calendar import YearMonth
from pension.record import EmployeesPeriod
from pension.rulebook import Band, RuleBook, StepKind, StepRule
from pension.status import Scheme, Status
from pension.timeline import STATE_SHARE_BECOMES_HALF, Span, Timeline, Verdict


class PartKind(StrEnum):
    """A kind of month inside a total, in the order shown."""

    PAID = "paid"  # 納付
    VOLUNTARY = "voluntary"  # 任意加入
    PAID_LATER = "paid_later"  # 追納・後納
    CATEGORY_3 = "category_3"  # 第3号
    EXEMPT = "exempt"  # 免除
    TIME_WITHOUT_RIGHT = "time_without_right"  # 学生納付特例・納付猶予・特定期間
    ORDINARY = "ordinary"  # 会社など
    FUND = "fund"  # 基金加入
    MINE = "mine"  # 坑内員
    SEA = "sea"  # 船員
    LEAVE = "leave"  # 産休・育休の免除
    NATIONAL_SERVANT = "national_servant"  # 国家公務員
    LOCAL_SERVANT = "local_servant"  # 地方公務員
    PRIVATE_SCHOOL = "private_school"  # 私立学校
    TIME_ONLY = "time_only"  # 合算対象期間（カラ期間）


_PART_OF_STATUS: Mapping[Status, PartKind] = {
    Status.N1_PAID: PartKind.PAID,
    Status.N1_PAID_ADD: PartKind.PAID,
    Status.N1_MAT: PartKind.PAID,
    Status.N1_CARE: PartKind.PAID,
    Status.N1_CHINA_PAID: PartKind.PAID_LATER,
    Status.N1_BACKPAID: PartKind.PAID_LATER,
    Status.N1_LATEPAID: PartKind.PAID_LATER,
    Status.NV_PAID: PartKind.VOLUNTARY,
    Status.N3: PartKind.CATEGORY_3,
    Status.N3_LATE: PartKind.CATEGORY_3,
    Status.N1_EXF_APP: PartKind.EXEMPT,
    Status.N1_EXF_LAW: PartKind.EXEMPT,
    Status.N1_EX34: PartKind.EXEMPT,
    Status.N1_EX12: PartKind.EXEMPT,
    Status.N1_EX14: PartKind.EXEMPT,
    Status.N1_OKINAWA: PartKind.EXEMPT,
    Status.N1_CHINA_EX: PartKind.EXEMPT,
    Status.N1_STUDENT: PartKind.TIME_WITHOUT_RIGHT,
    Status.N1_DEFER: PartKind.TIME_WITHOUT_RIGHT,
    Status.N1_TOKUTEI: PartKind.TIME_WITHOUT_RIGHT,
    Status.E1: PartKind.ORDINARY,
    Status.E1_FUND: PartKind.FUND,
    Status.E1_MINE: PartKind.MINE,
    Status.E1_SEA: PartKind.SEA,
    Status.S1: PartKind.SEA,
    Status.E1_LEAVE: PartKind.LEAVE,
    Status.E2: PartKind.NATIONAL_SERVANT,
    Status.E3: PartKind.LOCAL_SERVANT,
    Status.E4: PartKind.PRIVATE_SCHOOL,
}
_SCHEMES = tuple(Scheme)
_PARTS = tuple(PartKind)
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a total: real months, and months after conversion."""

    kind: PartKind
    real: int
    converted: Fraction


@dataclass(frozen=True, slots=True)
class SchemeTotal:
    """Months of one scheme. ``overlapping`` of them count for the right in another scheme (or not at all)."""

    scheme: Scheme
    real: int
    converted: Fraction
    parts: tuple[Part, ...]
    overlapping: int


@dataclass(frozen=True, slots=True)
class EntitlementTotal:
    """Months toward the right to a pension (受給資格期間, 国年法26条, 附則9条).

    ``whole_months`` is ``converted`` without its fraction; ``missing`` months to ``required``. ``schemes`` and
    ``time_only`` add up to ``converted``. ``substantial``: at least one month carries a right by itself.
    """

    real: int
    converted: Fraction
    whole_months: int
    required: int
    missing: int
    schemes: tuple[tuple[Scheme, Part], ...]
    time_only: Part
    substantial: bool

    @property
    def reached(self) -> bool:
        """Whether the right is there: months enough, and one that carries it."""
        return self.missing == 0 and self.substantial


@dataclass(frozen=True, slots=True)
class BasicStep:
    """One step of 国年法27条: ``inside`` months at ``rule.share``, ``over`` months at ``rule.share_over_the_cap``."""

    rule: StepRule
    inside: int
    over: int
    weighted: Fraction


@dataclass(frozen=True, slots=True)
class BasicTotal:
    """Months that the old-age basic pension is computed from, weighted, at most ``cap``."""

    weighted: Fraction
    cap: int
    steps: tuple[BasicStep, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Every total of a record."""

    schemes: tuple[SchemeTotal, ...]
    entitlement: EntitlementTotal
    basic: BasicTotal


class _Tally:
    """Adds up months by key, real and converted."""

    def __init__(self) -> None:
        self._real: dict[tuple[Scheme | None, PartKind], int] = {}
        self._converted: dict[tuple[Scheme | None, PartKind], Fraction] = {}

    def add(self, scheme: Scheme | None, kind: PartKind, real: int, converted: Fraction) -> None:
        key = (scheme, kind)
        self._real[key] = self._real.get(key, 0) + real
        self._converted[key] = self._converted.get(key, _ZERO) + converted

    def parts(self, scheme: Scheme | None) -> tuple[Part, ...]:
        return tuple(
            Part(kind, self._real[scheme, kind], self._converted[scheme, kind])
            for kind in _PARTS
            if (scheme, kind) in self._real
        )


def compute_totals(timeline: Timeline, rules: RuleBook) -> Totals:
    """Totals of a timeline; each equals the sum over its months."""
    counted = [span for span in timeline.spans if span.counts.entitlement_real or span.counts.employees_real]
    entitlement = _entitlement(counted, rules)
    return Totals(
        schemes=tuple(total for scheme in _SCHEMES if (total := _scheme(scheme, counted)).real),
        entitlement=entitlement,
        basic=compute_basic(counted, rules, rules.full_term(timeline.record.person.birth_date)),
    )


def counted_months(spans: Iterable[Span], first: YearMonth, last: YearMonth) -> int:
    """Real months of ``first`` to ``last`` that count for the qualifying period: the figure at a row's end."""
    return sum(
        max(0, min(span.last_month, last) - max(span.first_month, first) + 1)
        for span in spans
        if span.counts.entitlement_real
    )


def _scheme(scheme: Scheme, counted: list[Span]) -> SchemeTotal:
    """National pension months count where they carry the month; employees' months wherever they count for an amount."""
    tally, overlapping = _Tally(), 0
    for span in counted:
        counts, months = span.counts, span.months
        if scheme is Scheme.NATIONAL and counts.scheme is scheme and not counts.complementary:
            tally.add(scheme, _PART_OF_STATUS[span.base_status], months, counts.entitlement * months)
        if scheme is not Scheme.NATIONAL and counts.employees_scheme is scheme:
            tally.add(scheme, _employees_part(span), months, counts.employees_converted * months)
            overlapping += months if counts.scheme is not scheme else 0
    parts = tally.parts(scheme)
    return SchemeTotal(
        scheme, sum(part.real for part in parts), sum((part.converted for part in parts), _ZERO), parts, overlapping
    )


def _employees_part(span: Span) -> PartKind:
    """The part a job's months belong to: that of the job itself where a national category carries the month."""
    beside = next((entry for entry in span.entries if entry.verdict is Verdict.COUNTS_FOR_AMOUNT), None)
    if beside is not None and isinstance(beside.period, EmployeesPeriod):
        return _PART_OF_STATUS[beside.period.status]
    return _PART_OF_STATUS[span.base_status]


def _entitlement(counted: list[Span], rules: RuleBook) -> EntitlementTotal:
    tally = _Tally()
    for span in counted:
        counts = span.counts
        if counts.entitlement_real:
            scheme = None if counts.complementary else counts.scheme
            tally.add(scheme, PartKind.TIME_ONLY, span.months, counts.entitlement * span.months)
    schemes = tuple((scheme, part) for scheme in _SCHEMES for part in tally.parts(scheme))
    time_only = next(iter(tally.parts(None)), Part(PartKind.TIME_ONLY, 0, _ZERO))
    every = [*(part for _, part in schemes), time_only]
    converted = sum((part.converted for part in every), _ZERO)
    whole = floor(converted)
    return EntitlementTotal(
        real=sum(part.real for part in every),
        converted=converted,
        whole_months=whole,
        required=rules.qualifying_months,
        missing=max(0, rules.qualifying_months - whole),
        schemes=schemes,
        time_only=time_only,
        substantial=any(span.counts.substantial for span in counted),
    )


def compute_basic(spans: Iterable[Span], rules: RuleBook, cap: int) -> BasicTotal:
    """The weighted months of the old-age basic pension (国年法27条, 平成16年改正法附則10条).

    Steps are used in the law's order. The room of a step is the cap minus the unweighted months of all steps before it,
    at least 0; months over the room take the smaller share. The sum is limited to the cap.
    """
    months: dict[tuple[StepKind, Band], int] = {}
    for span in spans:
        step = span.counts.basic_step
        if step is not None:
            key = step, _band(step, span)
            months[key] = months.get(key, 0) + span.months
    steps, room = [], cap
    for rule in rules.steps:
        count = months.get((rule.kind, rule.band), 0)
        inside = count if rule.kind is StepKind.PAID else min(count, max(0, room))
        over = count - inside
        room -= count
        if count:
            steps.append(BasicStep(rule, inside, over, inside * rule.share + over * rule.share_over_the_cap))
    weighted = min(Fraction(cap), sum((step.weighted for step in steps), _ZERO))
    return BasicTotal(weighted, cap, tuple(steps))


def _band(step: StepKind, span: Span) -> Band:
    """Spans are cut where the state's share changes, so the first month speaks for all."""
    if step is StepKind.PAID:
        return Band.ANY
    return Band.BEFORE_2009_04 if span.first_month < STATE_SHARE_BECOMES_HALF else Band.FROM_2009_04
