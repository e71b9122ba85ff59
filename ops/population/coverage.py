"""Which national pension coverage a life brought with it: categories by day, before anybody paid anything.

From age 20 to 60 and from 1961-04, whatever is not a job is one of: category 1, category 3 (the dependent spouse of an
employee, from 1986-04), voluntary, or nothing recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from ops.population.dice import Dice
from ops.population.families import Marriage
from ops.population.lives import Stage, StageKind, Whose
from pension.record import Category

_NATIONAL_PENSION_BEGINS = date(1961, 4, 1)
_CATEGORY_3_BEGINS = date(1986, 4, 1)
_STUDENTS_MUST_ENROL = date(1991, 4, 1)
_LONGEST_UNNOTICED_GAP = timedelta(days=150)


class Plan(StrEnum):
    """Who pays for a claim, and how it is decided what they pay."""

    WORKER = "worker"
    STUDENT_PAID = "student_paid"
    STUDENT_SPECIAL = "student_special"
    STUDENT_EXEMPT = "student_exempt"
    STUDENT_UNPAID = "student_unpaid"
    SPOUSE = "spouse"
    VOLUNTARY = "voluntary"
    STUDENT_TIME = "student_time"  # confirmed as time only (合算対象期間), as the next two
    SPOUSE_TIME = "spouse_time"
    ABROAD_TIME = "abroad_time"


@dataclass(frozen=True, slots=True)
class Claim:
    """One unbroken piece of coverage, from ``first_day`` to the day before ``end``.

    ``category`` is None where there was none but the office confirmed the months as time.
    """

    category: Category | None
    plan: Plan
    first_day: date
    end: date


def find_claims(dice: Dice, whose: Whose) -> list[Claim]:
    """Every claim of a life in order; none overlaps another of its category."""
    claims = [claim for stage in whose.life.stages for claim in _claims(dice, whose, stage)]
    claims += _from_60(dice, whose)
    return list(_gone_on(dice, whose, claims))


def _claims(dice: Dice, whose: Whose, stage: Stage) -> Iterator[Claim]:
    """Those of one stage; the dice fall for every stage alike, whether or not it is of working age."""
    unregistered = dice.yes_in(stage.first_day.year, "gap_is_unregistered")
    joins_abroad = dice.yes("joins_voluntarily_from_abroad")
    identity = whose.identity
    first_day = max(stage.first_day, identity.reaches_20_on, _NATIONAL_PENSION_BEGINS)
    end = min(stage.end, identity.reaches_60_on)
    if first_day >= end:
        return
    if stage.kind is StageKind.OWN:
        yield Claim(Category.CATEGORY_1, Plan.WORKER, first_day, end)
    elif stage.kind is StageKind.SCHOOL:
        yield from _student(dice, first_day, end)
    elif stage.kind is StageKind.IDLE:
        yield from _at_home(dice, whose.family.marriage, first_day, end, unregistered)
    elif stage.kind is StageKind.ABROAD and not identity.is_foreign:
        yield from _voluntary(dice, Plan.ABROAD_TIME, first_day, end, joins=joins_abroad)


def _voluntary(dice: Dice, otherwise: Plan, first_day: date, end: date, *, joins: bool) -> Iterator[Claim]:
    """Months in which nobody had to enrol: some did, of some of the others the office knows why they did not."""
    if joins:
        yield Claim(Category.VOLUNTARY, Plan.VOLUNTARY, first_day, end)
    elif dice.yes_in(first_day.year, "time_is_confirmed"):
        yield Claim(None, otherwise, first_day, end)


def _student(dice: Dice, first_day: date, end: date) -> Iterator[Claim]:
    """As the law of the time was: free to join, then enrolled, then with the special payment."""
    if first_day < _STUDENTS_MUST_ENROL:
        until = min(end, _STUDENTS_MUST_ENROL)
        joins = dice.answer_in(first_day.year, "as_a_student") == "voluntary"
        yield from _voluntary(dice, Plan.STUDENT_TIME, first_day, until, joins=joins)
        first_day = until
    if first_day < end:
        plan = Plan(f"student_{dice.answer_in(first_day.year, 'as_a_student')}")
        yield Claim(Category.CATEGORY_1, plan, first_day, end)


def _at_home(dice: Dice, marriage: Marriage | None, first_day: date, end: date, unregistered: bool) -> Iterator[Claim]:
    """Between jobs or at home: the spouse of an employee, or insured by oneself, or forgotten."""
    joins_as_wife = dice.yes("joins_voluntarily_as_a_wife")
    late = dice.yes_in(first_day.year, "category_3_goes_on")
    cuts = sorted({first_day, end, *(day for day in _turns(marriage) if first_day < day < end)})
    pieces = [(start, stop, _supported(marriage, start)) for start, stop in pairwise(cuts)]
    for number, (start, stop, supported) in enumerate(pieces):
        between = 0 < number < len(pieces) - 1 and pieces[number - 1][2] and pieces[number + 1][2]
        overlooked = late and between and stop - start <= _LONGEST_UNNOTICED_GAP
        if supported or overlooked:
            yield from _as_spouse(dice, start, stop, joins_as_wife)
        elif not unregistered:
            yield Claim(Category.CATEGORY_1, Plan.WORKER, start, stop)


def _as_spouse(dice: Dice, first_day: date, end: date, joins: bool) -> Iterator[Claim]:
    if first_day < _CATEGORY_3_BEGINS:
        yield from _voluntary(dice, Plan.SPOUSE_TIME, first_day, min(end, _CATEGORY_3_BEGINS), joins=joins)
    if end > _CATEGORY_3_BEGINS:
        yield Claim(Category.CATEGORY_3, Plan.SPOUSE, max(first_day, _CATEGORY_3_BEGINS), end)


def _turns(marriage: Marriage | None) -> Iterator[date]:
    """The days on which it changes whether somebody is supported."""
    if marriage is None or not marriage.depends_on_spouse:
        return
    yield marriage.married_on
    if marriage.ended_on is not None:
        yield marriage.ended_on
    for spell in marriage.coverage:
        yield from (spell.first_day, spell.end)


def _supported(marriage: Marriage | None, day: date) -> bool:
    """Whether on a day there is an employed spouse to depend on."""
    if marriage is None or not marriage.depends_on_spouse or day < marriage.married_on:
        return False
    if marriage.ended_on is not None and day >= marriage.ended_on:
        return False
    return any(spell.first_day <= day < spell.end for spell in marriage.coverage)


def _from_60(dice: Dice, whose: Whose) -> Iterator[Claim]:
    """Voluntary coverage from 60 to 65 of some who have no job then."""
    identity, stages = whose.identity, whose.life.stages
    joins = dice.yes("joins_voluntarily_from_60")
    first_day = max(identity.reaches_60_on, _CATEGORY_3_BEGINS)
    last_job = max((stage.end for stage in stages if stage.kind is StageKind.JOB), default=first_day)
    at_home = bool(stages) and stages[-1].kind is not StageKind.ABROAD
    end = min(identity.age_day(65), stages[-1].end) if stages else first_day
    if joins and at_home and last_job <= first_day < end:
        yield Claim(Category.VOLUNTARY, Plan.VOLUNTARY, first_day, end)


def _gone_on(dice: Dice, whose: Whose, claims: list[Claim]) -> Iterator[Claim]:
    """Some category 1 coverage was not ended when a job began: it goes on for months, and is paid for twice."""
    latest = min(whose.identity.reaches_60_on, whose.life.stages[-1].end) if claims else date.max
    for number, claim in enumerate(claims):
        end = claim.end + timedelta(days=dice.whole(31, 150))
        goes_on = dice.yes_in(claim.end.year, "category_1_goes_on")
        free = end <= latest and (number + 1 == len(claims) or end < claims[number + 1].first_day)
        yield replace(claim, end=end) if goes_on and free and claim.plan is Plan.WORKER else claim
