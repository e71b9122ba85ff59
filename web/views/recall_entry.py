"""The entry of the worksheet that answers come to: shown with its first question, kept only when that is sent."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from pension.life_events import LifeEvent
from pension.recall import Subject
from pension.recalled_entry import written_already
from pension.record import PensionRecord
from pension.recorded_jobs import recorded_jobs
from web.forms.history import Answered
from web.views.frame import Link
from web.views.history_entry import Prepared, QuestionPlace, QuestionView, facts_of, question_view
from web.views.history_links import entry_url, new_entry
from web.views.history_questions import CATEGORY_NAMES, QUESTIONS
from web.views.history_words import headline
from web.views.recall_links import point_page
from web.views.wording import full_range_words

SHOWN = "shown"
"""The name of the field that says which entry was shown."""


def shown_mark(event: LifeEvent) -> str:
    """Tells one prepared entry from another, so that none is kept which was not shown: answers change in other tabs."""
    return sha256(repr(event).encode()).hexdigest()[:16]


def recalled_question_view(
    event: LifeEvent,
    subject: Subject,
    record: PensionRecord,
    memories: Sequence[LifeEvent],
    answered: Answered | None = None,
) -> QuestionView:
    """The first question of the entry, under everything that is prepared of it.

    ``memories`` is the worksheet as it is: what may say the same is led to.
    """
    asked, born = QUESTIONS[event.category][0], record.person.birth_date
    facts = (fact for fact in facts_of(event) if fact[0] != asked.label)
    place = QuestionPlace(
        event=event,
        action=f"{point_page(subject.key)}/entry",
        is_new=True,
        hidden=((SHOWN, shown_mark(event)),),
        prepared=Prepared(
            lines=(("答えた時期", full_range_words(*subject.range)), ("種類", CATEGORY_NAMES[event.category]), *facts),
            known=tuple(
                Link(f"「{headline(each)}」を見る", entry_url(each))
                for each in written_already(event, subject.range, memories, born)
            ),
            other=Link("ちがう種類で書きとめる", new_entry(subject.range)),
            leave=Link("書きとめずに、考えられることへもどる", point_page(subject.key)),
        ),
    )
    return question_view(asked, place, recorded_jobs(record), born, answered)
