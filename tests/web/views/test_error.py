"""Every error says what happened, why, what to do now, and leads on."""

from __future__ import annotations

import pytest

from web.views.error import STATUSES, error_view
from web.views.frame import Link


def test_all_nine_have_words_of_their_own() -> None:
    assert STATUSES == (400, 403, 404, 405, 413, 422, 429, 500, 503)
    assert len({error_view(status).heading for status in STATUSES}) == len(STATUSES)


@pytest.mark.parametrize("status", STATUSES)
def test_each_is_whole(status: int) -> None:
    view = error_view(status)
    for sentence in (view.why, view.next_step):
        assert sentence.endswith("。")
    assert view.frame.title == view.heading
    assert view.links == (Link("トップページへ", "/"),)


def test_others_borrow_the_nearest() -> None:
    assert error_view(418).heading == error_view(400).heading
    assert error_view(502).heading == error_view(500).heading


def test_a_sentence_and_a_way_back_of_its_own() -> None:
    view = error_view(
        404, home=Link("マイページへ", "/home"), sentence="その月はありません。", links=(Link("一覧へ", "/records"),)
    )
    assert view.why == "その月はありません。"
    assert [link.url for link in view.links] == ["/records", "/home"]
