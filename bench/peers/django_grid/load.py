"""``python load.py FILE``: make the tables, store the person in FILE, sign in; prints the key of the session.

Nothing is left for the peer to decide: statuses, bands, points and totals come ready, a row for every month.
"""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402 - after
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - after setup()
from django.core.management import call_command  # noqa: E402 - after setup()
from grid.models import Call, Month, Person, Status, Year  # noqa: E402 - after setup()


def load(page: dict) -> str:
    """Store everything; the key of a signed-in session."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    Status.objects.bulk_create(Status(**status) for status in page["statuses"])
    user = get_user_model().objects.create_user("bench")
    person = Person.objects.create(user=user, **page["person"])
    for entry in page["years"]:
        months, calls = entry.pop("months"), entry.pop("calls")
        year = Year.objects.create(person=person, **entry)
        Month.objects.bulk_create(Month(year=year, **month) for month in months)
        Call.objects.bulk_create(Call(year=year, **call) for call in calls)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


if __name__ == "__main__":
    print(load(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
