"""Makes PDF files of sheets, one after the other, each in a program of its own that ends with it."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

import msgspec

from web.views.sheet import Sheet

_ROOT = Path(__file__).parents[2]
_LONGEST = 20.0  # seconds; the longest worksheet takes less than one
MOST_WAITING = 10
"""How many may wait for theirs; beyond that somebody is told to come back, and the service stays quick for others."""


class PdfUnavailable(Exception):
    """No file could be made; the text says where it failed, never what was in it."""


class PdfMaker:
    """Makes one file at a time, for a whole process."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def make(self, sheet: Sheet) -> bytes:
        """The sheet as a PDF file. Raises PdfUnavailable."""
        if self._waiting >= MOST_WAITING:
            raise PdfUnavailable("too many are waiting")
        self._waiting += 1
        try:
            async with self._turn:
                return await _made(msgspec.json.encode(sheet))
        finally:
            self._waiting -= 1


async def _made(sheet: bytes) -> bytes:
    maker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "web.paper"),
        cwd=_ROOT,
        env={"PYTHONUTF8": "1", "PATH": os.defpath, "HOME": "/nonexistent"},
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # it could quote what a person wrote
    )
    try:
        file, _ = await asyncio.wait_for(maker.communicate(sheet), _LONGEST)
    except TimeoutError:
        raise PdfUnavailable("it took too long") from None
    finally:
        if maker.returncode is None:
            maker.kill()
            await maker.wait()
    if maker.returncode != 0:
        raise PdfUnavailable(f"the maker ended with {maker.returncode}")
    return file
