"""``python -m ops staff add|list|disable``: accounts of the people who work here."""

from __future__ import annotations

import argparse
import asyncio
import os

from db.queries.accounts import Role, StaffAccount
from ops.settings import OperatorSettings, read_settings
from services.clock import JST
from services.opening import database_for_work
from services.staff import Hired, StaffProblem, add_staff, disable_staff, list_staff

_ROLES = {
    Role.CLERK: "窓口の担当者",
    Role.OFFICER: "年金事務所の職員",
    Role.SUPERVISOR: "責任者",
    Role.AUDITOR: "監査の担当者",
    Role.ADMINISTRATOR: "管理者",
}
_PROBLEMS = {
    StaffProblem.USER_ID_UNFIT: "ユーザーIDは、半角の英字と数字で6文字以上にしてください。",
    StaffProblem.USER_ID_TAKEN: "このユーザーIDは、すでに使われています。",
    StaffProblem.NAME_MISSING: "名前と、窓口の名前が必要です。",
    StaffProblem.NO_SUCH_STAFF: "この職員のアカウントは、ありません。",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One of the three."""
    acts = parser.add_subparsers(required=True, dest="act", metavar="add|list|disable")
    add = acts.add_parser("add", help="職員のアカウントを作る")
    add.add_argument("user_id", metavar="USER_ID", help="ユーザーID（半角の英字と数字）")
    add.add_argument("role", choices=[role.value for role in _ROLES], help="役割")
    add.add_argument("name", metavar="NAME", help="名前")
    add.add_argument("office", metavar="OFFICE", help="窓口の名前")
    acts.add_parser("list", help="職員のアカウントの一覧")
    disable = acts.add_parser("disable", help="職員のアカウントを、すぐに使えなくする")
    disable.add_argument("user_id", metavar="USER_ID", help="ユーザーID")


def run(arguments: argparse.Namespace) -> int:
    """Do it. 0: done; 1: refused."""
    return asyncio.run(_ACTS[arguments.act](arguments, read_settings(os.environ)))


async def _add(arguments: argparse.Namespace, settings: OperatorSettings) -> int:
    async with database_for_work(settings.database, demo=settings.demo):
        result = await add_staff(
            arguments.user_id,
            Role(arguments.role),
            arguments.name,
            arguments.office,
            settings.clock,
            is_demo=settings.demo,
        )
    if isinstance(result, Hired):
        print(f"ユーザーID：{result.user_id}")
        print(f"はじめのパスワード：{result.first_password}")
        print("パスワードは、いまだけ出ています。本人に直接わたしてください。はじめのログインで、変えてもらいます。")
        return 0
    print(_PROBLEMS[result])
    return 1


async def _list(_: argparse.Namespace, settings: OperatorSettings) -> int:
    async with database_for_work(settings.database, demo=settings.demo):
        for account in await list_staff():
            print(_line(account))
    return 0


async def _disable(arguments: argparse.Namespace, settings: OperatorSettings) -> int:
    async with database_for_work(settings.database, demo=settings.demo):
        problem = await disable_staff(arguments.user_id, settings.clock)
    print(_PROBLEMS[problem] if problem else "アカウントを使えなくしました。ログイン中のものも、終わらせました。")
    return 1 if problem else 0


_ACTS = {"add": _add, "list": _list, "disable": _disable}


def _line(account: StaffAccount) -> str:
    code = "確認コードあり" if account.has_one_time_code else "確認コードなし"
    last = (
        f"最後のログイン {account.last_sign_in_at.astimezone(JST):%Y-%m-%d}"
        if account.last_sign_in_at
        else "ログインなし"
    )
    stopped = "止まっています" if account.is_stopped else code
    state = "使えません" if account.is_closed else stopped
    return "　".join((account.user_id, _ROLES[account.role], account.name, account.office, state, last))
