"""One month as the table draws it: which word, which band, which frame. The one place that decides its look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from pension.status import Status
from web.views.wording import STATUS_WORDS, Group


class Mark(StrEnum):
    """How a month calls: not at all, 確かめる, 手続きできる, or the person has marked it as checked."""

    NONE = ""
    CONFIRM = "confirm"
    ACT = "act"
    DONE = "done"

    @property
    def calls(self) -> bool:
        """Whether the person is asked to look."""
        return self in CALLING


CALLING = frozenset({Mark.CONFIRM, Mark.ACT})
_MARK_WORDS = {
    Mark.NONE: "",
    Mark.CONFIRM: "。ご確認ください",
    Mark.ACT: "。手続きできます",
    Mark.DONE: "。確認した印があります",
}
_SIGNS = frozenset({Group.OUTSIDE, Group.FUTURE})


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month; ``starts`` and ``ends`` are the ends of its band, ``now`` is the month of today."""

    status: Status
    mark: Mark = Mark.NONE
    overlap: bool = False
    starts: bool = True
    ends: bool = True
    now: bool = False

    @property
    def label(self) -> str:
        """The word that is seen."""
        return STATUS_WORDS[self.status].label

    @property
    def name(self) -> str:
        """The full name of the status."""
        return STATUS_WORDS[self.status].name

    @property
    def is_sign(self) -> bool:
        """Whether the label is a sign that is read aloud as its name (ー, ・)."""
        return STATUS_WORDS[self.status].group in _SIGNS

    @property
    def is_linked(self) -> bool:
        """Months that call and the first of each band lead to their page; the others would only be in the way."""
        return self.mark.calls or self.starts

    @property
    def spoken(self) -> str:
        """What a link says after its word and its month: ``未加入。ご確認ください``."""
        beside = "、ほかの記録と重複" if self.overlap else ""
        return self.name + beside + _MARK_WORDS[self.mark]

    @property
    def classes(self) -> str:
        """The classes that ``grid.css`` draws: band, frame, ends, today."""
        words = ("month", STATUS_WORDS[self.status].group, self.mark)
        flags = (("starts", self.starts), ("ends", self.ends), ("now", self.now), ("long", len(self.label) > 2))
        return " ".join([word for word in words if word] + [name for name, on in flags if on])


def every_cell() -> Iterator[MonthCell]:
    """Every cell that a table can hold."""
    ends = (False, True)
    return (MonthCell(*values) for values in product(Status, Mark, ends, ends, ends, ends))
