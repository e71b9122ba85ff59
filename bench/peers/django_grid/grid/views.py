"""The page."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone

from grid.models import Person


@login_required
def records(request):
    """The record of the signed-in person as a table."""
    person = Person.objects.get(user=request.user)
    years = person.years.prefetch_related("months", "calls")
    context = {"person": person, "page": person.page, "years": years, **_session_end(request)}
    return render(request, "records.html", context)


def _session_end(request):
    seconds, ends = request.session.get_expiry_age(), timezone.localtime(request.session.get_expiry_date())
    half = "午前" if ends.hour < 12 else "午後"
    return {"session_seconds": seconds, "session_time": f"{half}{ends.hour % 12}時{ends.minute:02}分"}
