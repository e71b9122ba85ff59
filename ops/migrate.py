"""``python -m ops migrate``: make the database, or bring it to the newest layout."""

from __future__ import annotations

import argparse
import asyncio
import os

from ops.settings import read_settings
from services.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing: which database stands in NENKIN_DATABASE."""


def run(_: argparse.Namespace) -> int:
    """Migrate and say what was done."""
    settings = read_settings(os.environ)
    applied = asyncio.run(migrate(settings.database, settings.clock))
    print(f"データベースを更新しました：{'、'.join(applied)}" if applied else "データベースは最新です。")
    return 0
