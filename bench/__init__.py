"""Measurements against the goals of docs/performance.md, and against peers, side by side in one run."""
