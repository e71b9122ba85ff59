"""The tables of the ladder: whole, and read as they stand."""

from __future__ import annotations

from pension.kana import NameRung, plain_parts
from pension.matching import OTHER_SEX, BirthRung
from rules.matching import load_matching
from rules.tables import read_table


def test_every_rung_has_its_row_and_nothing_else_has_one() -> None:
    rungs = {row["rung"]: row["about"] for row in read_table("matching_rungs.csv")}
    expected = {rung.value: "name" for rung in NameRung} | {rung.value: "birth" for rung in BirthRung}
    assert rungs == expected | {OTHER_SEX: "sex"}


def test_the_steps_stand_in_their_order() -> None:
    assert [step.name for step in load_matching().steps] == ["1", "2a", "2b", "3"]


def test_the_official_steps_allow_what_the_source_says() -> None:
    first, second, third, _ = load_matching().steps
    assert first.births == {BirthRung.SAME}
    assert not first.other_sex
    assert second.births == {BirthRung.SAME, BirthRung.ONE_DAY}
    assert second.other_sex
    assert {NameRung.LOOK_ALIKE, NameRung.SOUND_ALIKE, NameRung.MISREAD} <= third.names
    assert BirthRung.OTHER_ERA in third.births


def test_readings_are_kana_and_at_least_two() -> None:
    for row in read_table("name_readings.csv"):
        readings = row["readings"].split()
        assert len(set(readings)) == len(readings) >= 2, row
        assert all(plain_parts(reading) == (reading,) for reading in readings), row
        assert row["part"] in ("family", "given"), row


def test_no_old_character_stands_for_two() -> None:
    old = [character for row in read_table("name_characters.csv") for character in row["also"].split()]
    assert len(set(old)) == len(old)
    assert all(len(character) == 1 for character in old)
    assert not set(old) & {row["character"] for row in read_table("name_characters.csv")}


def test_a_reading_leads_to_the_others_of_all_kanji() -> None:
    others = load_matching().others
    assert "ユキコ" in others["given", "サチコ"]
    assert "フルタニ" in others["family", "フルヤ"]
    assert "サチコ" not in others["given", "サチコ"]
