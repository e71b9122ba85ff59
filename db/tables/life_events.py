"""What people remember of their life (私の履歴整理表)."""

from __future__ import annotations

from piccolo.columns import BigSerial, Boolean, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person


class LifeEvent(Table, tablename="life_event"):
    """One entry of a worksheet; ``began`` and ``ended`` are stored as :mod:`pension.approximate` writes them.

    ``point`` is the point of the record from whose answers it was made, empty without.
    The texts are a person's own and private: no index holds them, no log, and no search reads them.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    number = Integer()
    category = Varchar(length=20)
    name = Text(default="")
    began = Varchar(length=40)
    ended = Varchar(length=40)
    goes_on = Boolean()
    place = Text(default="")
    work = Text(default="")
    name_before = Text(default="")
    name_then = Text(default="")
    note = Text(default="")
    point = Varchar(length=60, default="")
    made_at = Timestamptz(default=None)
    changed_at = Timestamptz(default=None)
