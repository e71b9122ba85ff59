"""What people remember of the points of their record."""

from __future__ import annotations

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.people import Person


class RecallAnswers(Table, tablename="recall_answers"):
    """A person's answers about one point: by question in JSON, and what was recorded there when they were given."""

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    point = Varchar(length=60)
    evidence = Varchar(length=200)
    answers = Text()
    changed_at = Timestamptz(default=None)
