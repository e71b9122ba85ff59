"""What was paid, exempted, postponed or left of the national pension, and the periods the offices recorded it in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ops.population.coverage import Claim, Plan
from ops.population.dice import Dice
from ops.population.lives import Whose
from ops.population.sources import Sources, last_day
from pension.calendar import MonthRange, YearMonth, age_on, month_age_is_reached
from pension.record import Category, ContributionRun, NationalPeriod, Sex
from pension.status import Status

_ONE_AMOUNT_FOR_ALL = YearMonth.of(1970, 7)  # before, it rose at 35
_ADDITIONAL_BEGINS = YearMonth.of(1970, 10)
_STUDENT_SPECIAL_BEGINS = YearMonth.of(2000, 4)
_POSTPONED_UNDER_30, _POSTPONED_UNDER_50 = YearMonth.of(2005, 4), YearMonth.of(2016, 7)
_POSTPONEMENT_ENDS = YearMonth.of(2030, 6)
_OKINAWA = MonthRange(YearMonth.of(1961, 4), YearMonth.of(1970, 3))
_MATERNITY_BEGINS, _CARE_BEGINS = YearMonth.of(2019, 4), YearMonth.of(2026, 10)
_PAID_LATE = MonthRange(YearMonth.of(2003, 4), YearMonth.of(2013, 3))
_LATE_PAYMENT_ENDED = date(2018, 9, 30)  # 後納制度
_PREPAYING_FROM = YearMonth.of(1990, 4)
_CATEGORY_3_LATE = 36  # months: a shorter claim is not noticed late
_SHARE_DECIDED_IN = 7  # exemptions are decided from July to June


_PAID = frozenset({Status.N1_PAID, Status.N1_PAID_ADD})


class _Piece(NamedTuple):
    """Months alike in what was paid; ``last_month`` may lie ahead until it is cut."""

    first_month: YearMonth
    last_month: YearMonth
    status: Status
    paid_on: date | None = None
    prepaid: bool = False
    amount: int | None = None


@dataclass(slots=True)
class _Period:
    """A period as it grows claim by claim."""

    category: Category
    first_day: date
    end: date
    pieces: list[_Piece] = field(default_factory=list)


def write_periods(
    whose: Whose, claims: Sequence[Claim], dice: Dice, as_of: YearMonth, sources: Sources
) -> list[NationalPeriod]:
    """Every national pension period that began by ``as_of``, oldest first."""
    payer = _Payer(whose, dice, as_of, sources)
    periods: list[_Period] = []
    for claim in claims:
        if claim.first_day > last_day(as_of):
            break
        if claim.category is None or YearMonth.of_date(claim.first_day) == YearMonth.of_date(claim.end):
            continue  # nothing to pay for, or gone before the month was over and nobody was told
        if not periods or (periods[-1].category, periods[-1].end) != (claim.category, claim.first_day):
            periods.append(_Period(claim.category, claim.first_day, claim.end))
        periods[-1].end = claim.end
        periods[-1].pieces += payer.pay(claim)
    return [_frozen(f"n{number}", period, as_of) for number, period in enumerate(periods, start=1)]


def _frozen(name: str, period: _Period, as_of: YearMonth) -> NationalPeriod:
    return NationalPeriod(
        id=name,
        category=period.category,
        enrolled_on=period.first_day,
        disenrolled_on=period.end if period.end <= last_day(as_of) else None,
        runs=tuple(_run(piece) for piece in _joined(period.pieces)),
    )


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Pieces that follow one another and say the same, as one."""
    whole = pieces[0]
    for piece in pieces[1:]:
        if piece.first_month == whole.last_month + 1 and piece[2:] == whole[2:]:
            whole = _Piece(whole.first_month, piece.last_month, *whole[2:])
        else:
            yield whole
            whole = piece
    yield whole


def _run(piece: _Piece) -> ContributionRun:
    return ContributionRun(
        first_month=piece.first_month,
        last_month=piece.last_month,
        status=piece.status,
        prepaid=piece.prepaid,
        monthly_contribution=piece.amount,
        paid_on=piece.paid_on,
    )


