"""The tables of the population: reviewable, complete, and each row with its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest

from ops.population.tables import BORN, FOLDER, Row, load_tables, read_rows
from pension.record import Sex
from tests.meta.test_rules_have_sources import source_faults

CONFIDENCES = {"law-text", "two-sources", "one-source", "derived", "assumed"}
FIRST_BORN, LAST_BORN = 1926, 2008


def year_faults(rows: Iterable[Row], column: str) -> list[str]:
    """Questions whose rows leave a year out, or tell the shares of a year wrongly."""
    told: dict[tuple[str, str, int], float] = defaultdict(float)
    answers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        answers[row[column]].add(row.get("answer", ""))
        for sex in [row["sex"]] if row["sex"] else list(Sex):
            for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
                told[row[column], sex, year] += float(row.get("share", 1))
    faults = []
    for question, found in answers.items():
        years = {sex: sorted(year for name, of, year in told if (name, of) == (question, sex)) for sex in Sex}
        faults += [
            f"{question}: a year is left out" for seen in years.values() if seen != [*range(seen[0], seen[-1] + 1)]
        ]
        sums = {round(share, 6) for (name, _, _), share in told.items() if name == question}
        if found == {"yes"} and max(sums) > 1:
            faults.append(f"{question}: more than all")
        elif found not in ({"yes"}, {""}) and sums != {1.0}:
            faults.append(f"{question}: the shares are {sums}")
    return faults


@pytest.mark.parametrize("name", ["proportions.csv", "figures.csv", "pay_levels.csv"])
def test_every_row_says_where_it_is_from(name: str) -> None:
    assert source_faults((FOLDER / name).read_text(encoding="utf-8"), ",") == []
    assert {row["confidence"] for row in read_rows(name)} <= CONFIDENCES


def test_every_question_is_answered_for_every_year() -> None:
    questions = [row for row in read_rows("proportions.csv") if row["question"] != BORN]
    assert year_faults(questions, "question") == []
    assert year_faults(read_rows("figures.csv"), "figure") == []


def test_a_year_left_out_and_shares_that_do_not_sum_up_are_seen() -> None:
    def row(answer: str, first: int, last: int, share: str, sex: str = "") -> Row:
        return {
            "question": "q",
            "answer": answer,
            "sex": sex,
            "first_year": str(first),
            "last_year": str(last),
            "share": share,
        }

    assert year_faults([row("yes", 1926, 1930, "0.2"), row("yes", 1931, 1940, "1")], "question") == []
    assert year_faults([row("yes", 1926, 1930, "0.7"), row("yes", 1930, 1930, "0.7")], "question") == [
        "q: more than all"
    ]
    assert len(year_faults([row("yes", 1926, 1930, "0.2"), row("yes", 1932, 1940, "1")], "question")) == 2
    assert year_faults([row("a", 1926, 1930, "0.2"), row("b", 1926, 1930, "0.7")], "question") == [
        "q: the shares are {0.9}"
    ]


def test_questions_about_births_reach_from_the_oldest_to_the_youngest() -> None:
    for row in read_rows("proportions.csv"):
        if row["years"] == "birth":
            assert FIRST_BORN <= int(row["first_year"]) <= int(row["last_year"]) <= LAST_BORN, row


def test_what_is_looked_up() -> None:
    tables = load_tables()
    assert tables.choices[Sex.MALE, 1950]["marries"].bounds == (0.97,)
    assert tables.choices[Sex.FEMALE, 2008]["marries"].bounds == (0.83,)
    assert tables.choices[Sex.MALE, 2099]["prepays"].bounds == (0.15,), "later years are as the last"
    assert tables.figures[Sex.FEMALE, 1930]["marriage_age"] == 24.4
    assert tables.pay[Sex.MALE][1997] == 366_000
    assert tables.pay[Sex.FEMALE][2100] == tables.pay[Sex.FEMALE][2028]
    assert tables.pay_at_age[0] == tables.pay_at_age[15] == 0.45
    assert tables.pay_at_age[120] == tables.pay_at_age[70] == 0.65
    assert tables.pay_at_age[30] == pytest.approx((0.72 + 0.98) / 2)
    assert {name.written for name in tables.names[1930]["female"]} != {
        name.written for name in tables.names[2000]["female"]
    }
    assert tables.names[1930]["family"] == tables.names[2000]["family"]
