"""Whatever way a word is typed, it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.loader import read_library
from content.search import LONGEST_SEARCH, Index, fold, load_index
from tests.content.conftest import Write


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("免除", "exemption"),
        ("めんじょ", "exemption"),
        ("メンジョ", "exemption"),
        ("ﾒﾝｼﾞｮ", "exemption"),
        ("　免除 ", "exemption"),
        ("全額免除", "full-exemption"),
        ("ぜんがく", "full-exemption"),
        ("合算対象", "complementary-period"),
        ("からきかん", "complementary-period"),
        ("カラ期間", "complementary-period"),
        ("合算対称期間", "complementary-period"),
        ("学生納付特例", "student-special-payment"),
        ("がくせいのうふとくれ", "student-special-payment"),
        ("きそねんきんばんごう", "basic-pension-number"),
        ("第３号被保険者", "category-3"),
        ("追納とは", "retroactive-payment"),
    ],
)
def test_a_term_is_the_first_that_is_found(asked: str, term: str) -> None:
    found = load_index().find(asked)
    assert [item.slug for item in found.terms][:1] == [term]


@pytest.mark.parametrize("asked", ["めんじょ", "免除", "会社", "離婚", "年金手帳", "未納 納める"])
def test_questions_are_found_too(asked: str) -> None:
    assert load_index().find(asked).questions


def test_every_title_and_every_reading_finds_its_own_term_first() -> None:
    index = load_index()
    missed = [
        (word, term.slug)
        for term, _ in index._terms
        for word in (*term.words, term.reading)
        if term.slug not in [found.slug for found in index.find(word).terms[:2]]
    ]
    assert missed == []


def test_all_words_must_fit(folder: Path, put: Write) -> None:
    put("faq/how", "答え。\n\n結婚したときの話。", title='"名前がちがいます"', reading='"なまえ"')
    index = Index(read_library(folder))
    assert [item.slug for item in index.find("名前 結婚").questions] == ["how"]
    assert index.find("名前 海外").questions == ()


def test_what_is_named_comes_before_what_only_says_the_word(folder: Path, put: Write) -> None:
    put("faq/when", "答え。\n\n名前の話。")
    put("faq/how", title='"名前がちがいます"', reading='"なまえ"')
    assert [item.slug for item in Index(read_library(folder)).find("名前").questions] == ["how", "when"]


def test_a_misspelling_that_is_listed_is_found(folder: Path, put: Write) -> None:
    put("glossary/back-payment", title='"追納"', reading='"ついのう"', misspellings='["遡納"]')
    assert [item.slug for item in Index(read_library(folder)).find("遡納").terms] == ["back-payment"]


def test_nothing_and_an_empty_search_are_told_apart() -> None:
    index = load_index()
    assert index.find("んんんんん").nothing
    empty = index.find(" 　")
    assert (empty.asked, empty.nothing, empty.terms) == ("", False, ())


@pytest.mark.parametrize("strange", ["<script>", "%00", "'; DROP TABLE", "年" * 5000, "\U0001f600", "ー", "・・・"])
def test_a_strange_search_is_answered(strange: str) -> None:
    assert len(load_index().find(strange).asked) <= LONGEST_SEARCH


def test_the_nearest_terms_stand_in_for_one_that_does_not_exist() -> None:
    index = load_index()
    assert "full-exemption" in [term.slug for term in index.nearest_terms("full-exemtion")[:1]]
    assert "exemption" in [term.slug for term in index.nearest_terms("免除")[:2]]
    assert len(index.nearest_questions("zzz")) == 5


def test_folding() -> None:
    assert fold("ｶﾗ期間（①）") == fold("から期間 1") == "から期間1"
