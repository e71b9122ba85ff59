"""The estimate (年金見込額): from which month how much is paid, with everything that was assumed on the way.

Kind A looks at the record as it is (under 50) or as if all went on to 60 (from 50); kind B at conditions the person
sets. Both are one calculation: the conditions become a record (:mod:`pension.projection`), its months are decided by
the timeline, and the amounts follow at the rates of one fiscal year. Amounts are yen a year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import floor

from pension.calendar import YearMonth, day_age_is_reached, month_age_is_reached
from pension.claim import (
    EARLIEST_AGE,
    LEAST_DEFERRED_MONTHS,
    ClaimAge,
    most_deferred_months,
)
from pension.conditions import ConditionProblem, Conditions, SpellKind, find_condition_problems
from pension.counting import EntitlementTotal, compute_totals
from pension.derivation import Reference, all_doubts
from pension.estimate_notes import notes_on
from pension.notes import NoteRule
from pension.payable import Payable, breaks_the_order, find_payable
from pension.payment import Claims, Stage, payment_stages, settled_lines
from pension.projection import project
from pension.prospect import Prospect, look_ahead
from pension.record import PensionRecord
from pension.rulebook import RuleBook
from pension.timeline import build_timeline

AS_IF_TO_60_FROM = 50  # ねんきん定期便 looks ahead from 50 on
_MONTHS_COMPARED = 15 * 12  # 60 to 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What is paid from when.

    ``stages`` begin with the one that holds now or is the first to come; none: no right. ``payable`` is what can still
    be paid. ``claims`` are the months in which the pensions are asked for.
    """

    fiscal_year: int
    today: date
    as_of: YearMonth
    birth_date: date
    entitlement: EntitlementTotal
    right_month: YearMonth | None
    claims: Claims | None
    stages: tuple[Stage, ...]
    payable: Payable
    notes: tuple[NoteRule, ...]
    doubts: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ClaimOption:
    """What one claim month brings for life: yen a year from both pensions, without what is added for a family."""

    age: ClaimAge
    month: YearMonth
    basic: int
    employees: int

    @property
    def yearly(self) -> int:
        """Both together."""
        return self.basic + self.employees


def ordinary_conditions(record: PensionRecord) -> Conditions:
    """Kind A: under 50 the record so far, from 50 as if all went on to 60 (S25)."""
    reached = day_age_is_reached(record.person.birth_date, AS_IF_TO_60_FROM)
    return Conditions(future=None if reached <= record.as_of.last_day else ())


def compute_estimate(
    record: PensionRecord, today: date, rules: RuleBook, conditions: Conditions | None = None
) -> Estimate | tuple[ConditionProblem, ...]:
    """The estimate as of a day; without conditions that of kind A. Impossible conditions come back as problems.

    The record must be free of contradictions. Raises LookupError for a day before the first year of the tables.
    """
    year = rules.money.estimate_year(YearMonth.of_date(today).fiscal_year)
    supposed = conditions or ordinary_conditions(record)
    payable = _payable(record, today, year, rules)
    problems = (
        *_death_problem(record),
        *find_condition_problems(supposed, record, rules),
        *_pay_back_problems(supposed, payable),
        *_claimed_before_paying(supposed, record, today),
    )
    if problems:
        return problems
    projection = project(record, supposed, rules)
    prospect = look_ahead(projection, year, rules)
    too_long = tuple(_voluntary_problems(supposed, prospect))
    if too_long:
        return too_long
    claims = decide_claims(prospect, supposed)
    if isinstance(claims, tuple):
        return claims
    stages = payment_stages(prospect, claims, supposed.children, today) if claims else ()
    amounts = [line.amount for stage in stages for line in stage.lines]
    return Estimate(
        fiscal_year=year,
        today=today,
        as_of=record.as_of,
        birth_date=record.person.birth_date,
        entitlement=prospect.totals.entitlement,
        right_month=prospect.right_month,
        claims=claims,
        stages=stages,
        payable=payable,
        notes=notes_on(prospect, supposed, stages, projection.notes, today),
        doubts=all_doubts(amounts),
    )


def compare_claims(
    record: PensionRecord, today: date, rules: RuleBook, conditions: Conditions | None = None
) -> tuple[ClaimOption, ...]:
    """What each claim month from 60 to 75 brings, both pensions claimed together; only the months that are possible.

    Conditions must be free of problems; their claim ages are set aside. Empty without a right.
    """
    year = rules.money.estimate_year(YearMonth.of_date(today).fiscal_year)
    prospect = look_ahead(project(record, conditions or ordinary_conditions(record), rules), year, rules)
    return tuple(_options(prospect))


