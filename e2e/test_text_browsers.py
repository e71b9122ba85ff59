"""w3m and lynx: signing in by really filling and sending the form, then reading every page."""

from __future__ import annotations

import os
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from e2e.terminal import Terminal, running
from ops.trial import Trial
from web.a11y.screens import SCREENS, Screen

pytestmark = pytest.mark.browser

PERSONA = "haruno"


def _is_help(screen: Screen) -> bool:
    return screen.account is None and screen.path.startswith(("/glossary", "/faq", "/guide"))


# Every page that this persona can come to by its address, the help too, and what must be read on it.
PAGES = tuple(
    dict.fromkeys(
        screen.path
        for screen in SCREENS
        if not screen.steps and screen.status == 200 and (screen.account == PERSONA or _is_help(screen))
    )
)
_CONTROLS = re.compile(r"<a\s[^>]*href|<input(?![^>]*hidden)|<select|<textarea|<button")
_COMMAND = "\x0b"  # Control-K, bound by w3m_command to w3m's command line
_ENTER = "\r"


def stops_before(base_url: str, field: str) -> int:
    """How many links and fields of the sign-in page come before a field."""
    return stops_before_in(f"{base_url}/sign-in", field)


def stops_before_in(address: str, field: str) -> int:
    """How many links and fields of a page come before a field."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - the service under test
        text = answer.read().decode()
    return len(_CONTROLS.findall(text[: text.index(f'id="{field}"')])) - 1


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which the browser keeps nothing and finds no settings."""
    return {"HOME": str(home), "TERM": "vt100", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}


def account_of(trial: Trial, persona: str = PERSONA) -> Mapping[str, str]:
    """What a persona signs in with."""
    return next(account for account in trial.accounts if account["persona"] == persona)


# --- w3m ---


def read_with_w3m(trial: Trial, home: Path) -> dict[str, str]:
    """Sign in with w3m and read every page; texts by address."""
    with w3m(trial, home, PERSONA) as terminal:
        return {path: saved_by_w3m(terminal, trial.base_url, path, home / "page.txt") for path in PAGES}


def w3m_command(home: Path, address: str) -> list[str]:
    """How w3m is started: Control-K leads to its command line, and a long field is written by what lies in ``text``."""
    (home / ".w3m").mkdir()
    (home / ".w3m" / "keymap").write_text("keymap C-k COMMAND\n", encoding="utf-8")
    (home / "editor").write_text(f'#!/bin/sh\ncat "{home}/text" > "$1"\n', encoding="utf-8")
    (home / "editor").chmod(0o755)
    return ["w3m", "-cookie", "-I", "UTF-8", "-O", "UTF-8", "-o", f"editor={home}/editor", address]


@contextmanager
def w3m(trial: Trial, home: Path, persona: str) -> Iterator[Terminal]:
    """A w3m in which a persona has signed in."""
    account = account_of(trial, persona)
    with running(w3m_command(home, f"{trial.base_url}/sign-in"), surroundings(home)) as terminal:
        terminal.read()
        terminal.tab(stops_before(trial.base_url, "user-id"))
        terminal.press(_ENTER)
        terminal.press(account["user_id"] + _ENTER)
        terminal.tab(1)
        terminal.press(_ENTER)
        terminal.press(account["password"] + _ENTER)
        between = stops_before(trial.base_url, "password") - stops_before(trial.base_url, "user-id")
        assert between == 1
        terminal.tab(controls_after_password(trial.base_url))
        terminal.press(_ENTER)
        yield terminal


def press_in_w3m(terminal: Terminal, page: str, mark: str, typed: str = "") -> None:
    """Go to the control of a page's HTML in which a mark stands, press it, and type where it is a field."""
    terminal.press("g")  # the first line, which is the first link
    terminal.tab(len(_CONTROLS.findall(page[: page.index(mark)])) - 1)
    terminal.press(_ENTER)
    if typed:
        terminal.press(typed + _ENTER)


def drawn_by_w3m(terminal: Terminal, file: Path) -> str:
    """The page where it stands."""
    file.unlink(missing_ok=True)
    terminal.press(f"{_COMMAND}SAVE_SCREEN {file}{_ENTER}")
    return joined(file.read_text(encoding="utf-8"))


def controls_after_password(base_url: str) -> int:
    """Stops from the password to the button that sends, that button included."""
    with urllib.request.urlopen(f"{base_url}/sign-in") as answer:  # noqa: S310 - the service under test
        text = answer.read().decode()
    rest = text[text.index('id="password"') :]
    return len(_CONTROLS.findall(rest[: rest.index('type="submit"') + 1]))


