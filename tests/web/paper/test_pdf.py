"""PDF files of sheets: with tags, whatever people have written, and never at the cost of others."""

from __future__ import annotations

import asyncio
import io
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from web.paper import __main__ as maker
from web.paper import pdf
from web.paper.pdf import MOST_WAITING, PdfMaker, PdfUnavailable
from web.views.sheet import Bullets, Facts, Heading, Sheet, Table, Text

HOSTILE = '#panic() $x$ *a* _b_ `c` <d> @e \\ "f" {g} [h] //i /*j*/ = k - l + m'
SHEET = Sheet(
    title="私の履歴整理表",
    foot="春野 和子さん",
    blocks=(
        Facts((("お名前", "春野 和子"),)),
        Heading(2, "窓口でたずねること"),
        Heading(3, HOSTILE),
        Text(HOSTILE),
        Bullets((("喫茶こまどり", HOSTILE), ("あ" * 400,))),
        Table(("いつ", "記憶"), (1, 2), ((("昭和58年", "25歳"), (HOSTILE,)),) * 60),
        Table(("いつ", "記憶"), (1, 2), ()),
    ),
)


def run_maker(monkeypatch: pytest.MonkeyPatch, sheet: Sheet) -> tuple[int, bytes]:
    """The program in this process: its exit code and what it wrote."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(msgspec.json.encode(sheet).decode()))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written))
    return maker.main(), written.getvalue()


def program(path: Path, text: str) -> str:
    """A program that stands in for the maker."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_file_says_that_it_has_tags_and_nothing_people_write_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    code, file = run_maker(monkeypatch, SHEET)
    assert code == 0
    assert file.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in file, "it is PDF/UA: every heading, list and table has its tag, or it is not made"
    assert b"StructTreeRoot" in file
    assert b"/Lang" in file


def test_without_a_font_for_japanese_no_file_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "_FONTS", ("A font that nobody has",))
    assert run_maker(monkeypatch, SHEET) == (maker.NO_FONT, b"")


async def test_it_is_made_in_a_program_of_its_own() -> None:
    assert (await PdfMaker().make(SHEET)).startswith(b"%PDF")


async def test_what_fails_is_said_without_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "fails", "cat >&2; exit 1"))
    with pytest.raises(PdfUnavailable, match=r"^the maker ended with 1$"):
        await PdfMaker().make(SHEET)


async def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "sleeps", "exec sleep 60"))
    monkeypatch.setattr(pdf, "_LONGEST", 0.05)
    with pytest.raises(PdfUnavailable, match="too long"):
        await PdfMaker().make(SHEET)


async def test_only_so_many_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program(tmp_path / "echo", "cat"))
    one_maker = PdfMaker()
    made = await asyncio.gather(*(one_maker.make(SHEET) for _ in range(MOST_WAITING + 2)), return_exceptions=True)
    assert sum(isinstance(each, PdfUnavailable) for each in made) == 2
    assert sum(isinstance(each, bytes) for each in made) == MOST_WAITING
    assert isinstance(await one_maker.make(SHEET), bytes), "and then the next"
