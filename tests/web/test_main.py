"""The server as it is really started: a process, a port, a database; and every reason not to start."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from db.engine import close_database, open_database
from db.migrate import apply_migrations
from services.clock import DEMO_NOW
from web.__main__ import HEADER_TIMEOUT

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
START_LIMIT = 20  # seconds; the promise of two is measured in bench/, here a loaded machine must not fail the test


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A migrated database of the demo, without people."""
    path = tmp_path / "nenkin.sqlite"

    async def prepare() -> None:
        await open_database(str(path))
        await apply_migrations(DEMO_NOW)
        await close_database()

    asyncio.run(prepare())
    return path


def start(**environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "web"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "NENKIN_DEMO": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(**environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that answers, and its address; stopped at the end if the test has not done it."""
    port = free_port()
    server = start(NENKIN_PORT=str(port), **environment)
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(site, server)
        yield server, site
    finally:
        if server.poll() is None:
            server.terminate()
        server.communicate(timeout=START_LIMIT)


def wait_for(site: str, server: subprocess.Popen[str]) -> None:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        if server.poll() is not None:
            pytest.fail(f"the server ended: {server.communicate()}")
        try:
            httpx.get(site)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server does not answer")


def refusal(**environment: str) -> str:
    """What the server says when it does not start."""
    server = start(**environment)
    out, error = server.communicate(timeout=START_LIMIT)
    assert server.returncode == 1
    assert out == ""
    assert "Traceback" not in error
    return error


def test_it_serves_says_where_and_stops(database: Path) -> None:
    with serving(NENKIN_DATABASE=str(database)) as (server, site):
        page = httpx.get(f"{site}/sign-in")
        assert page.status_code == 200
        assert "__Host-" not in page.headers["set-cookie"]
        server.terminate()
        out, error = server.communicate(timeout=START_LIMIT)
    assert (server.returncode, error) == (0, "")
    assert f"わたしの年金記録  {site}/" in out
    assert "python -m ops demo --list" in out
    assert '"route": "sign-in", "status": 200' in out


def test_sigterm_lets_a_request_under_way_finish(database: Path) -> None:
    with serving(NENKIN_DATABASE=str(database)) as (server, site):
        host, port = site.removeprefix("http://").split(":")
        cookie, token = form_of(site)
        body = f"csrf_token={token}&user-id=nobody&password=nothing".encode()
        head = (
            f"POST /sign-in HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(head + body[:10])
            time.sleep(0.3)
            server.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            connection.sendall(body[10:])
            connection.settimeout(START_LIMIT)
            answer = connection.makefile("rb").read()
        server.communicate(timeout=START_LIMIT)
    assert answer.startswith(b"HTTP/1.1 422 ")
    assert server.returncode == 0


def test_a_huge_upload_is_refused_and_costs_no_memory(database: Path) -> None:
    with serving(NENKIN_DATABASE=str(database)) as (server, site):
        before = memory_of(server)

        def pieces() -> Iterator[bytes]:
            for _ in range(300):
                yield b"a" * 1024 * 1024

        try:
            answer = httpx.post(
                f"{site}/sign-in", content=pieces(), headers={"content-type": "application/x-www-form-urlencoded"}
            )
            assert answer.status_code == 413
        except httpx.WriteError:
            pass  # the server may also hang up on who goes on sending
        assert memory_of(server) - before < 50 * 1024
        assert httpx.get(site).status_code == 200


def test_who_sends_a_head_slowly_is_let_go(database: Path) -> None:
    """One that says nothing, one that stops, one that drips, one that stays: side by side, for each takes as long."""
    with serving(NENKIN_DATABASE=str(database)) as (_, site):
        host, port = site.removeprefix("http://").split(":")
        silent, half, dripping, kept = (socket.create_connection((host, int(port))) for _ in range(4))
        begun = time.monotonic()
        half.sendall(b"GET / HTTP/1.1\r\nHost: ")
        kept.sendall(b"GET /sign-in HTTP/1.1\r\nHost: a\r\n\r\n")
        dripping.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises(OSError):
            while time.monotonic() - begun < 3 * HEADER_TIMEOUT / 1000:
                dripping.sendall(b"X-Drop: 1\r\n")
                time.sleep(0.5)
        for connection in (silent, half, kept):
            connection.settimeout(HEADER_TIMEOUT / 1000)
            while connection.recv(65536):
                pass
        for connection in (silent, half, dripping, kept):
            connection.close()


def test_a_missing_database(tmp_path: Path) -> None:
    said = refusal(NENKIN_DATABASE=str(tmp_path / "none.sqlite"))
    assert "python -m ops migrate" in said
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("damage", ["not a database", "cut off", "overwritten"])
def test_a_damaged_database(database: Path, damage: str) -> None:
    content = database.read_bytes()
    match damage:
        case "not a database":
            content = b"hello" * 1000
        case "cut off":
            content = content[: len(content) // 2]
        case "overwritten":
            content = content[:4096] + b"\xff" * 4096 + content[8192:]
    database.write_bytes(content)
    said = refusal(NENKIN_DATABASE=str(database))
    assert str(database) in said
    assert "バックアップ" in said
    assert "backup" in said
    assert database.read_bytes() == content, "it is left as it is"


def test_a_demos_database_outside_of_the_demo_and_the_other_way_round(database: Path, prepared_database: Path) -> None:
    shutil.copyfile(prepared_database, database)
    assert "NENKIN_DATABASE" in refusal(NENKIN_DATABASE=str(database))


def test_a_setting_that_cannot_be(database: Path) -> None:
    assert "NENKIN_PORT=http" in refusal(NENKIN_DATABASE=str(database), NENKIN_PORT="http")
    assert "https" in refusal(NENKIN_DATABASE=str(database), NENKIN_HOST="0.0.0.0")  # noqa: S104 - it is refused


def test_a_port_in_use(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "NENKIN_PORT" in refusal(NENKIN_DATABASE=str(database), NENKIN_PORT=str(taken.getsockname()[1]))


def form_of(site: str) -> tuple[str, str]:
    """A form cookie and a token."""
    page = httpx.get(f"{site}/sign-in")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    return page.headers["set-cookie"].split(";")[0], token[1]


def memory_of(server: subprocess.Popen[str]) -> int:
    """Kilobytes held by the worker process."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return max(
        int(line.split()[1])
        for child in children
        for line in Path(f"/proc/{child}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    )
