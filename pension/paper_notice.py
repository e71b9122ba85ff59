"""What the figures of a paper ねんきん定期便 come to: nothing else is known of the person.

Until 50 the paper gives what the months so far come to; from 50 on what is paid from 65 if all goes on to 60. Months to
come are worked out by the same calculation as everywhere (:mod:`pension.prospect`) and added to what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pension.calendar import YearMonth, age_on, month_age_is_reached
from pension.claim import ORDINARY_AGE, ClaimAge, deferred_addition, early_reduction
from pension.conditions import ConditionProblem, find_condition_problems
from pension.derivation import Amount, Derivation, Figure, Number, Reference, all_doubts
from pension.notes import Note, NoteRule
from pension.payment import Line, Stage, joined_stages
from pension.plan import Doing, Plan, find_plan_problems, plan_conditions
from pension.projection import project
from pension.prospect import Prospect, look_ahead
from pension.record import PensionRecord, Person, Sex
from pension.rulebook import RuleBook

YOUNGEST_AGE = 20
FROM_50 = 50


class PaperForm(StrEnum):
    """The two forms of the paper."""

    UNDER_50 = "under-50"  # 50歳未満の方
    FROM_50 = "from-50"  # 50歳以上の方


@dataclass(frozen=True, slots=True)
class SpecialOnPaper:
    """What is paid before 65 (特別支給の老齢厚生年金): from which age, yen a year."""

    from_age: int
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotice:
    """The figures of the paper; amounts are yen a year.

    ``months`` is the qualifying period (受給資格期間). Until 50, ``employees`` is the whole employees' pension; from 50
    on its earnings-related part at 65, with ``transitional`` and ``special`` beside it.
    """

    form: PaperForm
    birth_date: date
    months: int
    basic: int
    employees: int
    transitional: int = 0
    special: SpecialOnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperEstimate:
    """What is paid from when, claimed as planned and at 65; both empty without a right (``months`` lack to 120)."""

    fiscal_year: int
    birth_date: date
    months: int
    required: int
    claim: YearMonth
    stages: tuple[Stage, ...]
    stages_at_65: tuple[Stage, ...]
    notes: tuple[NoteRule, ...]
    doubts: tuple[Reference, ...]


def estimate_from_paper(
    paper: PaperNotice, plan: Plan, today: date, rules: RuleBook
) -> PaperEstimate | tuple[ConditionProblem, ...]:
    """The estimate as of a day, or what cannot be. From 50 on the paper itself holds the months to come: no plan."""
    planned = plan if paper.form is PaperForm.UNDER_50 else replace(plan, doing=Doing.NOTHING)
    as_of = YearMonth.of_date(today).plus(-1)
    record = _empty_record(paper.birth_date, as_of)
    own = (*_age_problems(paper, today), *find_plan_problems(planned, paper.birth_date, today))
    if own:
        return own
    conditions = plan_conditions(planned, paper.birth_date, as_of)
    problems = (
        *find_condition_problems(conditions, record, rules),
        *_work_problems(planned),
        *_claim_problems(planned, paper.birth_date, today),
    )
    if problems:
        return problems
    year = rules.money.estimate_year(YearMonth.of_date(today).fiscal_year)
    prospect = look_ahead(project(record, conditions, rules), year, rules)
    return _estimate(paper, planned, prospect)


def _empty_record(birth_date: date, as_of: YearMonth) -> PensionRecord:
    # The sex decides about pensions before 65 alone, which nobody under 50 has and which the other paper states
    person = Person(basic_pension_number="", name="", kana="", birth_date=birth_date, sex=Sex.FEMALE)
    return PensionRecord(schema_version=1, as_of=as_of, person=person)


def _age_problems(paper: PaperNotice, today: date) -> Iterator[ConditionProblem]:
    age = age_on(paper.birth_date, today)
    if not YOUNGEST_AGE <= age < ORDINARY_AGE:
        reason = f"この試算ができるのは、{YOUNGEST_AGE}歳から{ORDINARY_AGE - 1}歳までの方です。"
        yield ConditionProblem("birth_date", str(paper.birth_date), reason, "国年法26条、厚年法42条")
    elif (age >= FROM_50) is not (paper.form is PaperForm.FROM_50):
        reason = f"生年月日では、いま{age}歳です。選んだ定期便と合いません。生年月日か、定期便の種類を直してください。"
        yield ConditionProblem("birth_date", str(paper.birth_date), reason, "国年法14条の5、厚年法31条の2")


def _work_problems(plan: Plan) -> Iterator[ConditionProblem]:
    """Work while a pension is received changes it in ways that the paper does not tell."""
    claimed = plan.claim.years if plan.claim else ORDINARY_AGE
    latest = min(claimed, ORDINARY_AGE)
    if plan.doing is Doing.EMPLOYMENT and plan.works_until > latest:
        reason = f"定期便からの試算では、働くのは、受け取り始める年齢（{latest}歳）までにしてください。"
        yield ConditionProblem("works_until", str(plan.works_until), reason, "厚年法43条・46条")


def _claim_problems(plan: Plan, birth_date: date, today: date) -> Iterator[ConditionProblem]:
    if plan.claim is not None and plan.claim.month(birth_date) < YearMonth.of_date(today):
        reason = "受け取り始める年齢は、いまの年齢より後にしてください。"
        yield ConditionProblem("claim_basic", str(plan.claim.years), reason, "国年法附則9条の2第1項")


def _estimate(paper: PaperNotice, plan: Plan, prospect: Prospect) -> PaperEstimate:
    required = prospect.totals.entitlement.required
    months = paper.months + prospect.totals.entitlement.whole_months
    claim = (plan.claim or ClaimAge(ORDINARY_AGE)).month(paper.birth_date)
    ways = _Ways(paper, prospect)
    has_right = months >= required
    stages = ways.stages(claim) if has_right else ()
    return PaperEstimate(
        fiscal_year=prospect.fiscal_year,
        birth_date=paper.birth_date,
        months=months,
        required=required,
        claim=claim,
        stages=stages,
        stages_at_65=ways.stages(prospect.month_65) if has_right else (),
        notes=_notes(paper, plan, prospect),
        doubts=all_doubts(line.amount for stage in stages for line in stage.lines),
    )


def _notes(paper: PaperNotice, plan: Plan, prospect: Prospect) -> tuple[NoteRule, ...]:
    said = {
        *(Note.PAPER_AS_WRITTEN, Note.PAPER_OTHER_YEAR, Note.PAPER_FAMILY, Note.PAPER_WORKING, Note.RATES_STAY),
        *(Note.NO_OTHER_PENSION, Note.DISABILITY_AND_SURVIVORS, Note.TAX_AND_INSURANCE),
    }
    if paper.form is PaperForm.FROM_50:
        said.add(Note.PAPER_AS_NOW_TO_60)
    else:
        said |= {Note.PAPER_MONTHS_BETWEEN, Note.AS_THE_CONDITIONS_SAY}
    if plan.doing is Doing.EMPLOYMENT:
        said.add(Note.PAPER_LONG_EMPLOYMENT)
    if plan.doing is Doing.EMPLOYMENT and plan.yearly_bonus:
        said.add(Note.BONUS_IN_TWO_PARTS)
    if plan.stops_before_60:
        said.add(Note.REST_IS_PAID)
    return tuple(rule for note, rule in prospect.rules.money.notes.items() if note in said)


class _Ways:
    """The same figures claimed in different months."""

    def __init__(self, paper: PaperNotice, prospect: Prospect) -> None:
        self.paper = paper
        self.prospect = prospect
        self.rules = prospect.rules
        self.birth_date = paper.birth_date
        self.month_65 = prospect.month_65
        self.basic = self._basic()
        self.employees = self._employees()
        self.special_from = (
            month_age_is_reached(self.birth_date, paper.special.from_age) if paper.special else self.month_65
        )

    def stages(self, claim: YearMonth) -> tuple[Stage, ...]:
        """What is paid from when, in order; the last stage is for life."""
        begins = {claim, self._employees_claim(claim), self.special_from, self.month_65}
        months = sorted(month.plus(1) for month in begins)
        ends = [month.plus(-1) for month in months[1:]]
        pieces = [
            Stage(month, last, self._lines(claim, month)) for month, last in zip(months, [*ends, None], strict=True)
        ]
        return tuple(stage for stage in joined_stages(pieces) if stage.lines)

    def _employees_claim(self, claim: YearMonth) -> YearMonth:
        """Who has reached the age of the special pension claims the basic pension alone early (国年法附則9条の2の2)."""
        return self.month_65 if self.special_from <= claim < self.month_65 else claim

    def _basic(self) -> Amount:
        if self.paper.form is PaperForm.FROM_50:
            return Amount(self.paper.basic)
        derivation = Derivation(self.rules.money.figures)
        to_come = derivation.include(self.prospect.basic)
        rule = self.rules.money.basic_amount(self.prospect.fiscal_year, self.birth_date)
        yen = max(self.paper.basic, min(self.paper.basic + to_come, rule.full_yen))
        inputs: dict[Figure, Number] = {
            Figure.PAPER_BASIC: self.paper.basic,
            Figure.BASIC_TO_COME: to_come,
            Figure.FULL_BASIC: rule.full_yen,
        }
        return derivation.amount(derivation.note(Figure.BASIC_TOGETHER, yen, inputs))

    def _employees(self) -> Amount:
        if self.paper.form is PaperForm.FROM_50:
            return Amount(self.paper.employees)
        derivation = Derivation(self.rules.money.figures)
        to_come = 0
        for insurer in self.prospect.history.insurers:
            parts = self.prospect.parts(insurer, self.month_65)
            to_come += derivation.include(parts.proportional) + derivation.include(parts.transitional)
        inputs: dict[Figure, Number] = {
            Figure.PAPER_EMPLOYEES: self.paper.employees,
            Figure.EMPLOYEES_TO_COME: to_come,
        }
        return derivation.amount(derivation.note(Figure.EMPLOYEES_TOGETHER, self.paper.employees + to_come, inputs))

    def _lines(self, claim: YearMonth, month: YearMonth) -> tuple[Line, ...]:
        basic = self._basic_lines(claim) if month > claim else ()
        return (*basic, *self._employees_lines(claim, month))

    def _basic_lines(self, claim: YearMonth) -> Iterator[Line]:
        if self.basic.yen:
            yield self._line(Figure.BASIC_PENSION, self.basic)
            yield from self._adjusting(Figure.BASIC_PENSION, self.basic, claim, self.month_65)

    def _employees_lines(self, claim: YearMonth, month: YearMonth) -> Iterator[Line]:
        own = self._employees_claim(claim)
        special = self.paper.special
        if special and self.special_from <= own and self.special_from < month <= self.month_65:
            yield self._line(Figure.PAPER_SPECIAL, Amount(special.yen))
        elif month > own:
            yield from self._employees_parts(own)

    def _employees_parts(self, claim: YearMonth) -> Iterator[Line]:
        """Both parts; waiting raises them together (厚年令3条の5の2)."""
        whole = Figure.EMPLOYEES_TOGETHER if self.paper.form is PaperForm.UNDER_50 else Figure.PROPORTIONAL
        transitional = Amount(self.paper.transitional)
        for figure, amount, until in (
            (whole, self.employees, self.special_from),
            (Figure.TRANSITIONAL, transitional, self.month_65),
        ):
            if amount.yen:
                yield self._line(figure, amount)
            if amount.yen and claim < self.month_65:
                yield from self._adjusting(figure, amount, claim, until)
        together = Amount(self.employees.yen + transitional.yen)
        if together.yen and claim > self.month_65:
            yield from self._adjusting(whole, together, claim, self.month_65)

    def _adjusting(self, figure: Figure, amount: Amount, claim: YearMonth, until: YearMonth) -> Iterator[Line]:
        """What an early claim takes off, or waiting adds."""
        if claim < self.month_65:
            cut = early_reduction(amount.yen, self.birth_date, claim, until, self.rules)
            yield self._line(Figure.EARLY_REDUCTION, replace(cut, yen=-cut.yen), figure)
        elif claim > self.month_65:
            waited = int(claim) - int(self.month_65)
            yield self._line(
                Figure.DEFERRED_ADDITION, deferred_addition(amount.yen, self.birth_date, waited, self.rules), figure
            )

    def _line(self, figure: Figure, amount: Amount, of: Figure | None = None) -> Line:
        figures = self.rules.money.figures
        return Line(figures[figure], amount, figures[of] if of else None)
