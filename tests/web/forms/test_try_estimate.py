"""The steps of a paper's figures."""

from __future__ import annotations

from datetime import date

import pytest

from pension.conditions import ConditionProblem
from pension.paper_notice import SpecialOnPaper
from pension.plan import Doing
from web.forms.try_estimate import TryForm, TryStep, parse, read_paper, read_plan, refused, steps_of

TODAY = date(2026, 11, 23)
OLDER = {
    "paper": "from-50", "birth-era": "昭和", "birth-year": "41", "birth-month": "4", "birth-day": "2",
    "months": "400", "basic": "782000", "proportional": "1003000",
}  # fmt: skip


def test_from_50_on_the_years_to_60_are_not_asked_for() -> None:
    assert TryStep.FUTURE in steps_of({})
    assert TryStep.FUTURE not in steps_of(OLDER)


def test_again_and_back_look_at_nothing() -> None:
    assert parse({"action": "again", "step": "claim"}, TODAY).step is TryStep.CLAIM
    assert parse({"action": "back", "step": "paper"}, TODAY).step is TryStep.PAPER
    assert parse({"action": "next", "step": "nowhere"}, TODAY).errors


def test_an_earlier_step_that_is_wrong_comes_first() -> None:
    form = parse({**OLDER, "months": "x", "step": "claim", "claim-years": "65"}, TODAY)
    assert (form.step, [error.field for error in form.errors]) == (TryStep.MONTHS, ["months"])


def test_an_amount_before_65_needs_its_age() -> None:
    form = parse({**OLDER, "special": "500000", "step": "amounts"}, TODAY)
    assert [error.field for error in form.errors] == ["special-age"]
    read = read_paper({**OLDER, "special": "500000", "special-age": "64"}, TODAY)
    assert read.special == SpecialOnPaper(64, 500_000)
    assert read_paper(OLDER, TODAY).special is None


def test_everything_answered() -> None:
    form = parse({**OLDER, "step": "claim", "claim-years": "65"}, TODAY)
    assert form == TryForm({**form.values}, None)
    assert read_plan(form.values).doing is Doing.NOTHING
    assert read_plan({"doing": "dependent", "claim-years": "65"}).doing is Doing.DEPENDENT


def test_a_form_that_was_not_checked_has_no_birth_date() -> None:
    with pytest.raises(ValueError, match="birth date"):
        read_paper({}, TODAY)


def test_problems_lead_to_the_step_where_they_are_mended() -> None:
    problems = [ConditionProblem(field, "", "…", "国年法7条") for field in ("works_until", "claim_basic")]
    form = refused(TryForm({}, None), problems)
    assert (form.step, [error.field for error in form.errors]) == (TryStep.FUTURE, ["until"])
