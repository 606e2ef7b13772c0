"""Days and times of sources as Python's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone


def clock(text: str) -> time | None:
    """Return a time of day, None when the source does not say."""
    return time.fromisoformat(text) if text else None


def instant(text: str, day: date) -> datetime | None:
    """Return a moment given as an ISO date-time or as a time on the sitting's day.

    In UTC, as the database gives it back: written the same way, the same moment makes the same entry.
    """
    if not text:
        return None
    found = datetime.fromisoformat(text if "T" in text else f"{day.isoformat()}T{text}")
    return (found if found.tzinfo else timezone.make_aware(found)).astimezone(UTC)
