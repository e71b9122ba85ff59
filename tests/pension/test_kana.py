"""Kana names: plain form, folds, comparisons."""

from __future__ import annotations

import pytest

from pension.kana import KanaPairs, NameRung, lengthens, plain_parts, unvoiced
from rules.matching import load_matching

PAIRS = load_matching().kana
NOTHING: frozenset[NameRung] = frozenset()


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("ハルノ カズコ", ("ハルノ", "カズコ")),
        ("ﾊﾙﾉ ｶｽﾞｺ", ("ハルノ", "カズコ")),
        ("はるの　かずこ", ("ハルノ", "カズコ")),
        ("ﾊﾙﾉ･ｶｽﾞｺ", ("ハルノ", "カズコ")),
        ("グエン　ティ・ラン", ("グエン", "ティ", "ラン")),
        ("オ-ヤ", ("オーヤ",)),
        ("オ－ヤ", ("オーヤ",)),
        ("ｵｰﾉ", ("オーノ",)),
        ("サヽキ", ("ササキ",)),
        ("ミスヾ", ("ミスズ",)),
        ("すゞ", ("スズ",)),
        ("カヾ", ("カガ",)),
        ("ヾ", ()),
        ("ハ゛ハ゜", ("バパ",)),
        ("ヴ", ("ブ",)),
        ("春野", ()),
        ("", ()),
        ("A1 ア?", ("ア",)),
    ],
)
def test_a_name_is_read_however_it_is_written(written: str, parts: tuple[str, ...]) -> None:
    assert plain_parts(written) == parts


def test_voiced_marks_are_taken_off() -> None:
    assert unvoiced("ガギグパピプアン") == "カキクハヒフアン"


@pytest.mark.parametrize(
    ("before", "kana", "is_long"),
    [
        ("ト", "ウ", True),
        ("ケ", "イ", True),
        ("カ", "ア", True),
        ("カ", "イ", False),
        ("ン", "ウ", False),
        ("ン", "ー", True),
    ],
)
def test_which_kana_only_lengthen(before: str, kana: str, is_long: bool) -> None:
    assert lengthens(before, kana) is is_long


def test_the_order_of_parts_and_a_missing_space_do_not_matter_to_a_fold() -> None:
    for written in ("カズコ ハルノ", "ハルノカズコ", "カズコハルノ"):
        assert PAIRS.folds(("ハルノ", "カズコ")) & PAIRS.folds(plain_parts(written))


def test_other_names_have_other_folds() -> None:
    assert PAIRS.folds(("ハルノ", "カズコ")).isdisjoint(PAIRS.folds(("アキヤマ", "カズコ")))


def test_without_a_rung_only_the_same_is_alike() -> None:
    assert PAIRS.alike("カズコ", "カズコ", NOTHING)
    assert not PAIRS.alike("カズコ", "カスコ", NOTHING)
    assert not PAIRS.alike("キョウコ", "キヨウコ", NOTHING)
    assert not PAIRS.alike("オオタ", "オタ", NOTHING)
    assert not PAIRS.alike("カズコ", "カズ", NOTHING)


def test_a_long_vowel_at_the_beginning_is_none() -> None:
    assert not PAIRS.alike("ウタ", "タ", frozenset({NameRung.LONG}))
    assert PAIRS.alike("コオオ", "コー", frozenset({NameRung.LONG}))
    assert PAIRS.alike("コーオ", "コ", frozenset({NameRung.LONG}))


def test_pairs_alone_make_the_fold() -> None:
    pairs = KanaPairs({NameRung.LOOK_ALIKE: frozenset({("シ", "ツ")})})
    assert pairs.fold(("シマ",)) == pairs.fold(("ツマ",))
    assert pairs.fold(("シマ",)) != pairs.fold(("ソマ",))
