"""The register of every state of every screen: what the sweep visits and the statement lists. Pure data.

A route, page or partial that stands in no screen here fails the tests: a new page is red until it is swept.
"""

from __future__ import annotations

from dataclasses import dataclass

# --- what is done after the page has come ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fill:
    """Put a text in a field, also one that nobody sees (a damaged token)."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Send:
    """Press a control that leads to another whole page."""

    control: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Press a control that changes a part of the page: it must be spoken or get the focus. ``part`` is what came."""

    control: str
    part: str


@dataclass(frozen=True, slots=True)
class Open:
    """Press a control that opens a panel: it must have a name, close by Escape and give the focus back."""

    control: str
    panel: str


@dataclass(frozen=True, slots=True)
class Divert:
    """Send the next partial request elsewhere, to see what a reader gets when it fails."""

    path: str


Step = Fill | Send | Swap | Open | Divert


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What an engine cannot decide, or says against a stronger rule, and why it is right as it is.

    ``selector`` names the elements for axe-core; for html-validate and vnu it is what the piece of source must contain.
    """

    engine: str
    rule: str
    selector: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One state of one screen.

    ``account`` is the persona signed in, None a visitor. ``route`` is the name of the handler, empty where none
    answers; ``templates`` are the page and partials it shows. ``status`` is the expected answer. ``longest`` marks
    what is too big for the whole matrix, ``faulty`` what only the demo server with its planted faults shows.
    """

    name: str
    title: str
    path: str
    route: str
    templates: tuple[str, ...]
    account: str | None = None
    steps: tuple[Step, ...] = ()
    status: int = 200
    longest: bool = False
    faulty: bool = False
    allowances: tuple[Allowance, ...] = ()

    @property
    def swapped(self) -> bool:
        """Whether the state is reached by swapping a part of the page, so that it needs scripts."""
        return any(isinstance(step, Swap | Open) for step in self.steps)


SCREENS: tuple[Screen, ...] = ()
