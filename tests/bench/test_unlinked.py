"""The bench of searches at a small size: every contender asks, the ladder finds everybody's own record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bench import unlinked

SIZE = 1500


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder the server's user can reach, and few people to be sought."""
    monkeypatch.setattr(unlinked, "PEOPLE", 30)
    monkeypatch.setattr(unlinked, "SLOW_PEOPLE", 3)
    unlinked.planted.cache_clear()
    with TemporaryDirectory(prefix="nenkin-bench-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
    unlinked.planted.cache_clear()


@pytest.mark.parametrize("engine", ["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)])
async def test_every_contender_is_measured_and_the_ladder_misses_nobody(few: Path, engine: str) -> None:
    measured = await unlinked.measure(engine, SIZE, few, trigrams=True)
    people = len(unlinked.planted()[0])
    assert people > 20
    ladder, exact = measured[unlinked.LADDER], measured[unlinked.EXACT]
    assert (ladder.found, len(ladder.seconds)) == (people, people)
    assert exact.found < people
    assert len(measured[unlinked.TRIGRAM].seconds) == 3
    assert all(one.bytes > 0 for one in measured.values())
    costs, ratios = unlinked.table_of({(engine, SIZE): measured})
    assert len(costs.rows) == 3
    assert ratios.rows[0][4] == "100.00%"


async def test_without_trigrams_the_rest_is_measured(few: Path) -> None:
    measured = await unlinked.measure("SQLite", SIZE, few, trigrams=False)
    assert set(measured) == {unlinked.LADDER, unlinked.EXACT}
    _, ratios = unlinked.table_of({("SQLite", SIZE): measured})
    assert ratios.rows[0][3] == "—"


def test_there_are_as_many_rows_as_ordered() -> None:
    rows = list(unlinked.rows_of(50))
    assert len(rows) == 50
    assert len({row[1] for row in rows}) == 50
