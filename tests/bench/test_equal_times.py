"""Comparing two samples of times by rank."""

from __future__ import annotations

import pytest

from bench.equal_times import rank, rank_bound


def test_the_rank_is_the_chance_to_be_larger() -> None:
    assert rank([1, 2, 3], [4, 5]) == 0
    assert rank([4, 5], [1, 2, 3]) == 1
    assert rank([1, 3], [2]) == 0.5
    assert rank([2, 2], [2]) == 0.5


def test_the_bound_grows_narrow_with_the_number_of_tries() -> None:
    assert rank_bound(10, 10) == pytest.approx(0.259, abs=0.001)
    assert rank_bound(1000, 1000) < rank_bound(100, 100) < rank_bound(10, 10)
