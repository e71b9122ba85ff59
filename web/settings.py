"""Settings: read once from the environment, checked, then passed on as one frozen value."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from unicodedata import category

from services.clock import DEMO_NOW, JST, Clock, JapanClock

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

MAX_WORKERS = 64
LONGEST_TEXT = 200  # characters of what is shown to people
_NOT_WRITTEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})  # controls, direction marks, line ends

# Nobody's number, name and place.
_OF_THE_DEMO = {
    "NENKIN_PHONE": "0570-00-0000",
    "NENKIN_OPERATOR": "見本の運営者（本当にはありません）",
    "NENKIN_CONTACT_ADDRESS": "〒000-0000　みほん県みほん市みほん町1-2-3（本当にはありません）",
    "NENKIN_OFFICE_HOURS": "月曜日から金曜日の午前9時から午後5時まで",
}


class SettingsError(Exception):
    """A setting that cannot be used; the text is one sentence that names it and says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs.

    ``tls``: people reach the service by https, which a proxy in front ends: cookies are Secure, HSTS is sent.
    ``clock`` stands still at :data:`DEMO_NOW` in the demo, or at NENKIN_TODAY.
    ``operator`` runs this installation; what it does not say of itself (phone, address, hours, a note) is empty.
    ``offline``: browsers may keep the public help for when there is no connection.
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
    operator: str = ""
    contact_address: str = ""
    office_hours: str = ""
    contact_note: str = ""
    offline: bool = True
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
    demo = _flag(given, "NENKIN_DEMO", default=plain.demo)
    if demo:
        given = {**_OF_THE_DEMO, **given}
    return Settings(
        database=given.get("NENKIN_DATABASE", plain.database),
        demo=demo,
        host=given.get("NENKIN_HOST", plain.host),
        port=_number(given, "NENKIN_PORT", plain.port, 65535),
        workers=_number(given, "NENKIN_WORKERS", plain.workers, MAX_WORKERS),
        tls=_flag(given, "NENKIN_TLS", default=plain.tls),
        development=_flag(given, "NENKIN_DEVELOPMENT", default=plain.development),
        service_name=_text(given, "NENKIN_SERVICE_NAME", plain.service_name),
        phone=_text(given, "NENKIN_PHONE", plain.phone),
        phone_hours=_text(given, "NENKIN_PHONE_HOURS", plain.phone_hours),
        operator=_text(given, "NENKIN_OPERATOR", plain.operator),
        contact_address=_text(given, "NENKIN_CONTACT_ADDRESS", plain.contact_address),
        office_hours=_text(given, "NENKIN_OFFICE_HOURS", plain.office_hours),
        contact_note=_text(given, "NENKIN_CONTACT_NOTE", plain.contact_note),
        offline=_flag(given, "NENKIN_OFFLINE", default=plain.offline),
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


def _flag(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = given.get(name, "1" if default else "0")
    if text not in {"0", "1"}:
        raise SettingsError(f"{name}={text} is neither 1 (on) nor 0 (off).")
    return text == "1"


def _text(given: Mapping[str, str], name: str, default: str) -> str:
    """What people read: one line that fits on a page."""
    text = given.get(name, default)
    if len(text) > LONGEST_TEXT or any(category(character) in _NOT_WRITTEN for character in text):
        raise SettingsError(f"{name}={text!r} is not one line of at most {LONGEST_TEXT} characters.")
    return text


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
