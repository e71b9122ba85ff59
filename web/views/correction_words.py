"""The words that screens about requests to correct a record (訂正の請求) share: the person's and the office's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content.corrections import OTHER, load_corrections
from pension.calendar import YearMonth
from pension.correction_steps import Outcome, Step
from web.views.correction_links import CORRECTIONS_URL
from web.views.frame import Link
from web.views.wording import full_range_words, receipt_number

TITLE = "記録の訂正の相談"
CORRECTIONS_CRUMB = Link(TITLE, CORRECTIONS_URL)
ESTIMATED = "（このサービスの見積もりです。決まった日数ではありません）"
"""Said behind a length of time that no source gives."""

_STEP_KINDS: Mapping[Step, str] = {
    Step.PREPARED: "act",
    Step.RECEIVED: "quiet",
    Step.UNDER_REVIEW: "quiet",
    Step.PAPERS_ASKED: "act",
    Step.DECIDED: "done",
    Step.RECORD_UPDATED: "done",
    Step.NOTIFIED: "done",
    Step.WITHDRAWN: "quiet",
}
"""How the tag of a step is framed (:mod:`web.components.tag`): dashed where the person can do something."""


def correction_url(number: str) -> str:
    """The person's page of a request."""
    return f"{CORRECTIONS_URL}/{number}"


def request_heading(number: str) -> str:
    """``受付番号 1234-5678``."""
    return f"受付番号 {receipt_number(number)}"


def step_tag(step: Step) -> tuple[str, str]:
    """The frame and the word of a step: ``("quiet", "受け付けました")``."""
    return _STEP_KINDS[step], load_corrections().steps[step].name


def how_long_words(step: Step) -> str:
    """How long what comes after a step takes, marked where it is an estimate of ours; empty at the end."""
    words = load_corrections().steps[step]
    return words.how_long if words.source else _marked(words.how_long)


def after_decision(outcome: Outcome) -> tuple[str, str]:
    """What comes after a decision and how long that takes, by what was decided."""
    words = load_corrections().outcomes[outcome]
    return words.next, _marked(words.how_long)


def _marked(how_long: str) -> str:
    return f"{how_long}{ESTIMATED}" if "めやす" in how_long else how_long


def outcome_name(outcome: Outcome) -> str:
    """What was decided."""
    return load_corrections().outcomes[outcome].name


def claim_title(claim: str) -> str:
    """What a person says is wrong; one that is no longer in the list is told as something else."""
    claims = load_corrections().claims
    return claims.get(claim, claims[OTHER]).title


def evidence_names(kinds: Iterable[str]) -> tuple[str, ...]:
    """The names of kinds of papers, in order; those no longer in the list are left out."""
    evidence = load_corrections().evidence
    return tuple(evidence[kind].name for kind in kinds if kind in evidence)


def months_asked(first: YearMonth, last: YearMonth) -> str:
    """The months of a request in both calendars: ``昭和58年（1983年）4月から7月まで（4か月）``."""
    return full_range_words(first, last)
