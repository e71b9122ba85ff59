"""The ladder against pairs that must match and pairs that must not; and nothing it allows is missed by the keys."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pension.kana import NameRung, lengthens
from pension.matching import BirthRung, alike_births, find_match, is_match, prepare_search, record_key
from pension.record import Sex
from pension.status import Scheme
from pension.unlinked import RecordedBirth, Sought, SoughtName, UnlinkedRecord
from rules.matching import load_matching

RULES = load_matching()
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "unlinked_matching.toml").read_text(encoding="utf-8"))
BORN = "1961-06-15"


def sought(case: dict[str, Any]) -> Sought:
    name = SoughtName(kana=case["sought"], name=case.get("kanji"))
    return Sought(names=(name,), birth_date=date.fromisoformat(case.get("born", BORN)), sex=Sex.FEMALE)


def recorded(case: dict[str, Any]) -> UnlinkedRecord:
    sex = case.get("sex", "female")
    return UnlinkedRecord(
        number="1234-567890",
        scheme=Scheme.EMPLOYEES,
        kana=case["record"],
        birth=RecordedBirth.parse(case.get("birth", case.get("born", BORN))),
        name=case.get("name"),
        sex=Sex(sex) if sex else None,
    )


def why(case: dict[str, Any]) -> str:
    name: str = case["why"]
    return name


@pytest.mark.parametrize("case", CASES["must"], ids=why)
def test_what_must_match_is_found_at_its_step(case: dict[str, Any]) -> None:
    search, record = prepare_search(sought(case), RULES), recorded(case)
    assert record_key(record.kana, record.birth, RULES) in search.keys
    assert is_match(search, record, RULES)
    match = find_match(search, record, RULES)
    assert match is not None
    assert (match.step, list(match.rungs)) == (case["step"], case["differs"])
    assert match.kana == case["sought"]


@pytest.mark.parametrize("case", CASES["must_not"], ids=why)
def test_what_must_not_match_does_not(case: dict[str, Any]) -> None:
    search, record = prepare_search(sought(case), RULES), recorded(case)
    assert find_match(search, record, RULES) is None
    assert not is_match(search, record, RULES)


def test_every_rung_of_the_tables_has_a_pair_that_must_match() -> None:
    shown = {rung for case in CASES["must"] for rung in case["differs"]}
    assert shown >= set(RULES.labels) - {"same"}


def test_every_pair_of_kana_of_the_tables_is_tolerated() -> None:
    for rung, pairs in RULES.kana.pairs.items():
        for kana, other in pairs:
            for name, record in ((kana, other), (other, kana)):
                case = {"sought": f"ミ{name}ミ リ{name}", "record": f"ミ{record}ミ リ{record}"}
                search, old = prepare_search(sought(case), RULES), recorded(case)
                assert record_key(old.kana, old.birth, RULES) in search.keys, (rung, kana, other)
                assert find_match(search, old, RULES) is not None, (rung, kana, other)


def test_every_reading_of_the_tables_is_tolerated_with_and_without_kanji() -> None:
    for (kind, written), readings in RULES.readings.items():
        for true in readings:
            for other in readings:
                names = [f"{reading} ミリ" if kind == "family" else f"ミリ {reading}" for reading in (true, other)]
                kanji = f"{written} 未里" if kind == "family" else f"未里 {written}"
                for known in (None, kanji):
                    case = {"sought": names[0], "record": names[1], "kanji": known}
                    search, old = prepare_search(sought(case), RULES), recorded(case)
                    assert record_key(old.kana, old.birth, RULES) in search.keys, (written, true, other)
                    assert find_match(search, old, RULES) is not None, (written, true, other)


KANA = "".join(chr(code) for code in range(ord("ァ"), ord("ヺ") + 1) if chr(code) not in "ヷヸヹヺヵヶ")
PARTS = st.text(KANA + "ー", min_size=1, max_size=6).filter(lambda part: not part.startswith("ー"))


@st.composite
def damaged_pairs(draw: st.DrawFn) -> tuple[Sought, UnlinkedRecord]:
    """A name and a record of it with any number of the rungs of step 2b between them."""
    parts = [draw(PARTS), draw(PARTS)]
    others = [draw(_damaged(part)) for part in parts]
    if draw(st.booleans()):
        others.reverse()
    kana = draw(st.sampled_from(["", " "])).join(others)
    born = draw(st.dates(date(1890, 1, 1), date(1990, 12, 31)))
    recorded_on = born + timedelta(days=draw(st.sampled_from([-1, 0, 1])))
    birth = RecordedBirth(recorded_on.year, recorded_on.month, recorded_on.day)
    who = Sought(names=(SoughtName(kana=" ".join(parts)),), birth_date=born, sex=Sex.MALE)
    return who, UnlinkedRecord(number="1", scheme=Scheme.NATIONAL, kana=kana, birth=birth, sex=Sex.MALE)


@st.composite
def _damaged(draw: st.DrawFn, part: str) -> str:
    pairs = [*RULES.kana.pairs[NameRung.LOOK_ALIKE], *RULES.kana.pairs[NameRung.SOUND_ALIKE]]
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(part) - 1))
        ways = [other for pair in pairs for kana, other in (pair, pair[::-1]) if kana == part[place]]
        if ways:
            part = part[:place] + draw(st.sampled_from(ways)) + part[place + 1 :]
    for place in range(len(part) - 1, 0, -1):
        if lengthens(part[place - 1], part[place]) and draw(st.booleans()):
            part = part[:place] + part[place + 1 :]
    return part


@given(damaged_pairs())
def test_whatever_the_ladder_takes_for_alike_has_a_key_in_common(pair: tuple[Sought, UnlinkedRecord]) -> None:
    who, record = pair
    search = prepare_search(who, RULES)
    if find_match(search, record, RULES) is not None:
        assert record_key(record.kana, record.birth, RULES) in search.keys


@pytest.mark.parametrize(
    ("born", "recorded_as", "rung"),
    [
        ("1926-12-25", "0015-12-25", BirthRung.OTHER_ERA),  # 大正15年
        ("1926-12-25", "0001-12-25", BirthRung.OTHER_ERA),  # 昭和元年
        ("1926-12-25", "0002-12-25", None),
        ("1989-01-07", "0064-01-07", BirthRung.OTHER_ERA),
        ("1943-05-05", "1953-05-05", BirthRung.YEAR_DIGIT),
        ("1943-05-05", "1943-05-07", None),
        ("1944-02-29", "1944-02-28", BirthRung.ONE_DAY),
        ("1943-02-27", "1943-02-29", None),
        ("1867-01-01", "1868-01-01", BirthRung.YEAR_DIGIT),
        ("1944-12-31", "1945-01-01", BirthRung.ONE_DAY),
        ("1944-05-06", "1944-06-05", BirthRung.DAY_FOR_MONTH),
        ("1944-05-13", "1944-13-05", None),
        ("1942-07-07", "2005-07-07", BirthRung.OTHER_ERA),  # 昭和17年, 平成17年
        ("1942-07-07", "1937-07-07", BirthRung.YEAR_DIGIT),  # 昭和17年, 昭和12年
        ("1929-07-07", "1989-07-07", BirthRung.YEAR_DIGIT),
        ("1929-07-07", "1940-07-07", None),
        ("2019-05-01", "0019-05-01", None),  # 19年 of no era is not 2019年 with one digit lost
    ],
)
def test_birth_dates_are_compared(born: str, recorded_as: str, rung: BirthRung | None) -> None:
    assert alike_births(date.fromisoformat(born)).get(recorded_as) is rung


def test_a_name_without_kana_is_searched_for_by_no_key() -> None:
    who = Sought(names=(SoughtName(kana="漢字"),), birth_date=date(1961, 6, 15), sex=Sex.FEMALE)
    assert prepare_search(who, RULES).keys == frozenset()


def test_of_a_name_in_one_part_no_other_reading_is_known() -> None:
    who = Sought(names=(SoughtName(kana="サチコ"),), birth_date=date(1961, 6, 15), sex=Sex.FEMALE)
    assert len(prepare_search(who, RULES).keys) == 3


def test_a_day_that_there_never_was_is_near_the_last_of_a_month_only() -> None:
    def keys(born: date) -> int:
        names = (SoughtName(kana="サチコ"),)
        return len(prepare_search(Sought(names=names, birth_date=born, sex=Sex.FEMALE), RULES).keys)

    assert (keys(date(1961, 1, 31)), keys(date(1961, 4, 30)), keys(date(1961, 4, 29))) == (3, 4, 3)


def test_kanji_narrow_down_the_readings() -> None:
    def keys(name: str | None) -> frozenset[int]:
        names = (SoughtName(kana="ハルノ ヨシコ", name=name),)
        return prepare_search(Sought(names=names, birth_date=date(1961, 6, 15), sex=Sex.FEMALE), RULES).keys

    assert keys("春野 芳子") < keys(None)
