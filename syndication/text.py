"""Text that stays valid whatever editors typed: characters that no XML document may hold are left out."""

from __future__ import annotations

import re
from html import escape

_CHAR = "\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
"""The Char production of XML 1.0, section 2.2."""
_FORBIDDEN = re.compile(f"[^{_CHAR}]")
_PERMITTED = re.compile(f"[{_CHAR}]*+")
"""Five times as fast to meet as its opposite is to look for."""

_UNCLEAN = (b"\\u00", b"\\b", b"\\f", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""How JSON writes what is left out."""
_RARE = (b"\\", b"\xef\xbf")
"""What all of these begin with."""


def clean(text: str) -> str:
    """Return text without control characters, lone surrogates and non-characters."""
    return text if _PERMITTED.fullmatch(text) else _FORBIDDEN.sub("", text)


def xml(text: str) -> str:
    """Return text ready for an XML element or attribute."""
    return escape(clean(text))


def element(text: str) -> str:
    """Return text ready to stand between tags; whoever joins the elements cleans them, all at once."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return text ready to be an attribute's value; like ``element``, not yet clean."""
    return escape(text)


def holds_unclean(json: bytes) -> bool:
    """Tell whether JSON without needless escapes may hold what ``clean`` leaves out. Lone surrogates it cannot hold."""
    unquoted = json.replace(b'\\"', b"")
    return any(mark in unquoted for mark in _RARE) and any(mark in unquoted for mark in _UNCLEAN)
