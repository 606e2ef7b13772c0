"""What is pasted into other people's pages, written in this one place; no piece of it needs a script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.html import escape, format_html

from syndication.contract import Embed

LIMIT = 320
"""Characters of a frame, as long as its address is not very long itself."""

SHORTEST = 40
"""Characters of the title that always stay: a frame without one is nothing to a screen reader."""

SIZES = {"small": 0.75, "medium": 1.0, "large": 1.25}
"""The heights there are to choose from, as shares of an embed's own."""

FRAME = (
    '<iframe src="{url}" title="{title}" width="100%" height="{height}" loading="lazy"'
    ' sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
    ' allow="fullscreen" referrerpolicy="no-referrer" frameborder="0"></iframe>'
)
SCRIPT = '<script async referrerpolicy="no-referrer" src="{}/w.js"></script>'
QUOTATION = (
    '<blockquote cite="{url}"{spoken}>{words}<p><a href="{url}"{told}>{source}</a></p></blockquote>'
)
BLOCK = """<!-- wp:embed {} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
{}
</div></figure>
<!-- /wp:embed -->"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words, who said them when, and where they stand; ``words`` are empty where only the source is named."""

    url: str
    source: str
    words: str = ""
    language: str = ""  # of the words
    direction: str = ""
    told_in: str = ""  # the language of the source
    told_direction: str = ""


def height(embed: Embed, size: str = "medium") -> int:
    """Return the height of an embed in one of the sizes, in CSS pixels on the grid of four."""
    return round(embed.height * SIZES[size] / 4) * 4


def frame(embed: Embed, size: str = "medium") -> str:
    """Return the frame alone: the snippet for most pages. A long title is cut, so that the whole stays short."""
    values = {"url": escape(embed.url), "height": height(embed, size)}
    room = LIMIT - len(FRAME.format(title="", **values))
    return FRAME.format(title=_fitting(embed.title, max(room, SHORTEST)), **values)


def quotation(quoted: Quotation) -> str:
    """Return the words with a link to where they stand, for what shows no frames."""
    words = format_html("<p>{}</p>", quoted.words) if quoted.words else ""
    return format_html(
        QUOTATION,
        url=quoted.url,
        source=quoted.source,
        words=words,
        spoken=_tongue(quoted.language, quoted.direction) if words else "",
        told=_tongue(quoted.told_in, quoted.told_direction),
    )


def whole(embed: Embed, quoted: Quotation, size: str = "medium") -> str:
    """Return the words, the frame, and the script that lets the frame grow with what it holds."""
    parts = urlsplit(embed.url)
    script = SCRIPT.format(escape(f"{parts.scheme}://{parts.netloc}"))
    return "\n".join((quotation(quoted), frame(embed, size), script))


def wordpress(url: str) -> str:
    """Return an address as WordPress's block editor writes it down; pasted there, it becomes that block."""
    attributes = json.dumps({"url": url}).translate(_APART).replace("--", r"\u002d\u002d")
    return BLOCK.format(attributes, escape(url))


_APART = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def _tongue(language: str, direction: str) -> str:
    """Return the attributes that say in which language something is and which way it runs."""
    if not language:
        return ""
    return format_html(' lang="{}" dir="{}"', language, direction)


def _fitting(title: str, room: int) -> str:
    """Return a title as an attribute's value of at most so many characters."""
    words, short = title, escape(title)
    while len(short) > room and words:
        words = words[:-1].rstrip()
        short = escape(f"{words}…")
    return str(short)
