"""A notice is read back exactly as it was, and only that."""

from __future__ import annotations

import json

import pytest

from db.documents import digest_document
from db.notice_documents import decode_notice, encode_notice
from db.problems import DamagedDocument
from pension.derivation import FigureRule
from pension.estimate_notice import NoticeEstimate, make_notice
from pension.payment import Line
from tests.pension.documents import TODAY, ym
from tests.pension.estimates import RULES
from tests.web.views.demo_records import PERSONAS, timeline_of


def notice_of(person: str) -> NoticeEstimate | None:
    return make_notice(timeline_of(person).record, ym("2026-11"), TODAY, RULES)


def words(rule: FigureRule | None) -> tuple[str, ...]:
    return (rule.figure, rule.label, rule.unit, rule.formula, rule.article) if rule else ()


def behind(line: Line) -> object:
    """Everything behind a line."""
    steps = [
        (
            words(step.rule),
            step.value,
            [(words(given.rule), given.value) for given in step.inputs],
            [words(rule) for rule in step.scope],
        )
        for step in line.amount.steps
    ]
    return steps, line.amount.doubts


def said(notice: NoticeEstimate) -> object:
    """Everything a notice says; the rules of figures are compared by their words."""
    lines = [
        (stage.first_month, stage.last_month, words(line.rule), line.yen, words(line.of), line.insurer, behind(line))
        for stage in notice.stages
        for line in stage.lines
    ]
    notes = [(note.note, note.kind, note.text, note.article) for note in notice.notes]
    return lines, notes, notice.doubts, notice.limits, notice.month, notice.as_of, notice.right_month, notice.to_60


@pytest.mark.parametrize("person", PERSONAS)
def test_every_invented_person_is_told_the_same_again(person: str) -> None:
    notice = notice_of(person)
    if notice is None:
        assert person in ("miura", "seiichi")  # who have died
        return
    text = encode_notice(notice)
    assert text == encode_notice(notice)
    again = decode_notice(text, digest_document(text))
    assert said(again) == said(notice)
    assert encode_notice(again) == text


def test_a_notice_holds_its_own_words() -> None:
    notice = notice_of("kobayashi")
    assert notice is not None
    text = encode_notice(notice).replace("老齢基礎年金の満額", "むかしの満額")
    (stage,) = decode_notice(text, digest_document(text)).stages
    labels = {given.rule.label for line in stage.lines for step in line.amount.steps for given in step.inputs}
    assert "むかしの満額" in labels


def test_what_was_not_stored_so_is_refused() -> None:
    notice = notice_of("kobayashi")
    assert notice is not None
    text = encode_notice(notice)
    with pytest.raises(DamagedDocument, match="SHA-256"):
        decode_notice(text + " ", digest_document(text))
    with pytest.raises(DamagedDocument):
        decode_notice("{}", digest_document("{}"))
    document = json.loads(text)
    later = json.dumps(document | {"schema_version": 2})
    with pytest.raises(DamagedDocument, match="schema version 2"):
        decode_notice(later, digest_document(later))
    no_words = json.dumps(document | {"figures": []})
    with pytest.raises(DamagedDocument):
        decode_notice(no_words, digest_document(no_words))
