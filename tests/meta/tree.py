"""The tree the meta-tests look at: its files, and their Python as syntax."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# the rooms that hold Python and run in the service
ROOMS = ("pension", "rules", "content", "db", "services", "web", "ops")

_NOT_OURS = {".git", ".venv", "node_modules", "var", "reports", "__pycache__", ".hypothesis"}


def files(*suffixes: str, below: str = "") -> Iterator[Path]:
    """Every file of the repository that ends so, in order; without what is installed, built or cached."""
    for folder, names, found in os.walk(ROOT / below):
        names[:] = sorted(name for name in names if name not in _NOT_OURS and not name.endswith("_cache"))
        ours = sorted(name for name in found if name not in _NOT_OURS)  # in a second working tree .git is a file
        yield from (Path(folder, name) for name in ours if not suffixes or name.endswith(suffixes))


def called(path: Path) -> str:
    """A file by its path in the repository, for messages."""
    return path.relative_to(ROOT).as_posix()


def sources(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of the rooms: its name and its syntax."""
    for room in rooms:
        for path in files(".py", below=room):
            yield called(path), ast.parse(path.read_text(encoding="utf-8"))


def dotted(node: ast.expr) -> str:
    """``datetime.now`` for the expression that is written so; empty for anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module a file imports, wherever it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
