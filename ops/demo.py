"""``python -m ops demo``: invented people to try the service with, brought in by the same import that operators use."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from db.unlinked_documents import encode_unlinked
from ops.import_month import describe, summary
from ops.import_unlinked import unlinked_summary
from ops.personas import (
    DemoLogin,
    DemoPerson,
    load_corrections,
    load_dealings,
    load_logins,
    load_memories,
    load_next_month,
    load_personas,
    load_registrations,
    load_scenarios,
    load_searches,
    load_unlinked,
)
from ops.population.unlinked import UnlinkedPopulation, make_unlinked
from ops.settings import OperatorSettings, read_settings
from pension.calendar import YearMonth
from services.demo import add_demo_accounts
from services.demo_corrections import add_demo_corrections
from services.demo_dealings import add_demo_dealings
from services.demo_history import add_demo_history
from services.demo_registration import add_demo_registrations
from services.demo_scenarios import add_demo_scenarios
from services.demo_searches import add_demo_searches
from services.import_unlinked import UnlinkedOrder, UnlinkedResult, import_unlinked
from services.issue_notices import NoticeOrder, issue_notices
from services.migrate import migrate
from services.monthly_import import ImportOrder, Refused, import_month
from services.opening import database_for_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One of the two."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--prepare", action="store_true", help="データベースを作り、見本の人を取り込む（何度しても同じ）")
    what.add_argument("--list", action="store_true", help="見本の人のユーザーIDとパスワードを JSON で出す")


def run(arguments: argparse.Namespace) -> int:
    """Prepare or list. 0: done; 1: refused."""
    people = load_personas()
    if arguments.list:
        print(json.dumps([as_json(login) for login in load_logins(people)], ensure_ascii=False, indent=2))
        return 0
    settings = read_settings(os.environ)
    if not settings.demo:
        print("見本は NENKIN_DEMO=1 のときだけ用意できます（パスワードが公開されるためです）。", file=sys.stderr)
        return 1
    return asyncio.run(prepare(people, settings))


def as_json(login: DemoLogin) -> dict[str, str | None]:
    """One account as ``--list`` prints it; the secret is what an authenticator app is given as the typed key."""
    return {
        "persona": login.persona,
        "name": login.name,
        "user_id": login.account.user_id,
        "password": login.account.password,
        "one_time_code_secret": login.account.one_time_code_secret or None,
        "role": login.account.role.value,
        "shows": login.shows,
    }


_OTHER_UNLINKED = 300
"""Records without an owner that belong to nobody of the demo."""


def _quietly(_: int) -> None:
    """A demo is small: it needs no bar."""


async def prepare(people: list[DemoPerson], settings: OperatorSettings) -> int:
    """Database, records, notices, accounts: whatever is not there yet."""
    await migrate(settings.database, settings.clock)
    async with database_for_work(settings.database, demo=True):
        with tempfile.TemporaryDirectory() as folder:
            months = [person.line for person in people], load_next_month(people)
            for month in filter(None, months):
                if not await _import_month(Path(folder), month, settings):
                    return 1
            print(unlinked_summary(await _import_unlinked(Path(folder), settings)))
        await issue_notices(NoticeOrder(YearMonth.of_date(settings.clock.now().date()), True, _quietly), settings.clock)
        logins = load_logins(people)
        made = await add_demo_accounts([login.account for login in logins], settings.clock, settings.keys)
        await add_demo_registrations(load_registrations(people), settings.clock, settings.keys)
        dealings = load_dealings()
        await add_demo_dealings(dealings.mandates, dealings.readings, settings.clock)
        await add_demo_searches(load_searches(), settings.clock, settings.keys)
        await add_demo_corrections(load_corrections(), settings.clock)
        await add_demo_history(load_memories(people), settings.clock)
        await add_demo_scenarios(load_scenarios(), settings.clock)
    print(f"見本のアカウントは {len(logins)} 人分です（新しく作ったもの {made}）。")
    print(f"ログインの例：{people[0].name}　ユーザーID {people[0].user_id}　パスワード {people[0].password}")
    print("登録を試すための番号は、tests/personas/accounts.toml にあります。")
    return 0


async def _import_month(folder: Path, lines: list[str], settings: OperatorSettings) -> bool:
    """Import a month of these lines; False when it is refused."""
    file = folder / "demo.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    order = ImportOrder(file=file, is_demo=True, report=lambda bad: print(describe(bad)), progress=_quietly)
    result = await import_month(order, settings.clock)
    print(summary(result))
    return not isinstance(result, Refused)


async def _import_unlinked(folder: Path, settings: OperatorSettings) -> UnlinkedResult:
    """Records without an owner: some that belong to the people of the demo, among others that do not."""
    file = folder / "unlinked.jsonl"
    others = make_unlinked(UnlinkedPopulation(records=_OTHER_UNLINKED, seed=1))
    lines = [*load_unlinked(), *(encode_unlinked(record) for record in others)]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    order = UnlinkedOrder(file=file, is_demo=True, report=lambda bad: print(describe(bad)), progress=_quietly)
    return await import_unlinked(order, settings.clock)
