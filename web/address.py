"""Where a request comes from. A header's word is taken only from proxies that the settings name.

Without NENKIN_PROXIES the address is that of the connection, and ``X-Forwarded-For`` is what anybody may write.
"""

from __future__ import annotations

import ipaddress

from litestar.types import HTTPScope

from web.settings import Networks, Settings

_ONE_HOUSEHOLD = 64  # bits of an IPv6 address that say where, not which machine there

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(scope: HTTPScope, settings: Settings) -> str:
    """The visitor's address in its usual form; empty when the connection has none (a test, a socket file).

    Read from the right: each proxy adds the address it was called from, so the first that is no proxy is the visitor.
    """
    client = scope.get("client")
    address = _parse(client[0]) if client else None
    for earlier in reversed(_forwarded(scope)):
        if address is None or not is_within(address, settings.proxies):
            break
        address = _parse(earlier)
    return str(address) if address else ""


def counted_address(address: str) -> str:
    """What limits and alerts count for a visitor's address: by IPv6 the network, for a household has 2^64 addresses."""
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, _ONE_HOUSEHOLD), strict=False))
    return address


def in_staff_network(address: str, settings: Settings) -> bool:
    """Whether staff may work from there (A5)."""
    parsed = _parse(address)
    return parsed is not None and is_within(parsed, settings.staff_networks)


def is_within(address: Address, networks: Networks) -> bool:
    """Whether an address belongs to one of the networks."""
    return any(address in network for network in networks)


def _parse(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _forwarded(scope: HTTPScope) -> list[str]:
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [part for part in ",".join(values).split(",") if part.strip()]
