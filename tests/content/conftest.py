"""A small folder of content that is in order; tests spoil one thing at a time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.loader import FOLDER
from pension.status import Status

Write = Callable[..., Path]

_KINDS = {
    "glossary": {"group": '"one"', "aliases": "[]", "statuses": "[]"},
    "faq": {"group": '"one"', "terms": '["exemption"]'},
    "guide": {"step": "1", "terms": "[]"},
    "pages": {},
}


_ANSWERS = """answers = [
  { value = "yes", text = "はい", result = "found" },
  { value = "unknown", text = "わからない", result = "open" },
]
"""
_RESULT = """title = "記録があるかもしれません"
sure = "possible"
says = ["記録が残っていることがあります。"]
proof = ["手帳"]
do = ["窓口でおたずねください。"]
steps = ["office"]
faq = "how"
law = ["国民年金法第90条"]
checked_on = 2026-11-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two terms, two questions, a step, a page, in one group each; every status belongs to the first term.

    The list of events and the words of corrections are those of this version, the tree of recall one question with
    two results.
    """
    shutil.copy(FOLDER / "events.tsv", tmp_path)
    write_recall(tmp_path)
    write_corrections(tmp_path)
    (tmp_path / "groups.toml").write_text('[glossary]\none = "一"\ntwo = "二"\n[faq]\none = "一"\n', encoding="utf-8")
    (tmp_path / "laws.toml").write_text(
        '[[law]]\nnames = ["国民年金法", "国年法"]\nas_of = 2025-06-06\n', encoding="utf-8"
    )
    statuses = "[" + ", ".join(f'"{status.value}"' for status in Status) + "]"
    put = writer(tmp_path)
    put("glossary/exemption", title='"免除"', reading='"めんじょ"', aliases='["全部免除"]', statuses=statuses)
    put("glossary/back-payment", title='"追納"', reading='"ついのう"', group='"two"', related='["exemption"]')
    put("faq/how", title='"どうしますか"', reading='"どうしますか"', terms='["exemption", "back-payment"]')
    put("faq/when", title='"いつですか"', reading='"いつですか"', related='["how"]')
    put("guide/01-start", title='"年金とは"', reading='"ねんきんとは"', terms='["exemption"]', related='["how"]')
    put("pages/privacy", title='"個人情報"')
    return tmp_path


def write_recall(folder: Path, **fields: str) -> None:
    """The smallest tree; ``starts``, ``question`` and ``result`` are TOML that takes the place of what stands there."""
    parts = {
        "starts": '[[start]]\nquestion = "working"\nwhere = {}\n',
        "question": _ANSWERS,
        "result": _RESULT,
        **fields,
    }
    (folder / "recall").mkdir(exist_ok=True)
    (folder / "recall" / "starts.toml").write_text(parts["starts"], encoding="utf-8")
    question = '[[question]]\nid = "working"\ntext = "はたらいていましたか"\nwhy = "記録が変わります。"\n'
    (folder / "recall" / "questions.toml").write_text(question + parts["question"], encoding="utf-8")
    results = "".join(f'[[result]]\nid = "{name}"\n{parts["result"]}' for name in ("found", "open"))
    (folder / "recall" / "results.toml").write_text(results, encoding="utf-8")


def write_corrections(folder: Path) -> None:
    """The words of requests to correct of this version, resting on the one law of the folder."""
    text = (FOLDER / "corrections.toml").read_text(encoding="utf-8")
    (folder / "corrections.toml").write_text(re.sub("^law = .*$", 'law = ["国民年金法第14条の2"]', text, flags=re.M))


@pytest.fixture
def put(folder: Path) -> Write:
    """Writes a file of content: ``put("glossary/x", body="…", title='"…"')``; fields are TOML, None leaves one out."""
    return writer(folder)


def writer(folder: Path) -> Write:
    """See :func:`put`."""

    def write(name: str, body: str = "ひとことで言うとこうです。\n\nくわしい話。", **fields: str | None) -> Path:
        path = folder / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        given: dict[str, str | None] = {"title": '"題"', "reading": '"だい"', "checked_on": "2026-11-01"}
        given |= _KINDS[path.parent.name] | fields
        front = "\n".join(f"{key} = {value}" for key, value in given.items() if value is not None)
        path.write_text(f"+++\n{front}\n+++\n{body}\n", encoding="utf-8")
        return path

    return write