def saved_by_w3m(terminal: Terminal, base_url: str, path: str, file: Path) -> str:
    """One page as w3m draws it; without an address the one that is open."""
    if path:
        terminal.press(f"{_COMMAND}GOTO {base_url}{path}{_ENTER}")
    file.unlink(missing_ok=True)
    terminal.press(f"{_COMMAND}SAVE_SCREEN {file}{_ENTER}")
    return file.read_text(encoding="utf-8")


def test_a_display_is_chosen_with_w3m(trial: Trial, tmp_path: Path) -> None:
    address = f"{trial.base_url}/display"
    with running(w3m_command(tmp_path, address), surroundings(tmp_path)) as terminal:
        terminal.read()
        before = stops_before_in(address, "furigana-on")
        terminal.tab(before)
        terminal.press(_ENTER)
        terminal.tab(stops_before_in(address, "save-display") - before)
        terminal.press(_ENTER)
        saved = saved_by_w3m(terminal, "", "", tmp_path / "page.txt")
        again = saved_by_w3m(terminal, trial.base_url, "/display", tmp_path / "page.txt")
    assert "表示の設定を保存しました。" in joined(saved)
    assert "免除（めんじょ）" in joined(again)


# --- lynx ---


def lynx_script(trial: Trial, folder: Path) -> list[str]:
    """Keys for lynx: sign in, then go to every page and save it."""
    account = account_of(trial)
    keys = ["Down Arrow"] * stops_before(trial.base_url, "user-id")
    keys += [*account["user_id"], "Down Arrow", *account["password"]]
    keys += ["Down Arrow"] * controls_after_password(trial.base_url)
    keys += ["^J"]
    for number, path in enumerate(PAGES):
        keys += ["g", "^U", *f"{trial.base_url}{path}", "^J"]
        keys += ["p", "^J", "^U", *str(folder / f"{number}.txt"), "^J"]  # print, to a file, of this name
    return [f"key {key}" for key in [*keys, "Q"]]


def read_with_lynx(trial: Trial, home: Path) -> dict[str, str]:
    """Sign in with lynx and read every page; texts by address."""
    script = home / "keys"
    script.write_text("\n".join(lynx_script(trial, home)) + "\n", encoding="utf-8")
    command = [
        *("lynx", "-accept_all_cookies", "-display_charset=utf-8", "-assume_charset=utf-8", "-nopause"),
        *("-nomore", f"-cmd_script={script}", f"{trial.base_url}/sign-in"),
    ]
    with running(command, surroundings(home)) as terminal:
        while not (home / f"{len(PAGES) - 1}.txt").exists() and terminal.read():
            pass
    # lynx breaks long lines between bytes, so a character may be lost at the end of a line
    texts = ((home / f"{number}.txt").read_text(encoding="utf-8", errors="ignore") for number in range(len(PAGES)))
    return dict(zip(PAGES, texts, strict=True))


# --- what is read ---

_READERS = {"w3m": read_with_w3m, "lynx": read_with_lynx}


def words_of(path: str) -> Sequence[str]:
    """What a page must say, whatever draws it."""
    wanted = {
        "/home": ("マイページ", "記録の時点", "ご確認いただきたい項目"),
        "/records": ("年度ごと・月ごとの年金記録", "未加", "厚年", "合計"),
        "/records?view=points": ("未加", "重複"),
        "/records?view=spells": ("昭和58年（1983年）4月", "国民年金", "厚生年金"),
        "/records?view=text": ("昭和58年（1983年）4月から7月まで（4か月）", "どの年金にも入った記録がない月です"),
        "/records/checks": ("昭和58年4月", "確認した、と印をつける"),
        "/records/1983/4": ("昭和58年（1983年）4月の記録", "未加", "次にすること"),
        "/records/fiscal-year/1983": ("昭和58年度", "未加"),
        "/records/print": ("ご確認いただきたい項目", "月ごとの表", "期間の一覧", "備考"),
        "/glossary": ("さがすことば", "免除", "年金のしくみ"),
        f"/glossary?q={quote('めんじょ')}": ("見つかりました", "全額免除"),
        "/glossary/full-exemption": ("ぜんがくめんじょ", "よくあるご質問"),
        "/faq": ("よくあるご質問", "はじめて使うとき"),
        "/guide/answers": ("年金のはじめて案内", "年金とは何ですか"),
        "/records/paid": ("これまでに納めた額", "4,157,308円", "確かでない額", "共済"),
        "/estimate/notice": ("ねんきん定期便のときの見込額", "受け取り始める年齢になっているため"),
        "/records/2001/8/overlap": ("平成13年（2001年）8月", "厚生年金", "国民年金", "そうなる理由"),
    }
    return wanted.get(path, ("わたしの年金記録",))


