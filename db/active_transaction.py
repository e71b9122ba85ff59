"""What an open transaction is to both engines."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from db.problems import OutsideTransaction


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction: its connection, and the one task that may use it.

    Tasks started inside inherit the context variable that holds it; without the check of the task they would run
    their queries in a transaction that may end before they do.
    """

    connection: Any
    task: asyncio.Task[Any] | None

    @classmethod
    def here(cls, connection: Any) -> Transaction:
        """A transaction of the running task."""
        return cls(connection, asyncio.current_task())

    @staticmethod
    def of_this_task(transaction: Transaction | None) -> Transaction | None:
        """The transaction, if it belongs to the running task."""
        if transaction is None or transaction.task is not asyncio.current_task():
            return None
        return transaction


class JoinedTransaction:
    """What Piccolo gets when it asks for a transaction: the one that is open, left open at the end."""

    def __init__(self, active: Transaction | None) -> None:
        if active is None:
            raise OutsideTransaction("a transaction of Piccolo outside of write()")

    async def __aenter__(self) -> JoinedTransaction:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None
