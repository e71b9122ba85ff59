"""The one address."""

from django.urls import path
from grid.views import records

urlpatterns = [path("records", records, name="records")]
