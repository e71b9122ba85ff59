"""A person, fiscal years, a row for every month, and the words of the statuses."""

from functools import cache, cached_property

from django.contrib.auth import get_user_model
from django.db import models


class Status(models.Model):
    """The words of a status."""

    code = models.CharField(primary_key=True, max_length=20)
    label = models.CharField(max_length=4)
    name = models.CharField(max_length=40)
    group = models.CharField(max_length=10)
    is_sign = models.BooleanField()


@cache
def statuses():
    """Every status by its code: read once, not with every page."""
    return Status.objects.in_bulk()


class Person(models.Model):
    """Whose record it is. ``page`` holds, ready to place, everything that stands around the table."""

    user = models.OneToOneField(get_user_model(), on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    page = models.JSONField()


class Year(models.Model):
    """A fiscal year, and the heading of the years it stands among."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="years")
    number = models.IntegerField()
    title = models.CharField(max_length=20)
    age = models.IntegerField()
    change = models.CharField(max_length=60)
    counted = models.IntegerField()
    decade = models.CharField(max_length=60)
    decade_detail = models.CharField(max_length=60)

    class Meta:
        ordering = ("number",)


class Call(models.Model):
    """How many months of a year call."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="calls")
    mark = models.CharField(max_length=10)
    months = models.IntegerField()
    url = models.CharField(max_length=100)


class Month(models.Model):
    """One month of the record."""

    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="months")
    number = models.IntegerField()
    status = models.CharField(max_length=20)
    mark = models.CharField(max_length=10)
    overlap = models.BooleanField()
    starts = models.BooleanField()
    ends = models.BooleanField()
    now = models.BooleanField()

    class Meta:
        ordering = ("number",)

    @cached_property
    def words(self):
        """The words of its status."""
        return statuses()[self.status]

    @property
    def classes(self):
        """What the style sheet draws."""
        classes = f"month {self.words.group}"
        if self.mark:
            classes += f" {self.mark}"
        if self.starts:
            classes += " starts"
        if self.ends:
            classes += " ends"
        if self.now:
            classes += " now"
        if len(self.words.label) > 2:
            classes += " long"
        return classes

    @property
    def is_linked(self):
        """Whether it leads to its page."""
        return self.starts or self.mark in ("confirm", "act")

    @property
    def calendar_year(self):
        """1980 of April 1980."""
        return self.number // 12

    @property
    def calendar_month(self):
        """4 of April 1980."""
        return self.number % 12 + 1

    def get_absolute_url(self):
        """Its page."""
        return f"/records/{self.calendar_year}/{self.calendar_month}"
