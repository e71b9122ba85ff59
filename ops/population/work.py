"""What the offices recorded of somebody's jobs: employees' pension, seamen's insurance, mutual aid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import exp

from ops.population.dice import Dice
from ops.population.lives import Stage, StageKind, Whose, Work
from ops.population.sources import Sources, last_day
from pension.calendar import MonthRange, YearMonth
from pension.periods import covered_months
from pension.record import Bonus, EmployeesPeriod, PayRun, Sex, StatusRun, Wartime, WartimeRun
from pension.status import Status

_BEGINS = {
    Status.E1: date(1942, 6, 1),
    Status.E1_MINE: date(1942, 6, 1),
    Status.S1: date(1940, 6, 1),
    Status.E1_SEA: date(1986, 4, 1),
}
_FUNDS = MonthRange(YearMonth.of(1966, 10), YearMonth.of(2005, 3))
_BONUS_MONTHS = tuple(YearMonth.of(year, month) for year in range(2003, 2101) for month in (6, 12))
_MOST_BONUS = 1_500_000  # 厚生年金保険法24条の4
_LEAVE_BEGINS = YearMonth.of(1995, 4)
_MATERNITY_LEAVE_BEGINS = YearMonth.of(2014, 4)
_ALLOWANCE_ENDS = YearMonth.of(1986, 4)
_MONTHS_OF_LEAVE = 11  # until the child is one
_MONTHS_TO_LUMP_SUM = 9
_DECISIONS = tuple(YearMonth.of(year, 9 if year >= 2003 else 10) for year in range(1940, 2101))  # 定時決定
_TRADES: dict[Work | None, str] = {Work.SEAMAN: "sea_trade", Work.MINER: "mine_trade"}


@dataclass(frozen=True, slots=True)
class _Luck:
    """What is drawn for a job the day it begins, so that no later month can change it."""

    employer: str
    second_employer: str | None
    has_bonus: bool
    lapses: bool
    is_in_a_fund: bool
    took_allowance: bool
    takes_leave: bool


def write_jobs(whose: Whose, dice: Dice, bonus_dice: Dice, as_of: YearMonth, sources: Sources) -> list[EmployeesPeriod]:
    """Every job that began by ``as_of``, oldest first, with what was known at the end of that month."""
    files = _Files(whose, dice, bonus_dice, as_of, sources)
    for stage in whose.life.stages:
        if stage.kind is StageKind.JOB and stage.first_day <= last_day(as_of):
            files.take(stage)
    return files.periods


class _Files:
    """The files of one person, job by job."""

    def __init__(self, whose: Whose, dice: Dice, bonus_dice: Dice, as_of: YearMonth, sources: Sources) -> None:
        self.periods: list[EmployeesPeriod] = []
        self._whose = whose
        self._dice = dice
        self._bonus_dice = bonus_dice
        self._as_of = as_of
        self._last_day = last_day(as_of)
        self._wartime_rules = sources.rules.wartime
        self._rungs = sources.rungs
        self._born = whose.identity.birth_date.year
        self._average_pay = sources.tables.pay[whose.identity.sex]
        self._pay_at_age = sources.tables.pay_at_age
        self._skill = exp(dice.spread(0, dice.figure("pay_spread")))  # of this person, in every job
        self._takes_lump_sum = whose.identity.is_foreign and dice.yes("takes_lump_sum_home")
        self._dangerous = dice.yes("sea_was_dangerous")

    def take(self, stage: Stage) -> None:
        """One job; a seaman's is cut where seamen's insurance became employees' pension."""
        status = self._status(stage)
        luck = self._draw(stage)
        for kind, first_day, end in _parts(status, stage):
            if first_day < end and first_day <= self._last_day:
                self._file(stage, kind, luck, first_day, end)

    def _status(self, stage: Stage) -> Status:
        if stage.work is Work.MUTUAL_AID:
            return Status(self._dice.answer("mutual_aid_kind"))
        return {Work.SEAMAN: Status.S1, Work.MINER: Status.E1_MINE}.get(stage.work or Work.PRIVATE, Status.E1)

    def _draw(self, stage: Stage) -> _Luck:
        dice = self._dice
        return _Luck(
            employer=self._employer(stage),
            second_employer=self._employer(stage) if dice.yes("has_second_employer") else None,
            has_bonus=dice.yes("has_bonus"),
            lapses=dice.yes("premium_lapsed"),
            is_in_a_fund=dice.yes("is_in_a_fund"),
            took_allowance=stage.left_to_marry and dice.yes("took_withdrawal_allowance"),
            takes_leave=dice.yes("takes_leave"),
        )

    def _employer(self, stage: Stage) -> str:
        name, place = self._dice.name("firm_word").written, self._dice.name("prefecture").written
        if stage.work is Work.MUTUAL_AID:
            return self._dice.one_of((f"{place}みほん市役所", f"{place}立みほん学校", f"学校法人 {name}学園"))
        firm = f"{name}{self._dice.name(_TRADES.get(stage.work, 'firm_trade')).written}"
        return self._dice.one_of((f"株式会社 {firm}", f"{firm}株式会社", f"有限会社 {firm}"))

    def _file(self, stage: Stage, status: Status, luck: _Luck, first_day: date, end: date) -> None:
        disenrolled_on = end if end <= self._last_day else None
        covered = covered_months(first_day, disenrolled_on)
        known = MonthRange(covered.first_month, min(covered.last_month, self._as_of))
        pay = tuple(self._pay(known, goes_on=disenrolled_on is None))
        period = EmployeesPeriod(
            id=f"e{len(self.periods) + 1}",
            status=status,
            employer=luck.employer,
            enrolled_on=first_day,
            disenrolled_on=disenrolled_on,
            pay=pay,
            bonuses=tuple(self._bonuses(known, pay)) if luck.has_bonus else (),
            exceptions=tuple(self._exceptions(status, luck, known)),
            wartime=tuple(self._wartime(status, known)),
        )
        self.periods.append(period)
        if luck.second_employer is not None and status is Status.E1:
            beside = replace(period, employer=luck.second_employer, bonuses=(), exceptions=(), wartime=())
            self.periods.append(replace(beside, id=f"e{len(self.periods) + 1}"))

    # --- pay ---

    def _pay(self, known: MonthRange, *, goes_on: bool) -> Iterator[PayRun]:
        """The remuneration decided when a job begins and every autumn after; months alike are one run."""
        first, yen = known.first_month, self._decide(known.first_month)
        for month in _between(_DECISIONS, first.plus(1), known.last_month):
            new = self._decide(month)
            if new != yen:
                yield PayRun(first_month=first, last_month=month.plus(-1), standard_monthly_remuneration=yen)
                first, yen = month, new
        last = None if goes_on else known.last_month
        yield PayRun(first_month=first, last_month=last, standard_monthly_remuneration=yen)

    def _decide(self, month: YearMonth) -> int:
        """The average of the year, as it is for this age and this person, on the rung it reaches."""
        if self._dice.yes("pay_jumps"):
            self._skill *= self._dice.one_of((0.6, 1.6))
        year = month.year
        average = self._average_pay[year] * self._pay_at_age[year - self._born]
        rungs = self._rungs[month]
        return rungs[max(bisect_right(rungs, average * self._skill * self._dice.within(0.03)), 1) - 1]

    def _bonuses(self, known: MonthRange, pay: tuple[PayRun, ...]) -> Iterator[Bonus]:
        months = self._bonus_dice.figure("bonus_months")
        for run in pay:
            for month in _between(_BONUS_MONTHS, run.first_month, run.last_month or known.last_month):
                yen = int(run.standard_monthly_remuneration * months * self._bonus_dice.within(0.15))
                yield Bonus(month=month, standard_bonus=min(max(yen // 1000, 1) * 1000, _MOST_BONUS))

    # --- months that differ ---

    def _exceptions(self, status: Status, luck: _Luck, known: MonthRange) -> Iterator[StatusRun]:
        if self._has_gone_home():
            yield _run(known, Status.F_LUMP)
        elif luck.took_allowance and known.last_month < _ALLOWANCE_ENDS:
            yield _run(known, Status.E_LUMP)
        elif luck.lapses and status is Status.E1:
            yield _run(MonthRange(known.first_month, min(known.first_month.plus(5), known.last_month)), Status.E_LAPSED)
        elif luck.takes_leave and (leaves := list(self._leaves(known))):
            yield from leaves
        elif luck.is_in_a_fund and status is Status.E1 and (months := _common(known, _FUNDS)):
            yield _run(months, Status.E1_FUND)

    def _has_gone_home(self) -> bool:
        """Whether a foreigner who takes the lump sum has left, and long enough ago to have it."""
        last = self._whose.life.stages[-1]
        claimed = YearMonth.of_date(last.first_day).plus(_MONTHS_TO_LUMP_SUM)
        return self._takes_lump_sum and last.kind is StageKind.ABROAD and claimed <= self._as_of

    def _leaves(self, known: MonthRange) -> Iterator[StatusRun]:
        """Maternity and child-care leave of mothers; a second child may come before the first leave is over."""
        if self._whose.identity.sex is not Sex.FEMALE:
            return
        free_from = _LEAVE_BEGINS
        for born_on in self._whose.family.children:
            born = YearMonth.of_date(born_on)
            first = max(born.plus(-1 if born > _MATERNITY_LEAVE_BEGINS else 2), free_from)
            months = _common(MonthRange(first, born.plus(_MONTHS_OF_LEAVE)), known)
            if months and born_on > last_day(known.first_month):
                yield _run(months, Status.E1_LEAVE)
                free_from = months.last_month.plus(1)

    def _wartime(self, status: Status, known: MonthRange) -> Iterator[WartimeRun]:
        dangerous = Wartime.SEA_TWO if self._dangerous else Wartime.SEA_ONE
        for rule in self._wartime_rules:
            months = _common(known, rule.months) if rule.status is status else None
            if months and rule.kind in (Wartime.MINER, Wartime.SEA_THIRD, dangerous):
                yield WartimeRun(first_month=months.first_month, last_month=months.last_month, kind=rule.kind)


def _parts(status: Status, stage: Stage) -> Iterator[tuple[Status, date, date]]:
    if status is Status.S1:
        yield Status.S1, max(stage.first_day, _BEGINS[Status.S1]), min(stage.end, _BEGINS[Status.E1_SEA])
        yield Status.E1_SEA, max(stage.first_day, _BEGINS[Status.E1_SEA]), stage.end
    else:
        yield status, max(stage.first_day, _BEGINS.get(status, stage.first_day)), stage.end


def _between(months: tuple[YearMonth, ...], first: YearMonth, last: YearMonth) -> tuple[YearMonth, ...]:
    """Those of a list in order that lie between two months, both included."""
    return months[bisect_left(months, first) : bisect_right(months, last)]


def _common(one: MonthRange, other: MonthRange) -> MonthRange | None:
    months = MonthRange(max(one.first_month, other.first_month), min(one.last_month, other.last_month))
    return months if months.months else None


def _run(months: MonthRange, status: Status) -> StatusRun:
    return StatusRun(first_month=months.first_month, last_month=months.last_month, status=status)
