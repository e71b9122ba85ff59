"""Whatever stands in a line, it is refused with reasons or becomes a record that every screen can show."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pension.checks import find_points
from pension.counting import compute_totals
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.import_lines import GoodLine, MonthlyFile

TODAY = date(2026, 11, 23)
_FORMATS = (Path(__file__).parents[2] / "docs" / "data-formats.md").read_text(encoding="utf-8")
EXAMPLE: dict[str, Any] = json.loads(_FORMATS.split("```json")[1].split("```")[0])
STRANGE: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [None, True, 0, -1, 1.5, 10**30, "", "x", "\x00", [], {}, [[]], "1940-06", "2100-12", "2026-10", "1940-06-01"]
    ),
    st.sampled_from(["1870-01-01", "2100-12-31", "2000-02-29", "2026-10-31", "E1", "N1_PAID", "S1", "F_LUMP", "n1"]),
    st.dates(date(1940, 6, 1), date(2100, 12, 31)).map(str),
    st.dates(date(1940, 6, 1), date(2100, 12, 31)).map(lambda day: str(day)[:7]),
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a document, as the container and the key or index there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found: list[tuple[Any, Any]] = []
    for key, inner in items:
        found += [(value, key), *places(inner)]
    return found


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """The worked example with a few places replaced, removed or swapped with others."""
    document = deepcopy(EXAMPLE)
    for _ in range(draw(st.integers(1, 4))):
        all_places = places(document)
        container, key = draw(st.sampled_from(all_places))
        what = draw(st.sampled_from(["replace", "replace", "remove", "copy"]))
        if what == "remove":
            del container[key]
        elif what == "copy":
            other, other_key = draw(st.sampled_from(all_places))
            container[key] = deepcopy(other[other_key]) if other_key in other or isinstance(other, list) else None
        else:
            container[key] = deepcopy(draw(STRANGE))
    return document


@settings(max_examples=300)
@given(mutated())
def test_a_document_is_refused_with_reasons_or_can_be_shown(document: dict[str, Any]) -> None:
    line = json.dumps(document, ensure_ascii=False).encode()
    checked = MonthlyFile(Path("month.jsonl"))._check(1, line)
    if isinstance(checked, GoodLine):
        rules = load_rules()
        timeline = build_timeline(checked.record, TODAY, rules)
        compute_totals(timeline, rules)
        find_points(timeline, rules)
    else:
        assert checked
        assert all(bad.reason and bad.rule for bad in checked)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_refused_with_a_reason(text: str) -> None:
    checked = MonthlyFile(Path("month.jsonl"))._check(1, text.encode("utf-8", "surrogatepass"))
    assert isinstance(checked, list)
    assert checked
