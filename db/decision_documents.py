"""Decisions in the making as JSON, as they are kept beside a request to correct a record."""

from __future__ import annotations

import msgspec

from db.documents import plain
from db.json_schema import decode_month
from db.problems import DamagedDocument
from pension.decisions import Decision

_DECODER = msgspec.json.Decoder(Decision, dec_hook=decode_month)


def encode_decision(decision: Decision) -> str:
    """The JSON of a decision; the same decision always gives the same text."""
    return msgspec.json.encode(plain(decision)).decode()


def decode_decision(text: str | None) -> Decision:
    """The decision in a stored text, an empty one for none; raises DamagedDocument when it is not of this form."""
    if not text:
        return Decision()
    try:
        decision = _DECODER.decode(text)
    except msgspec.DecodeError as error:
        raise DamagedDocument(str(error)) from error
    if encode_decision(decision) != text:
        raise DamagedDocument("not written in the one way")
    return decision
