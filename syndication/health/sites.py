"""Which site a request says that it comes from: its origin, or nothing; never an address on it."""

from __future__ import annotations

import re

UNTOLD = ""
"""The site of whoever's browser told none, or nothing that is the name of a public site."""
OTHERS = "*"
"""The site under which a day counts what comes after its first sites."""
LONGEST = 253
"""Characters of a host name (RFC 1035)."""

_ORIGIN = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{0,62})\.?"
    r"(?::(?P<port>[0-9]{1,5}))?(?:[/?#]|\Z)",
    re.IGNORECASE | re.ASCII,
)
"""Names with a dot, as browsers send them. Numbers are left out: an address of a machine may be somebody's own."""
_CUT = LONGEST + len("https://.:65535?")
"""Characters that are looked at; what goes on after them is no origin, or nothing of it."""
_USUAL = {"http": 80, "https": 443}


def origin(told: str) -> str:
    """Return the beginning of an address in which its origin stands, without what is behind it."""
    end = told.find("/", len("https://"))
    return told[: end if 0 < end < _CUT else _CUT]


def site(*told: str) -> str:
    """Return the origin in the first of some headers' values that is one of a public site; else UNTOLD."""
    return next((found for found in map(_site, map(origin, told)) if found), UNTOLD)


def _site(told: str) -> str:
    found = _ORIGIN.match(told)
    if not found or len(found["host"]) > LONGEST:
        return UNTOLD
    scheme, host, port = found["scheme"].lower(), found["host"].lower(), int(found["port"] or 0)
    if port > 65_535:
        return UNTOLD
    return f"{scheme}://{host}" if port in (0, _USUAL[scheme]) else f"{scheme}://{host}:{port}"