class _Payer:
    """How one person pays, claim after claim."""

    def __init__(self, whose: Whose, dice: Dice, as_of: YearMonth, sources: Sources) -> None:
        self._dice = dice
        self._as_of = as_of
        self._sources = sources
        self._born = whose.identity.birth_date
        self._prepays = dice.yes_in(_PREPAYING_FROM.year, "prepays")
        self._adds = dice.yes_in(_ADDITIONAL_BEGINS.year, "pays_additional")
        self._pays_at_once = dice.yes_in(_PREPAYING_FROM.year, "pays_in_the_month_itself")
        self._how = ""
        self._special = tuple(_special_months(whose))
        self._turns = {int(month_age_is_reached(self._born, 35))} if self._born.year < 1936 else set()
        for months, _ in self._special:
            self._turns |= {int(months.first_month), int(months.last_month) + 1}

    def pay(self, claim: Claim) -> Iterator[_Piece]:
        """What was paid for one claim up to the month it is known to; prepaid months up to its end."""
        last = YearMonth.of_date(claim.end).plus(-1)
        known = min(last, self._as_of)
        for piece in self._pieces(claim, MonthRange(YearMonth.of_date(claim.first_day), last)):
            cut = last if piece.prepaid else known
            if piece.first_month <= cut:
                yield from self._settled(piece, min(piece.last_month, cut))

    def _pieces(self, claim: Claim, months: MonthRange) -> Iterator[_Piece]:
        if claim.plan is Plan.SPOUSE:
            yield from self._spouse(months)
            return
        for block in self._blocks(months):
            if claim.plan is Plan.VOLUNTARY:
                yield self._voluntary(block)
            elif claim.plan is Plan.WORKER:
                yield from self._worker(block)
            else:
                yield from self._student(claim.plan, block)

    def _blocks(self, months: MonthRange) -> Iterator[MonthRange]:
        """Cut at every April and July, at every new amount, and where this person's months turn special."""
        cuts = self._sources.cuts
        first = months.first_month
        while first <= months.last_month and self._is_near(first):
            last = cuts[bisect_right(cuts, first)] - 1
            turn = min((turn for turn in self._turns if first < turn <= last), default=last + 1)
            yield MonthRange(first, YearMonth(turn - 1))
            first = YearMonth(turn)

    def _is_near(self, month: YearMonth) -> bool:
        """Whether a month has come, or may have been paid ahead."""
        return month <= self._as_of or (self._prepays and month.fiscal_year == self._as_of.fiscal_year)

    # --- who pays how ---

    def _spouse(self, months: MonthRange) -> Iterator[_Piece]:
        late = self._dice.yes_in(months.first_month.year, "category_3_was_noticed_late")
        missed = self._dice.whole(6, 24)
        status = self._dice.one_of((Status.N3_NC, Status.N3_LATE))
        if late and months.months > _CATEGORY_3_LATE:
            yield _Piece(months.first_month, months.first_month.plus(missed - 1), status)
            yield _Piece(months.first_month.plus(missed), months.last_month, Status.N3)
        else:
            yield _Piece(months.first_month, months.last_month, Status.N3)

    def _voluntary(self, block: MonthRange) -> _Piece:
        paid = self._dice.yes_in(block.first_month.year, "voluntary_is_paid")
        return _Piece(block.first_month, block.last_month, Status.NV_PAID if paid else Status.NV_UNPAID)

    def _student(self, plan: Plan, block: MonthRange) -> Iterator[_Piece]:
        if plan is Plan.STUDENT_PAID:
            yield self._paid(block)
        elif plan is Plan.STUDENT_UNPAID:
            yield from self._unpaid(block)
        else:
            special = block.first_month >= _STUDENT_SPECIAL_BEGINS
            yield self._may_be_paid_later(block, Status.N1_STUDENT if special else Status.N1_EXF_APP)

    def _worker(self, block: MonthRange) -> Iterator[_Piece]:
        year = block.first_month.year
        decided = block.first_month.month == _SHARE_DECIDED_IN and not self._prepays
        if not self._how or (decided and self._dice.yes_in(year, "changes_how_they_pay")):
            self._how = "paid" if self._prepays else self._dice.answer_in(year, "how_they_pay")
        for months, status in self._special:
            if block.first_month in months:
                yield _Piece(block.first_month, block.last_month, status)
                return
        yield from self._as_usual(block)

    def _as_usual(self, block: MonthRange) -> Iterator[_Piece]:
        match self._how:
            case "paid":
                yield self._paid(block)
            case "partly":
                yield from self._partly(block)
            case "exempt":
                yield self._may_be_paid_later(block, Status.N1_EXF_APP)
            case "exempt_by_law":
                yield _Piece(block.first_month, block.last_month, Status.N1_EXF_LAW)
            case "part_exempt":
                yield self._part_exempt(block)
            case "postponed" if self._may_postpone(block.first_month):
                yield self._may_be_paid_later(block, Status.N1_DEFER)
            case _:
                yield from self._unpaid(block)

    def _paid(self, block: MonthRange) -> _Piece:
        adds = self._adds and block.first_month >= _ADDITIONAL_BEGINS
        status = Status.N1_PAID_ADD if adds else Status.N1_PAID
        prepaid = self._prepays and block.first_month >= _PREPAYING_FROM
        return _Piece(block.first_month, block.last_month, status, prepaid=prepaid)

    def _partly(self, block: MonthRange) -> Iterator[_Piece]:
        stops = min(block.first_month.plus(self._dice.whole(1, 9)), block.last_month.plus(1))
        yield self._paid(MonthRange(block.first_month, stops.plus(-1)))
        if stops <= block.last_month:
            yield from self._unpaid(MonthRange(stops, block.last_month))

    def _unpaid(self, block: MonthRange) -> Iterator[_Piece]:
        year = block.first_month.year
        within_two_years = self._dice.yes_in(year, "pays_within_two_years")
        paid_in = block.last_month.plus(self._dice.whole(2, 15))
        much_later = self._dice.yes_in(year, "pays_years_later") and block.first_month in _PAID_LATE
        if within_two_years and paid_in <= self._as_of:
            yield _Piece(block.first_month, block.last_month, Status.N1_PAID, paid_on=paid_in.first_day)
        elif much_later and last_day(self._as_of) >= _LATE_PAYMENT_ENDED:
            yield _Piece(block.first_month, block.last_month, Status.N1_LATEPAID, paid_on=_LATE_PAYMENT_ENDED)
        else:
            yield _Piece(block.first_month, block.last_month, Status.N1_UNPAID)

    def _part_exempt(self, block: MonthRange) -> _Piece:
        status = Status(self._dice.answer_in(block.first_month.year, "exempt_part"))
        pays = self._dice.yes_in(block.first_month.year, "pays_the_rest")
        begins = self._sources.rules.statuses[status].first_month
        if begins is not None and block.first_month < begins:
            return _Piece(block.first_month, block.last_month, Status.N1_EXF_APP)
        return _Piece(block.first_month, block.last_month, status if pays else Status(f"{status}_UNP"))

    def _may_be_paid_later(self, block: MonthRange, status: Status) -> _Piece:
        """Exempt or postponed months, paid within ten years (追納) by some."""
        pays = self._dice.yes_in(block.first_month.year, "pays_exempt_months_later")
        paid_in = block.last_month.plus(self._dice.whole(13, 108))
        if pays and paid_in <= self._as_of:
            return _Piece(block.first_month, block.last_month, Status.N1_BACKPAID, paid_on=paid_in.first_day)
        return _Piece(block.first_month, block.last_month, status)

    def _may_postpone(self, month: YearMonth) -> bool:
        age = age_on(self._born, month.first_day)
        limit = 50 if month >= _POSTPONED_UNDER_50 else 30
        return _POSTPONED_UNDER_30 <= month <= _POSTPONEMENT_ENDS and age < limit

    # --- what is written down ---

    def _settled(self, piece: _Piece, last: YearMonth) -> Iterator[_Piece]:
        """A piece up to its last known month; the month just ended is not settled yet, unless it was paid at once."""
        amount = self._amount(piece)
        if last != self._as_of or piece.status not in _PAID or piece.paid_on or piece.prepaid or self._pays_at_once:
            yield _Piece(piece.first_month, last, piece.status, piece.paid_on, piece.prepaid, amount)
            return
        if piece.first_month < last:
            yield _Piece(piece.first_month, last.plus(-1), piece.status, amount=amount)
        yield _Piece(last, last, Status.N1_PENDING)

    def _amount(self, piece: _Piece) -> int | None:
        rule = self._sources.amounts.get(piece.first_month)
        if rule is None:
            return None
        old = piece.first_month < _ONE_AMOUNT_FOR_ALL and age_on(self._born, last_day(piece.first_month)) >= 35
        whole = rule.from_35 if old else rule.under_35
        match piece.status:
            case Status.N1_PAID | Status.NV_PAID:
                return whole
            case Status.N1_PAID_ADD:
                return whole + (rule.additional or 0)
            case Status.N1_EX34:
                return rule.three_quarter_exempt
            case Status.N1_EX12:
                return rule.half_exempt
            case Status.N1_EX14:
                return rule.quarter_exempt
        return None


def _special_months(whose: Whose) -> Iterator[tuple[MonthRange, Status]]:
    """Months that the law itself settles, whoever pays or not."""
    if whose.identity.is_of_okinawa:
        yield _OKINAWA, Status.N1_OKINAWA
    for born_on in whose.family.children:
        born = YearMonth.of_date(born_on)
        cared_from = born
        if whose.identity.sex is Sex.FEMALE and born.plus(2) >= _MATERNITY_BEGINS:
            yield MonthRange(max(born.plus(-1), _MATERNITY_BEGINS), born.plus(2)), Status.N1_MAT
            cared_from = born.plus(3)
        if born.plus(11) >= _CARE_BEGINS:
            yield MonthRange(max(cared_from, _CARE_BEGINS), born.plus(11)), Status.N1_CARE
