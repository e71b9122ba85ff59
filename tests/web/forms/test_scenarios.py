"""The name of an estimate to keep."""

from __future__ import annotations

from web.forms.scenarios import LONGEST_NAME, NAME, parse


def test_a_name_is_kept_as_one_line() -> None:
    form = parse({NAME: " 67歳\r\nから\u200b ", "conditions": "{}", "asked-on": "simple", "other": "x"})
    assert form.ok
    assert form.values == {NAME: "67歳 から", "conditions": "{}", "asked-on": "simple", "replaces": ""}


def test_a_name_must_be_there_and_short() -> None:
    assert [error.message for error in parse({NAME: "　"}).errors] == ["試算の名前を入力してください。"]
    assert parse({NAME: "あ" * LONGEST_NAME}).ok
    assert [error.message for error in parse({NAME: "あ" * (LONGEST_NAME + 3)}).errors] == [
        "名前は40文字までです。あと3文字、短くしてください。"
    ]
