"""Importing records without an owner: all of a file or nothing, in the place of all before; every bad line is named."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.engine import current_engine
from db.queries.unlinked import (
    NewUnlinkedBatch,
    UnlinkedOvertaken,
    apply_unlinked_batch,
    begin_unlinked_batch,
    clear_unlinked,
    fetch_candidates,
    stage_unlinked,
)
from db.transactions import read, write
from pension.calendar import YearMonth
from pension.matching import prepare_search, record_key
from pension.record import Sex
from pension.status import Scheme
from pension.unlinked import RecordedBirth, Sought, SoughtName, UnlinkedRecord
from rules.matching import load_matching
from services import import_unlinked as service
from services.demo import find_mode_conflict
from services.import_lines import BadLine
from services.import_unlinked import (
    UnlinkedImported,
    UnlinkedOrder,
    UnlinkedRefused,
    UnlinkedResult,
    UnlinkedUnchanged,
    import_unlinked,
)
from services.unlinked_search import find_records
from tests.databases import NOW, SteppingClock

LINE = {
    "number": "4021-183645",
    "scheme": "employees_pension",
    "kana": "アキヤマ カズコ",
    "birth_date": "1961-06-15",
    "sex": "female",
    "employer": "みほん文具店",
    "first_month": "1983-04",
    "last_month": "1983-07",
}


@dataclass
class Importer:
    """Imports files and remembers what was reported."""

    folder: Path
    clock: SteppingClock
    reported: list[BadLine] = field(default_factory=list)
    progress: list[int] = field(default_factory=list)

    async def take(
        self, content: str | bytes, name: str = "unlinked.jsonl", *, is_demo: bool = False
    ) -> UnlinkedResult:
        self.reported.clear()
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        order = UnlinkedOrder(file=path, is_demo=is_demo, report=self.reported.append, progress=self.progress.append)
        return await import_unlinked(order, self.clock)

    def rules(self) -> list[tuple[int, str, str]]:
        return [(bad.line, bad.rule, bad.field) for bad in self.reported]


@pytest.fixture
def importer(tmp_path: Path, clock: SteppingClock) -> Importer:
    return Importer(tmp_path, clock)


def line(**changes: object) -> str:
    said = {name: value for name, value in {**LINE, **changes}.items() if value is not None}
    return json.dumps(said, ensure_ascii=False) + "\n"


async def found(kana: str = "アキヤマ カズコ", born: str = "1961-06-15") -> list[str]:
    """The numbers of the records that a search finds."""
    birth = RecordedBirth.parse(born).as_date
    assert birth is not None
    sought = Sought(names=(SoughtName(kana=kana),), birth_date=birth, sex=Sex.FEMALE)
    async with read():
        return [candidate.record.number for candidate in await find_records(sought)]


async def count(table: str) -> int:
    async with read():
        rows = await current_engine().run_ddl(f"SELECT count(*) AS number FROM {table}")  # noqa: S608 - our own tables
    number: int = rows[0]["number"]
    return number


async def test_a_file_takes_the_place_of_the_one_before(database: str, importer: Importer) -> None:
    assert await importer.take(line() + line(number="4021-000001", kana="ﾊﾙﾉ ｶｽﾞｺ")) == UnlinkedImported(2)
    assert await found() == ["4021-183645"]
    assert await found("ハルノ カズコ") == ["4021-000001"]
    assert await importer.take(line(number="4021-000002")) == UnlinkedImported(1)
    assert await found() == ["4021-000002"]
    assert await found("ハルノ カズコ") == []
    assert await count("unlinked_record") == 1
    assert importer.progress[-1] == 1


async def test_the_same_file_again_changes_nothing(database: str, importer: Importer) -> None:
    await importer.take(line())
    importer.clock.step(days=1)
    assert isinstance(await importer.take(line()), UnlinkedUnchanged)
    await importer.take(line(number="4021-000002"))
    assert await importer.take(line()) == UnlinkedImported(1)  # it was replaced meanwhile


async def test_everything_that_a_record_says_comes_back(database: str, importer: Importer) -> None:
    await importer.take(line(name="秋山 和子", kana="ｱｷﾔﾏｶｽﾞｺ", birth_date="0036-06-15"))
    rules = load_matching()
    birth = RecordedBirth(1961, 6, 15).as_date
    assert birth is not None
    sought = Sought(names=(SoughtName(kana="アキヤマ カズコ"),), birth_date=birth, sex=Sex.FEMALE)
    search = prepare_search(sought, rules)
    async with read():
        stored = await fetch_candidates(search.keys, search.births)
    assert stored == [
        UnlinkedRecord(
            number="4021-183645",
            scheme=Scheme.EMPLOYEES,
            kana="アキヤマカズコ",
            birth=RecordedBirth(36, 6, 15),
            name="秋山 和子",
            sex=Sex.FEMALE,
            employer="みほん文具店",
            first_month=YearMonth.of(1983, 4),
            last_month=YearMonth.of(1983, 7),
        )
    ]


async def test_what_a_record_does_not_say_is_nothing(database: str, importer: Importer) -> None:
    little = line(sex=None, employer=None, first_month=None, last_month=None)
    assert await importer.take(little) == UnlinkedImported(1)
    assert await found() == ["4021-183645"]


async def test_one_bad_line_and_nothing_is_kept(database: str, importer: Importer) -> None:
    await importer.take(line(number="4021-999999"), "before.jsonl")
    refused = await importer.take(line() + line(number="12") + "\n")
    assert refused == UnlinkedRefused(3, 2)
    assert importer.rules() == [(2, "schema", "number"), (3, "empty-line", "")]
    assert await importer.take(line() + line(number="4021-000001") + line()) == UnlinkedRefused(3, 1)
    assert importer.rules() == [(3, "duplicate-record", "number")]
    assert await importer.take("") == UnlinkedRefused(0, 1)
    assert importer.rules() == [(1, "empty-file", "")]
    assert await found() == ["4021-999999"]
    assert await count("unlinked_record") == 1


async def test_a_file_that_changes_meanwhile_is_refused(
    database: str, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = iter(["a" * 64, "b" * 64])
    monkeypatch.setattr(service, "hash_file", lambda _: next(hashes))
    assert isinstance(await importer.take(line()), UnlinkedRefused)
    assert importer.rules() == [(1, "file-changed", "")]


async def test_many_portions_are_sorted_and_stored_whole(
    database: str, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_SORTED_AT_ONCE", 7)
    monkeypatch.setattr(service, "_STAGED_AT_ONCE", 5)
    monkeypatch.setattr(service, "_REPORTED_EVERY", 10)
    content = "".join(line(number=f"4021-{number:06d}", birth_date=f"19{40 + number}-06-15") for number in range(30))
    assert await importer.take(content) == UnlinkedImported(30)
    assert await count("unlinked_record") == 30
    async with read():
        rows = await current_engine().run_ddl("SELECT search_key FROM unlinked_record ORDER BY id")
    keys = [row["search_key"] for row in rows]
    assert keys == sorted(keys)
    assert 10 in importer.progress


async def test_an_import_that_was_overtaken_keeps_nothing(database: str, importer: Importer) -> None:
    async with write():
        first = await begin_unlinked_batch(_batch())
    async with write():
        await begin_unlinked_batch(_batch())
    record = UnlinkedRecord(number="1", scheme=Scheme.NATIONAL, kana="ア", birth=RecordedBirth(1961, 6, 15))
    for act in (stage_unlinked(first, [(1, record)]), apply_unlinked_batch(first, 1, NOW)):
        with pytest.raises(UnlinkedOvertaken):
            async with write():
                await act


async def test_what_a_killed_import_has_left_is_found_by_nobody_and_cleared_by_the_next(
    database: str, importer: Importer
) -> None:
    await importer.take(line())
    rules = load_matching()
    left = UnlinkedRecord(
        number="4021-000009", scheme=Scheme.NATIONAL, kana="アキヤマ カズコ", birth=RecordedBirth(1961, 6, 15)
    )
    async with write():
        batch = await begin_unlinked_batch(_batch())
        await stage_unlinked(batch, [(record_key(left.kana, left.birth, rules), left)])
    assert await found() == ["4021-183645"]
    async with write():
        assert not await clear_unlinked()  # it may still be at work
    await importer.take(line(number="4021-000002"))
    assert await found() == ["4021-000002"]
    assert await count("unlinked_record") == 1


async def test_the_range_of_the_present_records_is_given_to_no_other_import(database: str, importer: Importer) -> None:
    await importer.take(line())
    async with write():
        begun = [await begin_unlinked_batch(_batch()) for _ in range(130)]
    assert 1 not in {batch % 128 for batch in begun}
    async with read():
        rows = await current_engine().run_ddl("SELECT id FROM unlinked_batch ORDER BY id")
    assert 129 not in {row["id"] for row in rows}


async def test_demo_and_real_records_never_stand_side_by_side(database: str, importer: Importer) -> None:
    await importer.take(line(), is_demo=True)
    assert await find_mode_conflict(demo=True) is None
    assert await find_mode_conflict(demo=False) is not None


async def test_a_second_import_at_the_same_time_wins(database: str, importer: Importer, tmp_path: Path) -> None:
    results = await asyncio.gather(
        importer.take(line(), "one.jsonl"),
        importer.take(line(number="4021-000002"), "two.jsonl"),
        return_exceptions=True,
    )
    assert all(isinstance(result, UnlinkedImported | UnlinkedOvertaken) for result in results)
    assert len(await found()) == 1


def _batch() -> NewUnlinkedBatch:
    return NewUnlinkedBatch(file_sha256="0" * 64, file_name="x", is_demo=False, started_at=NOW)
