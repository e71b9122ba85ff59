"""What people register with: access keys, letters, the applications behind them, and ids of the former service."""

from __future__ import annotations

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from db.tables.accounts import Account
from db.tables.people import Person


class AccessKey(Table, tablename="access_key"):
    """One key of an annual notice, as a slow keyed hash of the key with number, kana name and birth date.

    ``ended_at`` is when it was used, which made or renewed ``account``, or was ended by guessing.
    """

    id: BigSerial = BigSerial(primary_key=True)
    person = ForeignKey(references=Person, null=False)
    key_hash = Varchar(length=64)
    issued_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    account = ForeignKey(references=Account, null=True)


class InquiryNumber(Table, tablename="inquiry_number"):
    """The number under which a person may ask without naming the basic pension number (照会番号)."""

    person = ForeignKey(references=Person, null=False, primary_key=True)
    number = Varchar(length=20)


class LetterBatch(Table, tablename="letter_batch"):
    """Letters that were made together, by whom, and whether they are in the post."""

    id: BigSerial = BigSerial(primary_key=True)
    made_at = Timestamptz(default=None)
    made_by = ForeignKey(references=Account, null=False)
    posted_at = Timestamptz(null=True, default=None)
    posted_by = ForeignKey(references=Account, null=True)


class Application(Table, tablename="application"):
    """One application by post. What was typed is encrypted, and gone once the letters of ``batch`` are made.

    ``outcome`` says for the officer what came of it; the applicant is not told.
    """

    id: BigSerial = BigSerial(primary_key=True)
    number = Varchar(length=12)
    sealed = Text()
    applied_at = Timestamptz(default=None)
    batch = ForeignKey(references=LetterBatch, null=True)
    outcome = Varchar(length=20)


class Letter(Table, tablename="letter"):
    """One letter with a user id and a code. The code is there encrypted until the letter is in the post, then only its
    slow keyed hash.
    """

    id: BigSerial = BigSerial(primary_key=True)
    batch = ForeignKey(references=LetterBatch, null=False)
    person = ForeignKey(references=Person, null=False)
    user_id = Varchar(length=64)
    sealed_code = Varchar(length=255)
    code_hash = Varchar(length=64)
    expires_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    account = ForeignKey(references=Account, null=True)


class FormerServiceId(Table, tablename="former_service_id"):
    """An id of 年金個人情報提供サービス in canonical form, with a slow keyed hash of its two passwords together."""

    user_id = Varchar(length=64, primary_key=True)
    person = ForeignKey(references=Person, null=False)
    secret_hash = Varchar(length=64)
    imported_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)
    account = ForeignKey(references=Account, null=True)
