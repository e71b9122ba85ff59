"""Whatever record the import takes, every screen of it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from services.clock import DEMO_NOW, JapanClock
from services.demo import DemoAccount, add_demo_accounts
from services.keys import DEMO_SECRET, Keys
from services.monthly_import import Imported, ImportOrder, import_month
from tests.web.conftest import PASSWORD, Browse

NUMBER = "9000-000001"
PERSON = {"basic_pension_number": NUMBER, "name": "試 例子", "kana": "タメシ レイコ", "sex": "female"}
ADDRESSES = (
    *("/home", "/records/checks", "/records", "/records?view=points", "/records?view=spells", "/records?view=text"),
    *("/records/1941/1", "/records/1985/4", "/records/1985/4/overlap", "/records/2026/11", "/records/2100/12"),
    *(
        "/records/fiscal-year/1941",
        "/records/fiscal-year/1985",
        "/records/fiscal-year/2026",
        "/records/fiscal-year/2100",
    ),
)


def months_from(year: int, count: int) -> list[str]:
    """Months in a row as documents write them."""
    return [f"{year + index // 12}-{index % 12 + 1:02d}" for index in range(count)]


def job(number: int, enrolled_on: str, disenrolled_on: str | None = None, **more: Any) -> dict[str, Any]:
    """A job with one pay."""
    pay = [{"first_month": enrolled_on[:7], "standard_monthly_remuneration": 98000}]
    fields = {"id": f"e{number}", "status": "E1", "employer": "あ", "enrolled_on": enrolled_on, "pay": pay}
    return fields | ({"disenrolled_on": disenrolled_on} if disenrolled_on else {}) | more


def correction(id: str, withdraws: list[str], **more: Any) -> dict[str, Any]:
    """A decided correction."""
    return {"id": id, "decided_on": "2020-01-01", "office": "あ", "reason": "い", "withdraws": withdraws} | more


RECORDS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "born on the last known day": {"birth_date": "2026-10-31"},
    "born in 1870": {"birth_date": "1870-01-01", "employees": [job(1, "1942-06-01")]},
    "known up to 2100": {"as_of": "2100-12", "employees": [job(1, "1955-04-01")]},
    "known in 1940 only": {"as_of": "1940-06", "birth_date": "1920-02-29"},
    "died on the day of birth": {"death_date": "1935-01-01"},
    "two hundred jobs at once": {"employees": [job(number, "1955-04-01", name="佐藤") for number in range(200)]},
    "a job each month": {
        "employees": [job(index, f"{month}-05", f"{month}-20") for index, month in enumerate(months_from(1955, 500))]
    },
    "pay that jumps each month": {
        "employees": [
            job(
                1,
                "1955-01-01",
                pay=[
                    {"first_month": month, "last_month": month, "standard_monthly_remuneration": 98000 << index % 2 * 2}
                    for index, month in enumerate(months_from(1955, 400))
                ],
            )
        ]
    },
    "everything withdrawn": {
        "employees": [job(1, "1985-01-01")],
        "corrections": [correction("k1", ["e1"], employees=[job(2, "1985-01-01")]), correction("k2", ["e2", "e1"])],
    },
    "every fact contradicts the others": {
        "national": [
            {
                "id": "n1",
                "category": "category_3",
                "enrolled_on": "1986-04-01",
                "runs": [{"first_month": "1986-04", "last_month": "2026-10", "status": "N3"}],
            }
        ],
        "facts": {
            "spouses": [
                {"married_on": "2100-12-31", "birth_date": "2100-12-31", "old_age_right_on": "1870-01-01"},
                {"married_on": "1870-01-01", "birth_date": "1872-02-29", "coverage": [{"enrolled_on": "2100-12-31"}]},
            ],
            "not_married": [{"first_month": "1940-06"}],
            "abroad": [{"first_month": "1940-06", "japanese_national": False}, {"first_month": "2100-12"}],
        },
    },
}


@pytest.mark.parametrize("name", RECORDS)
async def test_every_screen_of_it_answers(browse: Browse, tmp_path: Path, name: str) -> None:
    given = dict(RECORDS[name])
    dates = {key: given.pop(key) for key in ("birth_date", "death_date") if key in given}
    person = PERSON | {"birth_date": "1935-01-01"} | dates
    line = tmp_path / "month.jsonl"
    document = {"schema_version": 1, "as_of": "2026-10", "person": person} | given
    line.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    clock = JapanClock(DEMO_NOW)
    result = await import_month(ImportOrder(file=line, is_demo=True, report=print, progress=lambda _: None), clock)
    assert isinstance(result, Imported)
    account = DemoAccount(user_id="unusual", password=PASSWORD, basic_pension_number=NUMBER)
    await add_demo_accounts([account], clock, Keys(DEMO_SECRET))
    async with browse() as reader:
        await reader.sign_in("unusual")
        for address in ADDRESSES:
            for headers in ({}, {"hx_request": "true", "hx_request_type": "partial"}):
                answer = await reader.get(address, **headers)
                in_the_record = address.startswith(("/home", "/records/checks", "/records?")) or address == "/records"
                assert answer.status_code in ({200} if in_the_record else {200, 404}), address
