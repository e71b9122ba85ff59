"""The sweep: every screen, under every condition, examined by every engine."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.async_api import Error as BrowserError
from playwright.async_api import async_playwright
from tqdm import tqdm

from web.a11y.arrival import check_address, check_service
from web.a11y.conditions import ALIKE, CHOSEN, FULL, LONGEST, QUICK, TASK_ENGINES, Condition, Engine, Task
from web.a11y.emulation import emulate
from web.a11y.engines import EngineMissing, Tools, run_axe, run_html_validate, run_vnu
from web.a11y.findings import (
    Comparison,
    Finding,
    LeftOut,
    Run,
    Visit,
    compare_runs,
    dump_visit,
    load_run,
    load_visits,
)
from web.a11y.probes import examine, probe
from web.a11y.report import write_reports
from web.a11y.screens import SCREENS, WORDS_ONLY, Screen
from web.a11y.statement import STATEMENT_FILE, dump_statement, make_statement
from web.a11y.steps import Account, SweepError, sign_in, take
from web.a11y.windows import CHROMIUM, Loading, Windows, given_back
from web.display import COOKIE
from web.session import cookie_name

if TYPE_CHECKING:
    from playwright.async_api import (
        APIRequest,
        ConsoleMessage,
        Page,
        Request,
        Response,
    )

    from web.a11y.windows import SetCookieParam

__all__ = [
    "Account",
    "EngineMissing",
    "Order",
    "Run",
    "SweepError",
    "compared_with",
    "load_run",
    "order_from",
    "publish",
    "summary",
    "sweep",
]

_MARK = """selector => {
  const element = document.querySelector(selector);
  element?.style.setProperty("outline", "6px solid #e4002b", "important");
  element?.scrollIntoView({block: "center"});
  return Boolean(element);
}"""
_UNMARK = """selector => document.querySelector(selector)?.style.removeProperty("outline")"""
_VISIT_LIMIT = 120  # seconds for all tasks of one visit, the longest table's included
_NOBODY_THERE = "net::ERR_"
_GO_ON = "直してから、同じ命令に --resume をつけると、続きから調べます。"
_EXAMPLES = 30  # findings on a terminal; the report has them all
_PORTRAITS = (Condition.DEFAULT, Condition.NARROW, Condition.PRINT)
_PICTURES = 3  # of one visit: more of the same tell nothing


# Conditions that share one loading of the page; the others need their own (width, text size, blocked scripts).
_LOADINGS = {
    Condition.NARROW: Loading.NARROW,
    Condition.ZOOM_400: Loading.NARROW,
    Condition.TEXT_200: Loading.LARGE,
    Condition.NO_SCRIPT: Loading.BARE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to sweep and how. ``folder`` receives the reports; with ``resume`` visits already there are not repeated.

    ``commit`` is the version examined where that is known (a demo of our own); ``place`` where is swept, the same from
    run to run and empty for a demo of our own, which has another port each time; ``left_out`` what this order does not
    visit; ``earlier`` a run to compare with.
    """

    base_url: str
    folder: Path
    tools: Tools
    accounts: Mapping[str, Account] = field(default_factory=dict)
    screens: Sequence[Screen] = SCREENS
    conditions: frozenset[Condition] = frozenset(Condition)
    engines: frozenset[Engine] = frozenset(Engine)
    full: bool = False
    resume: bool = False
    commit: str = ""
    place: str = ""
    finished: str = ""
    left_out: tuple[LeftOut, ...] = ()
    earlier: Run | None = None
    any_certificate: bool = False
    chromium: str = CHROMIUM

    def tasks(self, screen: Screen, condition: Condition) -> tuple[Task, ...]:
        """What is examined in one visit; nothing where the state cannot exist."""
        table = FULL if self.full else _table(screen)
        if condition not in self.conditions or (condition is Condition.NO_SCRIPT and screen.swapped):
            return ()
        return tuple(sorted(task for task in table.get(condition, ()) if TASK_ENGINES[task] & self.engines))

    def plan(self) -> tuple[tuple[Screen, Condition], ...]:
        """Every visit, in the order of the register."""
        return tuple(
            (screen, condition) for screen in self.screens for condition in Condition if self.tasks(screen, condition)
        )


