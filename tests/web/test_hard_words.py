"""No hard word stands on a screen without its explanation one press away.

Hard is what reads like law: a run of four and more kanji. It must be a term whose bubble stands on the same screen, or
be made of words from ``plain_words.txt``, which somebody has looked at and found plain.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pyotp
import pytest
from litestar import Litestar

from content.loader import load_library
from db.engine import close_database, open_database
from ops.demo import prepare
from ops.personas import load_logins, load_personas
from ops.settings import OperatorSettings
from services.clock import DEMO_NOW, JapanClock
from services.demo import DemoAccount
from tests.services.people import weak_passwords
from tests.web.accounts import staff_settings
from tests.web.conftest import Browser, client_of, token_in
from web.a11y.screens import SCREENS
from web.app import create_app
from web.html_text import change_text
from web.terms import UNLINKED

_RUN = re.compile(r"[一-龠々]{4,}")
_ELSEWHERE = frozenset({"a", "nav", "title", "script", "svg"})  # a link leads to the page that explains
_BUBBLE = re.compile(r'href="/glossary/([a-z0-9-]+)"')
_PLAIN = tuple((Path(__file__).parent / "plain_words.txt").read_text(encoding="utf-8").split())
_WORDS = {word: term.slug for term in load_library().terms.values() for word in term.words}
_PEOPLE = {person.persona: person for person in load_personas()}

_LOGINS = {login.persona: login.account for login in load_logins(list(_PEOPLE.values()))}

_ACCOUNTS = sorted({screen.account or "" for screen in SCREENS})
# Every screen a reader comes to by an address alone; what opens inside of one has the same words on its own page.
OPENED = tuple(screen for screen in SCREENS if not (screen.steps or screen.faulty or screen.longest))


@pytest.fixture(scope="module")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with everybody in it."""
    path = tmp_path_factory.mktemp("hard-words") / "demo.sqlite"
    settings = OperatorSettings(database=str(path), demo=True, clock=JapanClock(DEMO_NOW), environ={})
    with weak_passwords():
        asyncio.run(prepare(list(_PEOPLE.values()), settings))
    return path


@pytest.fixture(scope="module")
def app() -> Iterator[Litestar]:
    """A demo whose clocks stand still and whose staff work here."""
    yield create_app(staff_settings())


@pytest.fixture
async def demo(app: Litestar, demo_database: Path) -> AsyncIterator[Browser]:
    await open_database(str(demo_database))
    async with client_of(app) as client:
        yield Browser(client)
    await close_database()


def hard_words(html: str) -> set[str]:
    """Runs of kanji in the main part that neither are plain nor have a bubble on the screen."""
    main = html.partition("<main")[2].partition("</main>")[0]
    bubbles = set(_BUBBLE.findall(main))
    explained = {piece for word, slug in _WORDS.items() if slug in bubbles for piece in (word, *_RUN.findall(word))}
    known = sorted({*explained, *_PLAIN}, key=len, reverse=True)
    return {run for run in _runs(main) if _rest(run, known)}


def _runs(main: str) -> set[str]:
    found: set[str] = set()

    def look(text: str) -> str:
        found.update(_RUN.findall(text))
        return text

    change_text(main, _ELSEWHERE, look, mark=UNLINKED)
    return found


def _rest(run: str, known: list[str]) -> list[str]:
    """What is left of a run without the words that are known: runs that are still hard."""
    for word in known:
        run = run.replace(word, " ")
    return _RUN.findall(run)


async def enter(demo: Browser, login: DemoAccount) -> None:
    """Sign in, with the code of now where one is asked for."""
    await demo.sign_in(login.user_id, login.password)
    if login.one_time_code_secret:
        token = token_in(await demo.get("/sign-in/code"))
        code = pyotp.TOTP(login.one_time_code_secret).generate_otp(int(DEMO_NOW.timestamp()) // 30)
        await demo.post("/sign-in/code", {"csrf_token": token, "code": code})


@pytest.mark.parametrize("account", _ACCOUNTS)
async def test_every_hard_word_has_its_bubble(demo: Browser, account: str) -> None:
    if account:
        await enter(demo, _LOGINS[account])
    screens = [screen for screen in OPENED if (screen.account or "") == account]
    pages = {screen.name: await demo.get(screen.path) for screen in screens}
    led_away = [screen.name for screen in screens if pages[screen.name].status_code != screen.status]
    assert led_away == ([] if account else ["sign-in-needed"]), "there are no words on a page that does not come"
    found = {name: hard_words(page.text) for name, page in pages.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_hard_word_without_a_bubble_is_seen() -> None:
    assert hard_words("<main><p>老齢基礎年金の額</p></main>") == {"老齢基礎年金"}
    bubble = '<a class="term" href="/glossary/old-age-basic-pension">老齢基礎年金</a>'
    assert hard_words(f"<main><p>{bubble}。老齢基礎年金額</p></main>") == set()
    assert hard_words("<main><p>市区町村の保険者負担金</p></main>") == {"保険者負担金"}


def test_every_plain_word_is_long_enough_to_matter() -> None:
    assert [word for word in _PLAIN if len(word) < 3 or _PLAIN.count(word) > 1] == []
