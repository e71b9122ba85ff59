"""w3m and lynx: helpers, questions about the access log, and the office's desk, by keys alone.

What came of it is asked of the service in another session of the same account.
"""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from e2e.terminal import Terminal, running
from e2e.test_text_browsers import account_of, surroundings, w3m_command
from e2e.test_text_forms import stops_before, stops_between
from ops.one_time_codes import next_code
from ops.trial import Trial

pytestmark = pytest.mark.browser

_ROWS = re.compile(r'<textarea[^>]*rows="([0-9]+)"')
_TITLE = re.compile(r"<title>([^<]+)")
_PATIENCE = 20.0  # seconds
_GZIP = b"\x1f\x8b"
_ENTER, _CLEAR, _REDRAW = "\r", "\x15", "\x0c"


def token_in(html: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found
    return found[1]


def wait_for(text: str, page: Callable[[], str]) -> None:
    """Until a page says so: the browser that was told to send may still be at it."""
    until = time.monotonic() + _PATIENCE
    while text not in page():
        assert time.monotonic() < until, text
        time.sleep(0.5)


def try_to_sign_in(trial: Trial, user_id: str, password: str) -> str:
    """The page after the password, in a browser that is closed then."""
    with httpx.Client(base_url=trial.base_url, follow_redirects=True) as visitor:
        token = token_in(visitor.get("/sign-in").text)
        return visitor.post("/sign-in", data={"csrf_token": token, "user-id": user_id, "password": password}).text


class Watcher:
    """The same account in a session of its own: what the pages of a text browser look like, and what has come of it."""

    def __init__(self, trial: Trial, persona: str, *, ahead: int = 0) -> None:
        self.client = httpx.Client(base_url=trial.base_url, follow_redirects=True)
        account = account_of(trial, persona)
        page = self.send("/sign-in", {"user-id": account["user_id"], "password": account["password"]})
        if 'id="code"' in page:
            self.send("/sign-in/code", {"code": next_code(account["one_time_code_secret"], ahead=ahead)})

    def read(self, path: str) -> str:
        """A page."""
        return self.client.get(path).text

    def send(self, path: str, fields: Mapping[str, str], page: str = "") -> str:
        """A form; the page that follows."""
        return self.client.post(path, data={"csrf_token": token_in(self.read(page or path)), **fields}).text


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of a form by its id: a text to type, or a choice to make when there is none."""

    mark: str
    text: str = ""


def tag_at(html: str, mark: str) -> str:
    """The tag in which a mark stands."""
    return html[html.rindex("<", 0, html.index(mark)) :].partition(">")[0]


class W3m:
    """w3m: Tab goes on, Enter opens a field or presses; a long text is written in an editor of the reader's choice."""

    name = "w3m"
    second_of_list = "j"

    def __init__(self, terminal: Terminal, home: Path) -> None:
        self._terminal = terminal
        self._home = home

    @staticmethod
    def command(address: str, home: Path) -> list[str]:
        """How it is started."""
        return w3m_command(home, address)

    def go_to(self, address: str) -> None:
        """Open a page."""
        self._terminal.press(f"\x0bGOTO {address}{_ENTER}")

    def drawn(self) -> str:
        """The page that is open, as it is drawn."""
        return self._saved("SAVE_SCREEN").decode()

    def source(self) -> str:
        """The page that is open, as it came: larger ones come compressed."""
        came = self._saved("SAVE")
        return (gzip.decompress(came) if came.startswith(_GZIP) else came).decode()

    def _saved(self, command: str) -> bytes:
        file = self._home / "saved"
        file.unlink(missing_ok=True)
        self._terminal.press(f"\x0b{command} {file}{_ENTER}")
        return file.read_bytes()

    def fill(self, html: str, answers: Sequence[Answer], button: str, then: str = "") -> None:
        """Fill in the form of the page that is open, whose source this is, and press one of its buttons."""
        self._terminal.press(f"\x0bBEGIN{_ENTER}")
        at = ""
        for answer in (*answers, Answer(button)):
            self._terminal.press(
                "\t" * (stops_between(html, at, answer.mark) if at else stops_before(html, answer.mark))
            )
            is_long = _ROWS.match(tag_at(html, answer.mark))
            if is_long:
                (self._home / "text").write_text(answer.text, encoding="utf-8")
            self._terminal.press(_ENTER)
            if answer.text and not is_long:
                self._terminal.press(f"{answer.text}{_ENTER}")
            at = answer.mark


class Lynx:
    """lynx: the down arrow goes on, texts are typed where one is, each line of a long field is a place of its own."""

    name = "lynx"
    second_of_list = "\r\x1b[B\r"

    def __init__(self, terminal: Terminal, home: Path) -> None:
        self._terminal = terminal

    @staticmethod
    def command(address: str, home: Path) -> list[str]:
        """How it is started."""
        charset = ("-display_charset=utf-8", "-assume_charset=utf-8")
        return ["lynx", "-accept_all_cookies", *charset, "-nopause", address]

    def go_to(self, address: str) -> None:
        """Open a page."""
        self._terminal.press(f"g{_CLEAR}{address}{_ENTER}")

    def fill(self, html: str, answers: Sequence[Answer], button: str, then: str = "") -> None:
        """The same; a page that follows with the same title is known by its words ``then``."""
        found = _TITLE.search(html)
        assert found
        self._wait(found[1], is_there=True)
        at, further = "", 0
        for answer in (*answers, Answer(button)):
            stops = stops_between(html, at, answer.mark) if at else stops_before(html, answer.mark)
            self._terminal.press("\x1b[B" * (stops + further))
            self._terminal.press(answer.text or _ENTER)
            rows = _ROWS.match(tag_at(html, answer.mark))
            at, further = answer.mark, int(rows[1]) - 1 if rows else 0
        self._wait(then or found[1], is_there=bool(then))

    def _wait(self, title: str, *, is_there: bool) -> None:
        """While it fetches a page, lynx hears no keys."""
        until = time.monotonic() + _PATIENCE
        while (title in self._terminal.press(_REDRAW)) is not is_there:
            assert time.monotonic() < until, title


@contextmanager
def signed_in(
    kind: type[W3m] | type[Lynx], trial: Trial, home: Path, persona: str, *, ahead: int = 0
) -> Iterator[W3m | Lynx]:
    """A text browser in which somebody has signed in, by keys."""
    account = account_of(trial, persona)
    page = httpx.get(f"{trial.base_url}/sign-in").text
    with running(kind.command(f"{trial.base_url}/sign-in", home), surroundings(home)) as terminal:
        terminal.read()
        browser = kind(terminal, home)
        entry = [Answer('id="user-id"', account["user_id"]), Answer('id="password"', account["password"])]
        browser.fill(page, entry, 'type="submit">ログイン')
        if account["one_time_code_secret"]:
            second = try_to_sign_in(trial, account["user_id"], account["password"])
            code = next_code(account["one_time_code_secret"], ahead=ahead)
            browser.fill(second, [Answer('id="code"', code)], 'type="submit"')
        yield browser


@pytest.mark.parametrize("kind", [W3m, Lynx])
def test_a_helper_and_a_question(trial: Trial, tmp_path: Path, kind: type[W3m] | type[Lynx]) -> None:
    """Give a mandate after a second look, then ask about the first entry of the access log."""
    persona = {W3m: "kato", Lynx: "hayashi"}[kind]
    watcher, new, asking = Watcher(trial, persona), "/account/helpers/new", "/account/access-log/inquiries/new"
    form = {"helper-user-id": account_of(trial, "shimizu")["user_id"], "helper-name": "清水 幸子"}
    chosen = {**form, "screens-records": "records", "period": "3"}
    typed = [Answer(f'id="{name}"', text) for name, text in form.items()]
    choices = [Answer('id="screens-records"'), Answer('id="period-3"')]
    question = {"entry": "1", "question": f"written with {kind.name}"}
    with signed_in(kind, trial, tmp_path, persona) as browser:
        browser.go_to(trial.base_url + new)
        browser.fill(watcher.read(new), [*typed, *choices], 'name="step:check"')
        assert "清水" not in watcher.read("/account/helpers")
        browser.fill(watcher.send(new, {**chosen, "step": "check"}), [], 'name="step:do"')
        wait_for("清水 幸子さん", lambda: watcher.read("/account/helpers"))
        browser.go_to(f"{trial.base_url}{asking}?entry=1")
        text = [Answer('id="question"', question["question"])]
        browser.fill(watcher.read(f"{asking}?entry=1"), text, 'name="step:check"')
        review = watcher.send(asking, {**question, "step": "check"}, f"{asking}?entry=1")
        browser.fill(review, [], 'name="step:do"')
        wait_for(question["question"], lambda: watcher.read("/account/access-log/inquiries"))
    watcher.client.close()


@pytest.fixture(scope="module")
def administrator(trial: Trial) -> Iterator[Watcher]:
    """The administrator at another machine; codes must rise from one sign-in to the next."""
    watcher = Watcher(trial, "administrator", ahead=-1)
    yield watcher
    watcher.client.close()


@pytest.mark.parametrize(("kind", "ahead"), [(W3m, 0), (Lynx, 1)])
def test_the_desk_opens_a_lock(
    trial: Trial, tmp_path: Path, administrator: Watcher, kind: type[W3m] | type[Lynx], ahead: int
) -> None:
    """After the one-time code: whose tries had been stopped is asked for the code again."""
    locked, path = account_of(trial, "clerk"), "/counter/office/unlock"
    answers = [try_to_sign_in(trial, locked["user_id"], "wrong") for _ in range(5)]
    assert "安全のために" in answers[-1]
    form = [Answer('id="locked-user-id"', locked["user_id"]), Answer('id="identity-check"', kind.second_of_list)]
    with signed_in(kind, trial, tmp_path, "administrator", ahead=ahead) as browser:
        browser.go_to(trial.base_url + path)
        browser.fill(administrator.read(path), form, 'type="submit">停止を解く', "停止を解きました")
        wait_for('id="code"', lambda: try_to_sign_in(trial, locked["user_id"], locked["password"]))
