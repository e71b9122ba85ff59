"""Handlers: one module per group of screens, each exporting ``routes``."""
