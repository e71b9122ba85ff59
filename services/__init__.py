"""Use cases, one module each: the only layer that opens transactions. They return values, never table rows."""
