"""Corrections laid on the record in a file, as far as what comes of it can be stored (:mod:`pension.corrections`)."""

from __future__ import annotations

from db.documents import encode_document, parse_document
from pension.corrections import Carry, Conflict, ConflictReason, carry, keep_all
from pension.record import PensionRecord
from rules.loader import load_rules


def lay(stored: PensionRecord, incoming: PensionRecord) -> Carry:
    """What can be carried over. Where it would make a document that does not fit the published form, nothing is: each
    correction that would have been carried collides with the file.
    """
    laid = carry(stored, incoming, load_rules())
    if not laid.carried or _fits(laid.record):
        return laid
    beyond = {correction.id for correction in laid.carried}
    unfit = [
        Conflict(correction, ConflictReason.TOO_MUCH) for correction in stored.corrections if correction.id in beyond
    ]
    return Carry(incoming, (), (*laid.conflicts, *unfit))


def lay_all(stored: PensionRecord, incoming: PensionRecord) -> PensionRecord | None:
    """The incoming record with all stored corrections on top; None where that is no possible record, or no document."""
    record = keep_all(stored, incoming, load_rules())
    return record if record is not None and _fits(record) else None


def _fits(record: PensionRecord) -> bool:
    return not isinstance(parse_document(encode_document(record)), list)
