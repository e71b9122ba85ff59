"""The service on an address that stays while the service itself stops, changes, and comes back: a new version."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 30.0  # seconds
_KEY = "5e" * 32  # of these tests alone


@dataclass(frozen=True, slots=True)
class OwnService:
    """An empty database, migrated, and the port on which versions of the service follow each other."""

    database: Path
    port: int

    @property
    def base_url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self, **settings: str) -> Iterator[None]:
        """Serve with these further settings until the block ends."""
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("NENKIN_")},
            **{"NENKIN_DATABASE": str(self.database), "NENKIN_PORT": str(self.port), "NENKIN_SECRET_KEY": _KEY},
            **settings,
        }
        if not self.database.exists():
            subprocess.run([sys.executable, "-m", "ops", "migrate"], env=environment, check=True, capture_output=True)
        server = subprocess.Popen([sys.executable, "-m", "web"], env=environment, stdout=subprocess.DEVNULL)
        try:
            self._wait(server)
            yield
        finally:
            server.terminate()
            server.wait(_PATIENCE)

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _PATIENCE
        while server.poll() is None and time.monotonic() < until:
            try:
                with urllib.request.urlopen(self.base_url, timeout=5):  # noqa: S310 - http on this machine
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("the service does not answer")
