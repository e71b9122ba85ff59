"""The page."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from grid.models import Person


@login_required
def records(request):
    """The record of the signed-in person as a table."""
    person = Person.objects.get(user=request.user)
    years = person.years.prefetch_related("months", "calls")
    return render(request, "records.html", {"person": person, "page": person.page, "years": years})
