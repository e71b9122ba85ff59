"""What screens, at home and at the office, need to know of a request to correct a record and of its decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from pension.contradictions import Contradiction
from pension.correction_requests import Request
from pension.correction_steps import Outcome, Step
from pension.corrections import RecordChange
from pension.decisions import Decision, Lack
from pension.record import Correction, PensionRecord
from pension.timeline import Timeline


class StepFacts(Protocol):
    """One step that was taken."""

    @property
    def step(self) -> Step:
        """Which."""
        ...

    @property
    def happened_at(self) -> datetime:
        """When, in Japan's time."""
        ...

    @property
    def office(self) -> str:
        """Where; empty for the person themselves."""
        ...

    @property
    def outcome(self) -> Outcome | None:
        """What was decided."""
        ...

    @property
    def note(self) -> str:
        """What the person is told with it."""
        ...

    @property
    def until_day(self) -> date | None:
        """By when papers are asked for."""
        ...


class RequestFacts(Protocol):
    """A request as it stands."""

    @property
    def number(self) -> str:
        """Eight digits."""
        ...

    @property
    def request(self) -> Request:
        """What is asked for."""
        ...

    @property
    def step(self) -> Step:
        """How far it has come."""
        ...

    @property
    def changed_at(self) -> datetime:
        """Since when, in Japan's time."""
        ...

    @property
    def outcome(self) -> Outcome | None:
        """What was decided, while that stands."""
        ...

    @property
    def steps(self) -> Sequence[StepFacts]:
        """Its steps, in order."""
        ...


class OpenCorrectionFacts(Protocol):
    """A request that was opened."""

    @property
    def request(self) -> RequestFacts:
        """As it stands."""
        ...

    @property
    def state(self) -> str:
        """What stands for it as it is written."""
        ...

    @property
    def seen(self) -> Timeline:
        """The record as the person had it before them."""
        ...

    @property
    def now(self) -> Timeline:
        """The record of today."""
        ...

    @property
    def change(self) -> RecordChange | None:
        """What the correction has changed, once it is in the record."""
        ...

    @property
    def may(self) -> frozenset[Step]:
        """The steps that may follow."""
        ...

    @property
    def decided_here(self) -> bool:
        """Whether the officer who looks has decided it."""
        ...


class OpenDecisionFacts(Protocol):
    """A decision that is worked on, held against the record of today."""

    @property
    def request(self) -> RequestFacts:
        """The request it is about."""
        ...

    @property
    def decision(self) -> Decision:
        """As far as it is written."""
        ...

    @property
    def seen(self) -> str:
        """What stands for it as it is written now."""
        ...

    @property
    def version(self) -> int:
        """The version of the record it is held against."""
        ...

    @property
    def record(self) -> PensionRecord:
        """That record."""
        ...

    @property
    def correction(self) -> Correction | None:
        """What it comes to; None where the record does not change."""
        ...

    @property
    def lacks(self) -> Sequence[Lack]:
        """What it still lacks."""
        ...

    @property
    def problems(self) -> Sequence[Contradiction]:
        """What forbids it."""
        ...

    @property
    def change(self) -> RecordChange | None:
        """What it would change."""
        ...

    @property
    def record_changed(self) -> bool:
        """Whether the record is not the one on which it was decided."""
        ...

    @property
    def is_ready(self) -> bool:
        """Whether it can be decided, or put into the record."""
        ...

    @property
    def decided_here(self) -> bool:
        """Whether the officer who looks has decided it."""
        ...
