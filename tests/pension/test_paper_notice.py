"""The figures of a paper ねんきん定期便, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from pension.calendar import YearMonth
from pension.claim import ClaimAge
from pension.notes import Note
from pension.paper_notice import PaperEstimate, PaperForm, PaperNotice, SpecialOnPaper, estimate_from_paper
from pension.plan import Doing, Plan
from rules.loader import load_rules

RULES = load_rules()
TODAY = date(2026, 11, 23)
NOTHING = Plan(doing=Doing.NOTHING)
YOUNG = PaperNotice(form=PaperForm.UNDER_50, birth_date=date(1985, 4, 2), months=200, basic=353_042, employees=300_000)
OLDER = PaperNotice(
    form=PaperForm.FROM_50,
    birth_date=date(1965, 4, 2),
    months=400,
    basic=800_000,
    employees=500_000,
    transitional=1_000,
    special=SpecialOnPaper(64, 500_000),
)


def estimate(paper: PaperNotice, plan: Plan = NOTHING) -> PaperEstimate:
    found = estimate_from_paper(paper, plan, TODAY, RULES)
    assert isinstance(found, PaperEstimate)
    return found


def problems(paper: PaperNotice, plan: Plan = NOTHING) -> list[str]:
    found = estimate_from_paper(paper, plan, TODAY, RULES)
    assert isinstance(found, tuple)
    return [problem.field for problem in found]


def paid(paper: PaperNotice, plan: Plan = NOTHING) -> list[tuple[str, str, list[int]]]:
    return [
        (str(stage.first_month), str(stage.last_month or ""), [line.yen for line in stage.lines])
        for stage in estimate(paper, plan).stages
    ]


def test_the_paper_alone_at_65() -> None:
    assert paid(YOUNG) == [("2050-05", "", [353_042, 300_000])]
    assert estimate(YOUNG).stages == estimate(YOUNG).stages_at_65


def test_a_paper_without_a_basic_pension() -> None:
    paper = PaperNotice(form=PaperForm.UNDER_50, birth_date=date(1985, 4, 2), months=200, basic=0, employees=9)
    assert paid(paper) == [("2050-05", "", [9])]


def test_own_contributions_until_60_are_added() -> None:
    """From November 2026 to March 2045 are 221 months: 847,300 x 221 / 480 = 390,111.04."""
    found = estimate(YOUNG, Plan(doing=Doing.SELF_EMPLOYED))
    assert [line.yen for line in found.stages[0].lines] == [353_042 + 390_111, 300_000]
    assert found.months == 421


def test_the_basic_pension_stops_at_its_full_amount() -> None:
    nearly_full = PaperNotice(
        form=PaperForm.UNDER_50, birth_date=date(1985, 4, 2), months=300, basic=840_000, employees=0
    )
    assert paid(nearly_full, Plan(doing=Doing.SELF_EMPLOYED)) == [("2050-05", "", [847_300])]


def test_months_of_work_are_added_to_the_employees_pension() -> None:
    """222 months at 300,000 (rate of the year 0.921): 276,300 x 5.481/1000 x 222 = 336,197 and a little beside it."""
    plan = Plan(doing=Doing.EMPLOYMENT, monthly_pay=300_000, works_until=60)
    (stage,) = estimate(YOUNG, plan).stages
    added = stage.lines[1].yen - 300_000
    assert 330_000 < added < 340_000
    assert any(step.rule.label == "老齢厚生年金" for step in stage.lines[1].amount.steps)


def test_early_both_parts_are_cut_for_life() -> None:
    """60 months early: 24 % of 353,042 is 84,730.08, of 300,000 is 72,000."""
    assert paid(YOUNG, Plan(doing=Doing.NOTHING, claim=ClaimAge(60))) == [
        ("2045-05", "", [353_042, -84_730, 300_000, -72_000])
    ]


def test_the_special_pension_before_65() -> None:
    assert paid(OLDER) == [
        ("2029-05", "2030-04", [500_000]),
        ("2030-05", "", [800_000, 500_000, 1_000]),
    ]


def test_later_both_parts_of_the_employees_pension_are_raised_together() -> None:
    """60 months: 42 % of 800,000 and of 501,000."""
    assert paid(OLDER, Plan(doing=Doing.EMPLOYMENT, claim=ClaimAge(70)))[1] == (
        "2035-05",
        "",
        [800_000, 336_000, 500_000, 1_000, 210_420],
    )


def test_before_the_special_age_all_is_claimed_early() -> None:
    """At 62: 36 months early, 14.4 %; the earnings-related part 24 months before its age of 64, 9.6 %."""
    assert paid(OLDER, Plan(doing=Doing.NOTHING, claim=ClaimAge(62))) == [
        ("2027-05", "", [800_000, -115_200, 500_000, -48_000, 1_000, -144])
    ]


def test_from_the_special_age_on_only_the_basic_pension_is_claimed_early() -> None:
    """At 64 and 6 months: 6 months early, 2.4 % of 800,000."""
    assert paid(OLDER, Plan(doing=Doing.NOTHING, claim=ClaimAge(64, 6))) == [
        ("2029-05", "2029-10", [500_000]),
        ("2029-11", "2030-04", [800_000, -19_200, 500_000]),
        ("2030-05", "", [800_000, -19_200, 500_000, 1_000]),
    ]


def test_without_120_months_nothing_is_paid() -> None:
    short = PaperNotice(form=PaperForm.UNDER_50, birth_date=date(1985, 4, 2), months=60, basic=1, employees=1)
    found = estimate(short)
    assert (found.stages, found.stages_at_65, found.months, found.required) == ((), (), 60, 120)
    assert estimate(short, Plan(doing=Doing.DEPENDENT)).stages


def test_the_months_are_complete_by_an_early_claim_at_the_end_of_work() -> None:
    """From November 2026 to March 2037 are 125 months of work, all there is."""
    paper = PaperNotice(form=PaperForm.UNDER_50, birth_date=date(1977, 4, 2), months=0, basic=0, employees=0)
    work = Plan(doing=Doing.EMPLOYMENT, monthly_pay=200_000, works_until=60, claim=ClaimAge(60))
    assert estimate(paper, work).months == 125
    assert estimate(paper, work).stages[0].first_month == YearMonth.of(2037, 5)


@pytest.mark.parametrize(
    ("paper", "plan", "fields"),
    [
        (
            PaperNotice(form=PaperForm.UNDER_50, birth_date=date(2010, 1, 1), months=0, basic=0, employees=0),
            NOTHING,
            ["birth_date"],
        ),
        (
            PaperNotice(form=PaperForm.FROM_50, birth_date=date(1960, 1, 1), months=0, basic=0, employees=0),
            NOTHING,
            ["birth_date"],
        ),
        (
            PaperNotice(form=PaperForm.UNDER_50, birth_date=date(1965, 1, 1), months=0, basic=0, employees=0),
            NOTHING,
            ["birth_date"],
        ),
        (
            PaperNotice(form=PaperForm.FROM_50, birth_date=date(1985, 1, 1), months=0, basic=0, employees=0),
            NOTHING,
            ["birth_date"],
        ),
        (YOUNG, Plan(doing=Doing.EMPLOYMENT, monthly_pay=1, works_until=40), ["works_until"]),
        (YOUNG, Plan(doing=Doing.EMPLOYMENT, monthly_pay=1, works_until=66), ["works_until"]),
        (YOUNG, Plan(doing=Doing.EMPLOYMENT, monthly_pay=1, works_until=63, claim=ClaimAge(62)), ["works_until"]),
        (YOUNG, Plan(doing=Doing.NOTHING, claim=ClaimAge(76)), ["claim_basic", "claim_employees"]),
        (OLDER, Plan(doing=Doing.NOTHING, claim=ClaimAge(61)), ["claim_basic"]),
    ],
)
def test_what_cannot_be_is_a_problem(paper: PaperNotice, plan: Plan, fields: list[str]) -> None:
    assert problems(paper, plan) == fields


def test_notes_say_what_the_paper_cannot_tell() -> None:
    young = {
        rule.note
        for rule in estimate(YOUNG, Plan(doing=Doing.EMPLOYMENT, monthly_pay=1, yearly_bonus=2, works_until=50)).notes
    }
    assert {Note.PAPER_FAMILY, Note.PAPER_WORKING, Note.PAPER_MONTHS_BETWEEN, Note.BONUS_IN_TWO_PARTS} <= young
    assert {Note.REST_IS_PAID, Note.PAPER_LONG_EMPLOYMENT} <= young
    older = {rule.note for rule in estimate(OLDER).notes}
    assert Note.PAPER_AS_NOW_TO_60 in older
    assert not older & {Note.PAPER_MONTHS_BETWEEN, Note.REST_IS_PAID, Note.PAPER_LONG_EMPLOYMENT}
    assert YearMonth.of(2030, 4) == estimate(OLDER).claim
