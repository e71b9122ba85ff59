"""Tables of money."""

from __future__ import annotations

import pytest

from web.views.money import MoneyRow, MoneyTable, RowKind, money_row


def test_an_amount_that_cannot_be_given_is_said() -> None:
    assert money_row("厚生年金", 612_400, None).cells == ("612,400円", "わかりません")
    assert money_row("合計", -17_510, kind=RowKind.SUM) == MoneyRow("合計", ("−17,510円",), RowKind.SUM)


def test_a_row_that_does_not_fit_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="a row does not fit the columns of the table: 額"):
        MoneyTable(caption="額", corner="項目", columns=("1年", "1か月"), rows=(money_row("基礎", 847_300),))
