"""Our own checks of what the engines do not see: probes.js looks, this module presses the keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.a11y.conditions import Engine, Task
from web.a11y.findings import Finding

if TYPE_CHECKING:
    from playwright.async_api import Page

_SOURCE = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")
_SPARE_KEYS = 5  # more presses than there are stops, to see a trap turn round
_PATIENCE = 3000  # milliseconds for a panel to come or go


async def probe(page: Page, name: str, *arguments: Any) -> list[Finding]:
    """One look of probes.js at the page as it is now."""
    return [_finding(item) for item in await ask(page, name, *arguments)]


async def ask(page: Page, name: str, *arguments: Any) -> Any:
    """The bare answer of one function of probes.js, loading it first where the page is new."""
    await page.evaluate(_SOURCE)
    return await page.evaluate("([name, given]) => window.pageProbes[name](...given)", [name, list(arguments)])


def _finding(item: dict[str, str]) -> Finding:
    return Finding(engine=Engine.PROBES, **item)


async def examine(page: Page, tasks: Sequence[Task]) -> list[Finding]:
    """Every task of ours among ``tasks``; the walk goes last, it moves the focus."""
    found: list[Finding] = []
    for task, name in (
        (Task.CONTENT, "content"),
        (Task.LAYOUT, "layout"),
        (Task.MOTION, "motion"),
        (Task.CONTROLS, "deadControls"),
    ):
        if task in tasks:
            found += await probe(page, name)
    if Task.KEYBOARD in tasks:
        found += await walk(page)
    if Task.PANELS in tasks:
        found += await try_panels(page)
    return found


async def walk(page: Page) -> list[Finding]:
    """Go through the page with the Tab key alone, looking at every stop."""
    address, pages = page.url, len(page.context.pages)
    stops = await ask(page, "prepareWalk")
    found: list[Finding] = []
    for press in range(stops + _SPARE_KEYS):
        await page.keyboard.press("Tab")
        if page.url != address or len(page.context.pages) != pages:
            return [*found, _changed(page, press)]
        try:
            stop = await page.evaluate("() => window.pageProbes.arrive()")
        except Exception:  # the page went away under us: that is the finding
            return [*found, _changed(page, press)]
        found += [_finding(item) for item in stop["found"]]
        if stop["end"] and (stop["seen"] or press):
            break
    return found + await probe(page, "endWalk")


def _changed(page: Page, press: int) -> Finding:
    message = f"フォーカスしただけで、画面が変わりました（Tabキー{press + 1}回目、{page.url}）。"
    return Finding(engine=Engine.PROBES, rule="context-change", message=message)


async def try_panels(page: Page) -> list[Finding]:
    """Open and close one of each kind of button that says it opens something."""
    found: list[Finding] = []
    for trigger in await ask(page, "panelTriggers"):
        await page.focus(trigger)
        found += await try_panel(page, trigger, "")
    return found


async def try_panel(page: Page, trigger: str, panel: str) -> list[Finding]:
    """Open what has the focus by Enter, look at it, close it by Escape, look where the focus went."""
    await page.keyboard.press("Enter")
    opened = await _settled(page, "judgeOpen", trigger, panel)
    await page.keyboard.press("Escape")
    return opened + await _settled(page, "judgeClosed", trigger, panel)


async def _settled(page: Page, name: str, *arguments: str) -> list[Finding]:
    """The findings of a look, given time to become none."""
    found = await probe(page, name, *arguments)
    waited = 0
    while found and waited < _PATIENCE:
        await page.wait_for_timeout(100)
        waited += 100
        found = await probe(page, name, *arguments)
    return found
