"""``python -m ops sweep``: examine every screen for accessibility and write the reports."""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ops.trial import TrialFailed, running_trial
from services.clock import JapanClock

if TYPE_CHECKING:
    from web.a11y.sweep import Account, Order

CLEAN, FOUND, IMPOSSIBLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What ``sweep`` understands."""
    parser.add_argument(
        "--base-url", help="調べる先。例：http://127.0.0.1:8000。書かなければ、見本を自分で動かして調べる"
    )
    parser.add_argument("--credentials", type=Path, help="ログイン情報のJSON（python -m ops demo --list と同じ形）")
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
    """Sweep as ordered. 0: clean; 1: something found; 2: could not be done."""
    from web.a11y import sweep  # the browser driver is there for tests only

    earlier = arguments.compare.read_text(encoding="utf-8") if arguments.compare else ""
    try:
        with _place(arguments) as (base_url, listed):
            order = make_order(arguments, base_url, listed)
            result = sweep.sweep(order)
    except (sweep.SweepError, sweep.EngineMissing, TrialFailed, OSError, ValueError) as error:
        print(f"検査できませんでした：{error}")
        return IMPOSSIBLE
    print(sweep.summary(result))
    if earlier:
        print(sweep.comparison(result, earlier))
    if arguments.statement:
        sweep.publish(result, order.screens)
    print(f"くわしい結果：{order.folder / 'index.html'}")
    return CLEAN if result.clean else FOUND


@contextmanager
def _place(arguments: argparse.Namespace) -> Iterator[tuple[str, Sequence[Mapping[str, str]]]]:
    """Where to sweep and with which accounts: what is named, or a demo of our own."""
    if arguments.base_url:
        given = arguments.credentials.read_text(encoding="utf-8") if arguments.credentials else "[]"
        yield arguments.base_url.rstrip("/"), json.loads(given)
        return
    with running_trial() as trial:
        yield trial.base_url, trial.accounts


def make_order(arguments: argparse.Namespace, base_url: str, listed: Sequence[Mapping[str, str]]) -> Order:
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
        commit=_commit(),
        finished=JapanClock().now().isoformat(timespec="seconds"),
    )


def _account(item: Mapping[str, str]) -> Account:
    from web.a11y.sweep import Account

    return Account(item["user_id"], item["password"], item.get("one_time_code_secret") or "")


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip()) if text else ()


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607 - fixed words, the reader's own git
    return done.stdout.strip()
