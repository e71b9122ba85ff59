"""The forms offer what the services take."""

from __future__ import annotations

from db.queries.mandates import ScreenGroup
from services import mandates as mandate_service
from services.paper_mandates import Paper, PaperReason, StopReason
from web.forms import mandates, paper_mandates
from web.views.mandate_words import GROUP_NAMES, PAPER_NAMES, PAPER_REASONS, STOP_REASONS


def test_screens_and_periods_are_those_of_the_service() -> None:
    assert set(mandates.SCREENS.values()) == set(ScreenGroup) == set(GROUP_NAMES)
    assert tuple(int(months) for months in mandates.PERIODS) == mandate_service.PERIODS


def test_papers_and_reasons_are_those_of_the_service() -> None:
    assert set(paper_mandates.PAPERS.values()) == set(Paper) == set(PAPER_NAMES)
    assert set(paper_mandates.REASONS) == set(PaperReason) == set(PAPER_REASONS)
    assert set(paper_mandates.STOP_REASONS) == set(StopReason) == set(STOP_REASONS)


def test_each_box_is_named_after_its_group() -> None:
    assert all(box == f"screens-{group}" for box, group in mandates.SCREENS.items())
    assert all(box == f"paper-{kind}" for box, kind in paper_mandates.PAPERS.items())


def test_nothing_typed_is_four_things_to_mend() -> None:
    assert [error.field for error in mandates.parse({}).errors] == [
        "helper-user-id",
        "helper-name",
        "screens-records",
        "period",
    ]
