"""The box beside every amount."""

from __future__ import annotations

import pytest

from pension.derivation import SURE, Confidence, Reference
from pension.notes import Note, NoteKind
from rules.loader import load_rules
from web.views.assumptions import assumptions, doubt_sentences

NOTES = load_rules().money.notes


def test_notes_stand_under_their_headings_and_empty_headings_are_left_out() -> None:
    box = assumptions(2026, [NOTES[Note.RATES_STAY], NOTES[Note.TREATIES]], ())
    assert box.rates == "令和8年度（2026年度）の決まり（額と率）で計算しました。"
    assert [group.heading for group in box.groups] == ["こうなるものとして計算しました", "この額に入っていないもの"]
    assert box.groups[0].notes[0].text == NOTES[Note.RATES_STAY].text
    assert box.groups[1].notes[0].article == NOTES[Note.TREATIES].article


def test_doubtful_rows_are_said_once_a_table_and_sort_of_doubt() -> None:
    doubts = [
        Reference("revaluation_rates", "2026 a", "", Confidence.DERIVED),
        Reference("revaluation_rates", "2026 b", "", Confidence.DERIVED),
        Reference("employees_contribution_rates", "men", "", Confidence.MEMORY),
    ]
    (group,) = assumptions(2026, [], doubts).groups
    assert group.heading == "確かでないこと"
    assert [note.text for note in group.notes] == [
        "「再評価率」の表は、公式の表がまだ手元になく、法律の式で計算した値を使いました（表の2行）。"
        "実際の額とちがうことがあります。",
        "「厚生年金の保険料率（労使あわせて）」の表は、まだ資料で確かめていない値を使いました（表の1行）。"
        "実際の額とちがうことがあります。",
    ]


@pytest.mark.parametrize("confidence", sorted(set(Confidence) - SURE))
def test_every_doubt_has_its_sentence(confidence: Confidence) -> None:
    assert len(doubt_sentences([Reference("base_amounts", "a", "", confidence)])) == 1


def test_every_kind_of_note_has_its_heading() -> None:
    box = assumptions(2026, tuple(NOTES.values()), ())
    assert len(box.groups) == len(NoteKind)
