"""The feed at an address: every stream has one in each format that has a file name."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.validators import slug_re

from syndication import registry
from syndication.contract import Renderer
from syndication.errors import QueryError
from syndication.publications.wishes import Wish, located
from syndication.streams.models import Stream
from syndication.streams.query import StreamQuery, parse, parse_path
from syndication.streams.selection import LIMIT, address

_PATH = re.compile(r"/([\w-]+)/feeds/(.+)/([^/]+)", re.ASCII)


def saved(slug: str) -> Stream | None:
    """Return the saved stream of an address, None when there is none."""
    return Stream.objects.filter(slug=slug).first() if slug_re.match(slug) else None


def named(path: str) -> tuple[StreamQuery, str]:
    """Return the query of a stream's address, and the slug of a saved stream; raise QueryError where it is none."""
    stream = saved(path)
    return (parse(stream.query), stream.slug) if stream else (parse_path(path), "")


def format_at(language: str, filename: str) -> Renderer:
    """Return the format that owns a file name; raise QueryError where there is none, or no such language."""
    owners = (item for _, item in registry.renderers().values() if item.filename == filename)
    wanted = next(owners, None)
    if wanted is None or language not in dict(settings.LANGUAGES):
        raise QueryError("There is no such feed.")
    return wanted


def feed(language: str, path: str, filename: str) -> Wish:
    """Return the wish for a feed, whose address is the canonical one; raise QueryError where there is none."""
    wanted = format_at(language, filename)
    query, slug = named(path)
    where = located(address(query, language, filename, slug=slug))
    limit = getattr(wanted, "limit", LIMIT)
    return Wish(where, query, wanted.format, language, limit=limit, slug=slug)


def topic(url: str) -> Wish | None:
    """Return the wish for the feed at an absolute address of ours, however that is spelt; None where there is none."""
    try:
        parts = urlsplit(url)
        path = _PATH.fullmatch(unquote(parts.path, errors="strict"))
        own = parts._replace(path="", fragment="").geturl() == settings.BASE_URL
        return feed(path[1], path[2], path[3]) if own and path else None
    except (ValueError, QueryError):
        return None
