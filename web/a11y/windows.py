"""Browser windows, lent to one state after another: each finds its window as empty as a new one.

To open a window costs more than to look at what is in it; to empty one costs a tenth. Emptied is: nobody signed in,
no choice of display, nothing stored, nothing diverted, nothing running on. What is kept is what tells nothing of a
state: the style sheets and scripts that every page names, by their content.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import Error as BrowserError

from web.a11y.emulation import NARROW, WIDE, prepare

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam as SetCookieParam  # the public module leaves it out
    from playwright.async_api import Browser, BrowserType, Cookie, Page, ViewportSize

CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_LARGE_TEXT = (
    "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"  # the reader's own text size, twice the usual
)
_STEP_WAIT = 10_000  # milliseconds for a page or a part to come
_AT_REST = "/manifest.webmanifest"  # a page of the same origin without scripts, timers and cookies
_FORGET = "() => { sessionStorage.clear(); window.name = '' }"


class Loading(StrEnum):
    """How a page was loaded; conditions that need the same share one loading. Done in this order."""

    WIDE = "1 wide"
    NARROW = "2 narrow"
    LARGE = "3 large"
    BARE = "4 without scripts"


_VIEWPORTS: Mapping[Loading, ViewportSize] = {Loading.NARROW: NARROW}


class Windows:
    """The browsers of a sweep, one of usual and one of large text, and in them one window for each loading.

    Each is opened when it is first needed.
    """

    def __init__(self, chromium: BrowserType, path: str, base_url: str, *, any_certificate: bool) -> None:
        self._chromium = chromium
        self._path = path
        self._base_url = base_url
        self._any_certificate = any_certificate
        self._browsers: dict[bool, Browser] = {}
        self._kept: dict[Loading, Page] = {}

    @property
    def version(self) -> str:
        """The browser's name and version; empty before the first window is opened."""
        return next((f"Chromium {browser.version}" for browser in self._browsers.values()), "")

    @asynccontextmanager
    async def lend(self, loading: Loading, cookies: Sequence[SetCookieParam] = ()) -> AsyncIterator[Page]:
        """A window with these cookies and nothing else; one that the borrower closes is not lent again."""
        page = self._kept.pop(loading, None) or await self._open(loading)
        await page.context.add_cookies(cookies)
        await prepare(page, _viewport(loading))
        await page.bring_to_front()  # behind another the Tab key goes round in the page instead of leaving it
        is_empty = False
        try:
            yield page
            is_empty = await self._empty(page)
        finally:
            if is_empty:
                self._kept[loading] = page
            else:
                await page.context.close()

    async def close(self) -> None:
        """Close the browsers with all their windows."""
        for browser in self._browsers.values():
            await browser.close()

    async def _open(self, loading: Loading) -> Page:
        browser = await self._browser(large=loading is Loading.LARGE)
        context = await browser.new_context(
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport=_viewport(loading),
            ignore_https_errors=self._any_certificate,
            service_workers="block",  # it would fetch the whole help anew for every visit
        )
        context.set_default_timeout(_STEP_WAIT)
        if loading is Loading.BARE:
            await context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        return await context.new_page()

    async def _browser(self, *, large: bool) -> Browser:
        if large not in self._browsers:
            arguments = [*_ARGUMENTS, _LARGE_TEXT] if large else _ARGUMENTS
            self._browsers[large] = await self._chromium.launch(executable_path=self._path, args=arguments)
        return self._browsers[large]

    async def _empty(self, page: Page) -> bool:
        """Whether nothing is left in a window of what was done in it."""
        if page.is_closed() or len(page.context.pages) > 1:
            return False
        try:
            await page.context.clear_cookies()  # nobody is signed in at rest
            await page.goto(self._base_url + _AT_REST)  # what ran in the page has ended: nothing writes any more
            await page.unroute_all()
            await page.mouse.move(-1, -1)  # what lies where a button was pressed must not look pointed at
            await page.evaluate(_FORGET)
            await self._clear_storage(page)
        except BrowserError:
            return False
        return True

    async def _clear_storage(self, page: Page) -> None:
        parts = urlsplit(self._base_url)
        browser = await page.context.new_cdp_session(page)
        await browser.send(
            "Storage.clearDataForOrigin", {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": "all"}
        )
        await browser.detach()


def given_back(cookie: Cookie) -> SetCookieParam:
    """A cookie that was found in a window, as another window takes it."""
    return {
        "name": cookie["name"],
        "value": cookie["value"],
        "domain": cookie["domain"],
        "path": cookie["path"],
        "expires": cookie["expires"],
        "httpOnly": cookie["httpOnly"],
        "secure": cookie["secure"],
        "sameSite": cookie["sameSite"],
    }


def _viewport(loading: Loading) -> ViewportSize:
    return _VIEWPORTS.get(loading, WIDE)
