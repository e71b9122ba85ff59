"""Copies of the tables for tests that change rows."""

from __future__ import annotations

import shutil
from pathlib import Path

from rules.tables import FOLDER


def copied_tables(folder: Path) -> Path:
    """A folder with every table as it is."""
    for path in FOLDER.iterdir():
        if path.suffix in (".csv", ".tsv", ".toml"):
            shutil.copy(path, folder)
    return folder


def append(folder: Path, table: str, *lines: str) -> None:
    """Add rows to a table."""
    with (folder / table).open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def replace_line(folder: Path, table: str, number: int, line: str) -> None:
    """Put another row in the place of one; ``number`` counts as an editor does. An empty line takes the row out."""
    path = folder / table
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[number - 1 : number] = [line] if line else []
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
