"""The public API: the record as JSON."""
