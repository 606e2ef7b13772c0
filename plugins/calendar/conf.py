"""Settings of the calendar plugin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarSettings:
    """``refresh``: minutes after which a calendar program should ask again; ``limit``: events a calendar holds."""

    refresh: int = 60
    limit: int = 200

    def __post_init__(self) -> None:
        """Refuse what no calendar can hold."""
        if self.refresh < 1 or not 1 <= self.limit <= 1000:
            raise ValueError("refresh is at least 1 minute, limit between 1 and 1,000 events.")
