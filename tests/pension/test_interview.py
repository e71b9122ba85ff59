"""Which questions are asked of whom, and what the answers suppose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.conditions import FutureSpell, SpellKind, SupposedSpouse, find_condition_problems
from pension.interview import Answers, Interview, Pay, Question, Situation, interview, present_pay
from pension.record import Bonus, Category, EmployeesPeriod, Facts, NationalPeriod, PayRun, PensionRecord, Spouse
from pension.status import Status
from tests.pension.documents import NEVER_MARRIED_NOR_STUDENT, TODAY, day, job, national, record, run, ym
from tests.pension.estimates import RULES

BORN_1970 = "1970-06-15"
_PAY_RUN = PayRun(first_month=ym("1993-04"), standard_monthly_remuneration=300_000)
LONG_JOB = job("1993-04-01", None, pay=(_PAY_RUN,))
PAY = Pay(300_000, 600_000)


def asked(
    life: PensionRecord, answers: Answers | None = None, payable: tuple[str, ...] = (), today: date = TODAY
) -> Interview:
    situation = Situation(record=life, today=today, payable=tuple(map(ym, payable)))
    found = interview(answers or Answers(), situation, RULES)
    assert find_condition_problems(found.conditions, life, RULES) == ()
    return found


def spells(found: Interview) -> list[tuple[SpellKind, str, str]]:
    future: tuple[FutureSpell, ...] = found.conditions.future or ()
    return [(spell.kind, str(spell.first_month), str(spell.last_month)) for spell in future]


def life(*periods: NationalPeriod | EmployeesPeriod, born: str = BORN_1970, **more: object) -> PensionRecord:
    return record(*periods, born=born, **more)


# ---- work ----


def test_without_any_answer_the_job_goes_on_to_60() -> None:
    found = asked(life(LONG_JOB))
    assert spells(found) == [(SpellKind.EMPLOYMENT, "2026-11", "2030-05")]
    assert (found.conditions.future or ())[0].monthly_pay == 300_000
    assert found.questions[:4] == (Question.WORK, Question.UNTIL, Question.PAY, Question.RAISE)


@pytest.mark.parametrize(
    ("born", "until"), [("1970-06-15", "2030-05"), ("1966-06-15", "2031-05"), ("1961-06-15", "2031-05")]
)
def test_unknown_work_ends_at_the_next_of_60_65_70(born: str, until: str) -> None:
    assert spells(asked(life(LONG_JOB, born=born)))[0] == (SpellKind.EMPLOYMENT, "2026-11", until)


def test_work_as_answered() -> None:
    answers = Answers(works=True, works_until=65, pay=PAY, raise_per_cent=2)
    (spell,) = asked(life(LONG_JOB), answers).conditions.future or ()
    assert (spell.monthly_pay, spell.raise_per_mille, str(spell.last_month)) == (300_000, 20, "2035-05")
    assert [(bonus.month, bonus.yen) for bonus in spell.bonuses] == [(6, 300_000), (12, 300_000)]


def test_no_work_asks_nothing_about_it() -> None:
    found = asked(life(LONG_JOB), Answers(works=False))
    assert not {Question.UNTIL, Question.PAY, Question.RAISE, Question.PAY_LATER} & set(found.questions)
    assert spells(found) == [(SpellKind.SELF_EMPLOYED, "2026-11", "2030-05")]


def test_work_that_nobody_has_told_the_pay_of_is_no_spell() -> None:
    found = asked(life(national("1990-06-14", None, run("1990-06", "2026-10"))), Answers(works=True, works_until=65))
    assert spells(found) == []
    assert Question.PAY in found.questions


def test_the_pay_of_the_present_job() -> None:
    bonuses = tuple(Bonus(month=ym(month), standard_bonus=yen) for month, yen in (("2025-10", 1), ("2026-06", 400_000)))
    assert present_pay(life(replace(LONG_JOB, bonuses=bonuses))) == Pay(300_000, 400_000)
    assert present_pay(life(job("1993-04-01", "2020-04-01"))) is None
    assert present_pay(life(replace(LONG_JOB, pay=()))) is None


# ---- until 60 and beyond ----


def test_what_comes_after_work_is_asked_until_60_only() -> None:
    assert Question.AFTER not in asked(life(LONG_JOB), Answers(works_until=60)).questions
    found = asked(life(LONG_JOB), Answers(works=True, works_until=57, afterwards=SpellKind.ABROAD))
    assert Question.AFTER in found.questions
    assert spells(found) == [(SpellKind.EMPLOYMENT, "2026-11", "2027-05"), (SpellKind.ABROAD, "2027-06", "2030-05")]


def test_unknown_stays_dependent_where_the_record_ends_so() -> None:
    wife = national("1995-04-01", None, run("1995-04", "2026-10", Status.N3), category=Category.CATEGORY_3)
    assert spells(asked(life(wife))) == [(SpellKind.DEPENDENT, "2026-11", "2030-05")]
    gone = replace(wife, disenrolled_on=date(2020, 4, 1), runs=(run("1995-04", "2020-03", Status.N3),))
    assert spells(asked(life(gone)))[0][0] is SpellKind.SELF_EMPLOYED


def test_before_20_nothing_is_paid() -> None:
    found = asked(life(born="2008-06-15"), Answers(works=False))
    assert spells(found) == [(SpellKind.SELF_EMPLOYED, "2028-06", "2068-05")]


def test_voluntary_insurance_fills_what_lacks_to_480() -> None:
    """Born 1970-06-15 and paid from 1993-04: 34 months of 20 to 22 lack until 60."""
    paid = life(national("1993-04-01", None, run("1993-04", "2026-10")))
    found = asked(paid, Answers(works=False, volunteers=True, additional=True))
    assert found.voluntary_months == 34
    assert spells(found)[-1] == (SpellKind.VOLUNTARY, "2030-06", "2033-03")
    assert all(spell.additional for spell in found.conditions.future or ())
    assert spells(asked(paid, Answers(works=False)))[-1][0] is SpellKind.SELF_EMPLOYED


def test_voluntary_insurance_is_not_asked_without_room() -> None:
    full = life(national("1990-06-14", None, run("1990-06", "2026-10")))
    assert Question.VOLUNTARY not in asked(full, Answers(works=False)).questions
    works_on = asked(life(LONG_JOB), Answers(works=True, works_until=65, pay=PAY))
    assert Question.VOLUNTARY not in works_on.questions
    assert Question.VOLUNTARY in asked(life(LONG_JOB), Answers(works=True, works_until=64, pay=PAY)).questions


def test_an_early_claim_ends_voluntary_insurance() -> None:
    paid = life(national("1993-04-01", None, run("1993-04", "2026-10")))
    early = Answers(works=False, volunteers=True, claim_basic=ClaimAge(61))
    assert spells(asked(paid, early))[-1] == (SpellKind.VOLUNTARY, "2030-06", "2031-05")
    at_60 = asked(paid, replace(early, claim_basic=ClaimAge(60)))
    assert spells(at_60)[-1][0] is SpellKind.SELF_EMPLOYED


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        (Answers(works=False), True),
        (Answers(works=False, afterwards=SpellKind.VOLUNTARY), True),
        (Answers(works=False, afterwards=SpellKind.UNPAID), False),
        (Answers(works=False, afterwards=SpellKind.UNPAID, volunteers=True), True),
        (Answers(works=True, works_until=62, pay=PAY), False),
        (Answers(works=True, works_until=62, pay=PAY, volunteers=True), True),
    ],
)
def test_the_additional_contribution_is_for_who_pays(answers: Answers, is_asked: bool) -> None:
    assert (Question.ADDITIONAL in asked(life(LONG_JOB), answers).questions) is is_asked


def test_months_to_pay_back_are_asked_where_there_are_any() -> None:
    found = asked(life(LONG_JOB), Answers(pay_back=(ym("2025-05"), ym("2025-04"))), ("2025-04", "2025-05"))
    assert Question.PAY_BACK in found.questions
    assert found.conditions.pay_back == (ym("2025-04"), ym("2025-05"))
    assert Question.PAY_BACK not in asked(life(LONG_JOB)).questions


# ---- family ----


def test_a_spouse_matters_after_20_years_of_work() -> None:
    assert Question.SPOUSE in asked(life(LONG_JOB)).questions
    assert Question.SPOUSE not in asked(life(job("2020-04-01", None))).questions
    older = life(national("1986-06-14", None, run("1986-06", "2026-10")), born="1966-04-01")
    assert Question.SPOUSE in asked(older).questions  # the transfer supplement


def test_a_spouse_whom_the_record_knows_is_not_asked_for() -> None:
    married = Spouse(married_on=date(2000, 4, 1), birth_date=date(1972, 1, 1))
    known = replace(NEVER_MARRIED_NOR_STUDENT, spouses=(married,))
    assert Question.SPOUSE not in asked(life(LONG_JOB, facts=known)).questions
    parted = replace(known, spouses=(replace(married, ended_on=date(2010, 1, 1)),))
    assert Question.SPOUSE in asked(life(LONG_JOB, facts=parted)).questions


def test_a_spouse_as_answered() -> None:
    answers = Answers(has_spouse=True, spouse_born=date(1975, 1, 1), spouse_long_employment=True)
    found = asked(life(LONG_JOB), answers)
    assert {Question.SPOUSE_BIRTH, Question.SPOUSE_WORK} < set(found.questions)
    assert found.conditions.spouse == SupposedSpouse(birth_date=date(1975, 1, 1), long_employment=True)
    assert asked(life(LONG_JOB), replace(answers, spouse_born=None)).conditions.spouse is None
    assert asked(life(LONG_JOB), replace(answers, has_spouse=False)).conditions.spouse is None


@pytest.mark.parametrize(
    ("born", "from_day"),
    [
        ("1970-06-15", "2017-04-02"),
        ("1970-04-02", "2017-04-02"),
        ("1970-03-31", "2017-04-02"),
        ("1958-01-01", "2008-04-02"),
    ],
)
def test_a_child_counts_to_the_march_after_18(born: str, from_day: str) -> None:
    situation = Situation(record=life(LONG_JOB, born=born), today=TODAY, payable=())
    assert situation.children_count_from == day(from_day)


def test_children_are_asked_for_where_one_can_be_young_enough() -> None:
    answers = Answers(has_children=True, children=(date(2020, 5, 5),))
    found = asked(life(LONG_JOB), answers)
    assert {Question.CHILDREN, Question.CHILDREN_BIRTH} < set(found.questions)
    assert found.conditions.children == (date(2020, 5, 5),)
    assert asked(life(LONG_JOB), replace(answers, has_children=None)).conditions.children == ()
    assert Question.CHILDREN not in asked(life(LONG_JOB, born="1985-06-15")).questions


# ---- claims ----


def test_claims_as_answered() -> None:
    found = asked(life(LONG_JOB), Answers(claim_basic=ClaimAge(70), claim_employees=ClaimAge(67, 3)))
    assert (found.conditions.claim_basic, found.conditions.claim_employees) == (ClaimAge(70), ClaimAge(67, 3))


def test_an_early_claim_takes_the_employees_pension_along() -> None:
    found = asked(life(LONG_JOB), Answers(claim_basic=ClaimAge(62), claim_employees=ClaimAge(67)))
    assert Question.CLAIM_EMPLOYEES not in found.questions
    assert found.conditions.claim_employees is None


def test_without_work_there_is_no_employees_pension_to_claim() -> None:
    paid = life(national("1993-04-01", None, run("1993-04", "2026-10")))
    assert Question.CLAIM_EMPLOYEES not in asked(paid, Answers(works=False)).questions


def test_pay_beside_a_pension_is_asked_of_who_works_beside_it() -> None:
    works = Answers(works=True, works_until=70, pay=PAY, pay_later=Pay(200_000, 0))
    found = asked(life(LONG_JOB), works)
    assert Question.PAY_LATER in found.questions
    assert spells(found) == [(SpellKind.EMPLOYMENT, "2026-11", "2035-06"), (SpellKind.EMPLOYMENT, "2035-07", "2040-05")]
    assert [spell.monthly_pay for spell in found.conditions.future or ()] == [300_000, 200_000]
    early = asked(life(LONG_JOB), replace(works, claim_basic=ClaimAge(62)))
    assert spells(early)[0][2] == "2032-06"
    late = asked(life(LONG_JOB), replace(works, claim_employees=ClaimAge(70)))
    assert Question.PAY_LATER not in late.questions
    assert len(spells(late)) == 1
    receives = asked(life(LONG_JOB, born="1960-06-15"), works)  # 65 is past: the pay now is the pay beside the pension
    assert Question.PAY_LATER not in receives.questions
    assert len(spells(receives)) == 1


def test_the_first_and_last_question_are_everybodys() -> None:
    questions = asked(life(LONG_JOB, facts=Facts())).questions
    assert questions[0] is Question.WORK
    assert Question.CLAIM_BASIC in questions
    assert YearMonth.of(2026, 11) == Situation(record=life(LONG_JOB), today=TODAY, payable=()).first_month
