"""What a person supposes about the years to come, and which of it the law allows.

A condition that cannot be is answered by what is wrong, what is possible, and the article that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from pension.calendar import MonthRange, YearMonth, month_age_is_reached
from pension.claim import EARLIEST_AGE, LEAST_DEFERRED_MONTHS, ORDINARY_AGE, ClaimAge, most_deferred_months
from pension.money_rules import LegalAmount
from pension.record import PensionRecord
from pension.rulebook import RuleBook

YOUNGEST_WORK_AGE = 15
LONGEST_WORK_AGE = 75
MOST_MONTHLY_PAY = 10_000_000


class SpellKind(StrEnum):
    """What a stretch of months to come is spent on."""

    EMPLOYMENT = "employment"  # 会社などで働く（厚生年金）
    SELF_EMPLOYED = "self_employed"  # 第1号被保険者として納める
    DEPENDENT = "dependent"  # 第3号被保険者
    VOLUNTARY = "voluntary"  # 任意加入（海外、または60歳から64歳まで）
    ABROAD = "abroad"  # 海外に住み、加入しない
    UNPAID = "unpaid"  # 納めない


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyBonus:
    """A bonus paid every year in one calendar month (賞与, yen before any deduction)."""

    month: int
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureSpell:
    """A stretch of months to come.

    ``monthly_pay`` (報酬月額, yen), ``bonuses`` and ``raise_per_mille`` (each April) are for employment; ``additional``
    pays the additional contribution of 400 yen (self-employed and voluntary).
    """

    kind: SpellKind
    first_month: YearMonth
    last_month: YearMonth
    monthly_pay: int = 0
    raise_per_mille: int = 0
    bonuses: tuple[YearlyBonus, ...] = ()
    additional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupposedSpouse:
    """A spouse whom the record does not know: married while an addition for a spouse is looked at.

    ``long_employment``: twenty years or more of employees' pension of their own (厚年法44条1項, 46条6項).
    """

    birth_date: date
    long_employment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What is supposed.

    ``future`` None: everything goes on as now until 60; empty: nothing more. ``pay_back``: months still payable that
    are to be paid. ``claim_basic`` and ``claim_employees`` None: at 65. ``children``: birth dates. ``spouse`` None: the
    one that the record knows, if any.
    """

    schema_version: int = 1
    future: tuple[FutureSpell, ...] | None = None
    pay_back: tuple[YearMonth, ...] = ()
    claim_basic: ClaimAge | None = None
    claim_employees: ClaimAge | None = None
    children: tuple[date, ...] = ()
    spouse: SupposedSpouse | None = None


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """A condition that cannot be: the field, what stands there, what is possible and why, and the article."""

    field: str
    value: str
    reason: str
    article: str


def find_condition_problems(
    conditions: Conditions, record: PensionRecord, rules: RuleBook
) -> tuple[ConditionProblem, ...]:
    """Everything in the conditions that cannot be, by itself or for this person; empty when they can be worked with."""
    return tuple(_problems(conditions, record, rules))


def _problems(conditions: Conditions, record: PensionRecord, rules: RuleBook) -> Iterator[ConditionProblem]:
    spells = conditions.future or ()
    for index, spell in enumerate(spells):
        yield from _spell_problems(f"future[{index}]", spell, record, rules)
    for (number, before), (_, after) in pairwise(enumerate(spells)):
        if after.first_month <= before.last_month:
            yield ConditionProblem(
                f"future[{number + 1}].first_month",
                str(after.first_month),
                f"前の期間（{before.last_month}まで）と重なっています。早い順に、重ならないように書いてください。",
                "国年法7条・11条の2",
            )
    for name in ("claim_basic", "claim_employees"):
        age: ClaimAge | None = getattr(conditions, name)
        if age is not None:
            yield from _claim_problems(name, age, record.person.birth_date, rules)
    yield from _voluntary_and_early(conditions, record)
    for index, born in enumerate(conditions.children):
        if born <= record.person.birth_date:
            reason = f"子の生年月日は、ご本人の生年月日（{record.person.birth_date}）より後です。"
            yield ConditionProblem(f"children[{index}]", str(born), reason, "厚年法44条1項")


def _spell_problems(
    field: str, spell: FutureSpell, record: PensionRecord, rules: RuleBook
) -> Iterator[ConditionProblem]:
    if spell.first_month <= record.as_of:
        yield ConditionProblem(
            f"{field}.first_month",
            str(spell.first_month),
            f"記録の時点（{record.as_of}）より後の月を書いてください。",
            "国年法14条",
        )
    if spell.last_month < spell.first_month:
        reason = f"終わりの月は、始まりの月（{spell.first_month}）より前にはなりません。"
        yield ConditionProblem(f"{field}.last_month", str(spell.last_month), reason, "国年法11条")
    possible, words, article = _possible_months(spell.kind, record, rules)
    if not (spell.first_month in possible and spell.last_month in possible):
        yield ConditionProblem(
            f"{field}.kind",
            spell.kind,
            f"{words}（{possible.first_month}から{possible.last_month}まで）の月だけです。",
            article,
        )
    yield from _pay_problems(field, spell)


