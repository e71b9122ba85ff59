"""Where a request comes from: a header counts only from a proxy that the settings name."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from typing import cast

import pytest
from litestar.types import HTTPScope

from web.address import client_address, counted_address, in_staff_network
from web.settings import Settings

PLAIN = Settings()
BEHIND = replace(PLAIN, proxies=(ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8")))


def scope(client: str | None, *forwarded: str) -> HTTPScope:
    headers = [(b"x-forwarded-for", text.encode("latin-1")) for text in forwarded]
    return cast("HTTPScope", {"type": "http", "client": (client, 5000) if client else None, "headers": headers})


@pytest.mark.parametrize("header", ["203.0.113.9", "127.0.0.1", "127.0.0.1, 127.0.0.1", "x", ""])
def test_without_a_proxy_nobody_is_believed(header: str) -> None:
    assert client_address(scope("198.51.100.4", header), PLAIN) == "198.51.100.4"
    assert client_address(scope("198.51.100.4", header), BEHIND) == "198.51.100.4", "it is no proxy of ours"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (("203.0.113.9",), "203.0.113.9"),
        (("203.0.113.9, 10.1.2.3",), "203.0.113.9"),
        (("192.0.2.1, 203.0.113.9",), "203.0.113.9"),  # the visitor wrote the first one
        (("127.0.0.1, 203.0.113.9",), "203.0.113.9"),  # a visitor who calls himself loopback
        (("192.0.2.1", "203.0.113.9"), "203.0.113.9"),  # as two headers
        (("2001:db8::7",), "2001:db8::7"),
        (("::ffff:203.0.113.9",), "203.0.113.9"),
        (("unknown",), ""),
        ((), "127.0.0.1"),
    ],
)
def test_behind_a_proxy_the_last_one_that_is_none_counts(forwarded: tuple[str, ...], address: str) -> None:
    assert client_address(scope("127.0.0.1", *forwarded), BEHIND) == address


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("", ""),
    ],
)
def test_a_household_counts_as_one_however_many_addresses_it_has(address: str, counted: str) -> None:
    assert counted_address(address) == counted


def test_a_connection_without_an_address() -> None:
    assert client_address(scope(None, "127.0.0.1"), BEHIND) == ""
    assert not in_staff_network("", replace(PLAIN, staff_networks=(ip_network("0.0.0.0/0"),)))


@pytest.mark.parametrize(
    ("address", "listed"), [("10.1.2.3", True), ("::ffff:10.1.2.3", True), ("10.2.0.1", False), ("nonsense", False)]
)
def test_listed_networks(address: str, listed: bool) -> None:
    assert in_staff_network(address, replace(PLAIN, staff_networks=(ip_network("10.1.0.0/16"),))) == listed
