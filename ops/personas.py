"""The invented people of the demo: the documents of ``tests/personas`` with a user id and a password for each, and the
staff of ``accounts.toml``.

Both are made from the person's short name and stay the same from run to run. User ids have no 0 and no 1, so that no
letter can be mistaken for a digit; passwords are four easy words of at least four letters: 19 characters or more.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.decision_documents import decode_decision
from db.queries.accounts import Role
from db.queries.mandates import MandateState, ScreenGroup
from pension.approximate import ApproximateDate
from pension.calendar import YearMonth
from pension.correction_requests import Evidence, Request
from pension.correction_steps import Step
from pension.life_events import Category, LifeEvent
from services.demo import DemoAccount
from services.demo_corrections import DemoCorrection
from services.demo_dealings import DemoMandate, DemoReading
from services.demo_history import DemoMemory
from services.demo_registration import DemoApplication, DemoKey, DemoLetter, DemoRegistrations
from services.demo_scenarios import DemoScenario
from services.demo_searches import DemoSearch

FOLDER = Path(__file__).parents[1] / "tests" / "personas"
_WORDS = [
    "sakura",
    "kaze",
    "yama",
    "kawa",
    "sora",
    "hoshi",
    "tsuki",
    "hana",
    "yuki",
    "kumo",
    "mori",
    "hara",
    "tane",
    "kame",
    "tsuru",
    "usagi",
    "neko",
    "tori",
    "sakana",
    "mikan",
    "ringo",
    "budo",
    "momo",
    "kuri",
    "matsu",
    "take",
    "haru",
    "natsu",
    "fuyu",
    "yoru",
    "michi",
    "hashi",
    "fune",
    "kasa",
    "nami",
    "suzu",
    "hotaru",
    "tampopo",
    "mugi",
    "iwashi",
]
_DIGITS = "23456789"
_WORDS_IN_PASSWORD = 4
_OLD_PASSWORD_DAYS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One invented person: who signs in how, what the record shows, and the document itself as one line of JSON."""

    persona: str
    name: str
    user_id: str
    password: str
    shows: str
    basic_pension_number: str
    line: str


def load_personas(folder: Path = FOLDER) -> list[DemoPerson]:
    """Everybody in the folder's ``index.toml``, in its order."""
    index = tomllib.loads((folder / "index.toml").read_text(encoding="utf-8"))
    return [_person(folder, entry) for entry in index["persona"]]


def _person(folder: Path, entry: dict[str, Any]) -> DemoPerson:
    document = json.loads((folder / f"{entry['file']}.json").read_text(encoding="utf-8"))
    lot = hashlib.sha256(entry["id"].encode()).digest()
    return DemoPerson(
        persona=entry["id"],
        name=document["person"]["name"],
        user_id=_user_id(entry["id"], lot),
        password=_password(lot[2:]),
        shows=entry["shows"],
        basic_pension_number=document["person"]["basic_pension_number"],
        line=json.dumps(document, ensure_ascii=False, separators=(",", ":")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogin:
    """Who signs in, and what this shows."""

    persona: str
    name: str
    shows: str
    account: DemoAccount


def load_logins(people: Sequence[DemoPerson], folder: Path = FOLDER) -> list[DemoLogin]:
    """The accounts of these people, in the states of ``accounts.toml``, and its staff."""
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))
    states = {entry["persona"]: entry for entry in listed["citizen"]}
    registered = [person for person in people if states.get(person.persona, {}).get("state") != "not-registered"]
    citizens = [_citizen(person, states.get(person.persona, {})) for person in registered]
    return citizens + [_staff(entry) for entry in listed["staff"]]


def load_registrations(people: Sequence[DemoPerson], folder: Path = FOLDER) -> DemoRegistrations:
    """What the people of ``accounts.toml`` who are not registered may register with."""
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))
    numbers = {person.persona: person.basic_pension_number for person in people}
    kinds = ("access_key", "letter", "application", "former_id")
    known = {
        kind: [_of_person(entry, numbers) for entry in listed[kind] if entry["persona"] in numbers] for kind in kinds
    }
    return DemoRegistrations(
        keys=tuple(DemoKey(**entry) for entry in known["access_key"]),
        letters=tuple(DemoLetter(**entry) for entry in known["letter"]),
        applications=tuple(DemoApplication(**entry) for entry in known["application"]),
        former_ids=tuple(json.dumps(entry).encode() for entry in known["former_id"]),
        officer_user_id=next(
            _staff(entry) for entry in listed["staff"] if entry["role"] == Role.OFFICER
        ).account.user_id,
    )


def load_searches(folder: Path = FOLDER) -> list[DemoSearch]:
    """What people of ``accounts.toml`` have searched for, by user id."""
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))
    return [DemoSearch(**{**entry, "person": _user_id_of(entry["person"])}) for entry in listed["search"]]


def load_corrections(folder: Path = FOLDER) -> list[DemoCorrection]:
    """What people of ``accounts.toml`` have asked to be corrected, by user id."""
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))
    return [_correction(entry) for entry in listed["correction"]]


def _correction(entry: dict[str, Any]) -> DemoCorrection:
    request = Request(
        start="nothing",
        claim=entry["claim"],
        first_month=YearMonth.parse(entry["first_month"]),
        last_month=YearMonth.parse(entry["last_month"]),
        told=entry["told"],
        evidence=Evidence(at_hand=tuple(entry["at_hand"])),
    )
    return DemoCorrection(
        person=_user_id_of(entry["person"]),
        number=entry["number"],
        request=request,
        officer=_user_id_of(entry["officer"]),
        second_officer=_user_id_of(entry.get("second_officer", entry["officer"])),
        steps=tuple(Step(step) for step in entry["steps"]),
        note=entry.get("note", ""),
        until_day=entry.get("until_day"),
        decision=decode_decision(entry["decision"]) if "decision" in entry else None,
    )


