"""Staff read something of a person: one entry each time, with counter and reason, for the person to see."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from db.queries.audit import Act, Action, append_entry
from db.queries.sessions import StoredSession
from services.act_details import Detail
from services.reading_volume import hold_reader, weigh_readings
from services.sessions import account_actor


class ReadingReason(StrEnum):
    """For what staff read."""

    VISIT = "visit"  # 窓口での記録の照会
    INQUIRY = "inquiry"  # お問い合わせへの対応
    MANDATE = "mandate"  # 委任状の受け付け
    SEARCH_VISIT = "search-visit"  # 検索の受付番号を持っての来所
    SEARCH_PHONE = "search-phone"  # 検索の受付番号についての電話
    SEARCH_LETTER = "search-letter"  # 検索の受付番号についての手紙
    CORRECTION = "correction"  # 訂正の請求を調べる
    CONFLICT = "correction-conflict"  # 届いた記録と訂正とのちがいを確かめる


class StaffReading(StrEnum):
    """What staff read beside the groups of screens."""

    NAME = "name"  # that a number and a name belong together
    INQUIRY = "inquiry-text"
    SEARCH = "search"  # candidates of a search for records without an owner
    CORRECTION = "correction"  # a request to correct, with the record it is about
    CONFLICT = "correction-conflict"  # a record that came and collides with a correction, with the record as it stands


async def note_staff_reading(
    session: StoredSession,
    person_id: int,
    group: str,
    reason: ReadingReason,
    now: datetime,
    *,
    correction: str = "",
    search: str = "",
) -> None:
    """Note a reading inside the caller's ``write()``, before anything is shown; unusual numbers raise an alert.

    Raises :class:`services.reading_volume.AccountStopped` when there were too many.
    ``group`` is a :class:`db.queries.mandates.ScreenGroup` or a :class:`StaffReading`; ``correction`` the number of the
    request for which it was read, ``search`` that of the search whose candidates they are.
    """
    lifted_at = await hold_reader(session.account_id)
    actor = account_actor(session.account_id)
    detail = Detail(group=group, office=session.office, reason=reason, correction=correction, search=search)
    await append_entry(Act(record=person_id, actor=actor, action=Action.READ, happened_at=now, detail=detail.as_text()))
    await weigh_readings(session.account_id, lifted_at, now)
