"""Lines of the log without tokens, whoever wrote them."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/t/|(?i:bearer) )[\w.~+/=%-]{16,}")


class Formatter(logging.Formatter):
    """Formats as any does, then takes out what looks like a token in an address or a header."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the traceback where there is one."""
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """Return a text without tokens."""
    return _SECRET.sub(_without, text)


def _without(found: re.Match[str]) -> str:
    """Keep what comes after the token in an address."""
    before = found[1]
    rest = found[0].removeprefix(before).partition("/")[2] if before == "/t/" else ""
    return f"{before}-/{rest}" if rest else f"{before}-"
