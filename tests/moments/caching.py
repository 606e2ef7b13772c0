"""What a cache may do with an answer (RFC 9111, RFC 5861): how long it may show it without being told anew."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

EVER = datetime.max.replace(tzinfo=UTC)


def kept_until(answer: Any, at: datetime) -> datetime:
    """Return the last moment at which a cache that uses all it is allowed still shows what it got at a moment.

    The Date of an answer is its moment without the fraction. What says nothing may be kept for as long as a cache
    thinks right (RFC 9111, section 4.2.2).
    """
    told = answer.get("Cache-Control")
    if told is None:
        return EVER
    if re.search(r"\bno-(cache|store)\b", told):
        return at
    fresh = _seconds("max-age", told)
    if fresh is None:
        return EVER
    stale = max(
        _seconds("stale-while-revalidate", told) or 0, _seconds("stale-if-error", told) or 0
    )
    return at.replace(microsecond=0) + timedelta(seconds=fresh + stale)


def fresh_until(answer: Any, at: datetime) -> datetime:
    """Return until when a cache shows it without asking at all."""
    told = answer.get("Cache-Control") or ""
    return at.replace(microsecond=0) + timedelta(seconds=_seconds("max-age", told) or 0)


def _seconds(name: str, told: str) -> int | None:
    found = re.search(rf"\b{name}=(\d+)", told)
    return int(found[1]) if found else None
