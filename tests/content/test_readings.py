"""Readings: which words are hard, how they are read, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.loader import FOLDER
from content.readings import (
    CHECKED,
    LISTED,
    Piece,
    Readings,
    load_primary,
    load_readings,
    parse_reading,
    read_list,
    word_of,
)
from ops.make_readings import japanese_texts
from tests.personas import load_personas

AGAIN = "Run `python -m ops make-readings` and look at what it has changed."


@pytest.fixture
def few() -> Readings:
    names = "免除《めんじょ》 期間《きかん》 年《ねん》 年金《ねんきん》"
    others = "払《はら》い込《こ》み 歳《さい》 以上《いじょう》 月《つき》"
    words = {word_of(reading): reading for reading in (names + " " + others).split()}
    return Readings(words, terms=frozenset({"年金"}), primary=load_primary())


def marked(readings: Readings, text: str) -> str:
    """A text with its hard words read: 免除［めんじょ］の年."""
    said, done = "", 0
    for found in readings.find(text):
        said += text[done : found.start]
        said += "".join(f"{piece.text}［{piece.reading}］" if piece.reading else piece.text for piece in found.pieces)
        done = found.end
    return said + text[done:]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("免除の年", "免除［めんじょ］の年"),  # 免 is not learned in primary school
        ("期間", "期間"),  # two easy kanji
        ("年金", "年金［ねんきん］"),  # a term
        ("免除期間です", "免除［めんじょ］期間［きかん］です"),  # many kanji in a row: all of them
        ("払い込みの年", "払［はら］い込［こ］みの年"),
        ("20歳以上", "20歳以上"),  # a counter and what goes with it
        ("12か月", "12か月"),
        ("歳", "歳［さい］"),
        ("4免除", "4免除［めんじょ］"),
        ("かな", "かな"),
        ("", ""),
    ],
)
def test_hard_words_are_read_and_easy_ones_are_not(few: Readings, text: str, read: str) -> None:
    assert marked(few, text) == read


@pytest.mark.parametrize("name", ["免田 年男", "年金田", "田免除"])
def test_what_is_not_known_from_end_to_end_is_left_alone(few: Readings, name: str) -> None:
    assert marked(few, name) == name


def test_hard_stretches_without_reading_are_named(few: Readings) -> None:
    assert list(few.unread("免田の年金田と田んぼ")) == ["免田", "年金田"]


def test_a_reading_is_written_as_in_books() -> None:
    assert parse_reading("払《はら》い込《こ》み") == (
        Piece("払", "はら"),
        Piece("い", ""),
        Piece("込", "こ"),
        Piece("み", ""),
    )
    assert parse_reading("第3号《だいさんごう》") == (Piece("第3号", "だいさんごう"),)


def test_a_line_that_reads_another_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("word\treading\n追納\t後納《こうのう》\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no reading of 追納"):
        read_list(tmp_path / "list.tsv")


# ---- the lists of this version ----


def test_the_kanji_of_primary_school_are_all_there() -> None:
    assert len(load_primary()) == 1026
    lines = (FOLDER / "primary_kanji.txt").read_text(encoding="utf-8").split()
    assert [len(line) for line in lines] == [80, 160, 200, 202, 193, 191]


def test_every_hard_word_of_every_text_has_a_reading() -> None:
    readings = load_readings()
    assert {word for text in set(japanese_texts()) for word in readings.unread(text)} == set(), AGAIN


def test_every_checked_reading_wins() -> None:
    readings = load_readings()
    checked = read_list(FOLDER / CHECKED)
    assert {word: readings.pieces(word) for word in checked} == {w: parse_reading(r) for w, r in checked.items()}
    listed = read_list(FOLDER / LISTED)
    assert {word: listed.get(word) for word in checked} == checked, AGAIN


def test_the_lists_are_sorted_so_that_changes_are_seen() -> None:
    for name in (LISTED, CHECKED):
        words = list(read_list(FOLDER / name))
        assert words == sorted(words)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("追納した月", "追納［ついのう］した月"),
        ("国民年金保険料", "国民［こくみん］年金［ねんきん］保険［ほけん］料［りょう］"),
        ("第3号被保険者", "第3号［だいさんごう］被保険者［ひほけんしゃ］"),
        ("資格喪失日", "資格［しかく］喪失［そうしつ］日［び］"),
        ("市区町村の窓口", "市［し］区［く］町［ちょう］村［そん］の窓口［まどぐち］"),
        ("昭和58年（1983年）4月", "昭和58年（1983年）4月"),
        ("20歳から59歳まで、12か月分", "20歳から59歳まで、12か月分"),
    ],
)
def test_terms_are_read_as_the_offices_say_them(text: str, read: str) -> None:
    assert marked(load_readings(), text) == read


@pytest.mark.parametrize("persona", [persona.id for persona in load_personas()])
def test_no_persons_name_is_read(persona: str) -> None:
    document = next(each.document for each in load_personas() if each.id == persona)
    name = json.loads(document.read_text(encoding="utf-8"))["person"]["name"]
    assert marked(load_readings(), name) == name
