"""Tables of measurements."""

from __future__ import annotations

from bench.report import Table, spread


def test_a_spread_names_the_middle_and_both_ends() -> None:
    assert spread([561.4, 520.2, 533.0]) == "533 (520–561)"
    assert spread([12.25, 1234.5], 1) == "623.4 (12.2–1,234.5)"


def test_a_table_as_markdown() -> None:
    table = Table("Pages", "One worker.", ("contender", "µs"), (("ours", "1"), ("theirs", "2")))
    assert table.markdown() == (
        "## Pages\n\nOne worker.\n\n| contender | µs |\n| --- | --- |\n| ours | 1 |\n| theirs | 2 |\n"
    )
