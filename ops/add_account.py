"""``python -m ops add-account NUMBER USER_ID``: an account for somebody whose record has been imported."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
import sys

from ops.settings import OperatorSettings, read_settings
from services.accounts import LONGEST_PASSWORD, SHORTEST_PASSWORD, SHORTEST_USER_ID, AddAccountResult, add_account
from services.opening import database_for_work

_WORDS = {
    AddAccountResult.DONE: "アカウントを作りました。",
    AddAccountResult.NO_SUCH_PERSON: "この基礎年金番号の人の記録がありません。先に import-month で取り込んでください。",
    AddAccountResult.USER_ID_UNFIT: f"ユーザーIDは半角の英字と数字で {SHORTEST_USER_ID} 文字以上にしてください。",
    AddAccountResult.USER_ID_TAKEN: "このユーザーIDはすでに使われています。",
    AddAccountResult.PASSWORD_UNFIT: (
        f"パスワードは {SHORTEST_PASSWORD} 文字から {LONGEST_PASSWORD} 文字までの、見やぶられにくいものにしてください。"
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, and under which user id; the password is asked for, never given as an argument."""
    parser.add_argument("number", metavar="NUMBER", help="基礎年金番号（NNNN-NNNNNN）")
    parser.add_argument("user_id", metavar="USER_ID", help="ユーザーID（半角の英字と数字）")


def run(arguments: argparse.Namespace) -> int:
    """Make the account. 0: made; 1: refused."""
    password = read_password()
    result = asyncio.run(_add(arguments.number, arguments.user_id, password, read_settings(os.environ)))
    print(_WORDS[result])
    return 0 if result is AddAccountResult.DONE else 1


def read_password() -> str:
    """Typed unseen on a terminal, or the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass("パスワード: ")
    return sys.stdin.readline().rstrip("\r\n")


async def _add(number: str, user_id: str, password: str, settings: OperatorSettings) -> AddAccountResult:
    async with database_for_work(settings.database, demo=settings.demo):
        return await add_account(number, user_id, password, settings.clock, is_demo=settings.demo)
