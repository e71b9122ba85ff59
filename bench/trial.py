"""What every measurement starts from: the demo's people in a database of its own, and the fullest record signed in."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from db.engine import close_database, open_database
from db.queries.sessions import StoredSession
from ops.personas import load_personas
from services.clock import DEMO_NOW, OneDayClock
from services.keys import DEMO_SECRET, Keys
from services.sessions import Browser, load_session
from services.sign_in import House, SignedIn, sign_in

PERSONA = "haruno"
"""The fullest record of the demo: 47 fiscal years, 38 spans, 8 points, a document of 9 KB."""
CLOCK = OneDayClock(DEMO_NOW.date())
_HOUSE = House(clock=CLOCK, wall_clock=CLOCK, keys=Keys(DEMO_SECRET))
MONTH = "/records/2001/9"
"""A month of two schemes, so that month and overlap have much to say."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A prepared demo: its folder, its database, the token of a signed-in session."""

    folder: Path
    token: str

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "demo.sqlite"

    @property
    def cookie(self) -> str:
        """What a browser sends."""
        return f"session={self.token}"

    def environment(self, port: int) -> dict[str, str]:
        """How the service is started on it."""
        return demo_environment(self.database, port)


def demo_environment(database: Path, port: int = 8000) -> dict[str, str]:
    """The settings of a demo service."""
    return {"NENKIN_DEMO": "1", "NENKIN_DATABASE": str(database), "NENKIN_PORT": str(port)}


def prepare_trial(folder: Path) -> Trial:
    """Make the demo as ``make run`` does, and sign in."""
    database = folder / "demo.sqlite"
    subprocess.run(
        [sys.executable, "-m", "ops", "demo", "--prepare"],
        env={**os.environ, **demo_environment(database)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return Trial(folder, asyncio.run(sign_in_as(database, PERSONA)))


async def sign_in_as(database: Path, persona: str) -> str:
    """The token of a new session of somebody of the demo; nobody else may have the database open in this process."""
    person = next(person for person in load_personas() if person.persona == persona)
    await open_database(str(database))
    try:
        result = await sign_in(person.user_id, person.password, Browser(), _HOUSE)
    finally:
        await close_database()
    assert isinstance(result, SignedIn)
    return result.session.token


async def session_of(trial: Trial) -> StoredSession:
    """The signed-in session; the database must be open."""
    session = await load_session(trial.token, CLOCK)
    assert session is not None
    return session
