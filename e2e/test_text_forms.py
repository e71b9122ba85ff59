"""w3m and lynx: the forms between the password and the service, and a question behind it, really filled and sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from e2e.terminal import Terminal, running
from e2e.test_text_browsers import surroundings, w3m_command
from ops.one_time_codes import next_code
from ops.trial import Trial
from web.views.wording import in_fours

pytestmark = pytest.mark.browser

_STOPS = re.compile(r"<a\s[^>]*href|<input(?![^>]*hidden)|<select|<textarea|<button")
_ENTER, _COMMAND = "\r", "\x0b"
_NEW = "kumo-hashi-mugi-suzume"


def stops_before(html: str, mark: str) -> int:
    """How many links and fields come before a place in a page."""
    return len(_STOPS.findall(html[: html.index(mark) + len(mark)])) - 1


def stops_between(html: str, field: str, mark: str) -> int:
    """How many stops lie from a field to a later place, that one included."""
    rest = html[html.index(field) :]
    return len(_STOPS.findall(rest[: rest.index(mark) + len(mark)]))


def pages(trial: Trial, account: dict[str, str], next: str = "") -> tuple[str, str]:
    """The sign-in page, and the page that a right password leads to, or one asked for."""
    with httpx.Client(base_url=trial.base_url, follow_redirects=True) as client:
        first = client.get("/sign-in").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', first)
        assert token
        fields = {"csrf_token": token[1], "user-id": account["user_id"], "password": account["password"], "next": next}
        return first, client.post("/sign-in", data=fields).text


def typed(terminal: Terminal, text: str) -> None:
    """Fill in the field of w3m under the cursor."""
    terminal.press(_ENTER)
    terminal.press(text + _ENTER)


@contextmanager
def signed_in_with_w3m(trial: Trial, home: Path, account: dict[str, str], first: str) -> Iterator[Terminal]:
    """w3m at the top of the page that a right password leads to."""
    with running(w3m_command(home, f"{trial.base_url}/sign-in"), surroundings(home)) as terminal:
        terminal.read()
        terminal.tab(stops_before(first, 'id="user-id"'))
        typed(terminal, account["user_id"])
        terminal.tab(1)
        typed(terminal, account["password"])
        terminal.tab(stops_between(first, 'id="password"', 'type="submit"'))
        terminal.press(_ENTER)
        terminal.press(f"{_COMMAND}BEGIN{_ENTER}")
        yield terminal


def opened(terminal: Terminal, address: str) -> None:
    """Another page of w3m, from its top."""
    terminal.press(f"{_COMMAND}GOTO {address}{_ENTER}")
    terminal.press(f"{_COMMAND}BEGIN{_ENTER}")


def drawn(terminal: Terminal, file: Path) -> str:
    """The whole page as w3m has drawn it."""
    terminal.press(f"{_COMMAND}SAVE_SCREEN {file}{_ENTER}")
    return file.read_text(encoding="utf-8")


def with_w3m(trial: Trial, home: Path, account: dict[str, str], answers: dict[str, str]) -> str:
    """Sign in, fill in the next page's fields, send it; the account page as it is drawn then."""
    first, second = pages(trial, account)
    with signed_in_with_w3m(trial, home, account, first) as terminal:
        at = ""
        for name, text in answers.items():
            mark = f'id="{name}"'
            terminal.tab(stops_between(second, at, mark) if at else stops_before(second, mark))
            typed(terminal, text)
            at = mark
        terminal.tab(stops_between(second, at, 'type="submit"'))
        terminal.press(_ENTER)
        opened(terminal, f"{trial.base_url}/account")
        return drawn(terminal, home / "page.txt")


def with_lynx(trial: Trial, home: Path, account: dict[str, str], answers: dict[str, str]) -> str:
    """The same in lynx."""
    first, second = pages(trial, account)
    keys = ["Down Arrow"] * stops_before(first, 'id="user-id"')
    keys += [*account["user_id"], "Down Arrow", *account["password"]]
    keys += ["Down Arrow"] * stops_between(first, 'id="password"', 'type="submit"') + ["^J"]
    at = ""
    for name, text in answers.items():
        mark = f'id="{name}"'
        keys += ["Down Arrow"] * (stops_between(second, at, mark) if at else stops_before(second, mark)) + [*text]
        at = mark
    keys += ["Down Arrow"] * stops_between(second, at, 'type="submit"') + ["^J"]
    file = home / "page.txt"
    keys += ["g", "^U", *f"{trial.base_url}/account", "^J", "p", "^J", "^U", *str(file), "^J", "Q"]
    script = home / "keys"
    script.write_text("".join(f"key {key}\n" for key in keys), encoding="utf-8")
    command = [
        *("lynx", "-accept_all_cookies", "-display_charset=utf-8", "-assume_charset=utf-8", "-nopause"),
        *("-nomore", f"-cmd_script={script}", f"{trial.base_url}/sign-in"),
    ]
    with running(command, surroundings(home)) as terminal:
        while not file.exists() and terminal.read():
            pass
    return file.read_text(encoding="utf-8", errors="ignore")


@pytest.mark.parametrize("program", [with_w3m, with_lynx])
def test_a_one_time_code(trial: Trial, tmp_path: Path, program: object) -> None:
    account = next(item for item in trial.accounts if item["persona"] == "officer")
    assert callable(program)
    text = program(trial, tmp_path, account, {"code": next_code(account["one_time_code_secret"], ahead=1)})
    assert in_fours(account["user_id"]) in text
    assert "確認コードを見る" in "".join(text.split())


def test_a_new_password(trial: Trial, tmp_path: Path) -> None:
    account = next(item for item in trial.accounts if item["persona"] == "ogawa")
    text = with_w3m(trial, tmp_path, account, {"password-new": _NEW, "password-again": _NEW})
    assert in_fours(account["user_id"]) in text


def test_a_question_is_answered_and_waits_to_be_gone_on_with(trial: Trial, tmp_path: Path) -> None:
    account = next(item for item in trial.accounts if item["persona"] == "shibata")
    first, question = pages(trial, account, "/estimate/questions/work")
    with signed_in_with_w3m(trial, tmp_path, account, first) as terminal:
        opened(terminal, f"{trial.base_url}/estimate/questions/work")
        terminal.tab(stops_before(question, 'id="work-no"'))
        terminal.press(_ENTER)
        terminal.tab(stops_between(question, 'id="work-no"', 'id="keep-answer"'))
        terminal.press(_ENTER)
        assert "60歳まで、どうしますか" in drawn(terminal, tmp_path / "next.txt")
        opened(terminal, f"{trial.base_url}/home")
        assert "質問に答える試算を続ける" in drawn(terminal, tmp_path / "home.txt")
