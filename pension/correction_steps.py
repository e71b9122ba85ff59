"""The way of a request to correct a record (訂正の請求): which step follows which.

国民年金法14条の2, 厚生年金保険法28条の2. The person prepares it; everything from its reception on is done by the
office, where the correction itself is made (S07).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Step(StrEnum):
    """How far a request has come."""

    PREPARED = "prepared"  # 準備ができた: kept and numbered, not yet at the office
    RECEIVED = "received"  # 窓口で受け付けた
    UNDER_REVIEW = "under_review"  # 調べている
    PAPERS_ASKED = "papers_asked"  # 書類をお願いしている
    DECIDED = "decided"  # 決まった
    RECORD_UPDATED = "record_updated"  # 記録を直した
    NOTIFIED = "notified"  # お知らせした
    WITHDRAWN = "withdrawn"  # 取り下げた


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"  # 訂正する
    PARTLY = "partly"  # 一部を訂正する
    REFUSED = "refused"  # 訂正しない


_FOLLOWING: Mapping[Step, frozenset[Step]] = {
    Step.PREPARED: frozenset({Step.RECEIVED, Step.WITHDRAWN}),
    Step.RECEIVED: frozenset({Step.UNDER_REVIEW, Step.PAPERS_ASKED, Step.WITHDRAWN}),
    Step.UNDER_REVIEW: frozenset({Step.PAPERS_ASKED, Step.DECIDED, Step.WITHDRAWN}),
    Step.PAPERS_ASKED: frozenset({Step.PAPERS_ASKED, Step.UNDER_REVIEW, Step.WITHDRAWN}),
    Step.DECIDED: frozenset({Step.RECORD_UPDATED, Step.UNDER_REVIEW}),
    Step.RECORD_UPDATED: frozenset({Step.NOTIFIED}),
    Step.NOTIFIED: frozenset(),
    Step.WITHDRAWN: frozenset(),
}
OPEN_STEPS = frozenset(step for step, following in _FOLLOWING.items() if following)
"""Where a request still waits for somebody."""
WITHDRAWABLE = frozenset(step for step, following in _FOLLOWING.items() if Step.WITHDRAWN in following)
"""Where the person can still take it back: until it is decided."""


def following(step: Step, outcome: Outcome | None = None) -> frozenset[Step]:
    """The steps that may come next. Of a request that was refused no record is changed: the person is told at once.

    A decision that cannot stand, because a second officer finds it wrong or the record has changed, is reviewed again.
    """
    if step is Step.DECIDED and outcome is Outcome.REFUSED:
        return frozenset({Step.NOTIFIED, Step.UNDER_REVIEW})
    return _FOLLOWING[step]