def _table(screen: Screen) -> Mapping[Condition, frozenset[Task]]:
    if screen.display.chosen:
        return CHOSEN
    return LONGEST if screen.longest else ALIKE if screen.name in WORDS_ONLY else QUICK


def sweep(order: Order) -> Run:
    """Do the whole sweep and write its reports. Raises SweepError, EngineMissing."""
    missing = {screen.account for screen, _ in order.plan() if screen.account} - set(order.accounts)
    if missing:
        raise SweepError(f"次の見本の人のログイン情報がありません：{'、'.join(sorted(missing))}")
    order.folder.mkdir(parents=True, exist_ok=True)
    (order.folder / "markup").mkdir(exist_ok=True)
    try:
        run = asyncio.run(_Sweep(order).run())
    except BrowserError as error:
        raise SweepError(f"途中で止まりました（{error.message.splitlines()[0]}）。{_GO_ON}") from error
    write_reports(run, order.screens, order.folder, compare_runs(run, order.earlier) if order.earlier else None)
    return run


class _Sweep:
    """One run: the windows, the sessions, and what was seen so far."""

    requests: APIRequest  # given when the run begins, like the windows
    windows: Windows

    def __init__(self, order: Order) -> None:
        self.order = order
        self.axe = Axe.from_file(order.tools.axe) if Engine.AXE in order.engines else None
        self.sessions: dict[str, list[SetCookieParam]] = {}
        self.visits: dict[tuple[str, str], Visit] = {}
        self.journal = order.folder / "visits.jsonl"
        self.heading = order.folder / "order.json"

    async def run(self) -> Run:
        self._recall()
        async with async_playwright() as playwright:
            self.requests = playwright.request
            self.windows = Windows(
                playwright.chromium,
                self.order.chromium,
                self.order.base_url,
                any_certificate=self.order.any_certificate,
            )
            await self._arrive()
            with tqdm(total=len(self.order.plan()), initial=len(self.visits), unit="画面", disable=None) as bar:
                for screen, loading, conditions in self._remaining():
                    bar.set_postfix_str(screen.name)
                    await self._load(screen, loading, conditions, bar)
            browser = self.windows.version
            await self.windows.close()
        self._judge_markup()
        order = self.order
        visits = tuple(self.visits[screen.name, condition] for screen, condition in order.plan())
        return Run(
            base_url=order.base_url,
            commit=order.commit,
            finished=order.finished,
            browser=browser,
            engines=self._versions(),
            visits=visits,
            left_out=order.left_out,
        )

    async def _arrive(self) -> None:
        """Everybody signs in once before anything is examined: a wrong password is told in seconds."""
        if any(screen.route for screen, _ in self.order.plan()):  # planted pages belong to no service
            async with self.windows.lend(Loading.WIDE) as page:
                await check_service(page.context, self.order.base_url)
        for account in dict.fromkeys(screen.account for screen, _, _ in self._remaining() if screen.account):
            await self._session(account)

    def _versions(self) -> dict[str, str]:
        packages = {Engine.AXE: "axe-core", Engine.HTML_VALIDATE: "html-validate", Engine.VNU: "vnu-jar"}
        versions = {
            str(engine): self.order.tools.version(name)
            for engine, name in packages.items()
            if engine in self.order.engines
        }
        return versions | ({str(Engine.PROBES): "この製品のもの"} if Engine.PROBES in self.order.engines else {})

    # --- what was done before ---

    def _recall(self) -> None:
        """Visits of an order that was stopped, if it was this one; a visit that examined something else is repeated."""
        heading = json.dumps({"place": self.order.place.rstrip("/"), "commit": self.order.commit})
        if not (self.order.resume and self.journal.exists()):
            self.journal.unlink(missing_ok=True)
            self.heading.write_text(heading, encoding="utf-8")
            return
        if not self.heading.exists() or self.heading.read_text(encoding="utf-8") != heading:
            raise SweepError("途中まであるのは、別の所か別の版の検査です。--resume をつけずに始めてください。")
        planned = {(screen.name, str(condition)): (screen, condition) for screen, condition in self.order.plan()}
        self.visits = {
            visit.key: visit
            for visit in load_visits(self.journal)
            if visit.key in planned and visit.tasks == self.order.tasks(*planned[visit.key])
        }
        self.journal.write_text("".join(f"{dump_visit(visit)}\n" for visit in self.visits.values()), encoding="utf-8")

    def _remaining(self) -> Iterator[tuple[Screen, Loading, tuple[Condition, ...]]]:
        """What is to be visited: each screen, each loading of it, and the conditions that this loading serves."""
        left = [pair for pair in self.order.plan() if (pair[0].name, pair[1]) not in self.visits]
        for screen, pairs in groupby(left, lambda pair: pair[0]):
            placed = sorted(
                (self._loading(screen, condition), number, condition) for number, (_, condition) in enumerate(pairs)
            )
            for loading, group in groupby(placed, lambda place: place[0]):
                yield screen, loading, tuple(condition for _, _, condition in group)

    def _loading(self, screen: Screen, condition: Condition) -> Loading:
        """Which loading of the page serves a condition; one that only looks at the layout takes what is there."""
        if self.order.tasks(screen, condition) == (Task.LAYOUT,):
            return Loading.LARGE if condition is Condition.TEXT_200 else Loading.WIDE
        return _LOADINGS.get(condition, Loading.WIDE)

    def _note(self, visit: Visit) -> None:
        self.visits[visit.key] = visit
        with self.journal.open("a", encoding="utf-8") as journal:
            journal.write(dump_visit(visit) + "\n")

    # --- one loading of one screen ---

    async def _load(self, screen: Screen, loading: Loading, conditions: tuple[Condition, ...], bar: tqdm[Any]) -> None:
        async with self.windows.lend(loading, await self._cookies(screen)) as page, _listen(page, screen) as log:
            found = await self._reach(page, screen, log)
            for condition in conditions:
                started = time.monotonic()
                tasks = self.order.tasks(screen, condition)
                found += await self._examine(page, screen, condition, tasks)
                found += log.take()
                found = await self._with_pictures(
                    page, [finding.at(screen.name, condition) for finding in _once(found)]
                )
                await self._portrait(page, screen, condition)
                self._note(
                    Visit(
                        screen=screen.name,
                        condition=condition,
                        tasks=tasks,
                        seconds=round(time.monotonic() - started, 2),
                        findings=tuple(found),
                    )
                )
                found = []
                log.take()
                bar.update()
            await self._undo(page, screen)
            if screen.sets_clock:
                await page.close()

    async def _cookies(self, screen: Screen) -> list[SetCookieParam]:
        """Who is signed in on a screen, and the display they have chosen."""
        cookies = list(await self._session(screen.account)) if screen.account else []
        if chosen := screen.display.cookie:
            tls = self.order.base_url.startswith("https:")
            name = cookie_name(COOKIE, tls=tls)
            cookies.append({"name": name, "value": chosen, "url": self.order.base_url, "secure": tls})
        return cookies

    async def _session(self, account: str) -> list[SetCookieParam]:
        """Cookies of a signed-in persona; signs in again where the session has ended."""
        if account not in self.sessions or not await self._is_alive(self.sessions[account]):
            async with self.windows.lend(Loading.WIDE) as page:
                await sign_in(page, self.order.base_url, self.order.accounts[account])
                self.sessions[account] = [given_back(cookie) for cookie in await page.context.cookies()]
        return self.sessions[account]

    async def _is_alive(self, cookies: list[SetCookieParam]) -> bool:
        known = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
        asking = await self.requests.new_context(
            extra_http_headers={"cookie": known}, ignore_https_errors=self.order.any_certificate, max_redirects=0
        )
        answer = await asking.get(self.order.base_url + "/account")
        await asking.dispose()
        return answer.status == 200

    async def _reach(self, page: Page, screen: Screen, log: _Log) -> list[Finding]:
        """Open the screen and do its steps; what a swap does wrong on the way is found here."""
        found: list[Finding] = []
        served = log.served
        try:
            await page.goto(self.order.base_url + screen.path, wait_until="load")
            for step in screen.steps:
                found += await take(page, self.order.base_url, step, self.order.accounts)
            await self._keep_markup(page, screen, served[-1])
        except BrowserError as error:
            said = error.message.splitlines()[0]
            if _NOBODY_THERE in said:
                raise  # the service is gone: findings about the browser's own error page help nobody
            return [_mishap("unreachable", f"この画面まで進めませんでした：{said}")]
        if not screen.swapped and served[-1].status != screen.status:
            found.append(_mishap("status", f"答えの番号が{served[-1].status}です。{screen.status}のはずです。"))
        if urlsplit(page.url).path == "/sign-in" and screen.account and screen.path != "/sign-in":
            found.append(_mishap("unreachable", "ログインの画面にもどされました。"))
        return found

    async def _undo(self, page: Page, screen: Screen) -> None:
        if screen.after:
            await emulate(page, Condition.DEFAULT)
            with suppress(BrowserError):  # what could not be done could not change anything either
                for step in screen.after:
                    await take(page, self.order.base_url, step, self.order.accounts)

    async def _keep_markup(self, page: Page, screen: Screen, response: Response) -> None:
        """The HTML as it was served, or after a swap the document as it stands."""
        path = self.order.folder / "markup" / f"{screen.name}.html"
        path.write_text(
            "<!DOCTYPE html>" + await page.evaluate("document.documentElement.outerHTML")
            if screen.swapped
            else await response.text(),
            encoding="utf-8",
        )

    async def _examine(
        self, page: Page, screen: Screen, condition: Condition, tasks: tuple[Task, ...]
    ) -> list[Finding]:
        try:
            return await asyncio.wait_for(self._do_tasks(page, screen, condition, tasks), _VISIT_LIMIT)
        except TimeoutError:
            return [_mishap("too-slow", f"検査が{_VISIT_LIMIT}秒で終わりませんでした。")]
        except BrowserError as error:
            return [_mishap("unreachable", f"検査の途中で画面が変わりました：{error.message.splitlines()[0]}")]

    async def _do_tasks(
        self, page: Page, screen: Screen, condition: Condition, tasks: tuple[Task, ...]
    ) -> list[Finding]:
        found: list[Finding] = []
        if Task.PAPER in tasks:
            await emulate(page, Condition.DEFAULT)
            await probe(page, "rememberText")
        await emulate(page, condition)
        if Task.PAPER in tasks:
            found += await probe(page, "printHides")
        await page.evaluate("scrollTo(0, 0)")  # under a sticky head the engine cannot tell what lies on what
        if self.axe and (Task.RULES in tasks or Task.CONTRAST in tasks):
            found += await run_axe(page, self.axe, screen.allowances, contrast_only=Task.RULES not in tasks)
        mine = [task for task in tasks if not (task is Task.PANELS and screen.swapped)]
        return found + (await examine(page, mine) if Engine.PROBES in self.order.engines else [])

    # --- pictures ---

    async def _with_pictures(self, page: Page, found: list[Finding]) -> list[Finding]:
        pictured: list[Finding] = []
        for number, finding in enumerate(found):
            name = (
                f"{finding.screen}-{finding.condition}-{number}.png" if number < _PICTURES and finding.selector else ""
            )
            pictured.append(
                replace(finding, picture=name if name and await self._picture(page, finding.selector, name) else "")
            )
        return pictured

    async def _picture(self, page: Page, selector: str, name: str) -> bool:
        with suppress(BrowserError):
            if not await page.evaluate(_MARK, selector):
                return False
            await page.screenshot(path=self.order.folder / name, animations="allow", caret="initial")
            await page.evaluate(_UNMARK, selector)
            return True
        return False

    async def _portrait(self, page: Page, screen: Screen, condition: Condition) -> None:
        measured_only = self.order.tasks(screen, condition) == (Task.LAYOUT,)
        if condition in _PORTRAITS and not screen.longest and not measured_only:
            with suppress(BrowserError):
                path = self.order.folder / f"{screen.name}-{condition}.jpg"
                await page.screenshot(
                    path=path, type="jpeg", quality=55, full_page=True, animations="allow", caret="initial"
                )

    # --- the HTML ---

    def _judge_markup(self) -> None:
        folder = self.order.folder / "markup"
        chosen = {
            screen.name for screen, condition in self.order.plan() if Task.MARKUP in self.order.tasks(screen, condition)
        }
        for path in folder.glob("*.html"):
            if path.stem not in chosen:
                path.unlink()
        if not any(folder.glob("*.html")):
            return
        allowances = {screen.name: screen.allowances for screen in self.order.screens}
        for engine, judge in ((Engine.HTML_VALIDATE, run_html_validate), (Engine.VNU, run_vnu)):
            if engine not in self.order.engines:
                continue
            for name, found in judge(self.order.tools, folder, allowances).items():
                visit = self.visits[name, Condition.DEFAULT]
                placed = tuple(finding.at(name, Condition.DEFAULT) for finding in found)
                self.visits[visit.key] = replace(visit, findings=visit.findings + placed)


