"""An embed as oEmbed (oembed.com): the fields, and the same fields as JSON and as XML.

What other sites keep of us they may keep for years: nothing here holds words that a withdrawal takes away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from syndication.contract import Embed, Entry, Link, Selection
from syndication.text import clean, xml
from syndication.vocabulary import direction, publisher

Fields = dict[str, str | int]

DATED = frozenset({"speech", "video", "sitting", "division"})
"""What happened on a day, which is part of its name."""
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for "the source does not say when"."""
MINUTE = 60
PREVIEW = (1200, 630)
"""The size of every picture that is offered as ``preview``."""
_BLANK = re.compile(r"[ \t\r\n]+")
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True)
class Box:
    """The room that a consumer has, in CSS pixels; None where it does not say."""

    width: int | None = None
    height: int | None = None

    def holds(self, width: int, height: int) -> bool:
        """Tell whether something fits as it is."""
        return width <= (self.width or width) and height <= (self.height or height)


@dataclass(frozen=True)
class Form:
    """A way to write the fields down, and what discovery calls it."""

    media_type: str
    discovered_as: str
    write: Callable[[Fields], str]


def fields(
    selection: Selection, embed: Embed, box: Box, *, links: tuple[Link, ...] = (), keep: int
) -> Fields:
    """Return every field that has a value, in the order of the specification."""
    entry = entry_of(selection)
    withdrawn = bool(entry and entry.withdrawn)
    found: Fields = {
        "version": "1.0",  # text, as some consumers compare it
        "type": "video" if embed.video and not withdrawn else "rich",
        "title": title(selection),
        **dict(_author(selection)),
        "provider_name": _provider(selection),
        "provider_url": f"{settings.BASE_URL}/",
        "cache_age": keep,
        **_thumbnail(links, box),
        "width": min(embed.width, box.width or embed.width),
        "height": min(embed.height, box.height or embed.height),
        "html": f"{_quote(selection)}{_frame(embed, box)}",
    }
    tidy = {
        name: _tidy(value) if isinstance(value, str) else value for name, value in found.items()
    }
    return {name: value for name, value in tidy.items() if value != ""}


def lasting(entry: Entry | None, age: int, *, at: datetime) -> int:
    """Return the seconds to keep an answer, a minute old perhaps: not beyond the end of what it shows."""
    if entry is None or entry.expires is None:
        return age
    return max(0, min(age, int((entry.expires - at).total_seconds()) - MINUTE))


def entry_of(selection: Selection) -> Entry | None:
    """Return the one thing that a selection is about, None for a list."""
    alone = selection.stream.startswith("thing:")
    return selection.entries[0] if alone and selection.entries else None


def title(selection: Selection) -> str:
    """Return what the embed shows, by its name in the record."""
    entry = entry_of(selection)
    if entry is None:
        return selection.title
    return _("Withdrawn: %(title)s") % {"title": entry.title} if entry.withdrawn else entry.title


def _author(selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield who speaks, where it is one person; a list about a member speaks of that member."""
    entry, subject = entry_of(selection), selection.subject
    if entry:
        people = {person.name: person for person in entry.participants}
        alone = entry.kind == "speech" or len(people) == 1
        if entry.kind in ("speech", "video") and people and alone:
            speaker = entry.participants[0]
            yield from (("author_name", speaker.name), ("author_url", speaker.url))
    elif subject and subject.kind == "member":
        yield from (("author_name", subject.title), ("author_url", subject.url))


def _provider(selection: Selection) -> str:
    """Return whose it is, by the same name in every language: Drupal takes it for a key."""
    return publisher(settings.LANGUAGE_CODE) if selection.publisher else ""


def _thumbnail(links: tuple[Link, ...], box: Box) -> Fields:
    """Return the picture, unless it is larger than the consumer's room: its size is what it is."""
    width, height = PREVIEW
    for link in links:
        if link.rel == "preview" and box.holds(width, height):
            return {
                "thumbnail_url": link.url,
                "thumbnail_width": width,
                "thumbnail_height": height,
            }
    return {}


def _quote(selection: Selection) -> str:
    """Return the line that stays where frames are not shown: who, what, when, and a link, but no words of theirs."""
    entry = entry_of(selection)
    language = entry.language if entry else selection.language
    url = entry.url if entry else selection.url
    line = " – ".join(filter(None, (_line(selection), selection.publisher)))
    return (
        f'<blockquote lang="{xml(language)}" dir="{direction(language)}">'
        f'<a href="{xml(url)}">{xml(line)}</a></blockquote>'
    )


def _line(selection: Selection) -> str:
    entry, line = entry_of(selection), title(selection)
    if entry is None:
        return line
    if entry.kind == "speech" and entry.participants:
        line = f"{entry.participants[0].name}: {line}"
    if entry.kind in DATED and entry.published != UNKNOWN:
        line = f"{line}, {date_format(timezone.localtime(entry.published), 'DATE_FORMAT')}"
    return line


def _frame(embed: Embed, box: Box) -> str:
    """Return the frame: as wide as its place, or as many pixels as there is room for where that is said."""
    width = min(embed.width, box.width) if box.width else "100%"
    height = min(embed.height, box.height or embed.height)
    return (
        f'<iframe src="{xml(embed.url)}" title="{xml(embed.title)}" width="{width}" height="{height}"'
        f' loading="lazy" frameborder="0" sandbox="{SANDBOX}" allowfullscreen=""'
        ' referrerpolicy="no-referrer"></iframe>'
    )


def _tidy(text: str) -> str:
    """Return text that says the same in JSON and in XML, whose parsers take one line end for another."""
    return _BLANK.sub(" ", clean(text)).strip(" ")


def _json(found: Fields) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _xml(found: Fields) -> str:
    inside = "".join(f"<{name}>{xml(str(value))}</{name}>" for name, value in found.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{inside}</oembed>\n'


FORMATS = {
    "json": Form("application/json", "application/json+oembed", _json),
    "xml": Form("text/xml; charset=utf-8", "text/xml+oembed", _xml),
}
"""By the name that ``format`` asks for; the first is the default."""
