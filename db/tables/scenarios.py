"""What people suppose about the years to come."""

from __future__ import annotations

from piccolo.columns import BigSerial, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person


class Scenario(Table, tablename="scenario"):
    """The conditions of an estimate that a person keeps under a name of their own; never its amounts.

    ``place`` is its number among the person's, from 1; ``handle`` names it in addresses and says nothing by itself;
    ``asked_on`` is the form it came from.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    place = Integer()
    handle = Varchar(length=16)
    name = Varchar(length=40)
    asked_on = Varchar(length=20)
    conditions = Text()
    created_at = Timestamptz(default=None)
    changed_at = Timestamptz(default=None)
