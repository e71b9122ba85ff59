"""私の履歴整理表 for the office: the worksheet, and the months in doubt that are to be asked about there."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries.mandates import ScreenGroup
from db.queries.sessions import StoredSession
from pension.history_asks import PointToAsk
from services.clock import Clock
from services.history_sheet import HistorySheet, show_history_sheet
from services.recall import recall_beside
from services.sessions import note_reading
from services.show_records import NoRecordHere, may_see


@dataclass(frozen=True, slots=True)
class HistoryPaper:
    """The worksheet with what is to be asked; ``asks`` in the order of the points.

    ``with_answers``: what was answered about them may be seen.
    """

    sheet: HistorySheet
    asks: tuple[PointToAsk, ...]
    with_answers: bool


async def show_history_paper(session: StoredSession, clock: Clock) -> HistoryPaper | NoRecordHere:
    """The worksheet of the signed-in person, or of the one they act for, as it is taken to the office.

    What answers about a point come to is shown as on the screens that ask them: to helpers only under a mandate for
    those, and noted as a reading of them.
    """
    sheet = await show_history_sheet(session, clock)
    if isinstance(sheet, NoRecordHere):
        return sheet
    if not may_see(session, ScreenGroup.RECALL, clock):
        return HistoryPaper(sheet, (), with_answers=False)
    asks = (await recall_beside(session, sheet.record)).asks
    if any(ask.result for ask in asks):
        await note_reading(session, ScreenGroup.RECALL, clock)
    return HistoryPaper(sheet, asks, with_answers=True)
