"""Decisions in the making as they are kept."""

from __future__ import annotations

import pytest

from db.decision_documents import decode_decision, encode_decision
from db.problems import DamagedDocument
from pension.decisions import Decision
from tests.pension.test_decisions import GRANTED


def test_a_decision_is_read_back_as_it_was_written() -> None:
    assert decode_decision(encode_decision(GRANTED)) == GRANTED
    assert encode_decision(Decision()) == "{}"
    assert decode_decision(None) == Decision()


@pytest.mark.parametrize("text", ["no", '{"outcome":"perhaps"}', '{"reason":"x","more":1}', '{ "reason":"x"}', "[]"])
def test_what_was_not_written_here_is_not_read(text: str) -> None:
    with pytest.raises(DamagedDocument):
        decode_decision(text)