def _possible_months(kind: SpellKind, record: PensionRecord, rules: RuleBook) -> tuple[MonthRange, str, str]:
    """The months in which a kind of spell can be, how that is said, and where it stands."""
    born = record.person.birth_date
    month_20, month_60 = month_age_is_reached(born, 20), month_age_is_reached(born, 60)
    if kind is SpellKind.EMPLOYMENT:
        last = month_age_is_reached(born, LONGEST_WORK_AGE).plus(-1)
        first = month_age_is_reached(born, YOUNGEST_WORK_AGE)
        return MonthRange(first, last), "働く期間は15歳から75歳まで", "厚年法9条・14条・46条1項"
    if kind is SpellKind.VOLUNTARY:
        age = rules.money.base(LegalAmount.VOLUNTARY_UNTIL_AGE, born).value
        last = month_age_is_reached(born, age).plus(-1)
        return MonthRange(month_20, last), f"任意加入は20歳から{age - 1}歳まで", "国年法附則5条、平成6年改正法附則11条"
    if kind is SpellKind.ABROAD:
        return MonthRange(month_20, month_60.plus(-1)), "海外に住む期間は20歳から59歳まで", "国年法附則9条1項"
    return MonthRange(month_20, month_60.plus(-1)), "国民年金に加入するのは20歳から59歳まで", "国年法7条1項・8条・9条"


def _pay_problems(field: str, spell: FutureSpell) -> Iterator[ConditionProblem]:
    employed = spell.kind is SpellKind.EMPLOYMENT
    if employed and not 0 < spell.monthly_pay <= MOST_MONTHLY_PAY:
        yield ConditionProblem(
            f"{field}.monthly_pay",
            str(spell.monthly_pay),
            f"1か月の報酬は、1円から{MOST_MONTHLY_PAY:,}円までで書いてください。",
            "厚年法20条",
        )
    if not employed and (spell.monthly_pay or spell.bonuses or spell.raise_per_mille):
        reason = "報酬・賞与・昇給は、働く期間（employment）だけに書けます。"
        yield ConditionProblem(f"{field}.monthly_pay", str(spell.monthly_pay), reason, "厚年法20条・24条の4")
    if spell.additional and spell.kind not in (SpellKind.SELF_EMPLOYED, SpellKind.VOLUNTARY):
        reason = "付加保険料は、第1号被保険者と任意加入の方だけが納められます。"
        yield ConditionProblem(f"{field}.additional", "true", reason, "国年法87条の2、附則5条9項")


def _claim_problems(field: str, age: ClaimAge, birth_date: date, rules: RuleBook) -> Iterator[ConditionProblem]:
    waited = (age.years - ORDINARY_AGE) * 12 + age.months
    most = most_deferred_months(birth_date, rules)
    early = (EARLIEST_AGE - ORDINARY_AGE) * 12
    if not early <= waited <= most:
        yield ConditionProblem(
            field,
            _said(age),
            f"受けとり始める年齢は、{EARLIEST_AGE}歳から{ORDINARY_AGE + most // 12}歳までです。",
            "国年法28条・附則9条の2、厚年法44条の3・附則7条の3",
        )
    elif 0 < waited < LEAST_DEFERRED_MONTHS:
        reason = "65歳の次は66歳からです。65歳1か月から65歳11か月までは選べません。"
        yield ConditionProblem(field, _said(age), reason, "国年法28条1項、厚年法44条の3第1項")


def _voluntary_and_early(conditions: Conditions, record: PensionRecord) -> Iterator[ConditionProblem]:
    """Nobody is voluntarily insured from an early claim on (国年法附則9条の2第1項, 9条の2の3)."""
    claim = conditions.claim_basic
    if claim is None or claim.years >= ORDINARY_AGE:
        return
    month = claim.month(record.person.birth_date)
    for index, spell in enumerate(conditions.future or ()):
        if spell.kind is SpellKind.VOLUNTARY and spell.last_month >= month:
            yield ConditionProblem(
                f"future[{index}].last_month",
                str(spell.last_month),
                f"繰上げ請求をした月（{month}）からは、任意加入できません。",
                "国年法附則9条の2第1項・9条の2の3",
            )


def _said(age: ClaimAge) -> str:
    return f"{age.years}歳{age.months}か月"
