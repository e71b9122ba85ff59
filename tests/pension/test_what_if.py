"""An estimate beside the same claimed at 65."""

from __future__ import annotations

from pension.claim import ClaimAge
from pension.conditions import Conditions
from pension.what_if import WhatIf, work_out
from rules.loader import load_rules
from tests.pension.documents import TODAY, job, record

LIFE = record(job("1990-04-01", "2010-04-01"), born="1965-06-15")
RULES = load_rules()


def test_a_claim_at_70_stands_beside_one_at_65() -> None:
    found = work_out(LIFE, Conditions(future=(), claim_basic=ClaimAge(70), claim_employees=ClaimAge(70)), TODAY, RULES)
    assert isinstance(found, WhatIf)
    assert found.estimate.stages[-1].yearly > found.at_65.stages[-1].yearly
    assert found.options[-1].age == ClaimAge(75)


def test_what_cannot_be_is_handed_on() -> None:
    found = work_out(LIFE, Conditions(future=(), claim_basic=ClaimAge(80)), TODAY, RULES)
    assert isinstance(found, tuple)
    assert [problem.field for problem in found] == ["claim_basic"]
