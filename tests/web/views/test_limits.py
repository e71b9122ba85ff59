"""Limits in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from pension.limits import STOPS_ALL, STOPS_NOTICE, Limit
from web.views.limits import SaidLimit, notice_limits, what_if_limits

Say = Callable[[Iterable[Limit]], tuple[SaidLimit, ...]]


@pytest.mark.parametrize(("say", "stops"), [(notice_limits, STOPS_NOTICE), (what_if_limits, STOPS_ALL)])
@pytest.mark.parametrize("limit", Limit)
def test_every_limit_says_what_why_and_where_to_ask(limit: Limit, say: Say, stops: frozenset[Limit]) -> None:
    (said,) = say([limit])
    assert said.heading
    assert "ください" in said.text or "できます" in said.text or "もらえます" in said.text
    assert said.stops is (limit in stops)
