"""Making the list of readings: which texts are gone through, and how words are read in them."""

from __future__ import annotations

import argparse
import ast
from pathlib import Path

import pytest

from content.loader import FOLDER
from content.readings import CHECKED, LISTED
from ops import make_readings
from ops.make_readings import Source, align, japanese_texts, list_readings, strings_of


@pytest.mark.parametrize(
    ("word", "kana", "reading"),
    [
        ("免除", "めんじょ", "免除《めんじょ》"),
        ("払い込み", "はらいこみ", "払《はら》い込《こ》み"),
        ("書きカタ", "かきかた", "書《か》きカタ"),
        ("届出", "", ""),
        ("受けた", "うける", ""),
        ("第1号", "だい1ごう", "第《だい》1号《ごう》"),
    ],
)
def test_a_reading_lies_over_the_kanji_alone(word: str, kana: str, reading: str) -> None:
    assert align(word, kana) == reading


def test_texts_of_python_are_what_people_read() -> None:
    tree = ast.parse('"""Said 文書."""\nA = "納付"\ndef f(x):\n    "Doc 説明."\n    return f"{x}歳の免除"\n')
    assert sorted(strings_of(tree)) == ["0歳の免除", "納付"]


def test_every_room_that_speaks_is_heard() -> None:
    texts = set(japanese_texts())
    for wanted in ("表示の設定", "全額免除", "産前産後免除", "学生納付特例"):
        assert any(wanted in text for text in texts), wanted


def test_the_dictionary_reads_what_nobody_has_checked() -> None:
    listed, _ = list_readings(["窓口で払い込み"], {})
    assert listed["窓口"] == ("窓口《まどぐち》", Source.DICTIONARY)
    assert listed["払い込み"] == ("払《はら》い込《こ》み", Source.DICTIONARY)


def test_what_is_checked_wins_and_stays_whole() -> None:
    listed, _ = list_readings(["市区町村の窓口"], {"市区町村": "市《し》区《く》町《ちょう》村《そん》"})
    assert listed["市区町村"] == ("市《し》区《く》町《ちょう》村《そん》", Source.CHECKED)


def test_words_read_otherwise_together_are_listed_together() -> None:
    listed, _ = list_readings(["月の数", "何月分"], {})
    assert listed["月"][0] == "月《つき》"
    assert listed["何月分"][0] == "何《なん》月《がつ》分《ぶん》"


def test_names_are_known_and_not_read() -> None:
    listed, _ = list_readings(["斎藤と斉藤"], {})
    assert {listed["斎藤"][0], listed["斉藤"][0]} == {"斎藤", "斉藤"}


def test_a_term_the_list_cannot_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / CHECKED).write_text("word\treading\n", encoding="utf-8")
    monkeypatch.setattr(make_readings, "FOLDER", tmp_path)
    monkeypatch.setattr(make_readings, "japanese_texts", lambda: [])
    assert make_readings.run(argparse.Namespace()) == 1
    assert "読みを書いてください：産休・育休中の保険料免除（" in capsys.readouterr().out
    assert "免除\t免除《めんじょ》\tglossary" in (tmp_path / LISTED).read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_the_list_is_the_one_that_would_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / CHECKED).write_bytes((FOLDER / CHECKED).read_bytes())
    monkeypatch.setattr(make_readings, "FOLDER", tmp_path)
    assert make_readings.run(argparse.Namespace()) == 0
    made = (tmp_path / LISTED).read_text(encoding="utf-8")
    assert made == (FOLDER / LISTED).read_text(encoding="utf-8"), "Run `python -m ops make-readings`."
