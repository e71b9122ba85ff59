"""What the person's and the office's screens of requests to correct say alike."""

from __future__ import annotations

from content.corrections import OTHER, load_corrections
from pension.calendar import YearMonth
from pension.correction_starts import CLAIM_OF_SEARCH
from pension.correction_steps import Outcome, Step
from web.forms.unlinked_search import OWN_PURPOSES
from web.views import correction_words as words


def test_every_step_has_a_tag() -> None:
    assert len({words.step_tag(step)[1] for step in Step}) == len(Step)
    assert {words.step_tag(step)[0] for step in Step} <= {"act", "confirm", "done", "quiet"}


def test_a_length_of_time_without_a_source_is_told_as_an_estimate() -> None:
    """No law at hand sets a number of days, so none is told as a fact."""
    for step, said in load_corrections().steps.items():
        assert words.how_long_words(step).endswith(words.ESTIMATED) is ("めやす" in said.how_long and not said.source)
        is_told_as_fact = not said.source and "めやす" not in said.how_long
        assert not (is_told_as_fact and any(sign in said.how_long for sign in "0123456789数"))
    assert words.how_long_words(Step.NOTIFIED) == ""


def test_what_comes_after_a_decision_is_told_as_an_estimate_too() -> None:
    for outcome in Outcome:
        following, how_long = words.after_decision(outcome)
        assert following == load_corrections().outcomes[outcome].next
        assert how_long.endswith(f"めやすです。{words.ESTIMATED}")


def test_every_purpose_of_a_search_says_what_may_be_wrong_or_nothing() -> None:
    assert set(CLAIM_OF_SEARCH) == set(OWN_PURPOSES)


def test_claims_papers_and_outcomes_have_names() -> None:
    assert words.claim_title("paid-unpaid") == "国民年金を納めた、または免除されたのに、未納や未加入になっている"
    assert words.claim_title("of an older version") == words.claim_title(OTHER)
    assert words.evidence_names(("payslip", "of an older version", "handbook")) == ("給与明細", "年金手帳")
    assert words.outcome_name(Outcome.REFUSED) == "訂正しないと決まりました"


def test_addresses_and_months() -> None:
    assert words.correction_url("12345678") == "/corrections/12345678"
    assert words.request_heading("12345678") == "受付番号 1234-5678"
    months = words.months_asked(YearMonth.of(1983, 4), YearMonth.of(1983, 7))
    assert months == "昭和58年（1983年）4月から7月まで（4か月）"
