"""Where embeds live, for ever: everything that an address means stands in its path."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from syndication import queries
from syndication.contract import Entry, Selection
from syndication.queries import Options

LATEST = "latest"


def of_thing(kind: str, thing: str, language: str, options: Options = ()) -> str:
    """Return the path of the embed of one thing."""
    return f"/e/{language}/{kind}/{thing}/{queries.written_options(options)}"


def of_stream(path: str, language: str, options: Options = ()) -> str:
    """Return the path of a stream's embed, given the stream's own path or its slug."""
    return f"/e/{language}/{LATEST}/{path}/{queries.written_options(options)}"


def absolute(path: str, beside: Entry | None = None) -> str:
    """Return an address on the embed host; below the same token as an entry where that is read by one."""
    place = urlsplit(beside.url).path.strip("/").split("/")[:-3] if beside else []
    return "/".join([settings.EMBED_URL, *place]) + path


def looks(selection: Selection) -> Options:
    """Return the options that stay when a reader goes from one embed to the next."""
    return tuple(option for option in selection.options if option[0] == "theme")


def checked(entry: Entry, options: Options = ()) -> str:
    """Return the shortest address by which a person can check an entry, without its scheme; for print and for eyes."""
    parts = urlsplit(entry.url)
    place = "/".join(parts.path.strip("/").split("/")[-3:-1])
    clip = queries.written_options(tuple(item for item in options if item[0] == "t"))
    return f"{parts.netloc}/{place}/{entry.thing}/{clip}"
