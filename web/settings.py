"""Settings: read once from the environment, checked, then passed on as one frozen value."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any, cast
from unicodedata import category

from services.clock import DEMO_NOW, Clock, JapanClock, OneDayClock
from services.hours import ANY_HOUR, Hours, read_hours
from services.keys import DEMO_SECRET, Keys, read_secret
from services.sign_in import House

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

MAX_WORKERS = 64
MOST_SEARCHES_A_DAY = 100
USUAL_HOURS = Hours(time(7), time(21))
LOOPBACK = "127.0.0.0/8,::1/128"

Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
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
    ``clock`` stays on the day of the demo, or on NENKIN_TODAY; ``wall_clock`` is for one-time codes, which people's
    telephones make by the true time. ``keys`` (NENKIN_SECRET_KEY) are what the
    database alone cannot be read or guessed without.
    ``staff_networks`` are where staff may work from; ``proxies`` whose word on a visitor's address is taken.
    ``password_profile`` is ``now``, or ``2011``: everybody changes the password regularly, as the slides have it.
    ``searches_a_day``: how often an account may search for records without an owner.
    ``staff_hours`` are when staff work, None for any hour; what they do outside of them is told to the administrator.
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
    wall_clock: Clock = field(default_factory=JapanClock)
    keys: Keys = field(default_factory=lambda: Keys(DEMO_SECRET))
    staff_networks: Networks = ()
    proxies: Networks = ()
    searches_a_day: int = 5
    password_profile: str = "now"  # noqa: S105 - the name of a rule
    staff_hours: Hours | None = USUAL_HOURS

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
        keys=_keys(given, demo=demo),
        staff_networks=_networks(given, "NENKIN_STAFF_NETWORKS", LOOPBACK if demo else ""),
        proxies=_networks(given, "NENKIN_PROXIES", ""),
        searches_a_day=_number(given, "NENKIN_SEARCHES_A_DAY", plain.searches_a_day, MOST_SEARCHES_A_DAY),
        password_profile=_profile(given),
        staff_hours=_hours(given, "NENKIN_STAFF_HOURS", None if demo else plain.staff_hours),
    )


def settings_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Settings:
    """The settings the application was made with."""
    return cast("Settings", connection.app.state["settings"])


def clock_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Clock:
    """The clock to hand to services."""
    return settings_of(connection).clock


def keys_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Keys:
    """The keys to hand to services."""
    return settings_of(connection).keys


def house_of(connection: ASGIConnection[Any, Any, Any, Any]) -> House:
    """What the installation brings to signing in."""
    settings = settings_of(connection)
    return House(
        clock=settings.clock,
        wall_clock=settings.wall_clock,
        keys=settings.keys,
        profile_2011=settings.password_profile == "2011",  # noqa: S105 - the name of a rule
    )


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
        return OneDayClock(DEMO_NOW.date()) if demo else JapanClock()
    try:
        return OneDayClock(date.fromisoformat(text))
    except ValueError:
        raise SettingsError(f"NENKIN_TODAY={text} is not a day in the form 2026-11-23.") from None


def _keys(given: Mapping[str, str], *, demo: bool) -> Keys:
    try:
        return Keys(read_secret(given.get("NENKIN_SECRET_KEY", ""), demo=demo))
    except ValueError as problem:
        raise SettingsError(str(problem)) from None


def _networks(given: Mapping[str, str], name: str, default: str) -> Networks:
    text = given.get(name, default)
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise SettingsError(f"{name}={text} is not a list of networks like 10.1.0.0/16,192.0.2.7.") from None


def _hours(given: Mapping[str, str], name: str, default: Hours | None) -> Hours | None:
    text = given.get(name, str(default or ANY_HOUR))
    try:
        return read_hours(text)
    except ValueError:
        raise SettingsError(f"{name}={text} are no hours like 07:00-21:00, nor {ANY_HOUR}.") from None


def _profile(given: Mapping[str, str]) -> str:
    text = given.get("NENKIN_PASSWORD_PROFILE", "now")
    if text not in {"now", "2011"}:
        raise SettingsError(f"NENKIN_PASSWORD_PROFILE={text} is neither now nor 2011.")
    return text
