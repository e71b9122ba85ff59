"""``python -m ops rescue``: end sessions, or take away a one-time code whose telephone and recovery codes are lost."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from ops.settings import OperatorSettings, read_settings
from services.opening import database_for_work
from services.rescue import sign_out_everybody, sign_out_everywhere, take_code_away


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, and what."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--sign-out", metavar="USER_ID", help="この人を、すべての機器からログアウトする")
    what.add_argument("--sign-out-everybody", action="store_true", help="全員をログアウトする")
    what.add_argument(
        "--take-code-away",
        metavar="USER_ID",
        help="確認コードをやめる（本人確認のあと。職員は次のログインで用意しなおす）",
    )


def run(arguments: argparse.Namespace) -> int:
    """0: done; 1: there is no such account, or no such code."""
    return asyncio.run(_rescue(arguments, read_settings(os.environ)))


async def _rescue(arguments: argparse.Namespace, settings: OperatorSettings) -> int:
    async with database_for_work(settings.database, demo=settings.demo):
        if arguments.sign_out_everybody:
            await sign_out_everybody(settings.clock)
            print("全員をログアウトしました。")
            return 0
        if arguments.sign_out is not None:
            done, said = await sign_out_everywhere(arguments.sign_out, settings.clock), "ログアウトしました。"
        else:
            done, said = await take_code_away(arguments.take_code_away, settings.clock), "確認コードをやめました。"
    print(
        said if done else "このユーザーIDのアカウントか、その確認コードがありません。",
        file=None if done else sys.stderr,
    )
    return 0 if done else 1
