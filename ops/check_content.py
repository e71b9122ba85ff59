"""``python -m ops check-content``: what is wrong in content/, by file, line and reason."""

from __future__ import annotations

import argparse
from pathlib import Path

from content.checker import check_content
from content.loader import FOLDER
from services.clock import JapanClock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, for a copy that is being worked on."""
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, help="調べるフォルダー（なければ content/）")


def run(arguments: argparse.Namespace) -> int:
    """Check. 0: nothing is wrong; 1: something is."""
    problems = check_content(arguments.folder, JapanClock().now().date())
    for problem in problems:
        print(problem)
    print(f"content: {len(problems)} 件のまちがいがあります。" if problems else "content: まちがいはありません。")
    return 1 if problems else 0
