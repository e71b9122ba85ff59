"""Which notes an estimate carries: what was assumed, what is uncertain, what is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from pension.calendar import YearMonth
from pension.conditions import Conditions
from pension.derivation import Figure
from pension.family import months_of_spouse
from pension.money_rules import LegalAmount
from pension.notes import Note, NoteRule
from pension.pay_history import Insurer
from pension.payment import Stage
from pension.prospect import Prospect
from pension.status import Status

_ALWAYS = (
    Note.RATES_STAY,
    Note.NO_OTHER_PENSION,
    Note.DISABILITY_AND_SURVIVORS,
    Note.TREATIES,
    Note.UNEMPLOYMENT_BENEFIT,
    Note.TAX_AND_INSURANCE,
)
_ONE_LAW_FOR_ALL = YearMonth.of(2015, 10)
_ONE_PENSION_FOR_ALL = YearMonth.of(1986, 4)
_MIDDLE_AGED_UNTIL = date(1951, 4, 1)
_LEAST_MIDDLE_AGED = 180
_SPECIAL_POLICE = (date(1959, 4, 2), date(1967, 4, 1))


def notes_on(
    prospect: Prospect, conditions: Conditions, stages: Sequence[Stage], before: Sequence[Note], today: date
) -> tuple[NoteRule, ...]:
    """The notes in the order of the table; ``before`` are those of the projection."""
    said = {
        *_ALWAYS,
        *before,
        *_of_claims(conditions),
        *_of_work(prospect),
        *_of_mutual_aid(prospect),
        *_of_family(prospect, stages),
    }
    if YearMonth.of_date(today).fiscal_year != prospect.fiscal_year:
        said.add(Note.RATES_OF_EARLIER_YEAR)
    return tuple(rule for note, rule in prospect.rules.money.notes.items() if note in said)


def _of_claims(conditions: Conditions) -> Iterator[Note]:
    if conditions.claim_basic is None or conditions.claim_employees is None:
        yield Note.CLAIMED_AT_THE_AGE


def _of_work(prospect: Prospect) -> Iterator[Note]:
    months = prospect.history.months
    if not months:
        return
    yield from (Note.AVERAGE_ROUNDED, Note.CHILD_CARE_PAY)
    if any(paid.pay is None for paid in months):
        yield Note.PAY_MISSING
    if any(paid.month_status is Status.E1_FUND for paid in months):
        yield Note.FUND_PAYS_A_PART
    if any(paid.converted > Fraction(4, 3) for paid in months):
        yield Note.WARTIME_MONTHS
    needed = prospect.rules.money.base(LegalAmount.SUPPLEMENT_MONTHS, prospect.person.birth_date).value
    counted = prospect.history.converted_months(prospect.month_65)
    if prospect.person.birth_date <= _MIDDLE_AGED_UNTIL and _LEAST_MIDDLE_AGED <= counted < needed:
        yield Note.MIDDLE_AGED_RULE


def _of_mutual_aid(prospect: Prospect) -> Iterator[Note]:
    mutual_aid = [paid for paid in prospect.history.months if paid.insurer is not Insurer.FIRST]
    if not mutual_aid:
        return
    yield Note.MUTUAL_AID_EXTRAS
    if len(prospect.history.insurers) > 1:
        yield Note.TWO_KINDS_OF_EMPLOYMENT
    if any(paid.months.first_month < _ONE_LAW_FOR_ALL for paid in mutual_aid):
        yield Note.MUTUAL_AID_PAY
    if any(paid.months.first_month < _ONE_PENSION_FOR_ALL for paid in mutual_aid):
        yield Note.MUTUAL_AID_BEFORE_1986
    first, last = _SPECIAL_POLICE
    if Insurer.THIRD in prospect.history.insurers and first <= prospect.person.birth_date <= last:
        yield Note.SPECIAL_POLICE


def _of_family(prospect: Prospect, stages: Sequence[Stage]) -> Iterator[Note]:
    paid = {line.rule.figure for stage in stages for line in stage.lines}
    if paid & {Figure.SPOUSE_SUPPLEMENT, Figure.TRANSFER_SUPPLEMENT}:
        yield Note.SPOUSE_IS_SUPPORTED
    if Figure.CHILD_SUPPLEMENT in paid:
        yield Note.CHILDREN_ARE_SUPPORTED
    needed = prospect.rules.money.base(LegalAmount.SUPPLEMENT_MONTHS, prospect.person.birth_date).value
    spouses = prospect.timeline.record.facts.spouses
    if Figure.SPOUSE_SUPPLEMENT in paid and any(
        spouse.old_age_right_on is None and months_of_spouse(spouse, prospect.timeline.record.as_of) >= needed
        for spouse in spouses
    ):
        yield Note.SPOUSE_MAY_HAVE_A_PENSION
