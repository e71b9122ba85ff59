"""How one month is drawn and named."""

from __future__ import annotations

import pytest

from pension.status import Status
from web.views.month_cell import Mark, MonthCell, every_cell


@pytest.mark.parametrize(
    ("cell", "classes"),
    [
        (MonthCell(Status.E1), "month emp starts ends"),
        (MonthCell(Status.E1, starts=False, ends=False), "month emp"),
        (MonthCell(Status.NONE_REQ, Mark.CONFIRM, ends=False), "month call confirm starts"),
        (MonthCell(Status.N1_PAYABLE, Mark.ACT, starts=False), "month call act ends"),
        (MonthCell(Status.E1, Mark.DONE, starts=False, ends=False), "month emp done"),
        (MonthCell(Status.N1_PENDING, starts=False, ends=False), "month open long"),
        (MonthCell(Status.FUTURE, now=True), "month future starts ends now"),
    ],
)
def test_a_month_is_drawn_by_its_band_its_call_and_its_ends(cell: MonthCell, classes: str) -> None:
    assert cell.classes == classes


@pytest.mark.parametrize(
    ("cell", "linked"),
    [
        (MonthCell(Status.E1), True),
        (MonthCell(Status.E1, starts=False), False),
        (MonthCell(Status.NONE_REQ, Mark.CONFIRM, starts=False), True),
        (MonthCell(Status.KARA_MAYBE, Mark.ACT, starts=False), True),
        (MonthCell(Status.NONE_REQ, Mark.DONE, starts=False), False),
    ],
)
def test_only_calling_months_and_the_first_of_a_band_are_links(cell: MonthCell, linked: bool) -> None:
    assert cell.is_linked is linked


@pytest.mark.parametrize(
    ("cell", "spoken"),
    [
        (MonthCell(Status.E1), "厚生年金"),
        (MonthCell(Status.NONE_REQ, Mark.CONFIRM), "未加入。ご確認ください"),
        (MonthCell(Status.KARA_MAYBE, Mark.ACT), "カラ期間の可能性（申し出が必要）。手続きできます"),
        (MonthCell(Status.E1, Mark.CONFIRM, overlap=True), "厚生年金、ほかの記録と重複。ご確認ください"),
        (MonthCell(Status.N1_UNPAID, Mark.DONE), "未納（期限切れ）。確認した印があります"),
    ],
)
def test_a_link_says_the_full_name_and_the_call(cell: MonthCell, spoken: str) -> None:
    assert cell.spoken == spoken


def test_every_status_can_be_drawn_in_every_way() -> None:
    cells = list(every_cell())
    assert len(set(cells)) == len(cells) == len(Status) * len(Mark) * 16
    assert {cell.status for cell in cells} == set(Status)
