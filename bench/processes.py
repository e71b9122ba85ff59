"""Servers as processes: started, asked what they have used, stopped. Linux only: what they use is read from /proc."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 30.0  # seconds
_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``seconds_to_answer`` is the time from its start to its first answer."""

    pid: int
    port: int
    seconds_to_answer: float

    def cpu_seconds(self) -> float:
        """User and system time of the process and all below it, those that have ended included."""
        ticks = 0
        for pid in process_tree(self.pid):
            fields = _stat(pid)
            ticks += sum(int(field) for field in fields[11:15])
        return ticks / _TICKS

    def workers(self) -> list[int]:
        """The processes that serve: those without children of their own."""
        tree = process_tree(self.pid)
        parents = {int(_stat(pid)[1]) for pid in tree}
        return [pid for pid in tree if pid not in parents]


def resident_megabytes(pid: int) -> float:
    """Memory a process has resident (RSS), shared pages included."""
    text = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Rss:")) / 1024


def process_tree(root: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; none for a process that has just gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str], port: int, *, folder: Path) -> Iterator[Server]:
    """Run a server on this machine until the block ends; ``folder`` is where it works and keeps its log."""
    with (folder / f"server-{port}.log").open("wb") as log:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the service and the peers
            command, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, port)
            yield Server(process.pid, port, time.perf_counter() - begun)
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if _answers(port):
            return
        time.sleep(0.01)
    raise RuntimeError(f"{process.args!r} does not answer on port {port}")


def _answers(port: int) -> bool:
    """Whether a request gets the beginning of an answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return connection.recv(8) == b"HTTP/1.1"
    except OSError:
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
