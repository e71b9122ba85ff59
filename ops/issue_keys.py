"""``python -m ops issue-keys``: access keys for the annual notice, and the letters to print them.

Letters are written to ``FOLDER`` as HTML files of up to 100 letters, to be printed by a browser; each key holds from
the moment its file is on disk. Run again after an interruption, it goes on with the people who have no letter yet. The
files hold secrets: print them, then delete them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Never

from tqdm import tqdm

from ops.letters import letters_page, write_safely
from ops.settings import OperatorSettings, read_settings
from services.access_keys import Issued, KeyLetter, KeyOrder, count_keys_to_issue, issue_keys
from services.clock import JST, midnight_months_later
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and who is to have one."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="手紙を書き出すフォルダー")
    parser.add_argument(
        "--since",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="この日からあとにアクセスキーを作った人には、作らない（書かなければ、今月の1日）",
    )


def run(arguments: argparse.Namespace) -> int:
    """Issue. 0: done; 2: could not be done."""
    settings = read_settings(os.environ)
    try:
        issued = asyncio.run(_issue(arguments.folder, arguments.since, settings))
    except (OSError, ValueError) as error:
        print(f"アクセスキーを作れませんでした（{error}）。", file=sys.stderr)
        return 2
    print(f"{issued.letters} 人分の手紙を {arguments.folder} に書き出しました。")
    if issued.left_out:
        print(f"住所がないなどの理由で、手紙を作れない人が {len(issued.left_out)} 人います。")
    print("印刷したら、書き出したファイルを消してください。")
    return 0


async def _issue(folder: Path, since: date | None, settings: OperatorSettings) -> Issued:
    keys, months = settings.keys, settings.access_key_months
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = settings.clock.now()
    start = datetime.combine(since or now.date().replace(day=1), datetime.min.time(), JST)
    async with database_for_work(settings.database, demo=settings.demo):
        with tqdm(total=await count_keys_to_issue(start), unit="人", disable=None) as bar:
            files = _free_names(folder, now.date())
            order = KeyOrder(
                issued_since=start,
                expires_at=midnight_months_later(now, months),
                inquiry_digits=settings.inquiry_number_digits,
                write_letters=lambda letters: _write(next(files), letters),
                progress=lambda people: _move(bar, people),
            )
            return await issue_keys(order, settings.clock, keys)


def _write(file: Path, letters: Sequence[KeyLetter]) -> None:
    write_safely(file, letters_page(letters))


def _free_names(folder: Path, day: date) -> Iterator[Path]:
    names = (folder / f"access-keys-{day.isoformat()}-{number:05d}.html" for number in count(1))
    return (name for name in names if not name.exists())


def _move(bar: tqdm[Never], people: int) -> None:
    bar.update(people)
