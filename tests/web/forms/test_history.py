"""Answers of the worksheet: whatever is typed is kept or explained."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pension.approximate import ApproximateDate
from web.forms.history import parse_answer, too_many
from web.views.history_questions import QUESTIONS, AnswerKind, Asked

BORN, TODAY = date(1961, 6, 15), date(2026, 11, 26)
ASKED = [asked for questions in QUESTIONS.values() for asked in questions]


@given(
    st.sampled_from(ASKED),
    st.one_of(
        st.text(max_size=30), st.text(st.sampled_from("明大昭平令和元年度月日歳0123456789./-春末ごろ"), max_size=12)
    ),
    st.sampled_from(["next", "back", "unknown", "goes-on", "", "x"]),
)
def test_an_answer_has_fields_or_a_sentence(asked: Asked, typed: str, step: str) -> None:
    answered = parse_answer({"answer": typed, "step": step}, asked, BORN, TODAY)
    assert all(error.message.endswith("。") and error.field == "answer" for error in answered.errors)
    assert set(answered.fields) <= {asked.field, "goes_on"}
    if asked.kind is AnswerKind.DATE:
        assert isinstance(answered.fields.get(asked.field), ApproximateDate | None)
    assert bool(answered.errors) <= (not answered.fields)


def test_a_date_may_end_in_the_word_of_its_end_and_not_in_that_of_the_other() -> None:
    began = next(asked for asked in ASKED if asked.field == "began")
    ended = next(asked for asked in ASKED if asked.field == "ended")

    def read(typed: str, asked: Asked) -> object:
        return parse_answer({"answer": typed, "step": "next"}, asked, BORN, TODAY).fields.get(asked.field)

    assert read("昭和60年4月から", began) == ApproximateDate(year=1985, month=4) == read("昭和60年4月まで", ended)
    assert read("昭和60年ごろから", began) == ApproximateDate(year=1985, about=True)
    for typed in ("昭和60年〜", "昭和60年～", "1985~"):
        assert read(typed, began) == ApproximateDate(year=1985)
    assert read("〜昭和60年", ended) == ApproximateDate(year=1985)
    assert read("昭和60年4月まで", began) is None is read("昭和60年4月から", ended)


def test_a_full_worksheet_says_so_and_keeps_what_was_typed() -> None:
    asked = ASKED[0]
    full = too_many(parse_answer({"answer": "本屋"}, asked, BORN, TODAY), 200)
    assert full.typed == "本屋"
    assert "200件までです" in full.errors[0].message