@asynccontextmanager
async def _listen(page: Page, screen: Screen) -> AsyncIterator[_Log]:
    """Hear what comes and what is complained about in a window, as long as it shows this screen."""
    log = _Log(screen)
    page.on("console", log.hear)
    page.on("pageerror", log.fail)
    page.on("response", log.receive)
    page.on("requestfailed", log.miss)
    try:
        yield log
    finally:
        page.remove_listener("console", log.hear)
        page.remove_listener("pageerror", log.fail)
        page.remove_listener("response", log.receive)
        page.remove_listener("requestfailed", log.miss)


class _Log:
    """What the server answers to navigations (``served``), and what the browser itself complains about.

    That is: errors of scripts, breaches of the policy, what did not come.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._said: list[str] = []
        self.served: list[Response] = []

    def take(self) -> list[Finding]:
        """The complaints since the last time."""
        said, self._said = self._said, []
        return [Finding(engine=Engine.PROBES, rule="page-error", message=text) for text in dict.fromkeys(said)]

    def hear(self, message: ConsoleMessage) -> None:
        """A line of the browser's console; what did not come is told by :meth:`receive` with its address."""
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._said.append(message.text)

    def fail(self, error: BrowserError) -> None:
        """A script that broke."""
        self._said.append(error.message)

    def receive(self, response: Response) -> None:
        """An answer of the server; navigations are kept, others may refuse only with what the screen expects."""
        if response.request.is_navigation_request():
            self.served.append(response)
        elif response.status >= 400 and response.status != self._screen.status:
            self._said.append(f"{response.status} {urlsplit(response.url).path}")

    def miss(self, request: Request) -> None:
        """What did not come at all, unless the page itself did not want it any more."""
        if request.failure != "net::ERR_ABORTED":
            self._said.append(f"{request.failure} {urlsplit(request.url).path}")


