"""Totals of a whole record, each with the parts it is made of: per scheme, for the right, for the basic pension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from pension.calendar import YearMonth
from pension.counts import Counts
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

_Worth = tuple[int, Fraction]  # so many real months, each worth so much


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
class EntitlementPart:
    """Months toward the right, of one scheme or (scheme None) as time only."""

    scheme: Scheme | None
    real: int
    converted: Fraction


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
    schemes: tuple[EntitlementPart, ...]
    time_only: EntitlementPart
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


@dataclass(slots=True)
class _Alike:
    """All months of a record that are worth the same and belong to the same parts."""

    counts: Counts
    national_part: PartKind | None
    employees_part: PartKind | None
    band: Band
    months: int = 0


def compute_totals(timeline: Timeline, rules: RuleBook) -> Totals:
    """Totals of a timeline; each equals the sum over its months."""
    groups = _groups(timeline.spans)
    return Totals(
        schemes=tuple(total for scheme in _SCHEMES if (total := _scheme(scheme, groups)).real),
        entitlement=_entitlement(groups, rules),
        basic=_basic(groups, rules, rules.full_term(timeline.record.person.birth_date)),
    )


def _groups(spans: Iterable[Span]) -> list[_Alike]:
    groups: dict[tuple[object, ...], _Alike] = {}
    for span in spans:
        counts = span.counts
        if counts.entitlement_real or counts.employees_real:
            band = Band.BEFORE_2009_04 if span.first_month < STATE_SHARE_BECOMES_HALF else Band.FROM_2009_04
            beside = _kind_beside(span)
            key = (id(counts), span.base_status, beside, band)
            if key not in groups:
                part = _PART_OF_STATUS.get(span.base_status)
                groups[key] = _Alike(counts, part, _PART_OF_STATUS[beside] if beside else part, band)
            groups[key].months += span.months
    return list(groups.values())


def _kind_beside(span: Span) -> Status | None:
    """The kind of a same-month job that counts for its own amount beside the month's last category."""
    for entry in span.entries:
        if entry.verdict is Verdict.COUNTS_FOR_AMOUNT and isinstance(entry.period, EmployeesPeriod):
            return entry.period.status
    return None


def counted_months(spans: Iterable[Span], first: YearMonth, last: YearMonth) -> int:
    """Real months of ``first`` to ``last`` that count for the qualifying period: the figure at a row's end."""
    return sum(
        max(0, min(span.last_month, last) - max(span.first_month, first) + 1)
        for span in spans
        if span.counts.entitlement_real
    )


def _scheme(scheme: Scheme, groups: list[_Alike]) -> SchemeTotal:
    """National pension months count where they carry the month; employees' months wherever they count for an amount."""
    worths: dict[PartKind, list[_Worth]] = {}
    overlapping = 0
    for group in groups:
        counts, months = group.counts, group.months
        if scheme is Scheme.NATIONAL:
            part = group.national_part if counts.scheme is scheme and not counts.complementary else None
            worth = counts.entitlement
        else:
            part = group.employees_part if counts.employees_scheme is scheme else None
            worth = counts.employees_converted
            overlapping += months if part and counts.scheme is not scheme else 0
        if part is not None:
            worths.setdefault(part, []).append((months, worth))
    parts = tuple(Part(kind, *_added(worths[kind])) for kind in _PARTS if kind in worths)
    real, converted = _added(worth for part in worths.values() for worth in part)
    return SchemeTotal(scheme, real, converted, parts, overlapping)


def _entitlement(groups: list[_Alike], rules: RuleBook) -> EntitlementTotal:
    worths: dict[Scheme | None, list[_Worth]] = {}
    for group in groups:
        counts = group.counts
        if counts.entitlement_real:
            scheme = None if counts.complementary else counts.scheme
            worths.setdefault(scheme, []).append((group.months, counts.entitlement))
    real, converted = _added(worth for part in worths.values() for worth in part)
    whole = floor(converted)
    return EntitlementTotal(
        real=real,
        converted=converted,
        whole_months=whole,
        required=rules.qualifying_months,
        missing=max(0, rules.qualifying_months - whole),
        schemes=tuple(EntitlementPart(scheme, *_added(worths[scheme])) for scheme in _SCHEMES if scheme in worths),
        time_only=EntitlementPart(None, *_added(worths.get(None, ()))),
        substantial=any(group.counts.substantial for group in groups),
    )


def _added(worths: Iterable[_Worth]) -> tuple[int, Fraction]:
    """Real and converted months of a sum. Nearly all months are worth 1: only the others need fractions."""
    real = whole = 0
    broken = _ZERO
    for months, worth in worths:
        real += months
        if worth.denominator == 1:
            whole += months * worth.numerator
        else:
            broken += months * worth
    return real, broken + whole


def _basic(groups: list[_Alike], rules: RuleBook, cap: int) -> BasicTotal:
    months: dict[tuple[StepKind, Band], int] = {}
    for group in groups:
        step = group.counts.basic_step
        if step is not None:
            key = step, Band.ANY if step is StepKind.PAID else group.band
            months[key] = months.get(key, 0) + group.months
    return compute_basic(months, rules, cap)


def compute_basic(months: Mapping[tuple[StepKind, Band], int], rules: RuleBook, cap: int) -> BasicTotal:
    """The weighted months of the old-age basic pension (国年法27条, 平成16年改正法附則10条), from real months per step.

    Steps are used in the law's order. The room of a step is the cap minus the unweighted months of all steps before it,
    at least 0; months over the room take the smaller share. The sum is limited to the cap. Paid 420, half exempt 40
    from 2009-04 and 40 before, fully exempt 30 make 420 + 40 x 3/4 + 20 x 2/3 + 20 x 1/3 + 30 x 0 = 470.
    """
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
