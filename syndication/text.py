"""Text that stays valid whatever editors typed: characters that no XML document may hold are left out."""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything outside the Char production of XML 1.0, section 2.2."""


def clean(text: str) -> str:
    """Return text without control characters, lone surrogates and non-characters."""
    return _FORBIDDEN.sub("", text)


def xml(text: str) -> str:
    """Return text ready for an XML element or attribute."""
    return escape(clean(text), quote=True)
