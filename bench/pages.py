"""P1, P2, P3: whole pages and partials, against a peer and against the same server sending constant bytes."""

from __future__ import annotations

import asyncio
import difflib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.client import Ask, fetch, fetch_compressed, hammer
from bench.peer_page import peer_page
from bench.processes import Server, free_port, resident_megabytes, serving
from bench.report import Table, spread
from bench.service import FOLDER
from bench.trial import CLOCK, MONTH, Trial, session_of
from db.engine import close_database, open_database
from services.show_records import RecordScreen, show_records
from web.assets import Assets

_HERE = Path(__file__).parent
PEER_PYTHON = _HERE / ".venv" / "bin" / "python"
_PEER = _HERE / "peers" / "django_grid"
_TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
_SESSION_END = re.compile(r'data-session-seconds="\d+"|(?<=data-session-time>)[^<]+')
_TERM = re.compile(r'<a class="term(?: link)?" href="[^"]+">([^<]+)</a>')
CONNECTIONS = 4
ROUNDS = 5
SECONDS = 3.0
_WARM_UP = 1.0

PAGE, PAGE_BYTES, DJANGO = "grid page", "grid page, constant bytes", "grid page, Django"
PARTIALS = ("month", "overlap")


@dataclass(slots=True)
class Contender:
    """Something that answers requests, and what each of its rounds came to."""

    name: str
    ask: Ask
    server: Server
    cpu: list[float] = field(default_factory=list)  # microseconds a request
    rate: list[float] = field(default_factory=list)  # requests a second
    median_ms: list[float] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        """One round."""
        before = self.server.cpu_seconds()
        load = hammer(self.ask, seconds=seconds, connections=CONNECTIONS)
        self.cpu.append((self.server.cpu_seconds() - before) / load.answered * 1e6)
        self.rate.append(load.answered / load.elapsed)
        self.median_ms.append(sorted(load.seconds)[load.answered // 2] * 1000)

    def forget(self) -> None:
        """What warming up came to."""
        for values in (self.cpu, self.rate, self.median_ms):
            values.clear()


def measure_pages(trial: Trial) -> list[Table]:
    """Every contender in turn, round by round."""
    with _service(trial) as service, _django(trial) as (django, session):
        asks = {PAGE: Ask(service.port, "/records", trial.cookie)}
        asks |= {name: Ask(service.port, path, trial.cookie, partial=True) for name, path in _partial_paths()}
        _store_bodies(asks, trial.folder)
        peer = Ask(django.port, "/records", f"sessionid={session}")
        _assert_same(fetch(asks[PAGE]), fetch(peer))
        contenders = [Contender(DJANGO, peer, django)]
        for name, ask in asks.items():
            contenders.append(Contender(name, ask, service))
            contenders += [
                Contender(f"{name}, {what}", Ask(service.port, f"/bench/{path}/{_file(name)}", trial.cookie), service)
                for what, path in (("constant bytes", "constant"), ("constant bytes after one read", "read"))
            ]
        _rounds(contenders)
        memory = max(resident_megabytes(pid) for pid in service.workers())
        sizes = {name: (len(fetch(ask).encode()), len(fetch_compressed(ask))) for name, ask in asks.items()}
    found = {contender.name: contender for contender in contenders}
    return [_costs(contenders), _weights(sizes, memory), *_ratios(found)]


def _rounds(contenders: Sequence[Contender]) -> None:
    for contender in contenders:
        contender.run(_WARM_UP)
        contender.forget()
    for number in range(ROUNDS):
        # the first of a round is another each time, so that nobody always runs on a rested machine
        for contender in (*contenders[number:], *contenders[:number]):
            contender.run(SECONDS)
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)


def _partial_paths() -> Iterator[tuple[str, str]]:
    yield "month", MONTH
    yield "overlap", f"{MONTH}/overlap"


def _file(name: str) -> str:
    return name.replace(" ", "-")


def _store_bodies(asks: Mapping[str, Ask], folder: Path) -> None:
    for name, ask in asks.items():
        (folder / _file(name)).write_text(fetch(ask), encoding="utf-8")


@contextmanager
def _service(trial: Trial) -> Iterator[Server]:
    port = free_port()
    environment = {**trial.environment(port), FOLDER: str(trial.folder)}
    with serving([sys.executable, "-m", "bench.service"], environment, port, folder=trial.folder) as server:
        yield server


@contextmanager
def _django(trial: Trial) -> Iterator[tuple[Server, str]]:
    """The peer with the same page in its own database; and the key of a signed-in session."""
    port, folder = free_port(), trial.folder / "django"
    (folder / "static").mkdir(parents=True)
    paths = {name: url.removeprefix("/static/") for name, url in _asset_urls()}
    manifest = {"paths": paths, "version": "1.1", "hash": ""}
    (folder / "static" / "staticfiles.json").write_text(json.dumps(manifest), encoding="utf-8")
    page = folder / "page.json"
    page.write_text(json.dumps(peer_page(asyncio.run(_screen(trial))), ensure_ascii=False), encoding="utf-8")
    environment = {"BENCH_PEER_FOLDER": str(folder), "PYTHONPATH": str(_PEER)}
    loaded = subprocess.run(  # noqa: S603 - the bench's own program
        [PEER_PYTHON, _PEER / "load.py", page],
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    command = [str(PEER_PYTHON), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "1", "--http", "1", "--no-ws", "--no-log", "wsgi:application"]
    with serving(command, environment, port, folder=trial.folder) as server:
        yield server, loaded.stdout.strip()


def _asset_urls() -> Iterator[tuple[str, str]]:
    assets = Assets()
    folder = _HERE.parent / "web" / "static"
    for path in folder.rglob("*.*"):
        name = path.relative_to(folder).as_posix()
        if path.suffix in {".css", ".js", ".png", ".svg"}:
            yield name, assets.url(name)


async def _screen(trial: Trial) -> RecordScreen:
    await open_database(str(trial.database))
    try:
        screen = await show_records(await session_of(trial), CLOCK)
    finally:
        await close_database()
    assert isinstance(screen, RecordScreen)
    return screen


def _assert_same(ours: str, peers: str) -> None:
    """The same bytes, but for the form token and the end of the session, others in every answer, and links to terms,
    which the peer is spared.
    """
    ours, peers = (_TERM.sub(r"\1", _SESSION_END.sub("", _TOKEN.sub("TOKEN", text))) for text in (ours, peers))
    if ours != peers:
        lines = difflib.unified_diff(ours.split("\n"), peers.split("\n"), "ours", "Django", n=0, lineterm="")
        shown = "\n".join(line[:400] for line in list(lines)[:30])
        raise AssertionError(f"the peer's page (bench/peers/django_grid) is not the same as ours:\n{shown}")


def _costs(contenders: Sequence[Contender]) -> Table:
    return Table(
        "Pages and partials",
        f"One worker each, {CONNECTIONS} kept connections, {ROUNDS} rounds of {SECONDS:g} s, contenders in turn; "
        "median (least–most) of the rounds. CPU is that of the server's whole process tree.",
        ("contender", "CPU µs a request", "requests a second", "median answer ms"),
        tuple((one.name, spread(one.cpu), spread(one.rate), spread(one.median_ms, 2)) for one in contenders),
    )


def _weights(sizes: Mapping[str, tuple[int, int]], memory: float) -> Table:
    return Table(
        "Weight",
        f"Bytes of an answer's body. After all rounds a worker of the service holds {memory:.0f} MB.",
        ("answer", "bytes", "compressed"),
        tuple((name, f"{plain:,}", f"{packed:,}") for name, (plain, packed) in sizes.items()),
    )


def _ratios(found: Mapping[str, Contender]) -> Iterator[Table]:
    django, page, constant = found[DJANGO], found[PAGE], found[PAGE_BYTES]
    rows = [
        ("P1", "CPU of Django ÷ CPU of the grid page", "≥ 20", _quotients(django.cpu, page.cpu)),
        ("P1", "requests a second of the grid page ÷ those of Django", "≥ 20", _quotients(page.rate, django.rate)),
        ("P2", "CPU of the grid page ÷ that of constant bytes", "≤ 6", _quotients(page.cpu, constant.cpu)),
    ]
    for name in PARTIALS:
        read = found[f"{name}, constant bytes after one read"]
        text = f"CPU of the {name} partial ÷ that of constant bytes after one read"
        rows.append(("P3", text, "≤ 1.5", _quotients(found[name].cpu, read.cpu)))
    yield Table(
        "Goals as ratios",
        "Each ratio is taken within a round, then median (least–most) over the rounds.",
        ("goal", "what", "wanted", "found"),
        tuple((goal, what, wanted, spread(values, 1)) for goal, what, wanted, values in rows),
    )


def _quotients(over: Sequence[float], under: Sequence[float]) -> list[float]:
    return [above / below for above, below in zip(over, under, strict=True)]
