"""Reads the tables of the matching ladder and gives them as one :class:`pension.matching.MatchingRules`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pension.kana import KanaPairs, NameRung, plain_parts
from pension.matching import OTHER_SEX, BirthRung, LadderStep, MatchingRules
from rules.tables import FOLDER, Row, read_table


@cache
def load_matching(folder: Path = FOLDER) -> MatchingRules:
    """The whole ladder, read once. Raises ValueError or KeyError where a table is malformed."""
    rungs = read_table("matching_rungs.csv", folder)
    about = {row["rung"]: row["about"] for row in rungs}
    readings = read_table("name_readings.csv", folder)
    return MatchingRules(
        steps=_steps(read_table("matching_steps.csv", folder), about),
        kana=_pairs(read_table("name_kana_pairs.csv", folder)),
        readings=_readings(readings),
        others=_others(readings),
        characters=_characters(read_table("name_characters.csv", folder)),
        labels={row["rung"]: row["label_ja"] for row in rungs},
    )


def _steps(rows: list[Row], about: dict[str, str]) -> tuple[LadderStep, ...]:
    """The steps in the order of the table."""
    allowed: dict[str, list[str]] = {}
    for row in rows:
        allowed.setdefault(row["step"], []).append(row["rung"])
    return tuple(
        LadderStep(
            step,
            frozenset(NameRung(rung) for rung in rungs if about[rung] == "name"),
            frozenset(BirthRung(rung) for rung in rungs if about[rung] == "birth"),
            OTHER_SEX in rungs,
        )
        for step, rungs in allowed.items()
    )


def _pairs(rows: list[Row]) -> KanaPairs:
    pairs: dict[NameRung, set[tuple[str, str]]] = {}
    for row in rows:
        pairs.setdefault(NameRung(row["rung"]), set()).add((row["kana"], row["other"]))
    return KanaPairs({rung: frozenset(found) for rung, found in pairs.items()})


def _characters(rows: list[Row]) -> dict[int, str]:
    return {ord(old): row["character"] for row in rows for old in row["also"].split()}


def _readings(rows: list[Row]) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row["part"], row["written"]): _in_kana(row) for row in rows}


def _others(rows: list[Row]) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each reading the others of all kanji that are read so."""
    others: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        readings = _in_kana(row)
        for reading in readings:
            known = others.setdefault((row["part"], reading), {})
            known.update(dict.fromkeys(other for other in readings if other != reading))
    return {place: tuple(known) for place, known in others.items()}


def _in_kana(row: Row) -> tuple[str, ...]:
    return tuple("".join(plain_parts(reading)) for reading in row["readings"].split())
