"""Running text as plain text: no markup, single spaces, characters in their composed form."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

# Characters that no database or feed can hold: controls, halves of surrogate pairs, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Possessive quantifiers: a tag that is never closed must not cost quadratic time.
_TOKEN = re.compile(r"<!--|-->|<(/?)([a-zA-Z][\w:-]*+)[^<>]*+>")
_BLOCK = re.compile(
    r"/?(address|article|aside|blockquote|br|d[dlt]|div|figcaption|figure|footer|h[1-6r]|header|li"
    r"|main|nav|[ou]l|p|pre|section|table|t(body|head|d|h|r))"
)
_HIDDEN = frozenset(("head", "script", "style", "template", "title"))


def line(text: str) -> str:
    """Return the text on one line, in NFC."""
    # Printable text has no white space but the blank: most lines need no more than a look.
    if "  " in text or not text.isprintable():
        text = " ".join(_UNFIT.sub(" ", text).split())
    return unicodedata.normalize("NFC", text.strip())


def paragraphs(markup: str) -> list[str]:
    """Return the paragraphs of a piece of HTML as plain text, without scripts and comments.

    The result is text, not HTML: whoever shows it must escape it.
    """
    blocks = ("".join(pieces) for pieces in _blocks(markup))
    lines = (line(html.unescape(block)) for block in blocks)
    return [text for text in lines if text]


def _blocks(markup: str) -> Iterator[list[str]]:
    pieces: list[str] = []
    hidden_until = ""
    at = 0
    for token in _TOKEN.finditer(markup):
        if not hidden_until:
            pieces.append(markup[at : token.start()])
        at = token.end()
        name = _name(token)
        if hidden_until:
            hidden_until = "" if name == hidden_until else hidden_until
        elif _BLOCK.fullmatch(name):
            yield pieces
            pieces = []
        else:
            hidden_until = _end_of(name)
    yield pieces if hidden_until else [*pieces, markup[at:]]


def _name(token: re.Match[str]) -> str:
    """Return ``p``, ``/p``, or the sign that opens or closes a comment."""
    name = token[2]
    return f"{token[1]}{name.lower()}" if name else token[0]


def _end_of(name: str) -> str:
    """Return the token up to which nothing is shown, or nothing."""
    if name == "<!--":
        return "-->"
    return f"/{name}" if name in _HIDDEN else ""
