"""Settings: read once from the environment, checked, then passed on as one frozen value."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from services.clock import DEMO_NOW, JST, Clock, JapanClock

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

DEMO_PHONE = "0570-00-0000"  # nobody's number
MAX_WORKERS = 64


class SettingsError(Exception):
    """A setting that cannot be used; the text is one sentence that names it and says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs.

    ``tls``: people reach the service by https, which a proxy in front ends: cookies are Secure, HSTS is sent.
    ``clock`` stands still at :data:`DEMO_NOW` in the demo, or at NENKIN_TODAY.
    """

    database: str = "data/nenkin.sqlite"
    demo: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    tls: bool = False
    development: bool = False
    service_name: str = "わたしの年金記録"
    phone: str = ""
    phone_hours: str = "月曜日から金曜日の午前8時30分から午後5時15分まで"
    clock: Clock = field(default_factory=JapanClock)

    def __post_init__(self) -> None:
        if not self.tls and not _is_loopback(self.host):
            raise SettingsError(
                f"NENKIN_HOST={self.host} can be reached by others, so it needs https: "
                "put a TLS proxy in front and set NENKIN_TLS=1, or use NENKIN_HOST=127.0.0.1."
            )


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables ``NENKIN_*``; an empty variable counts as absent. Raises SettingsError."""
    given = {name: text.strip() for name, text in environ.items() if name.startswith("NENKIN_") and text.strip()}
    plain = Settings()
    demo = _flag(given, "NENKIN_DEMO")
    return Settings(
        database=given.get("NENKIN_DATABASE", plain.database),
        demo=demo,
        host=given.get("NENKIN_HOST", plain.host),
        port=_number(given, "NENKIN_PORT", plain.port, 65535),
        workers=_number(given, "NENKIN_WORKERS", plain.workers, MAX_WORKERS),
        tls=_flag(given, "NENKIN_TLS"),
        development=_flag(given, "NENKIN_DEVELOPMENT"),
        service_name=given.get("NENKIN_SERVICE_NAME", plain.service_name),
        phone=given.get("NENKIN_PHONE", DEMO_PHONE if demo else plain.phone),
        phone_hours=given.get("NENKIN_PHONE_HOURS", plain.phone_hours),
        clock=_clock(given, demo=demo),
    )


def settings_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Settings:
    """The settings the application was made with."""
    return cast("Settings", connection.app.state["settings"])


def clock_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Clock:
    """The clock to hand to services."""
    return settings_of(connection).clock


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _flag(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name, "0")
    if text not in {"0", "1"}:
        raise SettingsError(f"{name}={text} is neither 1 (on) nor 0 (off).")
    return text == "1"


def _number(given: Mapping[str, str], name: str, default: int, highest: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= highest):
        raise SettingsError(f"{name}={text} is not a whole number from 1 to {highest}.")
    return int(text)


def _clock(given: Mapping[str, str], *, demo: bool) -> Clock:
    text = given.get("NENKIN_TODAY")
    if text is None:
        return JapanClock(DEMO_NOW if demo else None)
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(hour=12, tzinfo=JST)
    except ValueError:
        raise SettingsError(f"NENKIN_TODAY={text} is not a day in the form 2026-11-23.") from None
    return JapanClock(day)
