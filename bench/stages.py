"""Where the time of the grid page goes: each stage, and the whole request, inside this process, without a server."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from isal import igzip
from litestar import Litestar, Request
from litestar.types import HTTPScope, Message

from bench.report import Table, spread
from bench.trial import CLOCK, Trial, session_of
from db.engine import close_database, open_database
from db.queries.check_marks import fetch_marks
from db.queries.records import fetch_document
from db.transactions import read
from pension.checks import find_points
from pension.counting import compute_totals
from pension.timeline import build_timeline
from rules.loader import load_rules
from services.sessions import load_session
from web.app import create_app
from web.assets import Assets
from web.render import Chrome, make_environment
from web.session import Visit
from web.settings import Settings
from web.views.records import Asked, records_view

_ROUNDS = 15
_REQUESTS = 20  # in a round
Stage = Callable[[], Any] | Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Stages:
    """What is measured alone and adds up, parts of these for closer reading, and the whole."""

    alone: Mapping[str, Stage]
    parts: Mapping[str, Stage]
    whole: Stage


def measure_stages(trial: Trial) -> list[Table]:
    """Microseconds of CPU per stage, for one request."""
    return [asyncio.run(_measure(trial))]


async def _measure(trial: Trial) -> Table:
    settings = Settings(database=str(trial.database), demo=True, phone="0570-00-0000", clock=CLOCK)
    app = create_app(settings)
    log = logging.getLogger("nenkin.access")
    log.setLevel(logging.WARNING)
    await open_database(settings.database)
    try:
        stages = await _stages(trial, app, settings)
        named = {**stages.alone, **stages.parts, _WHOLE: stages.whole}
        times: dict[str, list[float]] = {name: [] for name in named}
        for _ in range(_ROUNDS):
            for name, seconds in (await _round(named)).items():
                times[name].append(seconds / _REQUESTS * 1e6)
    finally:
        await close_database()
    return _table(stages, times)


_WHOLE = "the whole request, without the server"
_REST = "the rest: doors, routing, access log, answer"


async def _stages(trial: Trial, app: Litestar, settings: Settings) -> Stages:
    session = await session_of(trial)
    assert session.person_id is not None
    person_id = session.person_id
    async with read():
        document = await fetch_document(person_id)
    assert document is not None
    record = document.decode()
    day, rules = CLOCK.now().date(), load_rules()
    timeline = build_timeline(record, day, rules)
    totals, findings = compute_totals(timeline, rules), find_points(timeline, rules)
    view = records_view(timeline, totals, findings, {}, Asked())
    assert view.table is not None
    grid = view.table.grid
    environment = make_environment(settings, Assets())
    template = environment.get_template("pages/records.html")
    finished: Any = environment.globals["finished"]
    scope = _scope(trial)
    scope["litestar_app"] = app
    scope["state"] = {"visit": Visit(tls=False, token=trial.token, account=session)}
    request: Request[Any, Any, Any] = Request(scope)

    def page() -> bytes:
        return template.render(view=view, chrome=Chrome(request, view)).encode()

    async def records_read() -> None:
        async with read():
            await fetch_document(person_id)
            await fetch_marks(person_id)

    body = page()
    return Stages(
        alone={
            "session read": lambda: load_session(trial.token, CLOCK),
            "document and marks read": records_read,
            "document checked and decoded": document.decode,
            "timeline": lambda: build_timeline(record, day, rules),
            "totals": lambda: compute_totals(timeline, rules),
            "points": lambda: find_points(timeline, rules),
            "view": lambda: records_view(timeline, totals, findings, {}, Asked()),
            "template": page,
            "compression": lambda: igzip.compress(body, compresslevel=1),
        },
        parts={
            "of the template: rows of the table, from finished cells": lambda: [
                finished.year_rows(decade.rows, grid.today) for decade in grid.decades
            ],
        },
        whole=lambda: _whole(app, trial),
    )


def _scope(trial: Trial) -> HTTPScope:
    scope: Any = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/records",
        "raw_path": b"/records",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip"), (b"cookie", trial.cookie.encode())],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    answer: HTTPScope = scope
    return answer


async def _whole(app: Litestar, trial: Trial) -> None:
    statuses = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(_scope(trial), receive, send)
    assert statuses == [200]


async def _round(stages: Mapping[str, Stage]) -> dict[str, float]:
    """Seconds of CPU of each; one after the other, as in a request, so that none finds the processor's caches warm."""
    times = dict.fromkeys(stages, 0.0)
    for _ in range(_REQUESTS):
        for name, stage in stages.items():
            begun = time.thread_time()
            outcome = stage()
            if isinstance(outcome, Awaitable):
                await outcome
            times[name] += time.thread_time() - begun
    return times


def _table(stages: Stages, times: Mapping[str, list[float]]) -> Table:
    whole = median(times[_WHOLE])
    known = sum(median(times[name]) for name in stages.alone)

    def row(name: str) -> tuple[str, ...]:
        return name, spread(times[name]), f"{median(times[name]) / whole:.0%}"

    return Table(
        "The grid page, stage by stage",
        f"Microseconds of CPU inside one process, no sockets; median (least–most) of {_ROUNDS} rounds.",
        ("stage", "µs", "share"),
        (
            *(row(name) for name in stages.alone),
            (_REST, f"{whole - known:,.0f}", f"{(whole - known) / whole:.0%}"),
            row(_WHOLE),
            *(row(name) for name in stages.parts),
        ),
    )
