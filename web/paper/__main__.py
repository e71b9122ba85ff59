"""Reads a sheet (:class:`web.views.sheet.Sheet` in JSON) and writes it as a PDF file; says nothing else to anybody."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

NO_FONT = 3
"""The exit code where no font for Japanese is installed."""
_FONTS = ("BIZ UDPGothic", "BIZ UDGothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAGothic", "VL Gothic")
_LAYOUT = Path(__file__).parent / "paper.typ"


def main() -> int:
    """From standard input to standard output."""
    fonts = typst.Fonts(include_embedded_fonts=False)
    installed = set(fonts.families())
    font = next((name for name in _FONTS if name in installed), None)
    if font is None:
        return NO_FONT
    compiler = typst.Compiler(
        _LAYOUT.read_bytes(), font_paths=fonts, sys_inputs={"sheet": sys.stdin.read(), "font": font}
    )
    file = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(file, bytes):
        return 1
    sys.stdout.buffer.write(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
