"""What is wrong with a file of ``content/``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file of ``content/``: its path below it, the line (0 for the whole file), the reason."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"content/{self.file}:{self.line}: {self.reason}" if self.line else f"content/{self.file}: {self.reason}"
