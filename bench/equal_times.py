"""B6: whether the time of an answer tells whether a user id, a number or a letter exists.

The real service is asked in turn, in random order, for what is somebody's and for what is nobody's, both wrong. Each
try comes from an address of its own (the service believes the proxy that this process plays), and none comes to a lock
but where locks are compared.
"""

from __future__ import annotations

import http.client
import math
import random
import re
import secrets
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench.processes import free_port, serving
from bench.report import Table
from bench.trial import Trial
from ops.personas import load_personas
from pension.numbers import check_digit

TRIES = 80
"""Of each kind."""
_TRIES_AT_ONE = 4  # the fifth would lock
_TRIES_TO_LOCK = 5
_SUBJECTS = TRIES // _TRIES_AT_ONE
_LETTERS = "acdefhjkmnprtwxy3479"
_PASSWORD = "みずうみ-ほたる-かえで-そらまめ-あかり"  # noqa: S105 - nobody's
_BIRTH = {"birth-era": "昭和", "birth-year": "36", "birth-month": "6", "birth-day": "15"}
_NEW_PASSWORD = {"password-new": _PASSWORD, "password-again": _PASSWORD}

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A form, what its answer says, the wrong fields that name somebody, and those that name nobody, as often."""

    what: str
    path: str
    says: str
    somebody: Sequence[Fields]
    nobody: Sequence[Fields]
    locks: bool = False


def measure_equal_times(trial: Trial) -> list[Table]:
    """The times of wrong tries that name somebody against those that name nobody."""
    known = [_word(12) for _ in range(_SUBJECTS)]
    _add_known(trial.database, known)
    port = free_port()
    environment = {**trial.environment(port), "NENKIN_PROXIES": "127.0.0.1"}
    with serving([sys.executable, "-m", "web"], environment, port, folder=trial.folder):
        rows = tuple(_row(port, comparison) for comparison in _comparisons(known))
    return [
        Table(
            "Equal times",
            f"{TRIES} wrong tries of each kind in random order, one after another, each from its own address; from the "
            "first byte sent to the last received. The rank is the chance that the one for somebody took longer, of "
            "two drawn at random: 0.50 tells nothing; in 95 of 100 runs it lies within the bound when nothing is told.",
            ("goal", "what", "somebody's, ms", "nobody's, ms", "difference", "rank", "bound"),
            rows,
        )
    ]


def rank(one: Sequence[float], other: Sequence[float]) -> float:
    """The chance that a value of ``one`` is larger than one of ``other`` (Mann and Whitney's U as a share)."""
    wins = sum((a > b) + (a == b) / 2 for a in one for b in other)
    return wins / (len(one) * len(other))


def rank_bound(number: int, other: int) -> float:
    """How far from one half the rank lies at most, in 95 of 100 runs, when both are of the same kind."""
    return 1.96 * math.sqrt((number + other + 1) / (12 * number * other))


def _row(port: int, comparison: Comparison) -> tuple[str, ...]:
    visitor = _Visitor(port, comparison.path, comparison.says)
    if comparison.locks:
        for fields in (*comparison.somebody[::_TRIES_AT_ONE], *comparison.nobody[::_TRIES_AT_ONE]):
            for _ in range(_TRIES_TO_LOCK):
                visitor.seconds(fields, check=False)
    tries = [*((fields, True) for fields in comparison.somebody), *((fields, False) for fields in comparison.nobody)]
    random.shuffle(tries)
    times: dict[bool, list[float]] = {True: [], False: []}
    for fields, names_somebody in tries:
        times[names_somebody].append(visitor.seconds(fields) * 1000)
    somebody, nobody = median(times[True]), median(times[False])
    found, bound = rank(times[True], times[False]), rank_bound(len(times[True]), len(times[False]))
    difference = f"{somebody - nobody:+.1f} ms, {abs(somebody - nobody) / nobody:.0%}"
    texts = (f"{somebody:.1f}", f"{nobody:.1f}", difference, f"{found:.2f}", f"0.50 ± {bound:.2f}")
    return ("B6", comparison.what, *texts)


class _Visitor:
    """A browser with one form open; every try of it comes from another address."""

    def __init__(self, port: int, path: str, says: str) -> None:
        self._says = says
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
        assert token
        self._path, self._token = path, token[1]
        self._cookie = (answer.getheader("set-cookie") or "").partition(";")[0]

    def seconds(self, fields: Fields, *, check: bool = True) -> float:
        """How long the answer to a wrong try takes."""
        body = urlencode({"csrf_token": self._token, **fields})
        address = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self._cookie,
            "X-Forwarded-For": address,
        }
        begun = time.perf_counter()
        self._connection.request("POST", self._path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        taken = time.perf_counter() - begun
        assert not check or self._says in text, f"{answer.status} and not: {self._says}"
        return taken


def _comparisons(known: Sequence[str]) -> Iterator[Comparison]:
    unknown = [_word(12) for _ in known]
    people = [person.basic_pension_number for person in load_personas()][:_SUBJECTS]
    numbers = [f"99{secrets.randbelow(10**8):08d}" for _ in people]
    ways = (
        ("sign in: a wrong password", "/sign-in", "かパスワードがちがいます", _sign_ins, known, unknown),
        ("register, or a new password, by key", "/register/key", "入力された4つのことが", _keys, people, numbers),
        ("register by letter: a wrong code", "/register/activate", "手紙と1文字ずつ", _codes, known, unknown),
        ("former id: wrong passwords", "/register/old", "どれかがちがいます", _old, known, unknown),
        ("apply by post", "/register/post", "申し込みを受け付けました", _posts, people, numbers),
    )
    for what, path, says, fields, somebody, nobody in ways:
        yield Comparison(what, path, says, [*fields(somebody)], [*fields(nobody)])
    yield Comparison(
        "sign in: locked", "/sign-in", "まで、この", [*_sign_ins(known)], [*_sign_ins(unknown)], locks=True
    )


def _each(subjects: Sequence[str]) -> Iterator[str]:
    return (subject for subject in subjects for _ in range(_TRIES_AT_ONE))


def _sign_ins(user_ids: Sequence[str]) -> Iterator[Fields]:
    return ({"user-id": user_id, "password": _PASSWORD} for user_id in _each(user_ids))


def _keys(numbers: Sequence[str]) -> Iterator[Fields]:
    for number in _each(numbers):
        digits = f"{secrets.randbelow(10**16):016d}"
        key = digits + check_digit(digits)
        kana = {"pension-number": number, "kana": "ハルノ カズコ"}
        yield {"access-key": key, **kana, **_BIRTH, **_NEW_PASSWORD}


def _codes(user_ids: Sequence[str]) -> Iterator[Fields]:
    for user_id in _each(user_ids):
        yield {"letter-user-id": user_id, "letter-code": _word(16), **_BIRTH, **_NEW_PASSWORD}


def _old(user_ids: Sequence[str]) -> Iterator[Fields]:
    for user_id in _each(user_ids):
        yield {"old-id": user_id, "old-password-one": _word(8), "old-password-two": _word(8), **_NEW_PASSWORD}


def _posts(numbers: Sequence[str]) -> Iterator[Fields]:
    place = {"postal-code": "100-0000", "address": "東京都千代田区見本町1丁目2番3号"}
    for number in _each(numbers):
        yield {"pension-number": number, "kana": "ハルノ カズコ", **_BIRTH, **place}


def _word(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _add_known(database: Path, user_ids: Sequence[str]) -> None:
    """Accounts, letters and former ids under these user ids, as those of people of the demo."""
    now, later = datetime.now(UTC), datetime.now(UTC) + timedelta(days=30)
    with closing(sqlite3.connect(database)) as connection, connection:
        person, password_hash = connection.execute(
            "SELECT person, password_hash FROM account WHERE role = 'citizen' AND closed_at IS NULL LIMIT 1"
        ).fetchone()
        (batch,) = connection.execute("SELECT min(id) FROM letter_batch").fetchone()
        for user_id in user_ids:
            connection.execute(
                "INSERT INTO account (user_id, password_hash, role, person, is_demo, created_at) "
                "VALUES (?, ?, 'citizen', ?, TRUE, ?)",
                (user_id, password_hash, person, now.isoformat()),
            )
            connection.execute(
                "INSERT INTO letter (batch, person, user_id, sealed_code, code_hash, expires_at) "
                "VALUES (?, ?, ?, '', ?, ?)",
                (batch, person, user_id, secrets.token_hex(32), later.isoformat()),
            )
            connection.execute(
                "INSERT INTO former_service_id (user_id, person, secret_hash, imported_at) VALUES (?, ?, ?, ?)",
                (user_id, person, secrets.token_hex(32), now.isoformat()),
            )
