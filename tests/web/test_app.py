"""What the application as a whole does and does not offer."""

from __future__ import annotations

from typing import Any, cast

import pytest

from db.engine import current_engine
from db.problems import OutsideTransaction
from tests.web.conftest import Browser
from web.app import create_app
from web.settings import Settings


async def test_web_sockets_are_refused(settings: Settings) -> None:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/", "headers": [], "query_string": b"", "subprotocols": []}
    await create_app(settings)(cast("Any", scope), cast("Any", receive), cast("Any", send))
    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.mark.parametrize("address", ["/schema", "/schema/openapi.json", "/docs", "/.well-known/x", "/favicon.ico"])
async def test_nothing_is_offered_that_nobody_asked_for(browser: Browser, address: str) -> None:
    assert (await browser.get(address)).status_code == 404


async def test_the_lifespan_opens_and_closes_the_database(settings: Settings) -> None:
    app = create_app(settings)
    async with app.lifespan():
        assert current_engine() is not None
    with pytest.raises(OutsideTransaction):
        current_engine()