def load_unlinked(folder: Path = FOLDER) -> list[str]:
    """The records without an owner that belong to people of the demo, one line of JSON each (``unlinked.jsonl``)."""
    return (folder / "unlinked.jsonl").read_text(encoding="utf-8").splitlines()


def load_next_month(people: Sequence[DemoPerson], folder: Path = FOLDER) -> list[str]:
    """What came a month later of those among the people whom it changes (``next_month.jsonl``)."""
    numbers = {person.basic_pension_number for person in people}
    lines = (folder / "next_month.jsonl").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if json.loads(line)["person"]["basic_pension_number"] in numbers]


def _of_person(entry: dict[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    """An entry with the number of the person it is about."""
    rest = {name: value for name, value in entry.items() if name != "persona"}
    return {"basic_pension_number": numbers[entry["persona"]], **rest}


@dataclass(frozen=True, slots=True)
class DemoDealings:
    """What the people of the demo have let each other see, and asked about."""

    mandates: list[DemoMandate]
    readings: list[DemoReading]


def load_dealings(folder: Path = FOLDER) -> DemoDealings:
    """Mandates, readings and questions of ``accounts.toml``, by user id."""
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))
    return DemoDealings(
        [_mandate(entry) for entry in listed["mandate"]], [_reading(entry) for entry in listed["reading"]]
    )


def load_memories(people: Sequence[DemoPerson], folder: Path = FOLDER) -> list[DemoMemory]:
    """What these people remember, by ``memories.toml``; entries are numbered in its order."""
    listed = tomllib.loads((folder / "memories.toml").read_text(encoding="utf-8"))["life_event"]
    return [
        DemoMemory(
            person.basic_pension_number, tuple(_life_event(entry, number) for number, entry in enumerate(own, 1))
        )
        for person in people
        if (own := [entry for entry in listed if entry["person"] == person.persona])
    ]


def _life_event(entry: dict[str, Any], number: int) -> LifeEvent:
    fields = {name: value for name, value in entry.items() if name != "person"}
    for end in ("began", "ended"):
        if end in fields:
            fields[end] = ApproximateDate.read(fields[end])
    return LifeEvent(**{**fields, "number": number, "category": Category(entry["category"])})


def load_scenarios(folder: Path = FOLDER) -> list[DemoScenario]:
    """The kept estimates of ``accounts.toml``; each person's take their places in its order."""
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))["scenario"]
    places: Counter[str] = Counter()
    return [_scenario(entry, places) for entry in listed]


def _scenario(entry: dict[str, Any], places: Counter[str]) -> DemoScenario:
    places[entry["person"]] += 1
    return DemoScenario(
        person=_user_id_of(entry["person"]),
        place=places[entry["person"]],
        handle=entry["handle"],
        name=entry["name"],
        asked_on=entry["asked_on"],
        conditions=entry["conditions"],
    )


def _mandate(entry: dict[str, Any]) -> DemoMandate:
    return DemoMandate(
        person=_user_id_of(entry["person"]),
        helper=_user_id_of(entry["helper"]),
        screen_groups=frozenset(ScreenGroup(group) for group in entry["screens"]),
        state=MandateState(entry["state"]),
        entered_by=_user_id_of(entry["paper"]) if "paper" in entry else "",
    )


def _reading(entry: dict[str, Any]) -> DemoReading:
    return DemoReading(
        person=_user_id_of(entry["person"]),
        staff=_user_id_of(entry["staff"]),
        officer=_user_id_of(entry["officer"]),
        question=entry["question"],
        answer=entry.get("answer", ""),
    )


def _user_id_of(name: str) -> str:
    return _user_id(name, hashlib.sha256(name.encode()).digest())


def _citizen(person: DemoPerson, entry: dict[str, str]) -> DemoLogin:
    state = entry.get("state")
    account = DemoAccount(
        user_id=person.user_id,
        password=person.password,
        basic_pension_number=person.basic_pension_number,
        one_time_code_secret=_code_secret(person.persona) if state == "with-code" else "",
        is_locked=state == "locked",
        password_must_change=state == "expired",
    )
    return DemoLogin(
        persona=person.persona, name=person.name, shows=person.shows + entry.get("shows", ""), account=account
    )


def _staff(entry: dict[str, str]) -> DemoLogin:
    lot = hashlib.sha256(entry["id"].encode()).digest()
    account = DemoAccount(
        user_id=_user_id(entry["id"], lot),
        password=_password(lot[2:]),
        role=Role(entry["role"]),
        staff_name=entry["name"],
        office=entry["office"],
        one_time_code_secret="" if entry.get("state") == "no-code" else _code_secret(entry["id"]),
        password_days=_OLD_PASSWORD_DAYS if entry.get("state") == "old-password" else 0,
        is_stopped=entry.get("state") == "stopped",
    )
    return DemoLogin(persona=entry["id"], name=entry["name"], shows=entry["shows"], account=account)


def _user_id(name: str, lot: bytes) -> str:
    return name.replace("-", "") + "".join(_DIGITS[byte % len(_DIGITS)] for byte in lot[:2])


def _code_secret(name: str) -> str:
    return base64.b32encode(hashlib.sha256(f"code of {name}".encode()).digest()[:20]).decode()


def _password(lot: bytes) -> str:
    return "-".join(_WORDS[byte % len(_WORDS)] for byte in lot[:_WORDS_IN_PASSWORD])
