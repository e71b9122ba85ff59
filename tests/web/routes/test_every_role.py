"""The access table against the application: every route found in it, asked by everybody, as page and as partial."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from httpx import Response
from litestar import Litestar

from db.queries.accounts import Role
from db.queries.mandates import ScreenGroup
from tests.databases import SteppingClock
from tests.web.conftest import Browser, token_in
from tests.web.town import GIVER, HELPER, STRANGER, Enter, Town, mandate_form, send
from web.access import ACCESS, VISITOR, Helper, Standing

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
VALUES = {
    "year": "1995",
    "month": "6",
    "number": "12345678",
    "batch": "1",
    "kind": "estimate-questions",
    "question": "work",
    "scenario": "kept-1",
    "point": "not-enrolled-1984-05",
    **{"category": "job", "entry": "1", "correction": "12345678", "step": "received"},
}
SLUGS = {"/glossary": "full-exemption", "/faq/about": "full-exemption", "/faq": "can-i-still-pay"}
GUIDE_STEP = "01-what-is-a-pension"
_PARAMETER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Asker:
    """Somebody who asks: as what they count in the table, and where those are led who may not."""

    user_id: str
    standings: frozenset[Standing]
    mandate: Mapping[str, str] | None = None
    has_ended: bool = False
    led_to: str = ""


EVERYTHING = mandate_form(**{f"screens-{group}": group.value for group in ScreenGroup})


def mandate_for(group: ScreenGroup) -> dict[str, str]:
    """A mandate that covers one group of screens."""
    others = {f"screens-{other}" for other in ScreenGroup if other is not group}
    return {name: value for name, value in EVERYTHING.items() if name not in others}


ASKERS = {
    "visitor": Asker("", frozenset({VISITOR}), led_to="/sign-in"),
    "citizen": Asker(STRANGER, frozenset({Role.CITIZEN})),
    **{role.value: Asker(role.value, frozenset({role})) for role in Role if role.is_staff},
    "helper at home": Asker(HELPER, frozenset({Role.CITIZEN})),
    "helper acting": Asker(HELPER, frozenset({Helper.ACTING, *ScreenGroup}), EVERYTHING),
    **{
        f"helper for {group.value}": Asker(HELPER, frozenset({Helper.ACTING, group}), mandate_for(group))
        for group in ScreenGroup
    },
    "helper too late": Asker(HELPER, frozenset({Helper.ACTING}), mandate_form(), has_ended=True, led_to="/helping"),
}


def routes_of(app: Litestar) -> set[tuple[str, str]]:
    """Every method and path the application answers."""
    return {(method, route.path_format) for route in app.routes for method in route.methods if method != "OPTIONS"}


def filled(path: str) -> str:
    """An address with values that exist, where anything of that name does."""
    shelf = next((shelf for shelf in SLUGS if path.startswith(f"{shelf}/{{")), "")
    return _PARAMETER.sub(lambda found: VALUES.get(found[1], SLUGS.get(shelf, GUIDE_STEP)), path)


def outcome(answer: Response) -> str:
    """Denied, or where it leads, or that the handler was reached."""
    led_to: str = answer.headers.get("location", answer.headers.get("HX-Redirect", ""))
    if led_to.startswith(("/sign-in", "/helping")):
        return led_to.partition("?")[0]
    return "denied" if answer.status_code == 403 else "reached"


async def ready(asker: Asker, enter: Enter, clock: SteppingClock) -> Browser:
    """A browser of somebody, acting for the giver where there is a mandate to."""
    browser = await enter(asker.user_id)
    if asker.mandate is None:
        return browser
    await send(browser, "/helping/begin", {"mandate": "1"}, page="/helping")
    return browser


@pytest.mark.parametrize("kind", ["page", "partial"])
@pytest.mark.parametrize("name", ASKERS)
async def test_the_table_holds(enter: Enter, town: Town, town_clock: SteppingClock, name: str, kind: str) -> None:
    asker = ASKERS[name]
    giver = await enter(GIVER)
    if asker.mandate is not None:
        await send(giver, "/account/helpers/new", dict(asker.mandate))
    browsers = {row: await ready(asker, enter, town_clock) for row in sorted(routes_of(town.app))}
    if asker.has_ended:
        await send(giver, "/account/helpers/withdrawals", {"mandate": "1"})
    found = {}
    for (method, path), browser in browsers.items():
        may = not asker.standings.isdisjoint(ACCESS[method, path])
        answer = await ask(browser, method, filled(path), kind, acting=asker.mandate is not None)
        # signing in and acting lead on by themselves
        expected = {"reached", "/helping", "/sign-in"} if may else {asker.led_to or "denied"}
        if outcome(answer) not in expected or (may and answer.status_code >= 500):
            found[method, path] = f"{answer.status_code} {outcome(answer)}"
    assert found == {}


async def ask(browser: Browser, method: str, url: str, kind: str, *, acting: bool) -> Response:
    """Ask as a page of one's own would."""
    headers = PARTIAL if kind == "partial" else {}
    if acting:
        headers = {**headers, "X-Page-Of": "1"}
    fields = {}
    if method == "POST":
        page = await browser.get("/helping" if acting else "/faq")
        if "csrf_token" not in page.text:
            page = await browser.get("/sign-in")
        fields = {"csrf_token": token_in(page)}
    return await browser.client.request(method, url, headers=headers, data=fields or None)


def test_nothing_in_an_address_is_a_persons(town: Town) -> None:
    """What stands in addresses: months, texts, forms, questions, steps, handles that hold for one person alone.

    Numbers of inquiries, letters and other people's requests at the desk only. An ``entry`` is its place in the
    reader's own worksheet, or at the desk in the decision of a request, a ``point`` a rule and a month of the reader's
    own record, a ``correction`` the number of the reader's own request.
    """
    named = {(path, name) for _, path in routes_of(town.app) for name in _PARAMETER.findall(path)}
    assert {name for _, name in named} == {
        *("year", "month", "slug", "number", "batch", "kind", "scenario"),
        *("category", "entry", "question", "point", "correction", "step"),
    }
    desk = {path for path, name in named if name in ("number", "batch")}
    assert all(
        roles.isdisjoint({Role.CITIZEN, VISITOR, Helper.ACTING}) for (_, path), roles in ACCESS.items() if path in desk
    )


def test_a_helper_may_only_read() -> None:
    """Whatever changes something is closed while somebody acts for another, but for the ways out.

    A search changes nothing of the record; it is sent so that nothing of it stands in an address.
    """
    acting = {Helper.ACTING, *ScreenGroup}
    sending = {path: roles for (method, path), roles in ACCESS.items() if method != "GET"}
    open_rows = {path for path, roles in sending.items() if VISITOR not in roles and not acting.isdisjoint(roles)}
    assert open_rows == {"/helping/begin", "/helping/stop", "/sign-out", "/search/unlinked"}
