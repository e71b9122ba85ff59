"""A terminal of our own for programs that want one: w3m and lynx are driven through it by keys, as a reader would."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

_ROWS, _COLUMNS = 50, 100
_QUIET = 0.25  # seconds without output that mean the program waits for a key
_PATIENCE = 15.0


class Terminal:
    """The program's side is a real terminal; ours sends keys and reads what is drawn."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def press(self, keys: str) -> str:
        """Send keys and return what was drawn until the program is quiet."""
        os.write(self._handle, keys.encode())
        return self.read()

    def tab(self, stops: int) -> None:
        """Go on by so many stops. The keys come at once: the program takes one after the other."""
        if stops:
            self.press("\t" * stops)

    def read(self) -> str:
        """What is drawn until the program is quiet."""
        drawn = b""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and select.select([self._handle], [], [], _QUIET if drawn else _PATIENCE / 5)[0]:
            try:
                piece = os.read(self._handle, 65536)
            except OSError:  # the program ended
                break
            drawn += piece
        return drawn.decode(errors="replace")


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Run a program in a terminal of 50 lines by 100 columns until the block ends."""
    child, handle = pty.fork()
    if child == 0:
        os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - the program under test, no shell between
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    try:
        yield Terminal(handle)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(handle)
