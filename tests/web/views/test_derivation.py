"""How a figure was counted, in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pension.derivation import Derivation, Figure, Number
from rules.loader import load_rules
from web.views.derivation import CountedInput, counted, figure_value

FIGURES = load_rules().money.figures


@pytest.mark.parametrize(
    ("figure", "value", "words"),
    [
        (Figure.FULL_BASIC, 847_300, "847,300円"),
        (Figure.PART_AMOUNT, Fraction("21201.6042"), "21,201.6042円"),
        (Figure.WEIGHTED_MONTHS, Fraction(3717, 8), "464と8分の5か月"),
        (Figure.SHARE_INSIDE, Fraction(5, 8), "8分の5"),
        (Figure.MULTIPLIER, Fraction(5481, 1_000_000), "0.005481"),
        (Figure.DEFERRED_RATE, Fraction(42, 100), "42%"),
        (Figure.AVERAGE_PAYMENT_RATE, Fraction(1, 3), "33と3分の1%"),
        (Figure.FIXED_FACTOR, Fraction("1.875"), "1.875倍"),
        (Figure.CHILDREN, 2, "2人"),
    ],
)
def test_a_figure_is_written_in_its_unit_and_without_loss(figure: Figure, value: Number, words: str) -> None:
    assert figure_value(FIGURES[figure], value) == words


def test_a_step_says_part_formula_inputs_and_article() -> None:
    derivation = Derivation(FIGURES)
    derivation.scope(Figure.LEVEL_CURRENT, Figure.PART_FROM_2003)
    yen = derivation.note(Figure.BASIC_PENSION, 829_648, {Figure.FULL_BASIC: 847_300, Figure.WEIGHTED_MONTHS: 470})
    counting = counted("老齢基礎年金", derivation.amount(yen))
    assert counting.heading == "老齢基礎年金"
    (step,) = counting.steps
    assert (step.part, step.name, step.value) == (
        "本来水準・平成15年4月からの期間",
        "老齢基礎年金",
        "829,648円",
    )
    assert step.formula == "満額 × 月数 ÷ 加入可能月数（1円未満四捨五入）"
    assert step.inputs == (
        CountedInput("老齢基礎年金の満額", "847,300円"),
        CountedInput("老齢基礎年金を計算する月数", "470か月"),
    )
    assert step.article == "国年法27条・17条1項"