# What a visitor must read, and the command that draws a page without anybody at the keys.
_PUBLIC = {
    "/": ("日本年金機構", "このような方へ", "ログインして年金記録を見る", "お問い合わせ"),
    "/contact": ("日本年金機構ではありません", "ここでおたずねいただけること", "0570-00-0000"),
    "/privacy": ("個人情報の取り扱い",),
    "/terms": ("ご利用にあたって",),
    "/offline": ("電波がないとき", "用語の説明"),
}
_DRAWN_BY = {
    "w3m": ("w3m", "-dump", "-I", "UTF-8", "-O", "UTF-8"),
    "lynx": ("lynx", "-dump", "-width=300", "-display_charset=utf-8", "-assume_charset=utf-8"),
}


def joined(text: str) -> str:
    """A text without the breaks of its lines, which fall between any two characters of Japanese."""
    return "".join(text.split())


@pytest.mark.parametrize("program", list(_READERS))
def test_every_page_is_read_in_a_text_browser(trial: Trial, tmp_path: Path, program: str) -> None:
    texts = _READERS[program](trial, tmp_path)
    assert set(texts) == set(PAGES)
    missing = {(path, word) for path, text in texts.items() for word in words_of(path) if word not in joined(text)}
    assert missing == set()
    own = [text for path, text in texts.items() if path.startswith(("/home", "/records"))]
    assert [text for text in own if "ユーザーID" in text] == []
    strangers = [path for path, text in texts.items() if "さん" not in text]
    assert strangers == []


def test_a_helper_is_chosen_and_begins_in_w3m(
    trial: Trial, tmp_path: Path, browse: Callable[..., Page], enter: Callable[[Page, str], Page]
) -> None:
    helper = account_of(trial, "higa")
    page = enter(browse(java_script_enabled=False), "fukuda")
    page.goto("/account/helpers/new")
    form = page.content()
    (tmp_path / "giver").mkdir()
    with w3m(trial, tmp_path / "giver", "fukuda") as terminal:
        terminal.press(f"{_COMMAND}GOTO {trial.base_url}/account/helpers/new{_ENTER}")
        press_in_w3m(terminal, form, 'id="helper-user-id"', helper["user_id"])
        press_in_w3m(terminal, form, 'id="helper-name"', helper["name"])
        press_in_w3m(terminal, form, 'id="screens-records"')
        press_in_w3m(terminal, form, 'id="period-3"')
        press_in_w3m(terminal, form, 'name="step:check"')
        assert "この方にお願いする" in drawn_by_w3m(terminal, tmp_path / "review.txt")
        page.get_by_label("代理の方のユーザーID").fill(helper["user_id"])
        page.get_by_label("代理の方のお名前").fill(helper["name"])
        page.locator("#screens-records").check()
        page.locator("#period-3").check()
        page.get_by_role("button", name="内容を確認する").click()
        press_in_w3m(terminal, page.content(), 'name="step:do"')
        assert "いま見られます" in drawn_by_w3m(terminal, tmp_path / "given.txt")
    page = enter(browse(java_script_enabled=False), "higa")
    page.goto("/helping")
    (tmp_path / "helper").mkdir()
    with w3m(trial, tmp_path / "helper", "higa") as terminal:
        terminal.press(f"{_COMMAND}GOTO {trial.base_url}/helping{_ENTER}")
        press_in_w3m(terminal, page.content(), "さんの記録を見る</button>")
        assert "さんの記録を、代わりに見ています" in drawn_by_w3m(terminal, tmp_path / "acting.txt")


@pytest.mark.parametrize("program", list(_DRAWN_BY))
def test_public_pages_are_read_in_a_text_browser(trial: Trial, tmp_path: Path, program: str) -> None:
    for path, words in _PUBLIC.items():
        command = [*_DRAWN_BY[program], f"{trial.base_url}{path}"]
        drawn = subprocess.run(command, env=surroundings(tmp_path), capture_output=True, check=True).stdout
        text = joined(drawn.decode(errors="ignore"))
        assert [word for word in words if word not in text] == [], path