def _mishap(rule: str, message: str) -> Finding:
    return Finding(engine=Engine.PROBES, rule=rule, message=message)


def _once(found: list[Finding]) -> list[Finding]:
    return list(dict.fromkeys(found))


# --- for the command line ---


def order_from(
    *,
    base_url: str,
    folder: Path,
    modules: Path,
    accounts: Mapping[str, Account],
    screens: Sequence[str],
    conditions: Sequence[str],
    engines: Sequence[str],
    full: bool,
    faults: bool,
    resume: bool,
    commit: str,
    finished: str,
    earlier: Run | None = None,
    any_certificate: bool = False,
) -> Order:
    """An order from names; no names means all. Raises SweepError for a name that does not exist.

    States that only the demo can show (``faults``), or that need somebody who is not among the accounts, are left out
    of an order for everything, and told. Who is missing for a state that is named stops the sweep.
    """
    register = {screen.name: screen for screen in SCREENS}
    wanted = [register[name] for name in _chosen("画面", screens, tuple(register))]
    left_out = {} if faults else {screen.name: _why_left_out(screen, () if screens else accounts) for screen in wanted}
    return Order(
        base_url=check_address(base_url),
        folder=folder,
        tools=Tools(modules),
        accounts=accounts,
        screens=[screen for screen in wanted if not left_out.get(screen.name)],
        conditions=frozenset(Condition(name) for name in _chosen("条件", conditions, tuple(Condition))),
        engines=frozenset(Engine(name) for name in _chosen("道具", engines, tuple(Engine))),
        full=full,
        resume=resume,
        commit=commit,
        place="" if faults else base_url,
        finished=finished,
        left_out=tuple(LeftOut(name, reason) for name, reason in left_out.items() if reason),
        earlier=earlier,
        any_certificate=any_certificate,
    )


