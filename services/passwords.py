"""Passwords: argon2id in threads of its own, so that twenty sign-ins at once stop nobody's page."""

from __future__ import annotations

import asyncio
import os
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

Result = TypeVar("Result")

_CORES = os.cpu_count() or 1
MOST_WAITING = 16 * _CORES
"""How many checks may be under way or waiting, about a second's work; beyond that :class:`PasswordsBusy`."""

# OWASP's second choice: 46 MiB, one pass, about 50 ms.
_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1, hash_len=32, salt_len=16)

NOBODYS_HASH = "$argon2id$v=19$m=47104,t=1,p=1$8g/S7Y+OLjrieYdUQVWlYw$DSOlLxr8jJL+MIZKcS6lU0QQ/QIBNd7iY/rXRTuzAho"
"""Of a random password that was thrown away: checking it costs what checking a real one costs."""


class PasswordsBusy(Exception):
    """Too many passwords are being checked at this moment."""


class _Pool:
    """As many threads as cores, and a bound on how much may wait for them."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=_CORES, thread_name_prefix="argon2")
        self._under_way = 0

    async def run(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Run in a thread; raises PasswordsBusy at once when too much is waiting."""
        if self._under_way >= MOST_WAITING:
            raise PasswordsBusy
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
        finally:
            self._under_way -= 1


_POOL = _Pool()


async def run_in_pool(work: Callable[..., Result], *arguments: object) -> Result:
    """Do other slow hashing in the same threads, within the same bound. Raises PasswordsBusy."""
    return await _POOL.run(work, *arguments)


def hash_password(password: str) -> str:
    """The string to store (parameters, salt and hash). Takes about 50 ms: never on the event loop of the web server."""
    return _HASHER.hash(_normalised(password))


async def hash_in_pool(password: str) -> str:
    """The same off the event loop. Raises PasswordsBusy."""
    return await _POOL.run(hash_password, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password is right. With None (no such account) as much work is done, and the answer is no."""
    return await _POOL.run(_verify, stored, password)


async def rehash(stored: str, password: str) -> str:
    """The stored hash, renewed when it was made with weaker parameters than today's."""
    if not _HASHER.check_needs_rehash(stored):
        return stored
    return await _POOL.run(hash_password, password)


def _verify(stored: str | None, password: str) -> bool:
    try:
        _HASHER.verify(stored or NOBODYS_HASH, _normalised(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def _normalised(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
