"""Limits in words."""

from __future__ import annotations

import pytest

from pension.estimate_limits import STOPS, Limit
from web.views.estimate_limits import said_limits


@pytest.mark.parametrize("limit", Limit)
def test_every_limit_says_what_why_and_where_to_ask(limit: Limit) -> None:
    (said,) = said_limits([limit])
    assert said.heading
    assert "ください" in said.text or "できます" in said.text or "もらえます" in said.text
    assert said.stops is (limit in STOPS)
