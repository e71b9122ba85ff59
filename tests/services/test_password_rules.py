"""Which passwords are taken, and why others are not."""

from __future__ import annotations

from datetime import date

import pytest

from pension.record import FormerName, Person, Sex
from services.own_words import words_about
from services.passphrases import WORDS_IN_PASSPHRASE, easy_words, suggest_passphrase
from services.password_rules import LONGEST, Problem, shortest_password, what_is_weak
from services.romaji import romaji

PERSON = Person(
    basic_pension_number="4021-739458",
    name="春野 和子",
    kana="ハルノ カズコ",
    birth_date=date(1945, 4, 5),
    sex=Sex.FEMALE,
    former_names=(FormerName(name="夏川 和子", kana="ナツカワ カズコ"),),
)
WORDS = words_about("haruno92", "春野 和子", PERSON)


async def problem(password: str, shortest: int = 15) -> Problem | None:
    return await what_is_weak(password, WORDS, shortest)


@pytest.mark.parametrize(
    "password",
    [
        "kumo-hashi-mugi-suzume",
        "correct horse battery staple",
        "さかなとことりがならんでいるまど",
        "zT9!kq2#Lw7@xP5",
        "あ" + "zkqwxv" * 3 + "🐟🐦🌊",
    ],
)
async def test_long_and_unusual_is_taken_whatever_its_letters(password: str) -> None:
    assert await problem(password) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", Problem.TOO_SHORT),
        ("", Problem.TOO_SHORT),
        ("x9" * LONGEST, Problem.TOO_LONG),
        ("aaaaaaaaaaaaaaaaaaaa", Problem.REPEATED),
        ("abcabcabcabcabcabc", Problem.REPEATED),
        ("12345678901234567890", Problem.REPEATED),
        ("abcdefghijklmnopqr", Problem.REPEATED),
        ("passwordpassword", Problem.REPEATED),
        ("1qaz2wsx3edc4rfv", Problem.COMMON),
        ("mysakurasakurasakura", Problem.REPEATED),
        ("arigatoudaisuki", Problem.COMMON),
        ("Watashi-no-nenkin-kiroku", Problem.SERVICE_WORDS),
        ("わたしの年金をみるためのことば", Problem.SERVICE_WORDS),
        ("\uff2e\uff25\uff2e\uff2b\uff29\uff2e-kumo-hashi-mugi", Problem.SERVICE_WORDS),
        ("kumo-hashi-HARUNO-mugi", Problem.OWN_WORDS),
        ("kumo-hashi-natsukawa", Problem.OWN_WORDS),
        ("kumo-hashi-夏川さん-mugi-suzume", None),
        ("kumo-hashi-haruno92-mugi", Problem.OWN_WORDS),
        ("kumo-hashi-19450405-mugi", Problem.OWN_WORDS),
        ("kumo-hashi-s200405-mugi", Problem.OWN_WORDS),
        ("kumo-hashi-4021739458", Problem.OWN_WORDS),
    ],
)
async def test_the_reason_is_told(password: str, why: Problem | None) -> None:
    assert await problem(password) == why


async def test_beside_a_code_eight_letters_are_enough() -> None:
    assert (shortest_password(has_code=False), shortest_password(has_code=True)) == (15, 8)
    assert await problem("zT9!kq2#", shortest=8) is None
    assert await problem("zT9!kq2", shortest=8) == Problem.TOO_SHORT
    assert await problem("password", shortest=8) == Problem.COMMON


async def test_each_code_point_counts_as_one_and_composed_letters_too() -> None:
    assert await problem("か\u3099" * 14 + "x") is not None
    assert await problem("がぎぐげござじずぜぞだぢづで", 15) == Problem.TOO_SHORT
    assert await problem("がくぐけげこございずそたぢつ🐟", 15) is None
    assert await problem("x" + "zkqwxvjp" * 8 + "A1", 15) is not Problem.TOO_LONG, "64 letters and more are taken"


def test_what_others_know_of_a_person() -> None:
    assert {"haruno92", "春野", "haruno", "kazuko", "natsukawa", "夏川", "19450405", "450405", "s200405"} <= set(WORDS)
    assert {"4021739458", "739458", "1945-04-05"} <= set(WORDS)
    assert words_about("officer1", "相談 あゆみ", None) == ("officer1", "相談", "あゆみ")


@pytest.mark.parametrize(("birth", "era"), [((1989, 1, 8), "h010108"), ((2019, 5, 1), "r010501"), ((1926, 12, 24), "")])
def test_birth_dates_in_eras(birth: tuple[int, int, int], era: str) -> None:
    person = Person(
        basic_pension_number="1-2", name="x", kana="エ", birth_date=date(*birth), sex=Sex.FEMALE, former_names=()
    )
    assert any(word[0] in "rhs" and word[1:].isdigit() for word in words_about("", "", person)) == bool(era)
    assert not era or era in words_about("", "", person)


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("さくら", "sakura"),
        ("しゃしん", "shashin"),
        ("きょうと", "kyouto"),
        ("ちょうちょ", "choucho"),
        ("じゃがいも", "jagaimo"),
        ("きって", "kitte"),
        ("ラーメン", "ramen"),
        ("ﾊﾞﾅﾅ", "banana"),
        ("ファミリー", "famiri"),
        ("ヴァイオリン", "vaiorin"),
        ("abc漢", "abc漢"),
        ("", ""),
    ],
)
def test_kana_as_people_type_them(kana: str, letters: str) -> None:
    assert romaji(kana) == letters


async def test_a_suggestion_is_taken_and_never_the_same() -> None:
    suggestions = [suggest_passphrase() for _ in range(30)]
    assert len({suggestion.typed for suggestion in suggestions}) == 30
    for suggestion in suggestions:
        assert len(set(suggestion.kana)) == WORDS_IN_PASSPHRASE
        assert suggestion.typed.isascii()
        assert await what_is_weak(suggestion.typed, (), 15) is None, suggestion.typed


def test_the_words_are_enough_and_easy_to_type() -> None:
    words = easy_words()
    assert len(words) ** WORDS_IN_PASSPHRASE > 2**40
    assert len({romaji(word) for word in words}) == len(words)
    assert all(romaji(word).isascii() and romaji(word).isalpha() for word in words)
