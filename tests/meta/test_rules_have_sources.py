"""Every value in rules/ says where it comes from and how sure that is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.meta.tree import called, files

SAYS = ("source", "confidence")


def source_faults(text: str, delimiter: str) -> list[str]:
    """Columns a table lacks, and rows with nothing in them."""
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    lacking = [f"no column {name}" for name in SAYS if name not in (reader.fieldnames or ())]
    if lacking:
        return lacking
    return [f"line {reader.line_num}: no {name}" for row in reader for name in SAYS if not (row[name] or "").strip()]


def tables() -> list[Path]:
    return list(files(".csv", ".tsv", below="rules"))


def test_every_rule_has_a_source() -> None:
    found = {
        called(path): source_faults(path.read_text(encoding="utf-8"), "\t" if path.suffix == ".tsv" else ",")
        for path in tables()
    }
    assert found
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("bad", ["name,value\na,1", "a,source,confidence\n1,,sure", "a,source,confidence\n1,law"])
def test_a_rule_without_a_source_is_seen(bad: str) -> None:
    assert source_faults("value,source,confidence\n1,国年法26条,law-text\n", ",") == []
    assert len(source_faults(bad, ",")) >= 1
