"""The answer of every form: what was typed, kept, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong; ``field`` is the id of the field in the page, ``message`` a plain sentence in Japanese.

    ``may_mend``: typing something else helps; it does not while a lock lasts.
    """

    field: str
    message: str
    may_mend: bool = True


@dataclass(frozen=True, slots=True)
class FormResult:
    """Values as they were typed (trimmed), and all errors in the order of the fields; no errors means usable."""

    values: Mapping[str, str]
    errors: tuple[FieldError, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the values can be used."""
        return not self.errors
