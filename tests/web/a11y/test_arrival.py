"""Before a sweep begins: addresses, services that are not there or not ours, each told in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from playwright.async_api import BrowserContext
from playwright.async_api import Error as BrowserError

from web.a11y.arrival import check_address, check_service
from web.a11y.steps import SweepError

SIGN_IN = '<form><input id="user-id"></form>'


@dataclass
class Answer:
    """What a server answers."""

    status: int
    body: str = ""

    async def text(self) -> str:
        """The page."""
        return self.body


@dataclass
class Service:
    """Stands for a browser's context: answers by path, or fails."""

    answers: dict[str, Answer] = field(default_factory=dict)
    trouble: str = ""

    @property
    def request(self) -> Service:
        """The context's own way to ask."""
        return self

    async def get(self, address: str, **_: Any) -> Answer:
        """One answer."""
        if self.trouble:
            raise BrowserError(f"{self.trouble}\nCall log:\n  - …")
        return self.answers["/" + address.rpartition("/")[2]]


async def told(service: Service) -> str:
    """Why a service is not swept."""
    with pytest.raises(SweepError) as found:
        await check_service(cast("BrowserContext", service), "http://127.0.0.1:9")
    return str(found.value)


@pytest.mark.parametrize("address", ["", "foo", "ftp://a", "file:///etc", "http://", "http://a?x=1", "https://a#b"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(SweepError, match="http:// か https://"):
        check_address(address)


def test_addresses_lose_the_slash_at_their_end() -> None:
    assert check_address("https://nenkin.example/") == "https://nenkin.example"
    assert check_address("http://127.0.0.1:8000") == "http://127.0.0.1:8000"


async def test_this_service_may_be_swept() -> None:
    answers = {"/": Answer(200), "/sign-in": Answer(200, SIGN_IN)}
    await check_service(cast("BrowserContext", Service(answers)), "http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("connect ECONNREFUSED 127.0.0.1:9", "何も動いていません"),
        ("getaddrinfo ENOTFOUND nowhere", "見つかりません"),
        ("Timeout 15000ms exceeded.", "答えがありません"),
        ("self-signed certificate", "--any-certificate"),
        ("SSL routines:ssl3_get_record:wrong version number", "https://"),
        ("socket hang up", "途中で切れました"),
        ("something new", "something new"),
    ],
)
async def test_nobody_answers(trouble: str, words: str) -> None:
    said = await told(Service(trouble=trouble))
    assert "http://127.0.0.1:9" in said
    assert words in said
    assert "Call log" not in said


async def test_a_service_that_is_ill_or_another() -> None:
    assert "503" in await told(Service({"/": Answer(503)}))
    assert "このサービスではない" in await told(Service({"/": Answer(200), "/sign-in": Answer(404)}))
    assert "このサービスではない" in await told(Service({"/": Answer(200), "/sign-in": Answer(200, "<h1>shop</h1>")}))
