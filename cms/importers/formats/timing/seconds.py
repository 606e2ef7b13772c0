"""Times in a recording: seconds from its start, as numbers or as text made of digits."""

from __future__ import annotations

from cms.importers.jsonfields import Fields


def of(fields: Fields, key: str) -> float | None:
    """Return a time that is not before the recording."""
    number = fields.number(key)
    if number is not None and number < 0:
        raise fields.error(f"“{key}” is before the recording starts: {number:g}")
    return number


def span(fields: Fields, start: str, end: str) -> tuple[float, float]:
    """Return a beginning and an end that must both be there, in this order."""
    first, last = of(fields, start), of(fields, end)
    if first is None or last is None:
        raise fields.error(f"“{start if first is None else end}” is missing or empty")
    if last < first:
        raise fields.error(f"it ends ({last:g}) before it starts ({first:g})")
    return first, last
