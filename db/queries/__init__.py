"""Reads and writes, one module per kind of thing. They return plain values, never table rows."""
