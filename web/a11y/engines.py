"""The engines others made: axe-core in the page, html-validate and the Nu checker (vnu) on the HTML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # ships no types

from web.a11y.conditions import Engine
from web.a11y.findings import Finding
from web.a11y.probes import ask
from web.a11y.screens import Allowance

if TYPE_CHECKING:
    from playwright.async_api import Page

_TAGS = [
    "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa", "wcag22aaa",
    "best-practice", "experimental",
]  # fmt: skip
_CONTRAST = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
_PRESETS = "standard,a11y"  # whole presets; the others are about how source is typed, which no reader meets
_OFF_BY_DEFAULT = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
_RESULTS = ["violations", "incomplete"]
_AXE_IN_PAGE = Axe(axe_script="0")  # for a page that has its script already, which is half a megabyte
# Java compiled quickly and not well, which pays for a minute of work; it needs more stack so.
_BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m")
_LONGEST_WAIT = 300  # seconds for one process over all files


class EngineMissing(Exception):
    """An engine is not installed; the text says which file was looked for and how to get it."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the engines are: in the folder npm installed into."""

    modules: Path

    @property
    def axe(self) -> Path:
        """axe-core's script."""
        return self._file("axe-core/axe.min.js")

    @property
    def html_validate(self) -> list[str]:
        """The command of html-validate."""
        return [self._program("node"), str(self._file("html-validate/bin/html-validate.mjs"))]

    @property
    def vnu(self) -> list[str]:
        """The command of the Nu checker."""
        return [self._program("java"), *_BRIEFLY, "-jar", str(self._file("vnu-jar/build/dist/vnu.jar"))]

    def version(self, package: str) -> str:
        """The version of an npm package."""
        data = json.loads(self._file(f"{package}/package.json").read_text(encoding="utf-8"))
        return str(data["version"])

    def _file(self, name: str) -> Path:
        path = self.modules / name
        if not path.is_file():
            raise EngineMissing(f"{path} がありません。make setup で入れてください。")
        return path

    @staticmethod
    def _program(name: str) -> str:
        found = which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}")
        if found is None:
            raise EngineMissing(f"{name} がありません。make setup で入れてください。")
        return found


# --- axe-core ---


async def run_axe(
    page: Page, axe: Axe, allowances: Sequence[Allowance], *, contrast_only: bool = False
) -> list[Finding]:
    """Violations, and what axe-core could not decide unless the screen lists that element with a reason.

    ``axe`` brings its script; a page that was examined before has it already.
    """
    chosen: dict[str, Any] = (
        {"type": "rule", "values": _CONTRAST} if contrast_only else {"type": "tag", "values": _TAGS}
    )
    options = {"runOnly": chosen, "resultTypes": _RESULTS, "rules": {} if contrast_only else _OFF_BY_DEFAULT}
    here = _AXE_IN_PAGE if await page.evaluate("'axe' in window") else axe
    response: dict[str, Any] = (await here.run(page, options=options)).response
    found = [_axe_finding(rule, node, "") for rule in response["violations"] for node in rule["nodes"]]
    for rule in response["incomplete"]:
        found += await _undecided(page, rule, allowances)
    return found


async def _undecided(page: Page, rule: dict[str, Any], allowances: Sequence[Allowance]) -> list[Finding]:
    listed = [item.selector for item in allowances if item.engine == Engine.AXE and item.rule == rule["id"]]
    asked = [{"target": node["target"][0], "selector": ", ".join(listed) or ":not(*)"} for node in rule["nodes"]]
    allowed: list[bool] = await ask(page, "undecided", asked)
    pairs = zip(rule["nodes"], allowed, strict=True)
    return [_axe_finding(rule, node, "判定できません：") for node, is_allowed in pairs if not is_allowed]


def _axe_finding(rule: dict[str, Any], node: dict[str, Any], prefix: str) -> Finding:
    reasons = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return Finding(
        engine=Engine.AXE,
        rule=rule["id"],
        message=prefix + rule["help"] + ("：" + " / ".join(reasons) if reasons else ""),
        selector=" ".join(str(part) for part in node["target"]),
        html=node["html"][:240],
        help=rule["helpUrl"],
    )


# --- the HTML itself ---


def run_html_validate(
    tools: Tools, folder: Path, allowances: Mapping[str, Sequence[Allowance]]
) -> dict[str, list[Finding]]:
    """Findings by screen for the files ``<screen>.html`` in ``folder``; one process for all."""
    answer = folder / "html-validate.json"  # a file: its process ends before a pipe is emptied
    answer.unlink(missing_ok=True)
    _output([*tools.html_validate, "--preset", _PRESETS, "--formatter", f"json={answer}", str(folder)], answer)
    found: dict[str, list[Finding]] = {}
    for file in json.loads(answer.read_text(encoding="utf-8")):
        screen = Path(file["filePath"]).stem
        source = Path(file["filePath"]).read_text(encoding="utf-8")
        for message in file["messages"]:
            extract = source[source.rfind("<", 0, message["offset"] + 1) :][:240].split(">")[0]
            if not _is_allowed(allowances[screen], Engine.HTML_VALIDATE, message["ruleId"], extract):
                found.setdefault(screen, []).append(_html_validate_finding(message, extract))
    return found


def _html_validate_finding(message: dict[str, Any], extract: str) -> Finding:
    return Finding(
        engine=Engine.HTML_VALIDATE,
        rule=message["ruleId"],
        message=f"{message['message']}（{message['line']}行{message['column']}字め）",
        selector=message.get("selector") or "",
        html=extract,
        help=message.get("ruleUrl", ""),
    )


def run_vnu(tools: Tools, folder: Path, allowances: Mapping[str, Sequence[Allowance]]) -> dict[str, list[Finding]]:
    """The same by the Nu checker: errors and warnings alike."""
    files = sorted(str(path) for path in folder.glob("*.html"))
    found: dict[str, list[Finding]] = {}
    for message in json.loads(_output([*tools.vnu, "--format", "json", "--stdout", *files]))["messages"]:
        screen = Path(message["url"]).stem
        extract = message.get("extract", "")
        if not _is_allowed(allowances[screen], Engine.VNU, message["message"], extract):
            found.setdefault(screen, []).append(_vnu_finding(message, extract))
    return found


def _vnu_finding(message: dict[str, Any], extract: str) -> Finding:
    place = f"（{message.get('lastLine', 0)}行{message.get('lastColumn', 0)}字め）"
    rule = str(message.get("subType") or message["type"])
    return Finding(engine=Engine.VNU, rule=rule, message=message["message"] + place, html=extract)


def _is_allowed(allowances: Sequence[Allowance], engine: Engine, rule: str, extract: str) -> bool:
    return any(item.engine == engine and item.rule in rule and item.selector in extract for item in allowances)


def _output(command: list[str], answer: Path | None = None) -> str:
    """What a checker says. Its code is above zero when it finds something; when it breaks it says nothing."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=_LONGEST_WAIT, check=False)  # noqa: S603 - our own command line
    if not (answer.is_file() if answer else done.stdout.strip()):
        raise EngineMissing(f"{Path(command[0]).name} が動きませんでした：{done.stderr.strip()[:400]}")
    return done.stdout
