"""Before a sweep begins: is there a service, is it this one, and can everybody who is needed sign in?

Half an hour of findings about a browser's own error page helps nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.async_api import Error as BrowserError

from web.a11y.steps import SweepError

if TYPE_CHECKING:
    from playwright.async_api import APIResponse, BrowserContext

PATIENCE = 15_000  # milliseconds for the first answer
_REASONS = (
    ("ECONNREFUSED", "その番地とポートでは、何も動いていません"),
    ("ENOTFOUND", "その名前のコンピューターが見つかりません"),
    ("EAI_AGAIN", "名前を調べられません。ネットワークを確かめてください"),
    ("ETIMEDOUT", "答えがありません"),
    ("Timeout", "答えがありません"),
    ("certificate", "TLSの証明書を確かめられません。試験用の証明書なら --any-certificate をつけてください"),
    ("SSL", "TLSでつながりません。http:// と https:// を確かめてください"),
    ("socket hang up", "答えの途中で切れました。http:// と https:// を確かめてください"),
)


def check_address(base_url: str) -> str:
    """An address without a slash at its end. Raises SweepError when it is no address of a service."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SweepError(f"--base-url は http:// か https:// で始めてください：{base_url}")
    return base_url.rstrip("/")


async def check_service(context: BrowserContext, base_url: str) -> None:
    """Raises SweepError when nothing answers there, or not this service."""
    top = await _get(context, f"{base_url}/")
    if top.status >= 400:
        raise SweepError(f"{base_url} の答えが {top.status} です。サービスが動いているか確かめてください。")
    sign_in = await _get(context, f"{base_url}/sign-in")
    if sign_in.status != 200 or 'id="user-id"' not in await sign_in.text():
        raise SweepError(f"{base_url} は、このサービスではないようです（/sign-in にログインの画面がありません）。")


async def _get(context: BrowserContext, address: str) -> APIResponse:
    try:
        return await context.request.get(address, timeout=PATIENCE)
    except BrowserError as error:
        said = error.message.splitlines()[0]
        reason = next((words for sign, words in _REASONS if sign in said), said)
        raise SweepError(f"{address} につながりません。{reason}。") from error
