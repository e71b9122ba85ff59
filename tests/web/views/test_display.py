"""The display screen in words."""

from __future__ import annotations

import pytest

from web.a11y.display import AS_BROWSER_SAYS, CHOICES, DisplayPreferences, Size, Theme
from web.forms.result import FieldError
from web.views.display import DisplayView, display_view
from web.views.month_cell import Mark


def chosen_in(view: DisplayView) -> dict[str, str]:
    return {question.name: answer.value for question in view.questions for answer in question.answers if answer.chosen}


def test_every_choice_has_its_words_and_no_words_lack_a_choice() -> None:
    view = display_view(AS_BROWSER_SAYS, signed_in=False)
    offered = {question.name: [answer.value for answer in question.answers] for question in view.questions}
    assert offered == {name: list(kind) for name, kind in CHOICES.items()}


def test_one_answer_of_each_question_is_chosen() -> None:
    view = display_view(DisplayPreferences(size=Size.LARGE, theme=Theme.DARK), signed_in=False)
    assert chosen_in(view) == {
        "size": "150", "theme": "dark", "spacing": "normal", "furigana": "off", "motion": "browser",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["size", "theme", "motion"])
def test_the_browsers_own_setting_comes_first(name: str) -> None:
    question = next(item for item in display_view(AS_BROWSER_SAYS, signed_in=False).questions if item.name == name)
    assert question.answers[0].label == "ブラウザーの設定のまま"


def test_a_sample_says_that_nothing_is_saved() -> None:
    assert "まだ保存していません" in display_view(AS_BROWSER_SAYS, signed_in=False, is_sample=True).said
    assert display_view(AS_BROWSER_SAYS, signed_in=False).said == ""


def test_the_sample_shows_each_frame_of_the_table() -> None:
    marks = {entry.cell.mark for entry in display_view(AS_BROWSER_SAYS, signed_in=False).cells}
    assert marks == set(Mark)


def test_an_error_stands_at_its_question_and_in_the_title() -> None:
    view = display_view(AS_BROWSER_SAYS, signed_in=True, errors=(FieldError("size", "選んでください。"),))
    assert [question.error for question in view.questions if question.error] == ["選んでください。"]
    assert view.frame.title.startswith("エラー：")
    assert view.frame.breadcrumbs[0].url == "/home"
