"""A correction is carried over only where the record that comes of it can be stored."""

from __future__ import annotations

from pathlib import Path

from db.documents import encode_document, parse_document
from pension.corrections import ConflictReason, apply_correction, carry, keep_all
from pension.record import PensionRecord
from rules.loader import load_rules
from services.correction_conflicts import Choice, OpenedConflict, open_conflict
from services.laid_records import lay, lay_all
from services.monthly_import import Imported
from tests.databases import SteppingClock
from tests.services.corrections import officer
from tests.services.monthly_files import RECEIPT, Importer, left_out, paid_instead, visible, with_corrections

MOST_CORRECTIONS = 100
"""As many as the form of a document holds."""
STORED = paid_instead(1)
FULL = with_corrections(left_out(1), MOST_CORRECTIONS)


def is_document(record: PensionRecord) -> bool:
    return isinstance(parse_document(encode_document(record)), PensionRecord)


def test_one_correction_more_than_a_document_holds_is_not_carried_over() -> None:
    assert is_document(FULL)
    assert not is_document(carry(STORED, FULL, load_rules()).record), "by the rules of the record alone it would be"
    laid = lay(STORED, FULL)
    assert (laid.record, laid.carried) == (FULL, ())
    assert [(conflict.correction, conflict.reason) for conflict in laid.conflicts] == [
        (RECEIPT, ConflictReason.TOO_MUCH)
    ]


def test_what_a_document_holds_is_carried_over() -> None:
    fits = with_corrections(left_out(1), MOST_CORRECTIONS - 1)
    assert lay(STORED, fits).record == lay_all(STORED, fits) == apply_correction(fits, RECEIPT)


def test_what_cannot_be_stored_cannot_be_kept() -> None:
    assert keep_all(STORED, FULL, load_rules()) is not None
    assert lay_all(STORED, FULL) is None


async def test_such_a_line_waits_and_the_correction_cannot_be_kept(
    database: str, tmp_path: Path, clock: SteppingClock
) -> None:
    importer = Importer(tmp_path, clock)
    await importer.take(STORED)
    assert isinstance(await importer.take(FULL), Imported)
    assert [reason for _, _, reason, _ in (await visible())["waiting"]] == ["too_much"]
    opened = await open_conflict(await officer(clock), 1, clock)
    assert isinstance(opened, OpenedConflict)
    assert [way.choice for way in opened.ways] == [Choice.TAKE]
