"""Questions about the years to come: which of them somebody is asked, and what the answers suppose (質問形式の試算).

An answer may be None: not known. Then what is fair is supposed, and the result says so. Which questions are asked
follows from the record and from the answers so far; what nothing depends on is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from pension.calendar import MonthRange, YearMonth, age_on, month_age_is_reached
from pension.claim import ORDINARY_AGE, ClaimAge
from pension.conditions import (
    LONGEST_WORK_AGE,
    Conditions,
    FutureSpell,
    SpellKind,
    SupposedSpouse,
    YearlyBonus,
)
from pension.money_rules import LegalAmount
from pension.periods import standing_entries
from pension.projection import project
from pension.prospect import Prospect, look_ahead
from pension.record import Category, EmployeesPeriod, NationalPeriod, PensionRecord
from pension.rulebook import RuleBook

_BONUS_MONTHS = (6, 12)
_STAYS_UNTIL = (60, 65, 70, LONGEST_WORK_AGE)
_TRANSFER_UNTIL = date(1966, 4, 1)  # 昭和60年改正法附則14条1項: who is born later has no transfer supplement


class Question(StrEnum):
    """What is asked, in this order."""

    WORK = "work"  # これから会社などで働くか
    UNTIL = "until"  # いつまで
    PAY = "pay"  # 給与と賞与
    RAISE = "raise"  # 昇給
    AFTER = "after"  # そのあと60歳まで
    VOLUNTARY = "voluntary"  # 60歳からの任意加入
    ADDITIONAL = "additional"  # 付加保険料
    PAY_BACK = "pay-back"  # あとから納める月
    SPOUSE = "spouse"  # 配偶者
    SPOUSE_BIRTH = "spouse-birth"
    SPOUSE_WORK = "spouse-work"
    CHILDREN = "children"  # 子
    CHILDREN_BIRTH = "children-birth"
    CLAIM_BASIC = "claim-basic"  # 老齢基礎年金をいつから
    CLAIM_EMPLOYEES = "claim-employees"  # 老齢厚生年金をいつから
    PAY_LATER = "pay-later"  # 受け取りながら働く間の給与


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay a month and all bonuses of a year, yen before any deduction."""

    monthly: int
    bonus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered; None: not known, or not asked yet. ``works_until`` is an age; a raise comes each April."""

    works: bool | None = None
    works_until: int | None = None
    pay: Pay | None = None
    raise_per_cent: int | None = None
    afterwards: SpellKind | None = None
    volunteers: bool | None = None
    additional: bool | None = None
    pay_back: tuple[YearMonth, ...] | None = None
    has_spouse: bool | None = None
    spouse_born: date | None = None
    spouse_long_employment: bool | None = None
    has_children: bool | None = None
    children: tuple[date, ...] = ()
    claim_basic: ClaimAge | None = None
    claim_employees: ClaimAge | None = None
    pay_later: Pay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known before anything is asked: the record, the day, the months that can still be paid."""

    record: PensionRecord
    today: date
    payable: tuple[YearMonth, ...]

    @property
    def first_month(self) -> YearMonth:
        """The first month to come."""
        return self.record.as_of.plus(1)

    def month_of_age(self, age: int) -> YearMonth:
        """The month in which an age is reached."""
        return month_age_is_reached(self.record.person.birth_date, age)

    @property
    def age(self) -> int:
        """Years of age on the day."""
        return age_on(self.record.person.birth_date, self.today)

    @property
    def usual_end_of_work(self) -> int:
        """The age at which work is supposed to end when nobody knows: the next of 60, 65, 70 and 75."""
        return next(age for age in _STAYS_UNTIL if age > self.age)

    @property
    def is_dependent(self) -> bool:
        """Whether the record ends as a dependent spouse (第3号被保険者)."""
        last_day = self.record.as_of.last_day
        return any(
            isinstance(entry.period, NationalPeriod)
            and entry.period.category is Category.CATEGORY_3
            and entry.withdrawn_by is None
            and (entry.period.disenrolled_on is None or entry.period.disenrolled_on > last_day)
            for entry in standing_entries(self.record)
        )

    @property
    def children_count_from(self) -> date:
        """Born before this day, a child is too old for the supplement by the time it can be paid (厚年法44条1項)."""
        begins = max(self.month_of_age(ORDINARY_AGE).plus(1), self.first_month)
        return date(begins.fiscal_year - 18, 4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """The questions that are asked after these answers, and the conditions that the answers come to.

    ``voluntary_months``: how many months from 60 on would still add to the basic pension.
    """

    questions: tuple[Question, ...]
    conditions: Conditions
    voluntary_months: int


def present_pay(record: PensionRecord) -> Pay | None:
    """Standard remuneration and a year's bonuses of the job that goes on at the end of the record; None without one."""
    year_ago = record.as_of.plus(-12)
    for entry in standing_entries(record):
        job = entry.period
        if isinstance(job, EmployeesPeriod) and entry.withdrawn_by is None and _goes_on(job, record.as_of) and job.pay:
            last = max(job.pay, key=lambda run: run.first_month)
            bonus = sum(paid.standard_bonus for paid in job.bonuses if year_ago < paid.month <= record.as_of)
            return Pay(last.standard_monthly_remuneration, bonus)
    return None


def interview(answers: Answers, situation: Situation, rules: RuleBook) -> Interview:
    """Where these answers lead. The record must be of somebody for whom an estimate is possible."""
    fiscal_year = rules.money.estimate_year(YearMonth.of_date(situation.today).fiscal_year)
    plain = Conditions(
        future=tuple(_spells(answers, situation)),
        pay_back=tuple(sorted(answers.pay_back or ())),
    )
    view = _View(answers, situation, look_ahead(project(situation.record, plain, rules), fiscal_year, rules))
    return Interview(
        questions=tuple(question for question in Question if _ASKED_IF[question](view)),
        conditions=_conditions(view),
        voluntary_months=view.voluntary_months.months,
    )


# ---- what is supposed ----


def works(answers: Answers, situation: Situation) -> bool:
    """Whether there is work to come: as answered, else whether the record ends with a job."""
    return present_pay(situation.record) is not None if answers.works is None else answers.works


def _first_free_month(answers: Answers, situation: Situation) -> YearMonth:
    """The first month after work."""
    if not works(answers, situation):
        return situation.first_month
    ends = situation.month_of_age(answers.works_until or situation.usual_end_of_work)
    return max(ends, situation.first_month)


def afterwards_of(answers: Answers, situation: Situation) -> SpellKind:
    """What comes after work until 60: as answered, else as now for a dependent spouse, else own contributions."""
    if answers.afterwards is not None:
        return answers.afterwards
    stays = situation.is_dependent and not works(answers, situation)
    return SpellKind.DEPENDENT if stays else SpellKind.SELF_EMPLOYED


def _spells(answers: Answers, situation: Situation) -> Iterator[FutureSpell]:
    """Work, and what comes after it until 60."""
    free = _first_free_month(answers, situation)
    yield from _jobs(answers, MonthRange(situation.first_month, free.plus(-1)), situation)
    free, last = max(free, situation.month_of_age(20)), situation.month_of_age(60).plus(-1)
    if free <= last:
        kind = afterwards_of(answers, situation)
        yield FutureSpell(kind=kind, first_month=free, last_month=last, additional=_pays_additional(answers, kind))


def _pays_additional(answers: Answers, kind: SpellKind) -> bool:
    return bool(answers.additional) and kind in (SpellKind.SELF_EMPLOYED, SpellKind.VOLUNTARY)


def _jobs(answers: Answers, months: MonthRange, situation: Situation) -> Iterator[FutureSpell]:
    """One job, or two where the pay changes once a pension is drawn."""
    pay = answers.pay or present_pay(situation.record)
    if not months.months or pay is None:
        return
    claim = _claim_month(answers, situation)
    later = answers.pay_later if months.first_month <= claim < months.last_month else None
    yield _job(answers, pay, months._replace(last_month=claim) if later else months)
    if later:
        yield _job(answers, later, months._replace(first_month=claim.plus(1)))


def _job(answers: Answers, pay: Pay, months: MonthRange) -> FutureSpell:
    half = pay.bonus // len(_BONUS_MONTHS)
    return FutureSpell(
        kind=SpellKind.EMPLOYMENT,
        first_month=months.first_month,
        last_month=months.last_month,
        monthly_pay=pay.monthly,
        raise_per_mille=(answers.raise_per_cent or 0) * 10,
        bonuses=tuple(YearlyBonus(month=month, yen=half) for month in _BONUS_MONTHS if half),
    )


def _claim_month(answers: Answers, situation: Situation) -> YearMonth:
    """The month in which the employees' pension is claimed."""
    basic, employees = answers.claim_basic, answers.claim_employees
    if basic is not None and basic.years < ORDINARY_AGE:
        employees = basic
    return (employees or ClaimAge(ORDINARY_AGE)).month(situation.record.person.birth_date)


@dataclass(frozen=True, slots=True)
class _View:
    """Answers, situation, and where they lead without voluntary insurance."""

    answers: Answers
    situation: Situation
    prospect: Prospect

    @property
    def works(self) -> bool:
        return works(self.answers, self.situation)

    @property
    def first_free_month(self) -> YearMonth:
        return _first_free_month(self.answers, self.situation)

    @property
    def free_before_60(self) -> bool:
        free = max(self.first_free_month, self.situation.month_of_age(20))
        return free < self.situation.month_of_age(60)

    @property
    def voluntary_months(self) -> MonthRange:
        """The months from 60 to 64 in which voluntary insurance can still add (国年法附則5条5項)."""
        first = max(self.first_free_month, self.situation.month_of_age(60))
        basic = self.prospect.totals.basic
        lacking = max(0, ceil(basic.cap - sum(step.weighted for step in basic.steps)))
        return MonthRange(first, min(self.situation.month_of_age(ORDINARY_AGE), first.plus(lacking)).plus(-1))

    @property
    def long_employment(self) -> bool:
        """Whether twenty years are reached, so that something can be added for a family (厚年法44条1項)."""
        needed = self.prospect.rules.money.base(LegalAmount.SUPPLEMENT_MONTHS, self.prospect.person.birth_date).value
        return self.prospect.history.converted_months(self.situation.month_of_age(70)) >= needed

    @property
    def additional_is_possible(self) -> bool:
        kind = afterwards_of(self.answers, self.situation)
        before_60 = self.free_before_60 and kind in (SpellKind.SELF_EMPLOYED, SpellKind.VOLUNTARY)
        return before_60 or (bool(self.answers.volunteers) and self.voluntary_months.months > 0)

    @property
    def spouse_matters(self) -> bool:
        born = self.situation.record.person.birth_date
        known = any(spouse.ended_on is None for spouse in self.situation.record.facts.spouses)
        return not known and (self.long_employment or born <= _TRANSFER_UNTIL)

    @property
    def children_matter(self) -> bool:
        return self.long_employment and self.situation.children_count_from <= self.situation.today

    @property
    def claims_early(self) -> bool:
        claim = self.answers.claim_basic
        return claim is not None and claim.years < ORDINARY_AGE

    @property
    def works_beside_pension(self) -> bool:
        claim = _claim_month(self.answers, self.situation)
        return self.works and self.situation.first_month <= claim < self.first_free_month.plus(-1)


_ASKED_IF: Mapping[Question, Callable[[_View], bool]] = {
    Question.WORK: lambda view: True,
    Question.UNTIL: lambda view: view.works,
    Question.PAY: lambda view: view.works,
    Question.RAISE: lambda view: view.works,
    Question.AFTER: lambda view: view.free_before_60,
    Question.VOLUNTARY: lambda view: view.voluntary_months.months > 0,
    Question.ADDITIONAL: lambda view: view.additional_is_possible,
    Question.PAY_BACK: lambda view: bool(view.situation.payable),
    Question.SPOUSE: lambda view: view.spouse_matters,
    Question.SPOUSE_BIRTH: lambda view: view.spouse_matters and bool(view.answers.has_spouse),
    Question.SPOUSE_WORK: lambda view: view.spouse_matters and bool(view.answers.has_spouse),
    Question.CHILDREN: lambda view: view.children_matter,
    Question.CHILDREN_BIRTH: lambda view: view.children_matter and bool(view.answers.has_children),
    Question.CLAIM_BASIC: lambda view: True,
    Question.CLAIM_EMPLOYEES: lambda view: bool(view.prospect.history.months) and not view.claims_early,
    Question.PAY_LATER: lambda view: view.works_beside_pension,
}


def _conditions(view: _View) -> Conditions:
    answers = view.answers
    return Conditions(
        future=(*_spells(answers, view.situation), *_voluntary(view)),
        pay_back=tuple(sorted(answers.pay_back or ())),
        claim_basic=answers.claim_basic,
        claim_employees=None if view.claims_early else answers.claim_employees,
        children=answers.children if view.children_matter and answers.has_children else (),
        spouse=_spouse(view) if view.spouse_matters and answers.has_spouse else None,
    )


def _voluntary(view: _View) -> Iterator[FutureSpell]:
    """Until the pension is full, 65 is reached, or an early claim ends it (国年法附則9条の2の3)."""
    months = view.voluntary_months
    if view.claims_early and view.answers.claim_basic is not None:
        claim = view.answers.claim_basic.month(view.situation.record.person.birth_date)
        months = months._replace(last_month=min(months.last_month, claim.plus(-1)))
    if view.answers.volunteers and months.months > 0:
        yield FutureSpell(
            kind=SpellKind.VOLUNTARY,
            first_month=months.first_month,
            last_month=months.last_month,
            additional=bool(view.answers.additional),
        )


def _spouse(view: _View) -> SupposedSpouse | None:
    born = view.answers.spouse_born
    return SupposedSpouse(birth_date=born, long_employment=bool(view.answers.spouse_long_employment)) if born else None


def _goes_on(job: EmployeesPeriod, as_of: YearMonth) -> bool:
    return job.disenrolled_on is None or job.disenrolled_on > as_of.last_day
