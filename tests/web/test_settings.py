"""Settings: plain environment variables, and one sentence when one cannot be used."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from ipaddress import ip_network

import pytest

from services.clock import DEMO_NOW, JST, OneDayClock
from services.hours import Hours
from services.keys import Keys
from web.settings import LONGEST_TEXT, Settings, SettingsError, load_settings

SECRET = "5e" * 32
SECURE = {"NENKIN_SECRET_KEY": SECRET}


def test_an_empty_environment_serves_this_machine_only() -> None:
    plain = Settings(keys=Keys(bytes.fromhex(SECRET)))
    assert load_settings(SECURE) == load_settings({**SECURE, "NENKIN_PORT": " ", "OTHER": "x"}) == plain
    assert (Settings().host, Settings().port, Settings().demo, Settings().phone) == ("127.0.0.1", 8000, False, "")


def test_all_that_can_be_set() -> None:
    settings = load_settings(
        {
            "NENKIN_DATABASE": "postgresql://db/nenkin",
            "NENKIN_HOST": "0.0.0.0",  # noqa: S104 - the test is about this very address
            "NENKIN_PORT": "80",
            "NENKIN_WORKERS": "4",
            "NENKIN_TLS": "1",
            "NENKIN_DEVELOPMENT": "1",
            "NENKIN_SERVICE_NAME": "年金の台帳",
            "NENKIN_PHONE": "03-0000-0000",
            "NENKIN_PHONE_HOURS": "平日",
            "NENKIN_OPERATOR": "年金の会",
            "NENKIN_CONTACT_ADDRESS": "〒100-0000　東京都",
            "NENKIN_OFFICE_HOURS": "平日の午後",
            "NENKIN_CONTACT_NOTE": "祝日は休みます。",
            "NENKIN_OFFLINE": "0",
            "NENKIN_TODAY": "2027-02-28",
            "NENKIN_SECRET_KEY": SECRET,
            "NENKIN_STAFF_NETWORKS": "10.1.0.0/16, 192.0.2.7",
            "NENKIN_PROXIES": "127.0.0.1",
            "NENKIN_PASSWORD_PROFILE": "2011",
            "NENKIN_STAFF_HOURS": "22:00-05:30",
        }
    )
    assert settings == Settings(
        database="postgresql://db/nenkin",
        host="0.0.0.0",  # noqa: S104 - as above
        port=80,
        workers=4,
        tls=True,
        development=True,
        service_name="年金の台帳",
        phone="03-0000-0000",
        phone_hours="平日",
        operator="年金の会",
        contact_address="〒100-0000　東京都",
        office_hours="平日の午後",
        contact_note="祝日は休みます。",
        offline=False,
        clock=OneDayClock(date(2027, 2, 28)),
        keys=Keys(bytes.fromhex(SECRET)),
        staff_networks=(ip_network("10.1.0.0/16"), ip_network("192.0.2.7/32")),
        proxies=(ip_network("127.0.0.1/32"),),
        password_profile="2011",
        staff_hours=Hours(time(22), time(5, 30)),
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("NENKIN_PORT", text) for text in ("0", "65536", "-1", "8o", "\uff18\uff10")),
        *(("NENKIN_WORKERS", text) for text in ("0", "65", "two")),
        *(("NENKIN_DEMO", text) for text in ("yes", "2")),
        ("NENKIN_TLS", "on"),
        ("NENKIN_PASSWORD_PROFILE", "2012"),
        *((name, "10.0.0.1/8") for name in ("NENKIN_STAFF_NETWORKS", "NENKIN_PROXIES")),
        ("NENKIN_OFFLINE", "no"),
        *(("NENKIN_STAFF_HOURS", text) for text in ("night", "7-21", "07:00-07:00")),
        *(("NENKIN_TODAY", text) for text in ("2026-02-30", "23.11.2026", "2026-11-23T00:00")),
        *(("NENKIN_HOST", text) for text in ("0.0.0.0", "192.168.0.2", "::", "nenkin.example")),  # noqa: S104 - refused
    ],
)
def test_what_cannot_be_used_is_named(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}={text} .*\\.$"):
        load_settings({**SECURE, name: text})


@pytest.mark.parametrize("name", ["NENKIN_SERVICE_NAME", "NENKIN_OPERATOR", "NENKIN_CONTACT_NOTE", "NENKIN_PHONE"])
@pytest.mark.parametrize("text", ["年" * (LONGEST_TEXT + 1), "一行目\n二行目", "向き\u202eむき", "\x1b[31m赤"])
def test_what_people_read_is_one_line(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}=.*one line.*\\.$"):
        load_settings({**SECURE, name: text})


def test_nothing_is_said_of_an_operator_who_says_nothing() -> None:
    plain = load_settings(SECURE)
    assert (plain.operator, plain.contact_address, plain.office_hours, plain.contact_note) == ("", "", "", "")


def test_the_demos_operator_is_made_up_and_can_be_replaced() -> None:
    demo = load_settings({"NENKIN_DEMO": "1", "NENKIN_PHONE": "03-0000-0000"})
    assert "本当にはありません" in demo.operator
    assert demo.contact_address
    assert demo.phone == "03-0000-0000"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_plain_http_is_for_this_machine(host: str) -> None:
    assert load_settings({**SECURE, "NENKIN_HOST": host}).host == host


def test_the_demos_clock_stands_still_unless_told_otherwise() -> None:
    assert load_settings({"NENKIN_DEMO": "1"}).clock == OneDayClock(DEMO_NOW.date())
    assert load_settings({"NENKIN_DEMO": "1"}).phone != ""
    assert (
        load_settings({"NENKIN_DEMO": "1", "NENKIN_TODAY": "2027-04-01"}).clock.now().date().isoformat() == "2027-04-01"
    )


def test_otherwise_it_runs_in_japans_time() -> None:
    now = load_settings(SECURE).clock.now()
    assert now.utcoffset() == timedelta(hours=9)
    assert abs(datetime.now(JST) - now) < timedelta(minutes=1)


@pytest.mark.parametrize("text", ["", "x", "00" * 32, "5e" * 31, "zz" * 32])
def test_outside_of_the_demo_there_is_a_secret_key_of_its_own(text: str) -> None:
    with pytest.raises(SettingsError, match=r"^NENKIN_SECRET_KEY must be 64 hexadecimal digits"):
        load_settings({"NENKIN_SECRET_KEY": text})
    assert load_settings({"NENKIN_DEMO": "1"}).keys == Keys(bytes(32))


def test_staff_of_the_demo_work_on_this_machine_and_elsewhere_nowhere_by_default() -> None:
    demo = load_settings({"NENKIN_DEMO": "1"})
    assert [str(network) for network in demo.staff_networks] == ["127.0.0.0/8", "::1/128"]
    assert load_settings(SECURE).staff_networks == ()


def test_staff_of_the_demo_work_at_any_hour_and_elsewhere_by_day() -> None:
    assert load_settings({"NENKIN_DEMO": "1"}).staff_hours is None
    assert str(load_settings(SECURE).staff_hours) == "07:00-21:00"
    assert load_settings({**SECURE, "NENKIN_STAFF_HOURS": "any"}).staff_hours is None
