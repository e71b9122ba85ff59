"""Accessibility: which screens exist, how they are swept, what the sweep found, and the statement made from it."""