def _options(prospect: Prospect) -> Iterator[ClaimOption]:
    birth_date = prospect.person.birth_date
    first = month_age_is_reached(birth_date, EARLIEST_AGE)
    for number in range(_MONTHS_COMPARED + 1):
        month = first.plus(number)
        age = ClaimAge(EARLIEST_AGE + number // 12, number % 12)
        claims = _claims_at(prospect, month)
        if claims is not None:
            basic, employees = settled_lines(prospect, claims)
            yield ClaimOption(age, month, sum(line.yen for line in basic), sum(line.yen for line in employees))


def _claims_at(prospect: Prospect, month: YearMonth) -> Claims | None:
    """Both pensions claimed in a month; None where the law does not allow it."""
    right = prospect.right_month
    if right is None or prospect.qualified_from is None:
        return None
    waited = int(month) - int(right)
    most = most_deferred_months(prospect.person.birth_date, prospect.rules)
    early = prospect.qualified_from <= month < prospect.month_65
    if not (early or waited == 0 or LEAST_DEFERRED_MONTHS <= waited <= most):
        return None
    return Claims(month, right if early and _special_has_begun(prospect, month) else month)


def decide_claims(prospect: Prospect, conditions: Conditions) -> Claims | tuple[ConditionProblem, ...] | None:
    """The months of the claims; problems where the law does not allow them; None without a right."""
    right, qualified = prospect.right_month, prospect.qualified_from
    if right is None or qualified is None:
        return None
    birth_date = prospect.person.birth_date
    basic = conditions.claim_basic.month(birth_date) if conditions.claim_basic else right
    default = basic if basic < prospect.month_65 and not _special_has_begun(prospect, basic) else right
    employees = conditions.claim_employees.month(birth_date) if conditions.claim_employees else default
    problems = (
        *_too_soon("claim_basic", basic, qualified, right),
        *_too_soon("claim_employees", employees, qualified, right),
        *_not_together(prospect, Claims(basic, employees)),
    )
    return problems or Claims(basic, employees)


def _special_has_begun(prospect: Prospect, month: YearMonth) -> bool:
    starts = [prospect.special_from(insurer) for insurer in prospect.history.insurers]
    return any(start is not None and start <= month for start in starts)


def _not_together(prospect: Prospect, claims: Claims) -> Iterator[ConditionProblem]:
    first = min(claims.basic, claims.employees)
    together = claims.basic == claims.employees or not prospect.history.months
    if first < prospect.month_65 and not together and not _special_has_begun(prospect, first):
        yield ConditionProblem(
            "claim_employees",
            str(claims.employees),
            "繰上げ請求は、老齢基礎年金と老齢厚生年金を同じ月にします。",
            "国年法附則9条の2第2項、厚年法附則7条の3第2項",
        )


def _too_soon(name: str, month: YearMonth, qualified: YearMonth, right: YearMonth) -> Iterator[ConditionProblem]:
    if month < min(qualified, right):
        reason = f"資格期間が足りるのは {qualified} からです。"
        yield ConditionProblem(name, str(month), reason, "国年法附則9条の2第1項、厚年法附則7条の3第1項")
    elif month > right and int(month) - int(right) < LEAST_DEFERRED_MONTHS:
        reason = f"受けとる権利ができた月（{right}）から1年たつと、繰下げができます。"
        yield ConditionProblem(name, str(month), reason, "国年法28条1項、厚年法44条の3第1項")


def _death_problem(record: PensionRecord) -> Iterator[ConditionProblem]:
    died = record.person.death_date
    if died is not None:
        reason = "亡くなった方の見込額は計算できません。老齢の年金は、亡くなった月の分までです。"
        yield ConditionProblem("person.death_date", str(died), reason, "国年法29条、厚年法45条")


def _voluntary_problems(conditions: Conditions, prospect: Prospect) -> Iterator[ConditionProblem]:
    """It ends with a full pension (国年法附則5条5項4号), from 65 on with the right (平成6年改正法附則11条6項3号)."""
    basic = prospect.totals.basic
    over = floor(sum(step.weighted for step in basic.steps) - basic.cap)
    for index, spell in enumerate(conditions.future or ()):
        if spell.kind is not SpellKind.VOLUNTARY:
            continue
        field, last = f"future[{index}].last_month", str(spell.last_month)
        if over > 0:
            reason = f"任意加入は、{basic.cap}月に達するまでです。{over}か月多すぎます。"
            yield ConditionProblem(field, last, reason, "国年法附則5条5項4号")
        right = prospect.right_month
        if right is not None and spell.last_month >= right:
            reason = f"65歳からの任意加入は、受けとる権利のない間だけです。権利は {right} にできます。"
            yield ConditionProblem(field, last, reason, "平成6年改正法附則11条1項・6項")


def _payable(record: PensionRecord, today: date, fiscal_year: int, rules: RuleBook) -> Payable:
    timeline = build_timeline(record, today, rules)
    return find_payable(timeline, compute_totals(timeline, rules), fiscal_year, rules)


def _claimed_before_paying(conditions: Conditions, record: PensionRecord, today: date) -> Iterator[ConditionProblem]:
    """Who has claimed early has the right, and pays no exempt month any more (国年法94条1項)."""
    claim = conditions.claim_basic
    if conditions.pay_back and claim and claim.month(record.person.birth_date) <= YearMonth.of_date(today):
        reason = "繰上げ請求をしたあとは、追納はできません。請求する年齢を、いまより後にしてください。"
        yield ConditionProblem("pay_back", "、".join(map(str, conditions.pay_back)), reason, "国年法94条1項")


def _pay_back_problems(conditions: Conditions, payable: Payable) -> Iterator[ConditionProblem]:
    possible = {month.month for month in payable.months}
    for index, month in enumerate(conditions.pay_back):
        if month not in possible:
            yield ConditionProblem(
                f"pay_back[{index}]",
                str(month),
                "いまから納められる月ではありません。納められるのは、未納の月は2年以内、免除や猶予の月は10年以内です。",
                "国年法94条1項・102条4項",
            )
    if breaks_the_order(conditions.pay_back, payable):
        yield ConditionProblem(
            "pay_back",
            "、".join(map(str, conditions.pay_back)),
            "追納は、学生納付特例・納付猶予の月を先に、それぞれ古い月から選んでください。",
            "国年法94条2項",
        )
