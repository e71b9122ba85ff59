"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run, and no time limit for one of them: a busy machine must not turn a test red.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
