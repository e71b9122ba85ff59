"""What is added for a spouse and children (加給年金額・振替加算), yen a year."""

from __future__ import annotations

from datetime import date

from pension.calendar import YearMonth, month_age_is_reached
from pension.derivation import Amount, Derivation, Figure, Number, round_hundred_yen, round_yen
from pension.money_rules import LegalAmount
from pension.periods import END_OF_TIME, covered_months
from pension.record import Spouse
from pension.rulebook import RuleBook

_SUPPLEMENT_ENDS_AT = 65
_CHILD_UNTIL_AGE = 18
_MARCH = 3


def spouse_supplement(birth_date: date, fiscal_year: int, rules: RuleBook) -> Amount:
    """The supplement for a spouse under 65, with the special addition of the pensioner's birth date.

    厚年法44条2項, 昭和60年改正法附則60条2項; each rounded to 100 yen. Born from 1943-04-02, in fiscal year 2026:
    243,800 + 179,900 = 423,700.
    """
    derivation = Derivation(rules.money.figures)
    year = fiscal_year
    supplement = _revised(LegalAmount.SPOUSE_SUPPLEMENT, Figure.SPOUSE_SUPPLEMENT, birth_date, year, rules, derivation)
    special = _revised(LegalAmount.SPECIAL_SUPPLEMENT, Figure.SPECIAL_SUPPLEMENT, birth_date, year, rules, derivation)
    return derivation.amount(supplement + special)


def child_supplement(children: int, fiscal_year: int, rules: RuleBook) -> Amount:
    """The supplement for so many children: two alike, a smaller one for each more (厚年法44条2項)."""
    derivation = Derivation(rules.money.figures)
    any_birth, figure = date.max, Figure.CHILD_SUPPLEMENT
    first = _revised(LegalAmount.CHILD_SUPPLEMENT, figure, any_birth, fiscal_year, rules, derivation)
    later = _revised(LegalAmount.LATER_CHILD_SUPPLEMENT, figure, any_birth, fiscal_year, rules, derivation)
    yen = min(children, 2) * first + max(0, children - 2) * later
    return derivation.amount(derivation.note(Figure.CHILD_SUPPLEMENT, yen, {Figure.CHILDREN: children}))


def transfer_supplement(birth_date: date, fiscal_year: int, rules: RuleBook) -> Amount:
    """What passes from the older spouse's supplement to the younger's own basic pension (昭和60年改正法附則14条).

    Born 1961-04-02 to 1966-04-01, in fiscal year 2026: 243,800 x 0.067 = 16,335; born later: 0.
    """
    derivation = Derivation(rules.money.figures)
    rule = rules.money.transfer(birth_date)
    if rule is None or not rule.factor:
        return derivation.amount(0)
    derivation.lean_on(rule.reference)
    base = _revised(LegalAmount.SPOUSE_SUPPLEMENT, Figure.SPOUSE_SUPPLEMENT, birth_date, fiscal_year, rules, derivation)
    inputs: dict[Figure, Number] = {Figure.SPOUSE_SUPPLEMENT: base, Figure.TRANSFER_FACTOR: rule.factor}
    return derivation.amount(derivation.note(Figure.TRANSFER_SUPPLEMENT, round_yen(base * rule.factor), inputs))


def month_spouse_is_65(spouse: Spouse) -> YearMonth:
    """The last month for which a spouse is counted (厚年法44条4項4号)."""
    return month_age_is_reached(spouse.birth_date, _SUPPLEMENT_ENDS_AT)


def last_month_of_child(born: date) -> YearMonth:
    """The last month a child is counted: the March after reaching 18 (厚年法44条1項)."""
    reached = month_age_is_reached(born, _CHILD_UNTIL_AGE)
    return YearMonth.of(reached.year + (1 if reached.month > _MARCH else 0), _MARCH)


def is_married(spouse: Spouse, month: YearMonth) -> bool:
    """Whether a month lies in the marriage; the month in which it ends still does (厚年法44条4項)."""
    ended = spouse.ended_on is not None and YearMonth.of_date(spouse.ended_on) < month
    return YearMonth.of_date(spouse.married_on) <= month and not ended


def months_of_spouse(spouse: Spouse, until: YearMonth) -> int:
    """Months of employees' pension and mutual aid of a spouse before ``until``, each once."""
    months: set[int] = set()
    for spell in spouse.coverage:
        covered = covered_months(spell.enrolled_on, spell.disenrolled_on)
        last = min(covered.last_month, until.plus(-1), END_OF_TIME)
        months.update(range(covered.first_month, last + 1))
    return len(months)


def _revised(
    name: LegalAmount, figure: Figure, birth_date: date, fiscal_year: int, rules: RuleBook, derivation: Derivation
) -> int:
    """An amount of the law times the revision rate of people under 68, rounded to 100 yen."""
    base = rules.money.base(name, birth_date)
    year = rules.money.revision(fiscal_year)
    if year.revision_rate is None:
        raise LookupError(f"no revision rate for fiscal year {fiscal_year}")
    derivation.lean_on(base.reference, year.reference)
    inputs: dict[Figure, Number] = {Figure.SUPPLEMENT_BASE: base.value, Figure.REVISION_RATE: year.revision_rate}
    return derivation.note(figure, round_hundred_yen(base.value * year.revision_rate), inputs)
