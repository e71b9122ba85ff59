"""The display form: closed lists of answers."""

from __future__ import annotations

from web.a11y.display import CHOICES
from web.forms.display import UNKNOWN, parse
from web.forms.result import FieldError


def test_every_answer_of_every_question_is_good() -> None:
    sent = [{name: choice} for name, kind in CHOICES.items() for choice in kind]
    assert [data for data in sent if not parse(data).ok or parse(data).values != data] == []


def test_a_question_left_out_is_no_mistake() -> None:
    assert parse({"size": " ", "theme": ""}) == parse({})
    assert parse({}).ok


def test_other_fields_are_no_answers() -> None:
    assert parse({"size": "200", "action": "save", "back": "/records"}).values == {"size": "200"}


def test_all_that_is_unknown_is_said_in_the_order_of_the_questions() -> None:
    form = parse({"motion": "fast", "size": "999", "theme": "dark"})
    assert form.errors == (FieldError("size", UNKNOWN), FieldError("motion", UNKNOWN))
    assert form.values["theme"] == "dark"