def _why_left_out(screen: Screen, accounts: Mapping[str, Account] | tuple[()]) -> str:
    if screen.faulty:
        return "わざと失敗させる画面です。自分で動かす見本でだけ調べます。"
    if screen.account and accounts != () and screen.account not in accounts:
        return f"{screen.account} のログイン情報がありません。"
    return ""


def _chosen(kind: str, names: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SweepError(f"{kind}の名前がちがいます：{'、'.join(unknown)}。あるのは：{'、'.join(known)}")
    return [name for name in known if name in names] if names else known


def summary(run: Run) -> str:
    """The result for a terminal: how much, what was left out, each kind of finding with its number, and examples."""
    lines = [f"画面と条件{len(run.visits)}とおり、指摘{len(run.findings)}件"]
    for reason in dict.fromkeys(left.reason for left in run.left_out):
        screens = [left.screen for left in run.left_out if left.reason == reason]
        lines.append(f"調べなかった画面{len(screens)}：{reason}（{'、'.join(screens)}）")
    kinds = Counter((finding.engine, finding.rule) for finding in run.findings)
    lines += [f"{engine} {rule}：{count}件" for (engine, rule), count in kinds.most_common()]
    lines += map(_line, run.findings[:_EXAMPLES])
    if len(run.findings) > _EXAMPLES:
        lines.append(f"  ほか{len(run.findings) - _EXAMPLES}件")
    return "\n".join(lines)


def compared_with(earlier: Run, run: Run) -> str:
    """What is new and what is gone since an earlier run, where both examined the same."""
    found = compare_runs(run, earlier)
    return "\n".join(
        [
            f"前とくらべて（{found.compared}とおり）、新しい指摘{len(found.new)}件",
            *map(_line, found.new),
            f"なくなった指摘{len(found.gone)}件",
            *map(_line, found.gone),
            *_uncompared(found),
        ]
    )


def _uncompared(found: Comparison) -> Iterator[str]:
    if found.only_now or found.only_before:
        yield f"今回だけ調べた{found.only_now}とおりと、前回だけ調べた{found.only_before}とおりは、くらべていません。"


def publish(run: Run, screens: Sequence[Screen]) -> None:
    """Write the statement that /accessibility shows."""
    STATEMENT_FILE.write_text(dump_statement(make_statement(run, screens)), encoding="utf-8")


def _line(finding: Finding) -> str:
    return (
        f"  {finding.screen} {finding.condition} {finding.engine} {finding.rule}: {finding.message} {finding.selector}"
    )
