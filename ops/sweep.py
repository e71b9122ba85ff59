"""``python -m ops sweep``: examine every screen for accessibility and write the reports."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ops.one_time_codes import next_code
from ops.trial import TrialFailed, running_trial
from services.clock import JapanClock

if TYPE_CHECKING:
    from web.a11y.sweep import Account, Order, Run

CLEAN, FOUND, IMPOSSIBLE, STOPPED = 0, 1, 2, 130
_ACCOUNT_FIELDS = ("persona", "user_id", "password")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What ``sweep`` understands."""
    parser.add_argument(
        "--base-url", help="調べる先。例：http://127.0.0.1:8000。書かなければ、見本を自分で動かして調べる"
    )
    parser.add_argument("--credentials", type=Path, help="ログイン情報のJSON（python -m ops demo --list と同じ形）")
    parser.add_argument("--any-certificate", action="store_true", help="TLSの証明書を確かめない（試験用の機械だけ）")
    parser.add_argument("--out", type=Path, default=Path("reports/a11y"), help="結果を書くフォルダー")
    parser.add_argument("--screens", help="画面の名前（コンマ区切り）。書かなければ全部")
    parser.add_argument("--conditions", help="条件の名前（コンマ区切り）。書かなければ全部")
    parser.add_argument("--engines", help="検査の道具の名前（コンマ区切り）。書かなければ全部")
    parser.add_argument("--full", action="store_true", help="すべての画面と条件の組を、すべての道具で調べる")
    parser.add_argument("--resume", action="store_true", help="前に途中で止めたところから続ける")
    parser.add_argument("--compare", type=Path, help="前の結果（run.json）とくらべる")
    parser.add_argument("--statement", action="store_true", help="結果から /accessibility に載せる文を作りなおす")
    parser.add_argument("--node-modules", type=Path, default=Path("node_modules"), help="npm で入れた道具の場所")


def run(arguments: argparse.Namespace) -> int:
    """Sweep as ordered. 0: clean; 1: something found; 2: could not be done; 130: stopped."""
    from web.a11y import sweep  # the browser driver is there for tests only

    try:
        earlier = read_earlier(arguments.compare) if arguments.compare else None
        with _place(arguments) as (base_url, accounts):
            order = make_order(arguments, base_url, accounts, earlier)
            result = sweep.sweep(order)
    except (sweep.SweepError, sweep.EngineMissing, TrialFailed, OSError, ValueError) as error:
        print(f"検査できませんでした：{error}")
        return IMPOSSIBLE
    except KeyboardInterrupt:
        print("\n中断しました。同じ命令に --resume をつけると、続きから調べます。", file=sys.stderr)
        return STOPPED
    print(sweep.summary(result))
    if earlier is not None:
        print(sweep.compared_with(earlier, result))
    if arguments.statement:
        sweep.publish(result, order.screens)
    print(f"くわしい結果：{order.folder / 'index.html'}（ほかに run.json、junit.xml、sweep.sarif）")
    return CLEAN if result.clean else FOUND


def read_earlier(path: Path) -> Run:
    """The earlier run to compare with; raises ValueError for a file that is none."""
    from web.a11y import sweep

    try:
        return sweep.load_run(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} は、前の検査の run.json ではありません") from error


def read_accounts(path: Path) -> list[Mapping[str, str]]:
    """Who can sign in; raises ValueError for anything but the list that ``ops demo --list`` prints."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} は JSON ではありません（{error}）") from error
    entries: list[Any] = listed if isinstance(listed, list) else [None]
    for entry in entries:
        if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in _ACCOUNT_FIELDS):
            raise ValueError(
                f"{path} の形がちがいます。python -m ops demo --list と同じに、"
                f"{'、'.join(_ACCOUNT_FIELDS)} のあるものの一覧にしてください"
            )
    return entries


@contextmanager
def _place(arguments: argparse.Namespace) -> Iterator[tuple[str, Sequence[Mapping[str, str]]]]:
    """Where to sweep and with which accounts: what is named, or a demo of our own."""
    if arguments.base_url:
        if arguments.statement:
            raise ValueError(
                "--statement は、版の分かる見本を自分で動かすときだけ使えます（--base-url と両方は使えません）"
            )
        yield arguments.base_url, read_accounts(arguments.credentials) if arguments.credentials else []
        return
    with running_trial() as trial:
        yield trial.base_url, trial.accounts


def make_order(
    arguments: argparse.Namespace, base_url: str, listed: Sequence[Mapping[str, str]], earlier: Run | None = None
) -> Order:
    """The order a command line means. Raises SweepError for a name that does not exist."""
    from web.a11y import sweep

    return sweep.order_from(
        base_url=base_url,
        folder=arguments.out,
        modules=arguments.node_modules,
        accounts={item["persona"]: _account(item) for item in listed},
        screens=_names(arguments.screens),
        conditions=_names(arguments.conditions),
        engines=_names(arguments.engines),
        full=arguments.full,
        faults=not arguments.base_url,
        resume=arguments.resume,
        commit="" if arguments.base_url else _commit(),
        finished=JapanClock().now().isoformat(timespec="seconds"),
        earlier=earlier,
        any_certificate=arguments.any_certificate,
    )


def _account(item: Mapping[str, str]) -> Account:
    from web.a11y.sweep import Account

    secret = item.get("one_time_code_secret")
    return Account(item["user_id"], item["password"], partial(next_code, secret) if secret else None)


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip()) if text else ()


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607 - fixed words, the reader's own git
    return done.stdout.strip()
