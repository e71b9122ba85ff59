"""Drafts in words."""

from __future__ import annotations

from datetime import datetime

from db.queries.drafts import DraftKind
from services.clock import JST
from services.drafts import KEPT
from web.views.drafts import KEPT_FORMS, discard_view, draft_line, draft_url

MOMENT = datetime(2026, 11, 26, 19, 5, tzinfo=JST)


def test_a_draft_says_where_it_goes_on_and_how_long_it_is_kept() -> None:
    line = draft_line(DraftKind.ESTIMATE_QUESTIONS, "pay", MOMENT, KEPT)
    assert (line.go_on.label, line.go_on.url) == ("質問に答える試算を続ける", "/estimate/questions/pay")
    assert line.kept == (
        "令和8年（2026年）11月26日午後7時05分まで入力しました。令和9年（2027年）1月25日まで残しておきます。"
    )
    assert line.discard.url == "/drafts/estimate-questions"


def test_throwing_away_is_looked_at_first() -> None:
    line = draft_line(DraftKind.ESTIMATE_QUESTIONS, "pay", MOMENT, KEPT)
    view = discard_view(line, DraftKind.ESTIMATE_QUESTIONS)
    assert view.lead[0] == f"「質問に答える試算」の、途中までの入力です。{line.kept}"
    assert line.go_on in view.notes[0].links


def test_every_kind_has_words() -> None:
    assert set(KEPT_FORMS) == set(DraftKind)


def test_an_entry_begun_from_answers_goes_on_beside_them() -> None:
    assert draft_url(DraftKind.HISTORY, "new/job") == "/history/new/job"
    assert draft_url(DraftKind.HISTORY, "recall/unpaid-1990-04") == "/recall/unpaid-1990-04/entry"
