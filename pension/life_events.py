"""私の履歴整理表: what a person remembers of their life, one entry an event or a spell (履歴の出来事).

Nothing here is checked against the record: memory is written down as it is, and :mod:`pension.history_differences` says
where the two cannot both be right.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from pension.approximate import ApproximateDate

LONGEST_NAME = 100
LONGEST_NOTE = 1000
_UNSTATED = frozenset({"number", "note", "point"})


class Category(StrEnum):
    """The kinds of entries, each with screens of its own (S35)."""

    SCHOOL = "school"  # 入学・卒業
    JOB = "job"  # 入社・退職
    MOVE = "move"  # 転入・転出
    MARRIAGE = "marriage"  # 結婚・氏名変更
    CHILD = "child"  # 出産・育児
    OTHER = "other"  # その他


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """One entry; ``number`` is its place in its owner's worksheet, from 1. Empty and None: not said, or not known.

    ``name`` is the employer, the school, or what happened. ``goes_on``: it has not ended. ``name_then`` is the person's
    own name at that time (after it, for a change of name), ``name_before`` the one before a change. ``note`` is free
    text, which may be about other people. ``point`` is the point of the record (:attr:`pension.recall.Subject.key`)
    from whose answers it was made, empty for one that was written without.
    """

    number: int
    category: Category
    name: str = ""
    began: ApproximateDate | None = None
    ended: ApproximateDate | None = None
    goes_on: bool = False
    place: str = ""
    work: str = ""
    name_before: str = ""
    name_then: str = ""
    note: str = ""
    point: str = ""

    @property
    def stated(self) -> tuple[tuple[str, str], ...]:
        """What it says, by name and as text: nothing that is empty, and neither note nor point, which say no more.

        A field that comes later leaves this as it is for every entry without it.
        """
        said = ((each.name, getattr(self, each.name)) for each in fields(self) if each.name not in _UNSTATED)
        return tuple(
            (name, value.as_text() if isinstance(value, ApproximateDate) else str(value))
            for name, value in said
            if value
        )
