"""Record documents: canonical JSON ↔ :class:`pension.record.PensionRecord`.

Canonical means: keys in the order of the dataclass fields, fields that hold their default left out, no spaces, UTF-8. The
same record always gives the same bytes, so the SHA-256 of the bytes tells whether anything has changed.
"""

from __future__ import annotations
