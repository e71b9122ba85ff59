"""The monthly import: all or nothing, and every bad line named."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.engine import close_database, current_engine, open_database
from db.queries import imports
from db.queries.audit import find_broken_chain
from db.queries.imports import BatchCounts, ImportOvertaken, fetch_data_as_of
from db.transactions import read, write
from pension.record import PensionRecord
from services import import_lines, monthly_import
from services.alerts import list_alerts
from services.data_as_of import show_data_as_of
from services.hours import read_hours
from services.monthly_import import AlreadyImported, Imported, ImportOrder, ImportResult, Refused, import_month
from tests.databases import SteppingClock
from tests.pension.documents import ym
from tests.services.monthly_files import (
    Importer,
    colliding,
    document,
    left_out,
    number,
    paid_instead,
    record_of,
    stored_rows,
    visible,
    write_file,
)


@pytest.fixture
def importer(database: str, tmp_path: Path, clock: SteppingClock) -> Importer:
    return Importer(tmp_path, clock)


async def rules_reported(importer: Importer, *lines: PensionRecord | str | bytes) -> list[tuple[int, str]]:
    before, rows = await visible(), await stored_rows()
    result = await importer.take(*lines)
    assert isinstance(result, Refused)
    assert result.problems == len(importer.reported)
    assert (await visible(), await stored_rows()) == (before, rows), "nothing of a refused file is stored"
    return [(bad.line, bad.rule) for bad in importer.reported]


# ---- what goes in ----


@pytest.mark.parametrize(
    ("hours", "told"), [("20:00-06:00", ["import-out-of-hours"]), ("07:00-21:00", []), ("any", [])]
)
async def test_an_import_out_of_hours_is_told(
    importer: Importer, tmp_path: Path, clock: SteppingClock, hours: str, told: list[str]
) -> None:
    order = ImportOrder(
        file=write_file(tmp_path / "noon.jsonl", document(1)),
        is_demo=False,
        report=importer.reported.append,
        progress=importer.progress.append,
        hours=read_hours(hours),
    )
    assert isinstance(await import_month(order, clock), Imported), "it is told, not refused"
    assert [alert.rule for alert in await list_alerts()] == told


async def test_a_first_month(importer: Importer) -> None:
    assert await show_data_as_of() is None
    result = await importer.take(document(1), document(2, as_of="2026-09"))
    assert result == Imported(BatchCounts(lines=2, people_new=2, as_of=ym("2026-10")))
    assert await record_of(number(1)) == document(1)
    assert await record_of(number(2)) == document(2, as_of="2026-09")
    assert number(3) not in (await visible())["documents"]
    assert await show_data_as_of() == ym("2026-10")
    assert importer.reported == []
    assert importer.progress == [(importer.folder / "month-1.jsonl").stat().st_size]


async def test_the_next_month_changes_whom_it_changes(importer: Importer) -> None:
    await importer.take(document(1), document(2))
    result = await importer.take(document(1), document(2, name="夏野 和子"), document(3))
    counts = BatchCounts(lines=3, people_new=1, people_changed=1, people_unchanged=1, as_of=ym("2026-10"))
    assert result == Imported(counts)
    seen = await visible()
    assert [version for _, version in seen["documents"].values()] == [1, 2, 1]
    assert [(record, detail) for record, _, _, detail in seen["acts"]] == [
        (1, "batch 1, version 1"),
        (2, "batch 1, version 1"),
        (2, "batch 2, version 2"),
        (3, "batch 2, version 1"),
    ]
    async with read():
        assert [await find_broken_chain(person) for person in (1, 2, 3)] == [None, None, None]


async def test_the_same_file_again_changes_nothing(importer: Importer, clock: SteppingClock) -> None:
    await importer.take(document(1))
    before, when = await visible(), clock.now()
    clock.step(hours=1)
    assert await importer.take(document(1)) == AlreadyImported(when)
    assert await visible() == before


async def test_the_same_records_written_otherwise_change_nobody(importer: Importer) -> None:
    await importer.take(document(1))
    line = (importer.folder / "month-1.jsonl").read_text(encoding="utf-8").strip()
    before = await visible()
    result = await importer.take(line.replace('":', '" : '))
    assert result == Imported(BatchCounts(lines=1, people_unchanged=1, as_of=ym("2026-10")))
    assert (await visible())["documents"] == before["documents"]
    assert (await visible())["acts"] == before["acts"]


async def test_byte_order_mark_and_foreign_line_ends(importer: Importer, tmp_path: Path) -> None:
    path = write_file(tmp_path / "windows.jsonl", document(1), document(2))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert isinstance(await importer.take_file(path), Imported)
    path = write_file(tmp_path / "no-end.jsonl", document(3))
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert isinstance(await importer.take_file(path), Imported)
    assert (await stored_rows())["person"] == 3


async def test_a_packed_file(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "month.jsonl.gz"
    path.write_bytes(
        gzip.compress(b"\xef\xbb\xbf" + write_file(tmp_path / "plain", document(1), document(2)).read_bytes())
    )
    result = await importer.take_file(path)
    assert result == Imported(BatchCounts(lines=2, people_new=2, as_of=ym("2026-10")))
    assert importer.progress[-1] == path.stat().st_size
    assert isinstance(await importer.take_file(path), AlreadyImported)


async def test_a_packed_file_that_is_cut_off_or_damaged(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "month.jsonl.gz"
    whole = gzip.compress(write_file(tmp_path / "plain", *(document(index) for index in range(20))).read_bytes())
    before = await visible(), await stored_rows()
    for content in (
        whole[:-20],
        whole[:-12] + b"\x00" * 12,
        whole[:30] + b"\xff" * 40 + whole[70:],
        b"not packed",
        b"\x1f",
    ):
        path.write_bytes(content)
        assert isinstance(await importer.take_file(path), Refused)
        assert [bad.rule for bad in importer.reported][-1] == "damaged-gzip"
        assert (await visible(), await stored_rows()) == before
    path.write_bytes(b"")
    assert isinstance(await importer.take_file(path), Refused)
    assert [bad.rule for bad in importer.reported] == ["empty-file"]


async def test_many_portions(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monthly_import, "_LINES_AT_ONCE", 3)
    monkeypatch.setattr(imports, "_PEOPLE_AT_ONCE", 4)
    result = await importer.take(*(document(index) for index in range(10)))
    assert result == Imported(BatchCounts(lines=10, people_new=10, as_of=ym("2026-10")))
    assert importer.progress == sorted(set(importer.progress))
    assert len(importer.progress) == 4
    assert len((await visible())["acts"]) == 10


# ---- what does not ----


async def test_every_bad_line_is_named(importer: Importer) -> None:
    good = document(1)
    twice = document(2)
    wrong_schema = '{"schema_version":1,"as_of":"2026-13","person":{}}'
    backwards = replace(document(3), person=replace(document(3).person, birth_date=date(2030, 1, 1)))
    found = await rules_reported(
        importer, good, "", "{", wrong_schema, twice, b"\xff\xfe", backwards, twice, b"   ", "[]", twice
    )
    assert found == [
        (2, "empty-line"),
        (3, "json"),
        *[(4, "schema")] * 6,
        (6, "not-utf-8"),
        (7, "born-after-as-of"),
        (8, "duplicate-person"),
        (9, "empty-line"),
        (10, "json"),
        (11, "duplicate-person"),
    ]
    by_rule = {bad.rule: bad for bad in importer.reported}
    assert by_rule["not-utf-8"].value == "0xff"
    assert by_rule["born-after-as-of"].field == "person.birth_date"
    assert by_rule["duplicate-person"].value == number(2)
    assert "5 行目" in by_rule["duplicate-person"].reason
    assert {bad.field for bad in importer.reported if bad.rule == "schema"} == {
        "as_of",
        "person.basic_pension_number",
        "person.name",
        "person.kana",
        "person.birth_date",
        "person.sex",
    }


async def test_bad_lines_after_staged_portions_undo_them(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monthly_import, "_LINES_AT_ONCE", 2)
    await importer.take(document(1))
    lines: list[PensionRecord | str | bytes] = [
        document(1, name="夏野 和子"),
        document(2),
        document(3),
        "{",
        document(4),
        "{",
    ]
    assert await rules_reported(importer, *lines) == [(4, "json"), (6, "json")]


async def test_an_empty_file(importer: Importer) -> None:
    assert await rules_reported(importer) == [(1, "empty-file")]


async def test_a_line_that_is_too_long(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_lines, "_BLOCK", 100_000)
    long = b'{"name":"' + b"x" * (import_lines.LONGEST_LINE + 300_000) + b'"}'
    assert await rules_reported(importer, long, "{", b"y" * import_lines.LONGEST_LINE) == [
        (1, "line-too-long"),
        (2, "json"),
        (3, "line-too-long"),
    ]
    assert importer.progress[-1] == (importer.folder / "month-1.jsonl").stat().st_size


async def test_a_file_that_ends_inside_a_line_that_is_too_long(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    path.write_bytes(b"x" * (import_lines.LONGEST_LINE + 5))
    assert isinstance(await importer.take_file(path), Refused)
    assert [bad.rule for bad in importer.reported] == ["line-too-long"]


async def test_a_document_older_than_the_stored_one(importer: Importer) -> None:
    await importer.take(document(1, as_of="2026-10"))
    assert await rules_reported(importer, document(1, as_of="2026-09")) == [(1, "older-than-stored")]
    assert importer.reported[0].field == "as_of"
    assert "2026-10" in importer.reported[0].reason


async def test_a_file_that_changes_while_it_is_read(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monthly_import, "hash_file", lambda _: "0" * 64)
    assert await rules_reported(importer, document(1)) == [(1, "file-changed")]


async def test_a_file_that_is_not_there(importer: Importer, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await importer.take_file(tmp_path / "none.jsonl")


# ---- corrections that a file leaves out (each rule: tests/pension/test_corrections.py) ----


async def outcomes() -> list[tuple[str, str]]:
    """What has come of each line set aside, and the month it is as of."""
    async with read():
        rows = await current_engine().run_ddl("SELECT outcome, as_of FROM correction_conflict ORDER BY id")
    return [(row["outcome"], row["as_of"]) for row in rows]


async def test_a_correction_that_is_left_out_is_carried_over(importer: Importer) -> None:
    await importer.take(paid_instead(1), paid_instead(2), document(3))
    result = await importer.take(left_out(1), paid_instead(2, "2026-11"), document(3))
    counts = BatchCounts(lines=3, people_changed=2, people_unchanged=1, corrections_carried=1, as_of=ym("2026-11"))
    assert result == Imported(counts), "a line that brings the correction along needs nothing carried"
    assert await record_of(number(1)) == paid_instead(1, "2026-11")
    assert (await visible())["waiting"] == []


async def test_a_line_that_says_nothing_new_changes_nobody(importer: Importer) -> None:
    await importer.take(paid_instead(1))
    await importer.take(left_out(1))
    before = await visible()
    result = await importer.take(left_out(1), document(2))
    assert isinstance(result, Imported)
    assert (result.counts.people_unchanged, result.counts.corrections_carried) == (1, 1)
    assert (await visible())["documents"][number(1)] == before["documents"][number(1)]


async def test_a_line_that_collides_waits_and_everybody_else_is_imported(importer: Importer) -> None:
    await importer.take(paid_instead(1), document(2))
    result = await importer.take(colliding(1), document(2, as_of="2026-11"), document(3))
    counts = BatchCounts(lines=3, people_new=1, people_changed=1, people_waiting=1, as_of=ym("2026-11"))
    assert result == Imported(counts)
    assert await record_of(number(1)) == paid_instead(1), "nothing is undone"
    seen = await visible()
    assert seen["waiting"] == [(number(1), "k1", "entry_changed", "2026-11")]
    assert [(action, detail) for record, _, action, detail in seen["acts"] if record == 1] == [
        ("import", "batch 1, version 1"),
        ("import-waits", "batch 2, id 1"),
    ]


async def test_the_line_that_waits_may_come_again(importer: Importer) -> None:
    await importer.take(paid_instead(1))
    await importer.take(colliding(1))
    acts = (await visible())["acts"]
    result = await importer.take(colliding(1), document(2))
    assert isinstance(result, Imported)
    assert result.counts.people_waiting == 1
    assert await outcomes() == [("waiting", "2026-11")]
    assert [act for act in (await visible())["acts"] if act[0] == 1] == acts


async def test_a_later_line_that_collides_takes_the_place_of_the_one_that_waits(
    importer: Importer, clock: SteppingClock
) -> None:
    await importer.take(paid_instead(1))
    await importer.take(colliding(1))
    first, noted = clock.now(), "相手に確かめています。"
    async with write():
        await current_engine().run_ddl(f"UPDATE correction_conflict SET note = '{noted}'")  # noqa: S608 - a test's text
    clock.step(days=30)
    await importer.take(colliding(1, "2026-12"))
    assert await outcomes() == [("replaced", "2026-11"), ("waiting", "2026-12")]
    async with read():
        rows = await current_engine().run_ddl("SELECT found_at, note FROM correction_conflict WHERE id = 2")
    assert (rows[0]["found_at"], rows[0]["note"]) == (first, noted), "the person has waited since the first"


@pytest.mark.parametrize("line", [left_out(1, "2026-12"), paid_instead(1, "2026-12")])
async def test_a_later_line_without_a_conflict_closes_the_one_that_waits(
    importer: Importer, line: PensionRecord
) -> None:
    await importer.take(paid_instead(1))
    await importer.take(colliding(1))
    assert isinstance(await importer.take(line), Imported)
    assert await record_of(number(1)) == paid_instead(1, "2026-12")
    assert await outcomes() == [("cleared", "2026-11")]


async def test_the_stored_record_itself_closes_the_line_that_waits(importer: Importer) -> None:
    await importer.take(paid_instead(1))
    await importer.take(colliding(1, "2026-10"))
    assert isinstance(await importer.take(paid_instead(1), document(2)), Imported)
    assert await outcomes() == [("cleared", "2026-10")]


@pytest.mark.parametrize(("line", "outcome"), [(left_out(1), "cleared"), (colliding(1), "replaced")])
async def test_a_line_with_a_wrong_later_month_that_waits_does_not_stop_the_next_month(
    importer: Importer, line: PensionRecord, outcome: str
) -> None:
    """Only what stands in a record can be newer than a line: what waits may itself be wrong."""
    await importer.take(paid_instead(1), document(2))
    await importer.take(colliding(1, "2027-12"))
    assert isinstance(await importer.take(line, document(2, as_of="2026-11")), Imported)
    assert (await outcomes())[0] == (outcome, "2027-12")


async def test_a_line_older_than_the_record_of_somebody_who_waits(importer: Importer) -> None:
    await importer.take(paid_instead(1))
    await importer.take(colliding(1, "2026-12"))
    assert await rules_reported(importer, left_out(1, "2026-09")) == [(1, "older-than-stored")]
    assert await outcomes() == [("waiting", "2026-12")]


async def test_a_refused_file_sets_nothing_aside(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monthly_import, "_LINES_AT_ONCE", 1)
    await importer.take(paid_instead(1), paid_instead(2))
    await importer.take(colliding(1))
    lines: list[PensionRecord | str | bytes] = [left_out(1, "2026-12"), colliding(2), "{"]
    assert await rules_reported(importer, *lines) == [(3, "json")]
    assert await outcomes() == [("waiting", "2026-11")]


# ---- imports that meet, and imports that are stopped ----


async def test_a_later_import_takes_over(importer: Importer, tmp_path: Path, clock: SteppingClock) -> None:
    second = write_file(tmp_path / "second.jsonl", document(2))
    results: list[ImportResult] = []

    first = write_file(tmp_path / "first.jsonl", document(1))

    async def begin_first() -> None:
        order = ImportOrder(file=first, is_demo=False, report=lambda _: None, progress=lambda _: None)
        async with write():
            batch = await imports.begin_batch(
                imports.NewBatch(file_sha256="1", file_name="first", is_demo=False, started_at=clock.now())
            )
        results.append(await importer.take_file(second))
        with pytest.raises(ImportOvertaken):
            await monthly_import._Import(order, clock, batch).run("1")

    await begin_first()
    assert isinstance(results[0], Imported)
    assert list((await visible())["documents"]) == [number(2)]


async def test_a_record_that_changes_between_staging_and_the_switch(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await importer.take(document(1))

    async def corrected_meanwhile(*arguments: Any) -> None:
        await current_engine().run_ddl("UPDATE person SET current_document = NULL")
        await imports.apply_batch(*arguments)

    monkeypatch.setattr(monthly_import, "apply_batch", corrected_meanwhile)
    before = await visible()
    with pytest.raises(ImportOvertaken):
        await importer.take(document(1, name="夏野 和子"))
    assert await visible() == before


class Injected(Exception):
    """A database call that failed because the test said so."""


async def test_whichever_database_call_fails_nothing_changes(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monthly_import, "_LINES_AT_ONCE", 2)
    await importer.take(document(1), document(2), document(3), paid_instead(6), paid_instead(7), paid_instead(8))
    await importer.take(colliding(7), colliding(8))
    before = await visible()
    engine = current_engine()
    calls_until_failure = 0

    def counted(real: Any) -> Any:
        async def call(*arguments: Any, **named: Any) -> Any:
            nonlocal calls_until_failure
            calls_until_failure -= 1
            if calls_until_failure == 0:
                raise Injected
            return await real(*arguments, **named)

        return call

    names = ["run_querystring", "run_many", "run_ddl"] + ["_commit"] * hasattr(engine, "_commit")
    failed = 0
    while True:
        with monkeypatch.context() as patch:
            for name in names:
                patch.setattr(engine, name, counted(getattr(engine, name)))
            calls_until_failure = failed + 1
            try:
                result = await importer.take(
                    document(1, name="夏野 和子"),
                    document(2),
                    document(4),
                    document(5),
                    colliding(6, "2026-12"),
                    colliding(7, "2026-12"),
                    left_out(8, "2026-12"),
                )
            except Injected:
                failed += 1
                result = None
        if result is not None:
            break
        assert await visible() == before, f"call {failed} failed"
    assert failed > 15
    counts = BatchCounts(
        lines=7,
        people_new=2,
        people_changed=2,
        people_unchanged=1,
        people_waiting=2,
        corrections_carried=1,
        as_of=ym("2026-12"),
    )
    assert result == Imported(counts)
    assert await stored_rows() == {"person": 8, "record_document": 10, "correction_conflict": 4, "audit_entry": 14}
    assert [outcome for outcome, _ in await outcomes()] == ["replaced", "cleared", "waiting", "waiting"]
    async with read():
        assert await fetch_data_as_of() == ym("2026-12")


@pytest.mark.slow
async def test_a_killed_import_changes_nothing(location: str, tmp_path: Path) -> None:
    """kill -9 at moments spread over the whole import: everybody sees the old month or the new one, and officers see
    the lines of that month that wait.
    """
    people, colliding_people = 1500, 40

    def start(name: str, as_of: str) -> subprocess.Popen[bytes]:
        corrected = paid_instead if name == "春野" else colliding
        lines = [document(index, name=name, as_of=as_of) for index in range(people)]
        lines += [corrected(people + index, as_of) for index in range(colliding_people)]
        command = [sys.executable, "-m", "ops", "import-month", str(write_file(tmp_path / "month.jsonl", *lines))]
        return subprocess.Popen(command, env=os.environ | {"NENKIN_DATABASE": location}, stdout=subprocess.DEVNULL)

    async def seen() -> dict[str, Any]:
        await open_database(location)
        everything = await visible()
        await close_database()
        return everything

    def names_and_months(everything: dict[str, Any]) -> tuple[set[str], set[str]]:
        documents = [text for whose, (text, _) in everything["documents"].items() if whose < number(people)]
        names = {text.split('"name":"')[1].split('"')[0] for text in documents}
        return names, {as_of for _, _, _, as_of in everything["waiting"]}

    began = time.monotonic()
    assert start("春野", "2026-01").wait() == 0
    whole = time.monotonic() - began
    before = await seen()
    stopped = 0
    for month, part in enumerate((0.35, 0.5, 0.65, 0.8, 0.9), start=2):
        process = start(f"2026-{month:02d}", f"2026-{month:02d}")
        time.sleep(whole * part)
        process.kill()
        process.wait()
        after = await seen()
        names, months = names_and_months(after)
        assert len(after["documents"]) == people + colliding_people
        assert len(names) == 1
        assert months == names - {"春野"}
        assert len(after["waiting"]) == colliding_people * len(months)
        assert len(after["acts"]) == (people + colliding_people) * after["applied"]
        stopped += after == before
        before = after
    assert stopped > 0
    assert start("2026-10", "2026-10").wait() == 0
    assert names_and_months(await seen()) == ({"2026-10"}, {"2026-10"})
