"""Goes to a state of a screen as a reader would: signs in, fills, presses, opens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from web.a11y.findings import Finding
from web.a11y.probes import probe
from web.a11y.screens import (
    Choose,
    Divert,
    Elsewhere,
    Enter,
    Fill,
    FillPassword,
    Go,
    Open,
    Return,
    Send,
    Step,
    Swap,
    Wait,
    Wander,
)

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

_SPEAKING = 300  # milliseconds until the live region has spoken after a swap


class SweepError(Exception):
    """The sweep cannot be done as ordered; the text is one sentence in Japanese."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a persona signs in with; ``next_code`` gives one-time codes where they are asked for, and may wait."""

    user_id: str
    password: str = field(repr=False)
    next_code: Callable[[], str] | None = field(default=None, repr=False)


async def sign_in(page: Page, base_url: str, account: Account) -> None:
    """Sign in as a reader would. Raises SweepError when it does not lead into the service."""
    await page.goto(f"{base_url}/sign-in")
    await _enter(page, account)
    if account.next_code and urlsplit(page.url).path == "/sign-in/code":
        await page.fill("#code", await asyncio.to_thread(account.next_code))
        await _send(page, "main form [type=submit]")
    if urlsplit(page.url).path.startswith("/sign-in"):
        said = f"{account.user_id} でログインできませんでした（画面：{await page.title()}）。"
        raise SweepError(f"{said}ユーザーIDとパスワードを確かめてください。")


async def _enter(page: Page, account: Account) -> None:
    await page.fill("#user-id", account.user_id)
    await page.fill("#password", account.password)
    await _send(page, "main form [type=submit]")


async def _send(page: Page, control: str) -> None:
    async with page.expect_navigation(wait_until="load"):
        await page.click(control)


async def take(page: Page, base_url: str, step: Step, accounts: Mapping[str, Account]) -> list[Finding]:
    """Take one step; what a swap or a panel does wrong is found on the way."""
    match step:
        case Swap(control=control, part=part):
            return await _swap(page, control, part)
        case Open(control=control, panel=panel):
            return await _open(page, control, panel)
        case Fill() | FillPassword() | Choose() | Enter() | Send():
            await _fill_or_send(page, step, accounts)
        case Divert(path=path):
            await page.route("**/*", lambda route, request: _divert(route, request, base_url + path))
        case Go(path=path):
            await page.goto(base_url + path, wait_until="load")
        case Return(path=path):
            await _return(page, base_url + path)
        case Wander() | Wait() | Elsewhere():
            await _stay(page, base_url, step, accounts)
    return []


async def _fill_or_send(
    page: Page, step: Fill | FillPassword | Choose | Enter | Send, accounts: Mapping[str, Account]
) -> None:
    match step:
        case Fill(field=selector, text=text):
            await page.eval_on_selector(selector, "(field, text) => { field.value = text }", text)
        case FillPassword(field=selector, account=name):
            await page.fill(selector, accounts[name].password)
        case Choose(control=control):
            await page.check(control)
        case Enter(account=name):
            await _enter(page, accounts[name])
        case Send(control=control):
            await _send(page, control)


async def _stay(page: Page, base_url: str, step: Wander | Wait | Elsewhere, accounts: Mapping[str, Account]) -> None:
    match step:
        case Elsewhere():
            await _meanwhile(page, base_url, step, accounts)
        case Wander(path=path, times=times):
            for _ in range(times):
                await page.context.request.get(base_url + path)
            await page.reload(wait_until="load")
        case Wait(minutes=minutes):
            await _wait(page, minutes)


async def _wait(page: Page, minutes: float) -> None:
    await page.clock.install()
    await page.reload(wait_until="load")
    await page.clock.fast_forward(int(minutes * 60_000))
    await page.clock.resume()
    await page.wait_for_timeout(_SPEAKING)


async def _meanwhile(page: Page, base_url: str, step: Elsewhere, accounts: Mapping[str, Account]) -> None:
    browser = page.context.browser
    if browser is None:
        raise SweepError("別のブラウザーを開けません。")
    # the certificate has been judged when the page itself was opened
    context = await browser.new_context(ignore_https_errors=True, service_workers="block")
    other = await context.new_page()
    await sign_in(other, base_url, accounts[step.account])
    await other.goto(base_url + step.path, wait_until="load")
    for act in step.steps:
        await _fill_or_send(other, act, accounts)
    await context.close()


async def _return(page: Page, address: str) -> None:
    """To the server a session that has ended and one that never was look the same."""
    for cookie in await page.context.cookies(address):
        await page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"][::-1], "url": address}])
    await page.goto(address, wait_until="load")


async def _divert(route: Route, request: Request, address: str) -> None:
    if "hx-request" in request.headers:
        await route.continue_(url=address)
    else:
        await route.continue_()


async def _swap(page: Page, control: str, part: str) -> list[Finding]:
    await probe(page, "watchSwap")
    await page.focus(control)
    await page.keyboard.press("Enter")
    await page.locator(part).first.wait_for(state="visible")
    await page.wait_for_timeout(_SPEAKING)
    return await probe(page, "swapWasSilent")


async def _open(page: Page, control: str, panel: str) -> list[Finding]:
    found = await _swap(page, control, panel)
    found += await probe(page, "judgeOpen", control, panel)
    await page.keyboard.press("Escape")
    await page.wait_for_timeout(_SPEAKING)
    found += await probe(page, "judgeClosed", control, panel)
    await page.focus(control)
    await page.keyboard.press("Enter")
    await page.locator(panel).first.wait_for(state="visible")
    await page.wait_for_timeout(_SPEAKING)
    return found
