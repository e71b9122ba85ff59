"""Which step of a request follows which."""

from __future__ import annotations

import itertools

import pytest

from pension.correction_steps import OPEN_STEPS, WITHDRAWABLE, Outcome, Step, following


def test_the_way_of_a_request_that_is_granted() -> None:
    way = [Step.PREPARED, Step.RECEIVED, Step.UNDER_REVIEW, Step.DECIDED, Step.RECORD_UPDATED, Step.NOTIFIED]
    for step, after in itertools.pairwise(way):
        assert after in following(step, Outcome.GRANTED), (step, after)


def test_papers_are_asked_for_as_often_as_needed_and_then_looked_at() -> None:
    assert following(Step.PAPERS_ASKED) == {Step.PAPERS_ASKED, Step.UNDER_REVIEW, Step.WITHDRAWN}
    assert Step.DECIDED not in following(Step.PAPERS_ASKED)


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.PARTLY])
def test_nobody_is_told_of_a_correction_before_the_record_holds_it(outcome: Outcome) -> None:
    assert following(Step.DECIDED, outcome) == {Step.RECORD_UPDATED, Step.UNDER_REVIEW}


def test_of_a_refusal_the_person_is_told_at_once() -> None:
    assert following(Step.DECIDED, Outcome.REFUSED) == {Step.NOTIFIED, Step.UNDER_REVIEW}


def test_a_decision_that_cannot_stand_is_reviewed_again_until_the_record_holds_it() -> None:
    assert all(Step.UNDER_REVIEW in following(Step.DECIDED, outcome) for outcome in Outcome)
    assert Step.UNDER_REVIEW not in following(Step.RECORD_UPDATED)


def test_it_can_be_taken_back_until_it_is_decided() -> None:
    assert {Step.PREPARED, Step.RECEIVED, Step.UNDER_REVIEW, Step.PAPERS_ASKED} == WITHDRAWABLE


def test_only_what_was_told_or_taken_back_is_at_its_end() -> None:
    assert set(Step) - OPEN_STEPS == {Step.NOTIFIED, Step.WITHDRAWN}
