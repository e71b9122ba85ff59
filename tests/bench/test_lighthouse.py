"""The table of what Lighthouse finds."""

from __future__ import annotations

from typing import Any

from bench.lighthouse import table_of


def report(score: float, blocked: float) -> dict[str, Any]:
    values = {
        "first-contentful-paint": 1000.4,
        "largest-contentful-paint": 1400.0,
        "total-blocking-time": blocked,
        "cumulative-layout-shift": 0.02,
    }
    return {
        "categories": {"performance": {"score": score}},
        "audits": {name: {"numericValue": value} for name, value in values.items()},
    }


def test_scores_are_spread_and_times_are_medians() -> None:
    table = table_of({"first page": [report(0.98, 10), report(1.0, 0), report(0.99, 30)]})
    assert table.rows == (("P4", "first page", "100", "99 (98–100)", "1,000", "1,400", "10", "0.02"),)
    assert len(table.columns) == len(table.rows[0])
