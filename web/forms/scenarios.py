"""この試算を残す: a name for the conditions of an estimate, and, where one must go, which."""

from __future__ import annotations

from collections.abc import Mapping

from web.forms.plain_text import plain_text
from web.forms.result import FieldError, FormResult

NAME = "scenario-name"
CONDITIONS = "conditions"
ASKED_ON = "asked-on"
REPLACES = "replaces"
NEW = "new"
"""The answer that no scenario is to go."""
OPENED = "opened"
"""The handle of the scenario from which an estimate was opened to be changed."""
LONGEST_NAME = 40  # characters


def parse(data: Mapping[str, str]) -> FormResult:
    """What was typed, and what the form carries; the name must be there and short."""
    name = " ".join(plain_text(data.get(NAME, "")).split())
    values = {NAME: name, **{field: data.get(field, "") for field in (CONDITIONS, ASKED_ON, REPLACES)}}
    return FormResult(values, tuple(FieldError(NAME, said) for said in _wrong(name)))


def _wrong(name: str) -> list[str]:
    if not name:
        return ["試算の名前を入力してください。"]
    over = len(name) - LONGEST_NAME
    return [f"名前は{LONGEST_NAME}文字までです。あと{over}文字、短くしてください。"] if over > 0 else []
