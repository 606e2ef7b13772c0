"""Bring something to an address over HTTP, once, and say in words how that went."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext_noop as _

from syndication.errors import DeliveryError
from syndication.fetching import REDIRECTS, Limits, safe_fetch

LIMITS = Limits(seconds=10.0, size=1000, whole=False)
"""What is answered interests nobody beyond its status."""
LATER = frozenset({408, 425, 429})
"""The refusals that may be none at another time (RFC 9110, section 15.5; RFC 6585; RFC 8470)."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Return once a server has taken the body (2xx); raise DeliveryError or FetchError otherwise. Follows nothing."""
    found = safe_fetch(url, method="POST", body=body, headers=headers, limits=LIMITS)
    status, said = found.status, f"HTTP {found.status}"
    if 200 <= status < 300:
        return
    if status == 410:
        raise DeliveryError(_("Nobody is there any more."), detail=said, ends=True)
    if status in REDIRECTS:
        raise DeliveryError(
            _("It leads elsewhere, and is not followed."), detail=said, permanent=True
        )
    if 400 <= status < 500 and status not in LATER:
        raise DeliveryError(_("It refuses what is brought."), detail=said, permanent=True)
    asked = _seconds(found.headers.get("retry-after", ""))
    raise DeliveryError(_("It cannot take what is brought now."), detail=said, after=asked)


def _seconds(text: str) -> float | None:
    """Return the seconds of a Retry-After header (RFC 9110, section 10.2.3)."""
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    date = parse_http_date_safe(text)
    return None if date is None else max(date - timezone.now().timestamp(), 0.0)
