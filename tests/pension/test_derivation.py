"""Rounding where the law rounds, and amounts that remember how they came about."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pension.derivation import (
    Amount,
    Confidence,
    Derivation,
    Figure,
    Reference,
    all_doubts,
    exact_text,
    monthly_yen,
    round_hundred_yen,
    round_own_share,
    round_ten_yen,
    round_yen,
)
from tests.pension.estimates import RULES

FIGURES = RULES.money.figures
SURE = Reference("t", "a", "条文", Confidence.LAW_TEXT)
DOUBTFUL = Reference("t", "b", "記憶", Confidence.MEMORY)


@pytest.mark.parametrize(
    ("value", "yen"), [(Fraction(1, 2), 1), (Fraction(49, 100), 0), (Fraction("706083.3"), 706_083), (7, 7)]
)
def test_fifty_sen_are_a_yen(value: Fraction, yen: int) -> None:
    assert round_yen(value) == yen


def test_hundreds_and_tens_of_yen_go_up_from_the_middle() -> None:
    assert round_hundred_yen(Fraction("847276.5")) == 847_300
    assert round_hundred_yen(849) == 800
    assert (round_hundred_yen(850), round_ten_yen(4_245), round_ten_yen(4_244)) == (900, 4_250, 4_240)


@pytest.mark.parametrize(("value", "yen"), [("14938.5", 14_938), ("14938.51", 14_939), ("14938", 14_938)])
def test_a_contribution_kept_back_drops_up_to_fifty_sen(value: str, yen: int) -> None:
    assert round_own_share(Fraction(value)) == yen


def test_a_month_is_a_twelfth_without_sen() -> None:
    assert monthly_yen(847_300) == 70_608


def test_steps_carry_scope_inputs_and_article() -> None:
    derivation = Derivation(FIGURES)
    derivation.scope(Figure.LEVEL_CURRENT)
    assert derivation.note(Figure.AVERAGE_PAY, 300, {Figure.REAL_MONTHS: 12}) == 300
    (step,) = derivation.amount(300).steps
    assert [rule.figure for rule in step.scope] == [Figure.LEVEL_CURRENT]
    assert (step.inputs[0].rule.figure, step.inputs[0].value) == (Figure.REAL_MONTHS, 12)
    assert step.rule.article == "厚年法43条1項、厚年令3条"


def test_only_doubtful_rows_are_kept_and_each_once() -> None:
    derivation = Derivation(FIGURES)
    derivation.lean_on(SURE, DOUBTFUL, DOUBTFUL)
    inner = derivation.amount(1)
    outer = Derivation(FIGURES)
    assert outer.include(inner) == 1
    assert outer.amount(2).doubts == (DOUBTFUL,)
    assert all_doubts([inner, outer.amount(2), Amount(0)]) == (DOUBTFUL,)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5481, 1_000_000), "0.005481"),
        (Fraction(1393, 3), "1393/3"),
        (Fraction(42), "42"),
        (Fraction("1.085"), "1.085"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction("21201.6042"), "21201.6042"),
    ],
)
def test_fractions_are_written_without_loss(value: Fraction, text: str) -> None:
    assert exact_text(value) == text
