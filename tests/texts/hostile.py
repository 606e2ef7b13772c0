"""Texts as nobody should type them: all of Unicode, what no document may hold, and markup that is none."""

from __future__ import annotations

import json
import os
import random
from functools import cache
from pathlib import Path

Chance = random.Random
RARE = 3000
"""One text of so many holds NUL, which every form refuses: a list with one would never get past the form."""

CONTROLS = [chr(code) for code in (*range(1, 0x20), *range(0x7F, 0xA0))]
BIDI = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
BREAKS = list("\u2028\u2029\u0085\u000b\u000c\u00ad\u200b\u200d\ufeff\u00a0\u3000")
NONE = ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ufffd"]
MARKUP = [
    "<b>", "</p>", "</div></body></html>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "]]>", "<![CDATA[", "<!--", "-->", "<?xml version='1.1'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;",
    "&", "&amp", "&#0;", "&#x1F;", "&#xD800;", "&lt;", "&nbsp;", "\"", "'", "\"'>", "<", ">", "</textarea>",
    "</title>", "{{ 7 }}", "{% load x %}", "{# x", "%s", "%(title)s", "{0}", "${x}", "javascript:alert(1)",
    "<a href=java&#9;script:x>", "<svg/onload=x>", "<embed linktype=x>", "\\u0000", "\\ud800", "\\", "\r\n",
    "\r\n\r\nSet-Cookie: a=b", "../../etc/passwd", "//evil.example", "http://[", "text:\"", "kind:", "a:b",
    "Zalgo\u0300\u0301\u0302\u0303\u0489", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "١٢٣", "²", "1e999", "NaN",
]  # fmt: skip
WORDS = ["water", "Okafor", "مياه", "приём", "水", "2026", "null", "true", "-1", "0", " "]


def text(chance: Chance) -> str:
    """Return a text of a few pieces."""
    if known() and chance.random() < 0.05:
        return chance.choice(known())
    pieces = [_piece(chance) for _number in range(chance.choice((0, 1, 1, 2, 2, 3, 4, 6, 9)))]
    if chance.randrange(RARE) == 0:
        pieces.insert(chance.randrange(len(pieces) + 1), "\x00")
    return "".join(pieces)


def texts(chance: Chance, number: int) -> list[str]:
    """Return so many texts."""
    return [text(chance) for _number in range(number)]


def _piece(chance: Chance) -> str:
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(MARKUP)
    if kind < 0.55:
        return chance.choice(WORDS)
    if kind < 0.9:
        return chr(chance.randrange(1, chance.choice((0x100, 0x3000, 0x10000, 0x110000))))
    return chance.choice(chance.choice((CONTROLS, BIDI, BREAKS, NONE, ["\ud800", "\udfff"])))


@cache
def known() -> list[str]:
    """Return the texts of a collection: a JSON list in the file that HOSTILE_TEXTS names."""
    name = os.environ.get("HOSTILE_TEXTS", "")
    return (
        [str(item).replace("\x00", "") for item in json.loads(Path(name).read_text())]
        if name
        else []
    )
