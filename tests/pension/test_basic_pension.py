"""The old-age basic pension: shares before and after 2009-04, the order of steps, months 480 and 481."""

from __future__ import annotations

from datetime import date

import pytest

from pension.basic_pension import additional_months, additional_pension, basic_pension
from pension.counting import compute_basic
from pension.derivation import Figure
from pension.rulebook import Band, StepKind
from pension.status import Status
from pension.timeline import build_timeline
from tests.pension.documents import TODAY, national, record, run
from tests.pension.estimates import RULES

BORN = date(1961, 6, 15)
PAID = StepKind.PAID, Band.ANY


def yen(months: dict[tuple[StepKind, Band], int], born: date = BORN) -> int:
    return basic_pension(compute_basic(months, RULES, RULES.full_term(born)), born, 2026, RULES).yen


@pytest.mark.parametrize(
    ("kind", "band", "expected"),
    [
        # 847,300 x 240 x share / 480
        (StepKind.QUARTER, Band.FROM_2009_04, 370_694),  # 7/8
        (StepKind.QUARTER, Band.BEFORE_2009_04, 353_042),  # 5/6
        (StepKind.HALF, Band.FROM_2009_04, 317_738),  # 3/4: 317,737.5
        (StepKind.HALF, Band.BEFORE_2009_04, 282_433),  # 2/3
        (StepKind.THREE_QUARTER, Band.FROM_2009_04, 264_781),  # 5/8
        (StepKind.THREE_QUARTER, Band.BEFORE_2009_04, 211_825),  # 1/2
        (StepKind.FULL, Band.FROM_2009_04, 211_825),  # 1/2
        (StepKind.FULL, Band.BEFORE_2009_04, 141_217),  # 1/3
    ],
)
def test_shares_of_exempt_months_before_and_after_2009_04(kind: StepKind, band: Band, expected: int) -> None:
    assert yen({(kind, band): 240}) == expected


def test_the_order_of_steps_up_to_480() -> None:
    """H12b: 420 + 40 x 3/4 + 20 x 2/3 + 20 x 1/3 + 30 x 0 = 470; 847,300 x 470 / 480 = 829,647.9."""
    months = {
        PAID: 420,
        (StepKind.HALF, Band.FROM_2009_04): 40,
        (StepKind.HALF, Band.BEFORE_2009_04): 40,
        (StepKind.FULL, Band.FROM_2009_04): 30,
    }
    assert yen(months) == 829_648


@pytest.mark.parametrize(("paid", "expected"), [(479, 845_535), (480, 847_300), (481, 847_300)])
def test_month_480_is_the_last_that_adds(paid: int, expected: int) -> None:
    assert yen({PAID: paid}) == expected


def test_older_births_have_fewer_months_to_fill() -> None:
    """Born 1926-04-02: 300 months are a full pension; 844,900 x 150 / 300."""
    assert yen({PAID: 150}, date(1926, 4, 2)) == 422_450


def test_the_derivation_names_every_step() -> None:
    total = compute_basic({PAID: 470, (StepKind.QUARTER, Band.FROM_2009_04): 20}, RULES, 480)
    amount = basic_pension(total, BORN, 2026, RULES)
    assert [step.rule.figure for step in amount.steps] == [
        Figure.STEP_PAID,
        Figure.STEP_QUARTER,
        Figure.WEIGHTED_MONTHS,
        Figure.BASIC_PENSION,
    ]
    # 10 months at 7/8 and 10 beyond the room at 3/8
    assert [(given.rule.figure, given.value) for given in amount.steps[1].inputs][2] == (Figure.MONTHS_OVER, 10)
    assert all(step.rule.article for step in amount.steps)


def test_additional_months_are_those_that_count() -> None:
    paid = run("2000-04", "2002-03", Status.N1_PAID_ADD)
    timeline = build_timeline(record(national("2000-04-01", "2002-04-01", paid)), TODAY, RULES)
    assert additional_months(timeline) == 24
    assert additional_pension(24, RULES).yen == 4_800
