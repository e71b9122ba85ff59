"""Every act on a record has words of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from db.queries.audit import Action
from pension.correction_steps import Step
from services.act_details import Detail
from services.clock import JST
from services.paper_mandates import Paper, PaperReason, StopReason
from services.staff_readings import ReadingReason
from web.views.act_words import act_words

OF_OTHERS = {
    Action.SEE_ALERT,
    Action.ADD_STAFF,
    Action.STOP_ACCOUNT,
    Action.LIFT_STOP,
}  # acts on the service itself, in no person's log
NO_WORDS = "あなたの記録について、手続きをしました。"


@dataclass(frozen=True)
class Entry:
    """An entry of a log."""

    action: str
    reader: str = "self"
    detail: Detail = field(default_factory=Detail)
    name: str = ""
    office: str = ""
    mandate_with: str = "夏野 花"
    position: int = 1
    happened_at: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=JST)


@pytest.mark.parametrize("action", [*(set(Action) - OF_OTHERS), "import", "mark", "unmark", "add-account", "notice"])
def test_each_act_is_told(action: str) -> None:
    words = act_words(Entry(action))
    assert words.what.endswith("。")
    assert words.what != NO_WORDS


def test_what_comes_later_is_still_named() -> None:
    assert act_words(Entry("never-heard-of")).what == NO_WORDS


@pytest.mark.parametrize(
    ("entry", "who"),
    [
        (Entry("read"), "ご本人"),
        (Entry("read", "helper", name="夏野 花"), "代理の方（夏野 花さん）"),
        (Entry("read", "helper"), "代理の方"),
        (Entry("read", "staff", office="さくら市役所"), "さくら市役所の職員"),
        (Entry("read", "staff"), "窓口の職員"),
        (Entry("import", "service"), "このサービス"),
        (Entry("lock", "nobody"), "だれかは、わかりません"),
        (Entry("lock"), "このサービス"),
    ],
)
def test_who_it_was(entry: Entry, who: str) -> None:
    assert act_words(entry).who == who


@pytest.mark.parametrize("reason", [*ReadingReason, *PaperReason, *StopReason])
def test_every_reason_has_words(reason: str) -> None:
    (note,) = act_words(Entry("read", "staff", Detail(reason=reason))).notes
    assert note.startswith("理由：")


@pytest.mark.parametrize("step", set(Step) - {Step.PREPARED})
def test_every_step_of_a_correction_has_words(step: Step) -> None:
    words = act_words(Entry(Action.STEP_CORRECTION, "staff", Detail(correction="12345678", step=step)))
    assert words.what.startswith("受付番号1234-5678の記録の訂正の相談を、")
    assert "先に進めました" not in words.what


def test_papers_are_told_by_kind() -> None:
    (note,) = act_words(Entry("give-mandate", "staff", Detail(papers=" ".join(Paper)))).notes
    assert note == "確かめた書類：委任状、ご本人を確かめる書類、代理の方を確かめる書類"


def test_papers_of_a_correction_are_identity_first_and_then_evidence() -> None:
    detail = Detail(papers="payslip passport identity-passport")
    (note,) = act_words(Entry(Action.STEP_CORRECTION, "staff", detail)).notes
    assert note == "確かめた書類：パスポート、給与明細、パスポート・出入国の記録"
