"""Tables in Markdown, for the screen and for the file of results."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results"
_PACKAGES = ("litestar", "granian", "jinja2", "msgspec", "piccolo", "isal")


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, what it is about in a sentence or two, columns, rows of texts."""

    heading: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """As it stands in a file."""
        lines = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"## {self.heading}\n\n{self.about}\n\n{table}\n"


def spread(values: Sequence[float], digits: int = 0) -> str:
    """The median with the smallest and the largest: ``533 (520–561)``."""
    middle, least, most = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    return f"{middle} ({least}–{most})"


def circumstances(name: str, peer_versions: str) -> str:
    """When, what, where: the first lines of a file of results."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    lines = [
        f"- when: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, load average before the run {os.getloadavg()[0]:.2f}",
        f"- commit: {name}{', with changes not committed' if _git('status', '--porcelain', '-uno') else ''}",
        f"- where: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}",
        f"- with: Python {platform.python_version()}, {packages}; {peer_versions}",
    ]
    return "\n".join(lines) + "\n"


def commit() -> str:
    """The name of the commit that is measured."""
    return _git("rev-parse", "--short", "HEAD")


def _git(*words: str) -> str:
    command = ["git", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=RESULTS).stdout.strip()  # noqa: S603 - ours


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())


def write_results(name: str, head: str, tables: Iterable[Table]) -> Path:
    """The file of a run on the commit of this name."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}-{name}.md"
    body = "\n".join(table.markdown() for table in tables)
    path.write_text(f"# Measurements\n\n{head}\n{body}", encoding="utf-8")
    return path
